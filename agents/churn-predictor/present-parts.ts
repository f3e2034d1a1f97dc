import type { getAccountHealth } from '../health-score/face.ts';
import { type Button, callButton, contextLine, fieldsPart, type Part, primary, type Shown, textPart } from '../kit/present/index.ts';
import { listed, ofAccount, t } from '../kit/say.ts';
import type { draftOutreach } from '../success-navigator/face.ts';
import { figuresOfRisk } from './figures.ts';
import type { RefusedOutput, ScoredOutput } from './predict.ts';
import type { assessChurnRisk } from './tools/assess-churn-risk.ts';
import type { recommendRetentionStrategy } from './tools/recommend-retention-strategy.ts';

export const basisOf = (output: ScoredOutput): Part =>
  contextLine({
    asOf: output.asOf,
    confidence: figuresOfRisk(output).confidence,
    missing: output.missing,
    notes: output.basis === 'learnt' ? ['Weights learnt from your own accounts'] : [],
  });

/** What `pointOf` says already is left to it where it stands above. */
export function fieldsOf(output: ScoredOutput, beneath?: 'point'): Part {
  const { risk, change, within, arr, renewal, critical } = figuresOfRisk(output);
  const { account, criticalAt, asOf } = output;
  const late = criticalAt !== null && criticalAt <= asOf;
  return fieldsPart([
    beneath !== 'point' && ['Churn risk', t`${risk} of 100, ${output.band}`],
    beneath !== 'point' && ['Change in 30 days', output.change30 === null ? 'unknown' : t`${change} points`],
    ['Churn within 30 / 90 / 180 days', t`${within[30]} / ${within[90]} / ${within[180]}`],
    account.arr !== null && ['Yearly value', arr],
    account.renewalAt !== null && ['Renewal', renewal],
    criticalAt !== null && ['Act before', late ? 'now: past the point where it pays' : t`${critical} (then over 85 %)`],
  ]);
}

/** The best next step first: a note to the sponsor, the strategy, the health behind it. */
export function nextSteps({ account: { id, sponsor }, band }: ScoredOutput, without?: 'strategy'): Button[] {
  const account = { account: id };
  const note = sponsor ? `Draft a note to ${sponsor}` : 'Draft a note';
  return [
    ...(band === 'low' ? [] : [primary(callButton<typeof draftOutreach>(note, 'draft_outreach', { ...account, contact: sponsor }))]),
    without === 'strategy'
      ? callButton<typeof assessChurnRisk>('Why at risk', 'assess_churn_risk', account)
      : callButton<typeof recommendRetentionStrategy>('Retention strategy', 'recommend_retention_strategy', account),
    callButton<typeof getAccountHealth>('Health', 'get_account_health', account),
  ];
}

const REASONS = 5;

/** What is said where nothing is predicted, and why. */
export function refusal({ status, account, churnedAt, missing, coverage, asOf }: RefusedOutput): Shown {
  const { percent, date } = ofAccount(account, asOf);
  const gone = status === 'churned';
  const when = churnedAt ? t`, on ${date('churned_at', 'left on', churnedAt)}` : '';
  const known = percent('churn_coverage', 'signals known', coverage);
  const point = gone
    ? t`${account.name} has already left${when}: there is no churn to predict.`
    : t`${account.name}: too little data to predict churn (${known} of the signals known).`;
  const why = gone ? [] : missing.slice(0, REASONS).map((each) => `Missing: ${each}`);
  const body = textPart(listed([point, ...why], '\n'));
  return { point, why, header: `${account.name}: churn risk`, tone: 'neutral', body, context: contextLine({ asOf }) };
}
