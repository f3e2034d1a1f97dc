import type { Part } from '../kit/card.ts';
import { ofAccount } from '../kit/present/figures.ts';
import { t } from '../kit/text.ts';
import { shortDate } from '../metrics/format.ts';
import { mannKendall, round } from '../metrics/statistics.ts';
import type { ScoredOutput } from './output.ts';

/** A change of the score smaller than this is none. */
export const STEADY = 3;

/** The weekly course of the risk, titled with whether it moved. */
export function historyChart({ history, asOf, account }: ScoredOutput): Part {
  const known = history.filter((each) => each.riskScore !== null);
  const [first, last] = [known[0], known.at(-1)];
  const { p } = mannKendall(history.map(({ riskScore }) => riskScore));
  const { score, date } = ofAccount(account, asOf);
  const moved = first && last && p <= 0.1 ? (last.riskScore ?? 0) - (first.riskScore ?? 0) : 0;
  const title =
    !first || !last || Math.abs(moved) < STEADY
      ? 'Churn risk shows no clear trend over 12 weeks'
      : t`Churn risk ${moved > 0 ? 'rose' : 'fell'}, ${score('churn_risk', 'churn risk', last.riskScore, { from: first.riskScore })}, since ${date('churn_risk_since', 'first week shown', first.at)}`;
  const seenFrom = new Date(asOf);
  return {
    type: 'chart',
    title,
    alt: title,
    kind: 'line',
    unit: 'points',
    series: [
      {
        label: 'Churn risk',
        points: history.map(({ at, riskScore }) => ({
          x: shortDate(new Date(at), seenFrom),
          y: riskScore === null ? null : round(riskScore, 1),
        })),
      },
    ],
  };
}
