import type { AssessedFactor } from '../churn-predictor/face.ts';
import type { Evidence } from '../facts/evidence.ts';
import type { Text } from '../facts/figure.ts';
import type { Finding } from '../facts/finding.ts';
import { headOf, ofAccount } from '../kit/present/figures.ts';
import { t } from '../kit/text.ts';
import { plural, shortDate } from '../metrics/format.ts';
import { figuresOfFacts, numberOf } from '../metrics/index.ts';
import { evidenceOf } from '../metrics/rows.ts';
import { curve, logistic, piecewise, round } from '../metrics/statistics.ts';
import { periodOf } from '../metrics/value.ts';
import { type RenewalFacts, roiOf } from './renewal-facts.ts';
import { advocacy, competition, newFinance } from './signs.ts';
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
