import type { Figure } from '../facts/index.ts';
import type { Tone } from '../kit/present/index.ts';
import { ofAccount } from '../kit/say.ts';
import type { RiskBand } from './horizon.ts';
import type { ScoredOutput } from './predict.ts';

export const TONES: Record<RiskBand, Tone> = { high: 'red', medium: 'orange', low: 'green' };

/** The figures of a prediction, each made once for every place that shows it. */
export function figuresOfRisk(output: ScoredOutput) {
  const { account, asOf } = output;
  const { of, score, percent, money, date } = ofAccount(account, asOf);
  const chance = (days: 30 | 90 | 180) =>
    of(`churn_probability_${days}`, `churn within ${days} days`, 100 * output[`probability${days}`], '%');
  const { change30: change } = output;
  return {
    risk: score('churn_risk', 'churn risk', output.riskScore),
    change: score('churn_risk_change_30', 'change of the churn risk in 30 days', change, { signed: true }),
    by: score('churn_risk_change_30', 'change of the churn risk in 30 days', change, { signed: true, directed: true }),
    confidence: percent('churn_confidence', 'confidence', output.confidence),
    within: { 30: chance(30), 90: chance(90), 180: chance(180) },
    arr: money('arr', 'yearly value', account.arr, account.currency),
    renewal: date('renewal_date', 'renewal', account.renewalAt, { relative: true }),
    critical: date('churn_critical_date', 'act before', output.criticalAt, { relative: true }),
    factor: (each: ScoredOutput['factors'][number]): Figure =>
      of(`churn_factor_${each.name}`, each.label, each.contribution, 'log-odds', { digits: 2, signed: true, evidence: each.evidence }),
  };
}
