import { retentionActions } from '../churn-predictor/face.ts';
import { DAY, type Evidence, type Finding, type Text } from '../facts/index.ts';
import { t } from '../kit/say.ts';
import { evidenceOf, figuresOfFacts } from '../metrics/index.ts';
import { latestAnswers } from '../metrics/topics/sentiment.ts';
import { eventWords } from '../metrics/words.ts';
import type { Line } from './assess.ts';
import { type ChurnView, churnScale, EXECUTIVES, type RenewalFactor } from './factors.ts';
import { ageDays, EVENT_DAYS, type RenewalFacts, roiOf } from './renewal-facts.ts';
import { BANDS } from './weights.ts';

interface Head {
  status: string;
  probability: number | null;
  /** In %. */
  roi: number | null;
  lines: readonly Line[];
  budget: Finding | null;
  currency: string;
}

/** Who decides or carries it, and where they stand as far as they said. */
export function stakeholdersOf(facts: RenewalFacts) {
  const answers = new Map(latestAnswers(facts).map((each) => [each.contactId ?? '', each.score]));
  const order = ['executive_sponsor', 'decision_maker', 'champion', 'technical_lead'];
  return facts.contacts
    .filter(({ role }) => EXECUTIVES.has(role) || role === 'champion' || role === 'technical_lead')
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || (a._id < b._id ? -1 : 1))
    .slice(0, 8)
    .map(({ _id, name, title, role }) => {
      const spoke = facts.events.findLast(
        ({ kind, contactId }) => contactId === _id && (kind === 'reference_given' || kind === 'public_praise'),
      );
      const score = answers.get(_id);
      const stance = spoke || (score ?? 0) >= 9 ? 'supports' : score === undefined ? 'unknown' : score <= 6 ? 'opposes' : 'neutral';
      const because = spoke?.detail ?? (score === undefined ? null : `NPS answer ${score}`);
      return { id: _id, name, title: title ?? null, role, stance, because } as const;
    });
}

/** What to lead with, from what is known. */
export function strategyOf(
  facts: RenewalFacts,
  { probability, roi, lines, budget, currency, status }: Head,
  factors: readonly RenewalFactor[],
): Text[] {
  if (status !== 'open') return ['Win back: nothing is to be renewed while no contract is in force'];
  const additions = lines.filter((line) => line.source !== 'contract' && line.currency === currency);
  const advocate = factors.find(({ name, contribution }) => name === 'advocacy' && contribution > 0);
  const { roi: returned } = figuresOfFacts(facts, ['roi']);
  const lead =
    roi === null
      ? 'Prove one benefit before the talk: no return is measured yet'
      : roi >= 150
        ? t`Lead with the result: ROI ${returned}; hold the price and grow by what they asked for`
        : t`Lead with the plan: ROI ${returned} is not yet a reason by itself`;
  const likely = (probability ?? 1) >= BANDS.medium;
  return [
    ...(likely ? [] : ['Keep first: answer the risks before any price or addition is on the table']),
    lead,
    ...(advocate ? [t`Let them speak: ${advocate.text()}`] : []),
    ...(additions.length > 0 && likely ? [`Propose ${additions.map(({ name }) => name).join(', ')} with the renewal, not after it`] : []),
    ...(budget ? [t`Stay near what is set aside: ${budget.text}`] : []),
  ];
}

const STEPS = ['Executive presentation', 'Technical validation and scope', 'Terms and paper', 'Signature and plan for the new term'];

/** Four weeks of work that end with the contract; they start at once where less time is left. */
export function processOf(asOf: Date, end: Date) {
  const from = Math.max(asOf.getTime(), end.getTime() - 30 * DAY);
  const week = Math.max(0, end.getTime() - from) / STEPS.length;
  return STEPS.map((step, index) => ({
    step,
    from: new Date(from + week * index).toISOString(),
    to: new Date(from + week * (index + 1)).toISOString(),
  }));
}

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
