import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { type AccountFacts, age, type Evidence, latestOf } from '../../facts/index.ts';
import { activeContracts, decay, evidenceOf, spaced, sum } from '../../metrics/index.ts';
import { recentRows, USAGE } from '../../metrics/weekly.ts';
import { type ValueOf, valueWords } from '../dimensions.ts';
import { type Source, source, type Verdict, verdict } from '../verdict.ts';
import { spokenFor, USE_CASE_WORDS } from './words.ts';

type UseCase = ValueOf<'useCaseSegment'>;

/** Something that speaks of use cases. */
interface Witness extends Source {
  called: string;
  /** Points it gives at most, shared among the use cases by how much it speaks of each. */
  points: number;
  speaks: Map<UseCase, number>;
}

/** What they use the product for: their description, their plans' goals, what they bought and the features in use. */
export function useCaseSegment(facts: AccountFacts): Verdict<UseCase> {
  const witnesses = witnessesOf(facts);
  const total = new Map<UseCase, number>();
  for (const { speaks, points } of witnesses) {
    const all = sum([...speaks.values()]);
    for (const [value, score] of speaks) total.set(value, (total.get(value) ?? 0) + (points * score) / all);
  }
  const [first, second] = [...total].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const all = sum([...total.values()]);
  const share = (score: number) => `${Math.round((100 * score) / all)} %`;
  const speaking = witnesses.filter(({ speaks }) => first && speaks.has(first[0])).map(({ called }) => called);
  return verdict(
    first?.[0] ?? null,
    // Only what speaks for it is shown as a reason.
    witnesses.map(({ evidence, ...each }) => (first && each.speaks.has(first[0]) && evidence ? { ...each, evidence } : each)),
    () =>
      `${share(first?.[1] ?? 0)} of what ${speaking.join(', ')} speak${speaking.length === 1 ? 's' : ''} of${second ? `, then ${valueWords(second[0])} (${share(second[1])})` : ''}`,
  );
}

function witnessesOf(facts: AccountFacts): Witness[] {
  const { account, plans, asOf } = facts;
  const active = activeContracts(facts.contracts, asOf);
  const rows = recentRows(facts, ({ featureUtilization }) => featureUtilization?.length || null);
  const described = spoken([[account.description ?? '', 1]]);
  const planned = spoken(plans.map((plan) => [goalsOf(plan), 1]));
  const bought = spoken(active.flatMap(({ lineItems }) => (lineItems ?? []).map(({ name, annualValue }) => [name, annualValue] as const)));
  // Each feature counts with the share of active users who use it.
  const used = spoken(
    rows.flatMap(({ featureUtilization }) => (featureUtilization ?? []).map(({ feature, share }) => [spaced(feature), share] as const)),
    1,
  );
  const witness = (
    [name, called]: [string, string],
    [weight, points]: [number, number],
    speaks: Witness['speaks'],
    evidence: () => Evidence[],
    fresh = 1,
  ): Witness => ({ ...source(name, weight, speaks.size > 0 ? fresh : 0, { evidence }), called, points, speaks });
  const fresh = decay(age(new Date(latestOf(rows)), asOf) - 14, 30);
  return [
    witness(['Description of what they use the product for', 'the description'], [0.35, 3], described, () =>
      evidenceOf('accounts', 'description', [account]),
    ),
    witness(['Success plans with goals', 'the success plans'], [0.25, 2.5], planned, () =>
      evidenceOf('customer_success_plans', 'criticalMilestones', plans),
    ),
    witness(['Contract lines that name a product', 'the contract'], [0.12, 1.5], bought, () =>
      evidenceOf('contracts', 'lineItems', active),
    ),
    witness(['Features in use', 'the features in use'], [0.26, 2], used, () => evidenceOf(USAGE, 'featureUtilization', rows), fresh),
  ];
}

/** How much weighted texts speak of each use case, by the different words they say; `most` bounds what one text counts for. */
function spoken(texts: readonly (readonly [text: string, weight: number])[], most = Number.POSITIVE_INFINITY): Map<UseCase, number> {
  const points = new Map<UseCase, number>();
  // The same features come back week by week.
  const heard = new Map([...new Set(texts.map(([text]) => text))].map((text) => [text, spokenFor(text, USE_CASE_WORDS)]));
  for (const [text, weight] of texts)
    for (const { value, said } of heard.get(text) ?? [])
      if (weight > 0) points.set(value, (points.get(value) ?? 0) + Math.min(most, said.length) * weight);
  return points;
}

const goalsOf = ({ planName, valueHypothesis, successCriteria, criticalMilestones, targetMetrics }: CustomerSuccessPlan): string =>
  [
    planName,
    valueHypothesis,
    ...(successCriteria ?? []),
    ...[...(criticalMilestones ?? []), ...(targetMetrics ?? [])].map(({ name }) => name),
  ]
    .filter(Boolean)
    .join(' ');
