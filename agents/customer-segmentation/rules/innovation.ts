import { within } from '../../facts/time.ts';
import { plural } from '../../metrics/format.ts';
import { piecewise, sum } from '../../metrics/statistics.ts';
import { ADVANCED_ADOPTION, floorOf, INNOVATION_FLOORS, INVESTMENTS, REQUESTS } from '../classification-data.ts';
import type { ValueOf } from '../dimensions.ts';
import { recentLevel, type View } from '../level.ts';
import { confidenceOf, enough, evidenceOf, freshness, missingOf, type Source, unknown, type Verdict } from '../verdict.ts';

const YEAR = 365;
const EARLY = /\b(beta|preview|early access|pilot|prototype|co-?innovation)\b/i;
const INVESTING: ReadonlySet<string> = new Set(['budget_approved', 'technology_change', 'new_team', 'new_region', 'funding']);

/** How early they want what is new: advanced features in use, what they ask for, what they invest in. */
export function innovationAppetite(view: View): Verdict<ValueOf<'innovationAppetite'>> {
  const { asOf } = view;
  const advanced = recentLevel(view, (row) => row.advancedFeatureAdoption);
  const events = within(view.events, asOf, YEAR);
  const interactions = within(view.interactions, asOf, YEAR);
  const asked = events.filter(({ kind, detail }) => kind === 'feature_request' || EARLY.test(detail ?? ''));
  const spoken = interactions.filter(
    ({ direction, subject, text }) => direction === 'inbound' && EARLY.test(`${subject ?? ''} ${text ?? ''}`),
  );
  const invested = events.filter(({ kind }) => INVESTING.has(kind));
  const heard = events.length > 0 || interactions.length > 0;
  const sources: Source[] = [
    { name: 'Adoption of advanced features', weight: 0.5, quality: advanced ? freshness(advanced.rows, view) : 0 },
    { name: 'Events of the last year (requests, budgets, new teams)', weight: 0.27, quality: enough(events.length, 3) },
    { name: 'Meetings and messages of the last year', weight: 0.2, quality: enough(interactions.length, 6) },
  ];
  if (!advanced) return unknown(sources);
  const parts = [
    { weight: 0.45, score: piecewise(ADVANCED_ADOPTION, advanced.value) },
    ...(heard ? [{ weight: 0.3, score: piecewise(REQUESTS, asked.length + spoken.length) }] : []),
    ...(events.length > 0 ? [{ weight: 0.25, score: piecewise(INVESTMENTS, invested.length) }] : []),
  ];
  const score = sum(parts.map((each) => each.weight * each.score)) / sum(parts.map(({ weight }) => weight));
  return {
    value: floorOf(INNOVATION_FLOORS, score),
    confidence: confidenceOf(sources),
    reason: `${Math.round(advanced.value * 100)} % on advanced features, ${plural(asked.length + spoken.length, 'request')} for new ones and ${plural(invested.length, 'investment')} in a year`,
    missing: missingOf(sources),
    evidence: [
      ...evidenceOf('customer_usage_analytics', 'advancedFeatureAdoption', advanced.rows).slice(0, 2),
      ...evidenceOf('account_events', 'kind', asked).slice(0, 3),
      ...evidenceOf('interactions', 'direction', spoken).slice(0, 2),
      ...evidenceOf('account_events', 'kind', invested).slice(0, 3),
    ],
  };
}
