import { piecewise, sum } from '../../metrics/statistics.ts';
import { ADVANCED_ADOPTION, API_CALLS_PER_USER, COMPLETION, floorOf, MATURITY_FLOORS } from '../classification-data.ts';
import type { ValueOf } from '../dimensions.ts';
import { recentLevel, type View } from '../level.ts';
import { confidenceOf, evidenceOf, freshness, missingOf, type Source, unknown, type Verdict } from '../verdict.ts';

const TECHNICAL = /\b(data|engineer|architect|developer|platform|technology|it|cto|cio|analytics|integration|systems?)\b/i;

/** How digitally they work: integration, advanced features, finished workflows, technical people. */
export function maturitySegment(view: View): Verdict<ValueOf<'maturitySegment'>> {
  const api = recentLevel(view, ({ apiCallsCount, activeUsersCount }) =>
    typeof apiCallsCount === 'number' && activeUsersCount ? apiCallsCount / activeUsersCount : null,
  );
  const advanced = recentLevel(view, (row) => row.advancedFeatureAdoption);
  const completion = recentLevel(view, (row) => row.workflowCompletionRate);
  const { contacts } = view;
  const technical = contacts.filter(({ role, title }) => role === 'technical_lead' || role === 'admin' || TECHNICAL.test(title ?? ''));
  const scored = [
    { name: 'API calls', weight: 0.3, level: api, score: api ? piecewise(API_CALLS_PER_USER, api.value) : 0 },
    {
      name: 'Adoption of advanced features',
      weight: 0.3,
      level: advanced,
      score: advanced ? piecewise(ADVANCED_ADOPTION, advanced.value) : 0,
    },
    { name: 'Completed workflows', weight: 0.2, level: completion, score: completion ? piecewise(COMPLETION, completion.value) : 0 },
  ];
  const share = contacts.length > 0 ? technical.length / contacts.length : 0;
  const known = [
    ...scored.flatMap(({ weight, level, score }) => (level ? [{ weight, score }] : [])),
    ...(contacts.length > 0 ? [{ weight: 0.17, score: 30 + 65 * share }] : []),
  ];
  const sources: Source[] = [
    ...scored.map(({ name, weight, level }) => ({ name, weight, quality: level ? freshness(level.rows, view) : 0 })),
    { name: 'Contacts with their roles', weight: 0.17, quality: contacts.length > 0 ? 1 : 0 },
  ];
  // People alone do not say how digitally a company works.
  if (!api && !advanced && !completion) return unknown(sources);
  const score = sum(known.map((each) => each.weight * each.score)) / sum(known.map(({ weight }) => weight));
  const told = [
    api ? `${Math.round(api.value)} API calls a week for each active user` : '',
    advanced ? `${Math.round(advanced.value * 100)} % on advanced features` : '',
    completion ? `${Math.round(completion.value * 100)} % of workflows completed` : '',
    contacts.length > 0 ? `${technical.length} of ${contacts.length} contacts technical` : '',
  ].filter(Boolean);
  return {
    value: floorOf(MATURITY_FLOORS, score),
    confidence: confidenceOf(sources),
    reason: told.join(', '),
    missing: missingOf(sources),
    evidence: [
      ...evidenceOf('customer_usage_analytics', 'apiCallsCount', api?.rows ?? []).slice(0, 2),
      ...evidenceOf('customer_usage_analytics', 'advancedFeatureAdoption', advanced?.rows ?? []).slice(0, 2),
      ...evidenceOf('customer_usage_analytics', 'workflowCompletionRate', completion?.rows ?? []).slice(0, 2),
      ...evidenceOf('contacts', 'role', technical).slice(0, 2),
    ],
  };
}
