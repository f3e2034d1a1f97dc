import type { AccountEvent, AccountEventKind } from '../../models/account-event.ts';
import type { AssessedFactor } from '../churn-predictor/face.ts';
import type { Evidence, Finding, Text } from '../facts/index.ts';
import { headOf, ofAccount, t } from '../kit/say.ts';
import { curve, decay, evidenceOf, figuresOfFacts, logistic, numberOf, piecewise, plural, round, shortDate } from '../metrics/index.ts';
import { latestAnswers } from '../metrics/topics/sentiment.ts';
import { periodOf } from '../metrics/value.ts';
import { eventWords } from '../metrics/words.ts';
import { ageDays, type RenewalFacts, roiOf } from './renewal-facts.ts';
import { CHURN_AGAINST, CHURN_FOR, WEIGHTS } from './weights.ts';

/** What the churn agent says of the account, live or as it last stood. */
export interface ChurnView {
  /** Of churn within 90 days, and before any factor. */
  logOdds: number;
  base: number;
  /** 0 to 1. */
  confidence: number;
  asOf: Date;
  /** Largest contribution first; none where only the total is at hand. */
  factors: AssessedFactor[];
}

type FactorName = 'churn' | keyof typeof WEIGHTS;

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
export const findingOf = (factor: RenewalFactor): Finding & { name: FactorName } => ({
  ...factor,
  text: factor.text(),
  evidence: factor.evidence(),
});

/** What speaks for and against the renewal as far as it is known; unknown factors are absent. */
export const factorsOf = (facts: RenewalFacts, churn: ChurnView | null): RenewalFactor[] =>
  [churnFactor(facts, churn), returned(facts), answers(facts), advocacy(facts), competition(facts), newFinance(facts)].filter(
    (each) => each !== null,
  );

/** Log-odds of renewal for a distance of churn's log-odds from their base. */
export const churnScale = (distance: number): number => -(distance > 0 ? CHURN_AGAINST : CHURN_FOR);

/** What churn contributes to the log-odds of renewal. */
export const churnContribution = ({ logOdds, base }: Pick<ChurnView, 'logOdds' | 'base'>): number =>
  churnScale(logOdds - base) * (logOdds - base);

function churnFactor({ account, asOf }: RenewalFacts, churn: ChurnView | null): RenewalFactor | null {
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
      const { percent } = ofAccount(headOf(account), churn.asOf.toISOString());
      const within = percent('churn_probability_90', 'churn within 90 days', logistic(churn.logOdds));
      return t`Churn within 90 days: ${within} (${shortDate(churn.asOf, asOf)})${strongest ? t`; ${strongest.text}` : ''}`;
    },
    evidence: () => strongest?.evidence ?? evidenceOf('account_standings', 'churnProbability90', [{ _id: account._id, at: churn.asOf }]),
  };
}

const ROI = curve('0:-1 50:-0.5 100:0 150:1');

function returned(facts: RenewalFacts): RenewalFactor | null {
  const roi = roiOf(facts);
  return (
    roi && {
      name: 'roi',
      label: 'Proven return',
      value: round(roi.value),
      unit: '%',
      contribution: WEIGHTS.roi * piecewise(ROI, roi.value),
      text() {
        const figures = figuresOfFacts(facts, ['roi', 'proven_value', 'investment']);
        const { months } = periodOf(facts);
        return t`ROI ${figures.roi}: ${figures.proven_value} proven on ${figures.investment} over ${plural(months, 'month')}`;
      },
      evidence: () => roi.evidence().slice(0, 3),
    }
  );
}

const NPS = curve('0:-1 5:-0.7 7:0 8:0.7 9:1');

function answers(facts: RenewalFacts): RenewalFactor | null {
  const nps = numberOf(facts, 'nps_answer');
  return (
    nps && {
      name: 'nps',
      label: 'NPS answers',
      value: round(nps.value, 1),
      unit: 'of 10',
      contribution: WEIGHTS.nps * piecewise(NPS, nps.value),
      text: () => nps.text(),
      evidence: () => nps.evidence().slice(0, 3),
    }
  );
}

/** Factors made of several signs, each more or less sure. */

/** Something seen that speaks for a factor: how surely (0 to 1), and against it where negative. */
interface Sign {
  sure: number;
  at: Date;
  text(): string;
  evidence: Evidence[];
}

/** How surely at least one of the signs holds. */
const together = (signs: readonly Sign[], direction = 1): number =>
  1 - signs.reduce((rest, { sure }) => rest * (1 - Math.max(0, direction * sure)), 1);

const threeOf = (signs: readonly Sign[]) => () => signs.slice(0, 3).flatMap(({ evidence }) => evidence);

