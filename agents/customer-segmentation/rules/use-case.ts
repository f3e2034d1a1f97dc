import type { Evidence } from '../../facts/evidence.ts';
import { sum } from '../../metrics/statistics.ts';
import { USE_CASE_WORDS } from '../classification-data.ts';
import { DIMENSIONS, type ValueOf, valueWords } from '../dimensions.ts';
import { recentLevel, type View } from '../level.ts';
import { confidenceOf, evidenceOf, freshness, missingOf, type Source, unknown, type Verdict } from '../verdict.ts';
import { hits } from './words-in.ts';

type UseCase = ValueOf<'useCaseSegment'>;
type Points = Map<UseCase, number>;

/** Points a source gives at most, shared among the use cases by how much it speaks of each. */
const POINTS = { description: 3, plans: 2.5, items: 1.5, features: 2 } as const;

/** What they use the product for: their description, their plans' goals, what they bought and the features in use. */
export function useCaseSegment(view: View): Verdict<UseCase> {
  const { account, active, plans } = view;
  const described = fromText([[account.description ?? '', 1]]);
  const planned = fromText(plans.map((plan) => [planText(plan), 1]));
  const bought = fromText(
    active.flatMap(({ lineItems }) => (lineItems ?? []).map((item): [string, number] => [item.name, item.annualValue])),
  );
  const used = features(view);
  const sources: Source[] = [
    { name: 'Description of what they use the product for', weight: 0.35, quality: described.size > 0 ? 1 : 0 },
    { name: 'Success plans with goals', weight: 0.25, quality: planned.size > 0 ? 1 : 0 },
    { name: 'Contract lines that name a product', weight: 0.12, quality: bought.size > 0 ? 1 : 0 },
    { name: 'Features in use', weight: 0.26, quality: used.points.size > 0 ? freshness(used.rows, view) : 0 },
  ];
  const total: Points = new Map();
  for (const [points, most] of [
    [described, POINTS.description],
    [planned, POINTS.plans],
    [bought, POINTS.items],
    [used.points, POINTS.features],
  ] as const) {
    const all = sum([...points.values()]);
    for (const [value, score] of points) if (all > 0) total.set(value, (total.get(value) ?? 0) + (most * score) / all);
  }
  const ranked = DIMENSIONS.useCaseSegment.values
    .map((value) => ({ value, score: total.get(value) ?? 0 }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (!first || first.score === 0) return unknown(sources);
  const all = sum(ranked.map(({ score }) => score));
  const share = (score: number) => `${Math.round((100 * score) / all)} %`;
  const next = second && second.score > 0 ? `, then ${valueWords(second.value)} (${share(second.score)})` : '';
  const spoke = [
    described.has(first.value) ? 'the description' : '',
    planned.has(first.value) ? 'the success plans' : '',
    bought.has(first.value) ? 'the contract' : '',
    used.points.has(first.value) ? 'the features in use' : '',
  ].filter(Boolean);
  const evidence: Evidence[] = [
    ...(described.has(first.value) ? evidenceOf('accounts', 'description', [account]) : []),
    ...(planned.has(first.value) ? evidenceOf('customer_success_plans', 'criticalMilestones', plans).slice(0, 2) : []),
    ...(bought.has(first.value) ? evidenceOf('contracts', 'lineItems', active).slice(0, 2) : []),
    ...(used.points.has(first.value) ? evidenceOf('customer_usage_analytics', 'featureUtilization', used.rows).slice(0, 2) : []),
  ];
  return {
    value: first.value,
    confidence: confidenceOf(sources),
    reason: `${share(first.score)} of what ${spoke.join(', ')} speak${spoke.length === 1 ? 's' : ''} of${next}`,
    missing: missingOf(sources),
    evidence,
  };
}

function fromText(texts: readonly (readonly [text: string, weight: number])[]): Points {
  const points: Points = new Map();
  for (const [text, weight] of texts)
    for (const { value, score } of hits(text, USE_CASE_WORDS)) points.set(value, (points.get(value) ?? 0) + score * Math.max(0, weight));
  return positive(points);
}

function planText(plan: View['plans'][number]): string {
  const named = (rows: readonly { name: string }[] | undefined) => (rows ?? []).map(({ name }) => name);
  return [
    plan.planName,
    plan.valueHypothesis ?? '',
    ...(plan.successCriteria ?? []),
    ...named(plan.criticalMilestones),
    ...named(plan.targetMetrics),
  ].join(' ');
}

/** Each feature counts with the share of active users who use it in the last four weeks. */
function features(view: View): { points: Points; rows: View['usage'] } {
  const rows = recentLevel(view, ({ featureUtilization }) => featureUtilization?.length || null)?.rows ?? [];
  const shares = new Map<string, number>();
  for (const { featureUtilization } of rows)
    for (const { feature, share } of featureUtilization ?? []) shares.set(feature, (shares.get(feature) ?? 0) + share);
  const points: Points = new Map();
  for (const [feature, share] of shares)
    for (const { value } of hits(feature.replaceAll('_', ' '), USE_CASE_WORDS)) points.set(value, (points.get(value) ?? 0) + share);
  return { points: positive(points), rows };
}

const positive = (points: Points): Points => new Map([...points].filter(([, score]) => score > 0));
