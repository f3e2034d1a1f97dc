import { type AccountFacts, within } from '../../facts/index.ts';
import { curve, evidenceOf, piecewise, plural } from '../../metrics/index.ts';
import type { ValueOf } from '../dimensions.ts';
import { type Floors, floorOf, ofMetric, type Source, scoreOf, source, type Verdict, verdict } from '../verdict.ts';
import { ADVANCED } from './adoption.ts';

const YEAR = 365;
const EARLY = /\b(beta|preview|early access|pilot|prototype|co-?innovation)\b/i;
const INVESTING: ReadonlySet<string> = new Set(['budget_approved', 'technology_change', 'new_team', 'new_region', 'funding']);
const REQUESTS = curve('0:25 1:55 2:72 4:95');
const INVESTMENTS = curve('0:30 1:60 2:85 4:100');
const FLOORS: Floors<ValueOf<'innovationAppetite'>> = { bleeding_edge: 88, early_adopter: 62, mainstream: 35, conservative: 0 };

/** How early they want what is new: advanced features in use, what they ask for, what they invest in. */
export function innovationAppetite(facts: AccountFacts): Verdict<ValueOf<'innovationAppetite'>> {
  const events = within(facts.events, facts.asOf, YEAR);
  const interactions = within(facts.interactions, facts.asOf, YEAR);
  const asked = events.filter(({ kind, detail }) => kind === 'feature_request' || EARLY.test(detail ?? ''));
  const spoken = interactions.filter(
    ({ direction, subject, text }) => direction === 'inbound' && EARLY.test(`${subject ?? ''} ${text ?? ''}`),
  );
  const invested = events.filter(({ kind }) => INVESTING.has(kind));
  const wishes = asked.length + spoken.length;
  const advanced = ofMetric(facts, 'advanced_adoption', 0.5, { curve: ADVANCED, weight: 0.45 });
  const sources: Source[] = [
    advanced,
    source('Events of the last year (requests, budgets, new teams)', 0.27, Math.min(1, events.length / 3), {
      said: () => `${plural(invested.length, 'investment')} in a year`,
      evidence: () => evidenceOf('account_events', 'kind', [...invested, ...asked]),
      score: events.length > 0 ? { value: piecewise(INVESTMENTS, invested.length), weight: 0.25 } : null,
    }),
    source('Meetings and messages of the last year', 0.2, Math.min(1, interactions.length / 6), {
      said: () => `${plural(wishes, 'request')} for what is new in a year`,
      evidence: () => evidenceOf('interactions', 'direction', spoken),
      score: events.length + interactions.length > 0 ? { value: piecewise(REQUESTS, wishes), weight: 0.3 } : null,
    }),
  ];
  return verdict(advanced.score ? floorOf(FLOORS, scoreOf(sources)) : null, sources);
}
