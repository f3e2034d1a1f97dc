import type { Text } from '../facts/index.ts';
import { doubt, findingsPart, type Part, type Shown, shown, tableOf, textPart } from '../kit/present/index.ts';
import { ofAccount, t } from '../kit/say.ts';
import { mannKendall, round, shortDate } from '../metrics/index.ts';
import { figuresOfRisk, TONES } from './figures.ts';
import type { ChurnOutput, ScoredOutput } from './predict.ts';
import { basisOf, fieldsOf, nextSteps, refusal } from './present-parts.ts';

/** Log-odds under this are not worth a word. */
const NEGLIGIBLE = 0.02;
/** A change of the score smaller than this is none. */
const STEADY = 3;

const notKnown = ({ missing }: ScoredOutput): string => (missing.length > 0 ? ` Not known: ${missing.join('; ')}.` : '');

/** The first line: risk, direction, probability; low confidence is said here. */
function pointOf(output: ScoredOutput): Text {
  const { risk, by, within, confidence } = figuresOfRisk(output);
  const { change30 } = output;
  const moved = change30 === null ? '' : Math.abs(change30) < STEADY ? ', steady over 30 days' : t`, ${by} in 30 days`;
  return t`${output.account.name}: churn risk ${risk}, ${output.band}${moved}; ${within[90]} within 90 days.${doubt(confidence)}`;
}

export const churnShown = shown((output: ChurnOutput): Shown => {
  if (output.status !== 'scored') return refusal(output);
  const { factor } = figuresOfRisk(output);
  const { band, factors } = output;
  const raising = factors.filter(({ contribution }) => contribution > NEGLIGIBLE);
  const lowering = factors.filter(({ contribution }) => contribution < -NEGLIGIBLE).reverse();
  const ordered = band === 'low' ? [...lowering, ...raising] : [...raising, ...lowering];
  const effectOf = (contribution: number) => (contribution > 0 ? 'Raises the risk' : 'Lowers the risk');
  const findings = factors.map((each) => ({ ...each, contribution: 0, text: t`${each.text}; ${factor(each)}` }));
  const how = `Contributions are log-odds, added to a base of ${round(output.base, 3)}. Model ${output.modelVersion}.${notKnown(output)}`;
  return {
    point: pointOf(output),
    why: ordered.map(({ text, contribution }) => t`${effectOf(contribution)}: ${text}`),
    header: `${output.account.name}: churn risk`,
    tone: TONES[band],
    body: [fieldsOf(output, 'point')],
    next: nextSteps(output),
    sections: {
      Why: findingsPart(findings, 'Every factor, with what it rests on', how),
      History: [historyChart(output)],
      'Similar accounts': similarAccounts(output),
    },
    feedback: true,
    context: basisOf(output),
  };
});

/** The weekly course of the risk, titled with whether it moved. */
function historyChart({ history, asOf, account }: ScoredOutput): Part {
  const known = history.filter((each) => each.riskScore !== null);
  const [first, last] = [known[0], known.at(-1)];
  const { p } = mannKendall(history.map(({ riskScore }) => riskScore));
  const { score, date } = ofAccount(account, asOf);
  const moved = first && last && p <= 0.1 ? (last.riskScore ?? 0) - (first.riskScore ?? 0) : 0;
  const title =
    !first || !last || Math.abs(moved) < STEADY
      ? 'Churn risk shows no clear trend over 12 weeks'
      : t`Churn risk ${moved > 0 ? 'rose' : 'fell'}, ${score('churn_risk', 'churn risk', last.riskScore, { from: first.riskScore })}, since ${date('churn_risk_since', 'first week shown', first.at)}`;
  const points = history.map(({ at, riskScore }) => ({
    x: shortDate(new Date(at), new Date(asOf)),
    y: riskScore === null ? null : round(riskScore, 1),
  }));
  return { type: 'chart', title, alt: title, kind: 'line', unit: 'points', series: [{ label: 'Churn risk', points }] };
}

function similarAccounts({ account, similar, asOf }: ScoredOutput): Part[] {
  if (similar.length === 0) return textPart('No past account with a known outcome looked like this.');
  return tableOf(
    'Past accounts that looked like this two months before they decided',
    similar,
    ({ accountId, name, similarity, outcome, at }) => {
      const { percent, date } = ofAccount({ id: accountId, name }, asOf);
      const then = date(outcome === 'churned' ? 'churned_at' : 'renewed_at', outcome, at);
      const alike = percent(`similarity_to_${account.id}`, 'alike', similarity);
      return { Account: name, Alike: alike, Then: t`${outcome === 'churned' ? 'left' : 'renewed'}, ${then}` };
    },
  );
}
