import { retentionActions } from '../churn-predictor/face.ts';
import type { Evidence } from '../facts/evidence.ts';
import type { Text } from '../facts/figure.ts';
import { t } from '../kit/text.ts';
import { figuresOfFacts } from '../metrics/index.ts';
import { evidenceOf } from '../metrics/rows.ts';
import { eventWords } from '../metrics/words.ts';
import { type ChurnView, churnScale, type RenewalFactor } from './factors.ts';
import { ageDays, EVENT_DAYS, type RenewalFacts, roiOf } from './renewal-facts.ts';

const LEAST_WEIGHT = 0.04;
const MOST = 5;

interface Risk {
  key: string;
  risk: Text;
  /** Log-odds it takes from the renewal. */
  weight: number;
  mitigation: Text;
  evidence: Evidence[];
}

/** What could cost the renewal, strongest first, each with what answers it. */
export function risksOf(facts: RenewalFacts, factors: readonly RenewalFactor[], churn: ChurnView | null): Risk[] {
  const proof =
    roiOf(facts) !== null
      ? t`the business case: ROI ${figuresOfFacts(facts, ['roi']).roi} with its evidence`
      : 'a first measured benefit, confirmed by the customer: none is proven yet';
  const answers: Record<RenewalFactor['name'], Text> = {
    churn: 'Start the retention strategy before any talk about price',
    roi: 'Agree one benefit to measure now and have it confirmed before the renewal talk',
    nps: 'Ask those who answered low what would make it worth renewing, and report back',
    advocacy: 'Win one executive: a review of results with their decision maker',
    competition: t`Offer the comparison before procurement asks, with ${proof}`,
    new_finance: t`Meet them early with ${proof}`,
  };
  const own = factors
    .filter(({ name, contribution }) => name !== 'churn' && contribution < -LEAST_WEIGHT)
    .map(({ name, text, contribution, evidence }): Risk => {
      return { key: name, risk: text(), weight: -contribution, mitigation: answers[name], evidence: evidence() };
    });
  // One appearance is enough: what the factors above name, churn's own factors need not repeat.
  const repeated = new Set(['renewal', 'proven_value', 'advocacy', ...own.map(({ key }) => key)]);
  const distance = churn ? churn.logOdds - churn.base : 0;
  const signs = (churn?.factors ?? [])
    .filter(({ name, contribution }) => !repeated.has(name) && contribution > 0.1)
    .map((factor): Risk => {
      const { name, text: risk, contribution, evidence } = factor;
      const [answer] = retentionActions([factor]);
      const weight = -churnScale(distance) * contribution;
      return { key: `churn:${name}`, risk, weight, mitigation: answer?.action ?? answers.churn, evidence };
    });
  const technology = facts.events.findLast(({ kind, at }) => kind === 'technology_change' && ageDays(facts, at) <= EVENT_DAYS);
  const drift: Risk[] = technology
    ? [
        {
          key: 'technology',
          risk: `Their technology moves: ${eventWords(technology, facts.asOf)}`,
          weight: 0,
          mitigation: 'Show the roadmap and how we fit with what they bring in',
          evidence: evidenceOf('account_events', 'detail', [technology]),
        },
      ]
    : [];
  return [...own, ...signs, ...drift].sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1)).slice(0, MOST);
}
