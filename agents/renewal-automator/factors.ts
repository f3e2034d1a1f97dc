import type { AccountEvent } from '../../models/account-event.ts';
import type { AssessedFactor } from '../churn-predictor/face.ts';
import type { Evidence } from '../facts/evidence.ts';
import type { Text } from '../facts/figure.ts';
import type { Finding } from '../facts/finding.ts';
import { ofAccount } from '../kit/present/figures.ts';
import { t } from '../kit/text.ts';
import { plural, shortDate } from '../metrics/format.ts';
import { figuresOfFacts, metricNamed, readingOf } from '../metrics/index.ts';
import { evidenceOf } from '../metrics/rows.ts';
import { type Anchors, decay, logistic, piecewise, round } from '../metrics/statistics.ts';
import { latestAnswers } from '../metrics/topics/sentiment.ts';
import { ageDays, type RenewalFacts } from './renewal-facts.ts';
import type { ValueView } from './value-view.ts';
import { CHURN_AGAINST, CHURN_FOR, WEIGHTS } from './weights.ts';

/** What the churn agent says of the account, live or as it last stood. */
export interface ChurnView {
  /** Of churn within 90 days, and before any factor. */
  logOdds: number;
  base: number;
  /** 0 to 1. */
  confidence: number;
  at: Date;
  /** Largest contribution first; none where only the total is at hand. */
  factors: AssessedFactor[];
}

export const FACTOR_NAMES = ['churn', 'roi', 'nps', 'advocacy', 'competition', 'new_finance'] as const;
export type FactorName = (typeof FACTOR_NAMES)[number];

/** One factor; `contribution` is in log-odds of renewal. Words and evidence are made when somebody asks. */
export interface RenewalFactor {
  name: FactorName;
  label: string;
  value: number;
  unit: string;
  contribution: number;
  text(): Text;
  evidence(): Evidence[];
}

/** The factor as a card shows it. */
export const figureOf = (factor: RenewalFactor): Finding & { name: FactorName } => ({
  ...factor,
  text: factor.text(),
  evidence: factor.evidence(),
});

/** What speaks for and against the renewal as far as it is known; unknown factors are absent. */
export function factorsOf(facts: RenewalFacts, churn: ChurnView | null, value: ValueView): RenewalFactor[] {
  return [churnFactor(facts, churn), roiFactor(facts, value), nps(facts), advocacy(facts), competition(facts), newFinance(facts)].filter(
    (each) => each !== null,
  );
}

/** Log-odds of renewal for a distance of churn's log-odds from their base. */
export const churnScale = (distance: number): number => -(distance > 0 ? CHURN_AGAINST : CHURN_FOR);

/** What churn contributes to the log-odds of renewal. */
export const churnContribution = ({ logOdds, base }: Pick<ChurnView, 'logOdds' | 'base'>): number =>
  churnScale(logOdds - base) * (logOdds - base);

function churnFactor(facts: RenewalFacts, churn: ChurnView | null): RenewalFactor | null {
  if (!churn) return null;
  const distance = churn.logOdds - churn.base;
  const lead = churn.factors.filter(({ contribution }) => (distance > 0 ? contribution > 0.05 : contribution < -0.05));
  const strongest = distance > 0 ? lead[0] : lead.at(-1);
  return {
    name: 'churn',
    label: 'Signs of leaving',
    value: round(100 * logistic(churn.logOdds), 1),
    unit: '%',
    contribution: churnContribution(churn),
    text() {
      const { percent: figure } = ofAccount({ id: facts.account._id, name: facts.account.name }, churn.at.toISOString());
      const within = figure('churn_probability_90', 'churn within 90 days', logistic(churn.logOdds));
      return t`Churn within 90 days: ${within} (${shortDate(churn.at, facts.asOf)})${strongest ? t`; ${strongest.text}` : ''}`;
    },
    evidence: () =>
      strongest?.evidence ?? evidenceOf('account_standings', 'churnProbability90', [{ _id: facts.account._id, at: churn.at }]),
  };
}

const ROI: Anchors = [
  [0, -1],
  [50, -0.5],
  [100, 0],
  [150, 1],
];

function roiFactor(facts: RenewalFacts, { roi, months, evidence }: ValueView): RenewalFactor | null {
  if (roi === null) return null;
  return {
    name: 'roi',
    label: 'Proven return',
    value: round(roi),
    unit: '%',
    contribution: WEIGHTS.roi * piecewise(ROI, roi),
    text() {
      const figures = figuresOfFacts(facts, ['roi', 'proven_value', 'investment']);
      return t`ROI ${figures.roi}: ${figures.proven_value} proven on ${figures.investment} over ${plural(months, 'month')}`;
    },
    evidence: () => evidence,
  };
}

const NPS: Anchors = [
  [0, -1],
  [5, -0.7],
  [7, 0],
  [8, 0.7],
  [9, 1],
];

/** The mean of their NPS answers, as the catalogue reads it. */
export const npsAnswer = (facts: RenewalFacts) => readingOf(metricNamed('nps_answer'), { facts, opinions: {} });

function nps(facts: RenewalFacts): RenewalFactor | null {
  const reading = npsAnswer(facts);
  const value = reading?.value;
  if (!reading || typeof value !== 'number') return null;
  return {
    name: 'nps',
    label: 'NPS answers',
    value: round(value, 1),
    unit: 'of 10',
    contribution: WEIGHTS.nps * piecewise(NPS, value),
    text: () => reading.text(),
    evidence: () => reading.evidence().slice(0, 3),
  };
}