/** Signs among what happened at the customer: each event by its kind's weight, its own confidence, and its age. */
const events = (facts: RenewalFacts, weightOf: (event: AccountEvent) => number | undefined, halfLife: number, untold?: string): Sign[] =>
  facts.events.flatMap((event) => {
    const weight = weightOf(event);
    if (weight === undefined) return [];
    return [
      {
        sure: weight * event.confidence * decay(ageDays(facts, event.at), halfLife),
        at: event.at,
        text: () => eventWords(event, facts.asOf, untold),
        evidence: evidenceOf('account_events', 'kind', [event]),
      },
    ];
  });

const SPEAKS: Partial<Record<AccountEventKind, number>> = { reference_given: 0.8, public_praise: 0.6 };
const SPEAKS_HALF_LIFE = 240;
export const EXECUTIVES: ReadonlySet<string> = new Set(['executive_sponsor', 'decision_maker']);

/** Executives who speak for us: references, public praise, top NPS answers; or against, by a poor answer. */
function advocacy(facts: RenewalFacts): RenewalFactor | null {
  const executives = new Map(facts.contacts.filter(({ role }) => EXECUTIVES.has(role)).map((each) => [each._id, each]));
  const spoken = events(facts, ({ kind }) => SPEAKS[kind], SPEAKS_HALF_LIFE);
  if (executives.size === 0 && spoken.length === 0) return null;
  const voices = latestAnswers(facts).flatMap((each): Sign[] => {
    const who = executives.get(each.contactId ?? '')?.name;
    const sure = each.score >= 9 ? 0.5 : each.score <= 6 ? -0.6 : 0;
    const text = () => `${who} answered ${each.score} of 10 (${shortDate(each.at, facts.asOf)})`;
    return who ? [{ sure, at: each.at, text, evidence: evidenceOf('surveys', 'score', [each]) }] : [];
  });
  const all = [...spoken, ...voices];
  const strength = together(all) - together(all, -1);
  const leading = all
    .filter(({ sure }) => (strength >= 0 ? sure > 0 : sure < 0))
    .sort((a, b) => Math.abs(b.sure) - Math.abs(a.sure) || b.at.getTime() - a.at.getTime());
  const [first, ...others] = leading;
  const [someone] = executives.values();
  const silent = `${someone?.name ?? 'No executive'} has not spoken for or against us`;
  return {
    name: 'advocacy',
    label: 'Executive advocacy',
    value: leading.length,
    unit: 'signs',
    contribution: WEIGHTS.advocacy * strength,
    text: () => (first ? `${first.text()}${others.length > 0 ? ` and ${others.length} more` : ''}` : silent),
    evidence: threeOf(leading),
  };
}

const LOOKS_HALF_LIFE = 120;
const NAMED_IN_DEAL = 0.6;
const LEAST_SURE = 0.02;

/** Evaluations of competitors that were reported, and competitors named in open deals. */
function competition(facts: RenewalFacts): RenewalFactor | null {
  const evaluates = ({ kind }: AccountEvent) => (kind === 'competitor_evaluation' ? 1 : undefined);
  const named = facts.opportunities
    .filter(({ kind, stage, competitor }) => kind !== 'new' && !stage.startsWith('closed') && competitor?.trim())
    .map((deal): Sign => {
      const text = () => `${deal.competitor} is named in the deal "${deal.name}"`;
      return { sure: NAMED_IN_DEAL, at: deal.at, text, evidence: evidenceOf('opportunities', 'competitor', [deal]) };
    });
  const all = [...events(facts, evaluates, LOOKS_HALF_LIFE, 'Competitor evaluation reported'), ...named]
    .filter(({ sure }) => sure > LEAST_SURE)
    .sort((a, b) => b.sure - a.sure);
  return against('competition', 'Competitor evaluation', 'signs', all);
}

const FINANCE = /\b(?:cfo|chief financial|finance|financial officer|procurement|purchasing|controller)\b/i;

/** The newest head of finance or procurement, by an event or a contact's title. */
function newFinance(facts: RenewalFacts): RenewalFactor | null {
  const arrived = ({ kind, detail }: AccountEvent) => (kind === 'new_executive' && FINANCE.test(detail ?? '') ? 1 : undefined);
  const all = events(facts, arrived, LOOKS_HALF_LIFE).filter(({ sure }) => sure > LEAST_SURE);
  return against('new_finance', 'New in finance', 'people', all.reverse());
}

/** A factor that only ever speaks against the renewal, told by the first of its signs; null without any. */
function against(name: 'competition' | 'new_finance', label: string, unit: string, signs: readonly Sign[]): RenewalFactor | null {
  const [first] = signs;
  if (!first) return null;
  const contribution = -WEIGHTS[name] * together(signs);
  return { name, label, value: signs.length, unit, contribution, text: first.text, evidence: threeOf(signs) };
}