const SPEAKS: Partial<Record<AccountEvent['kind'], number>> = { reference_given: 0.8, public_praise: 0.6 };
const SPEAKS_HALF_LIFE = 240;
export const EXECUTIVES: ReadonlySet<string> = new Set(['executive_sponsor', 'decision_maker']);

/** Executives who speak for us: references, public praise, top NPS answers; or against, by a poor answer. */
function advocacy(facts: RenewalFacts): RenewalFactor | null {
  const executives = new Map(facts.contacts.filter(({ role }) => EXECUTIVES.has(role)).map((each) => [each._id, each]));
  const spoken = facts.events.flatMap((event) => {
    const weight = SPEAKS[event.kind];
    if (weight === undefined) return [];
    const sure = weight * event.confidence * decay(ageDays(facts, event.at), SPEAKS_HALF_LIFE);
    return [
      {
        sure,
        at: event.at,
        text: event.detail ?? event.kind.replaceAll('_', ' '),
        evidence: evidenceOf('account_events', 'kind', [event]),
      },
    ];
  });
  const answers = latestAnswers(facts).filter(({ contactId }) => executives.has(contactId ?? ''));
  if (executives.size === 0 && spoken.length === 0) return null;
  const voices = answers.map((each) => {
    const who = executives.get(each.contactId ?? '')?.name ?? 'An executive';
    const sure = each.score >= 9 ? 0.5 : each.score <= 6 ? -0.6 : 0;
    return { sure, at: each.at, text: `${who} answered ${each.score} of 10`, evidence: evidenceOf('surveys', 'score', [each]) };
  });
  const all = [...spoken, ...voices];
  const together = (sign: 1 | -1) => 1 - all.reduce((rest, { sure }) => rest * (1 - Math.max(0, sign * sure)), 1);
  const strength = together(1) - together(-1);
  const leading = all
    .filter(({ sure }) => (strength >= 0 ? sure > 0 : sure < 0))
    .sort((a, b) => Math.abs(b.sure) - Math.abs(a.sure) || b.at.getTime() - a.at.getTime());
  const [first] = leading;
  const [someone] = executives.values();
  return {
    name: 'advocacy',
    label: 'Executive advocacy',
    value: leading.length,
    unit: 'signs',
    contribution: WEIGHTS.advocacy * strength,
    text: () =>
      first
        ? `${first.text} (${shortDate(first.at, facts.asOf)})${leading.length > 1 ? ` and ${leading.length - 1} more` : ''}`
        : `${someone?.name ?? 'No executive'} has not spoken for or against us`,
    evidence: () => leading.slice(0, 3).flatMap(({ evidence }) => evidence),
  };
}

const LOOKS_HALF_LIFE = 120;
const NAMED_IN_DEAL = 0.6;

function competition(facts: RenewalFacts): RenewalFactor | null {
  const reported = facts.events
    .filter(({ kind }) => kind === 'competitor_evaluation')
    .map((event) => ({
      sure: event.confidence * decay(ageDays(facts, event.at), LOOKS_HALF_LIFE),
      text: () => `${(event.detail ?? 'Competitor evaluation reported').replace(/\.$/, '')} (${shortDate(event.at, facts.asOf)})`,
      evidence: evidenceOf('account_events', 'kind', [event]),
    }));
  const named = facts.opportunities
    .filter(({ kind, stage, competitor }) => kind !== 'new' && !stage.startsWith('closed') && competitor?.trim())
    .map((deal) => ({
      sure: NAMED_IN_DEAL,
      text: () => `${deal.competitor} is named in the deal "${deal.name}"`,
      evidence: evidenceOf('opportunities', 'competitor', [deal]),
    }));
  const all = [...reported, ...named].filter(({ sure }) => sure > 0.02).sort((a, b) => b.sure - a.sure);
  const [first] = all;
  if (!first) return null;
  const strength = 1 - all.reduce((rest, { sure }) => rest * (1 - sure), 1);
  return {
    name: 'competition',
    label: 'Competitor evaluation',
    value: all.length,
    unit: 'signs',
    contribution: -WEIGHTS.competition * strength,
    text: first.text,
    evidence: () => all.slice(0, 3).flatMap(({ evidence }) => evidence),
  };
}

const FINANCE = /\b(?:cfo|chief financial|finance|financial officer|procurement|purchasing|controller)\b/i;

/** The newest head of finance or procurement, by an event or a contact's title. */
function newFinance(facts: RenewalFacts): RenewalFactor | null {
  const arrivals = facts.events
    .filter(({ kind, detail }) => kind === 'new_executive' && FINANCE.test(detail ?? ''))
    .map((event) => ({ event, sure: event.confidence * decay(ageDays(facts, event.at), LOOKS_HALF_LIFE) }))
    .filter(({ sure }) => sure > 0.02);
  const last = arrivals.at(-1);
  if (!last) return null;
  const strength = 1 - arrivals.reduce((rest, { sure }) => rest * (1 - sure), 1);
  return {
    name: 'new_finance',
    label: 'New in finance',
    value: arrivals.length,
    unit: 'people',
    contribution: -WEIGHTS.new_finance * strength,
    text: () => `${(last.event.detail ?? '').replace(/\.$/, '')} (${shortDate(last.event.at, facts.asOf)})`,
    evidence: () => evidenceOf('account_events', 'detail', [last.event]),
  };
}
