import type { getAccountHealth } from '../health-score/face.ts';
import type { Button, Part } from '../kit/card.ts';
import { callButton, primary } from '../kit/present/buttons.ts';
import { contextLine } from '../kit/present/context-line.ts';
import { t } from '../kit/text.ts';
import type { draftOutreach } from '../success-navigator/face.ts';
import { figuresOfRisk } from './figures.ts';
import type { ScoredOutput } from './output.ts';
import type { assessChurnRisk } from './tools/assess-churn-risk.ts';
import type { recommendRetentionStrategy } from './tools/recommend-retention-strategy.ts';

export const basisOf = (output: ScoredOutput): Part =>
  contextLine({
    asOf: output.asOf,
    confidence: figuresOfRisk(output).confidence,
    missing: output.missing,
    notes: [...(output.basis === 'learnt' ? ['Weights learnt from your own accounts'] : []), ...output.partly],
  });

export function fieldsOf(output: ScoredOutput): Part {
  const { risk, change, within, arr, renewal, critical } = figuresOfRisk(output);
  const { account, criticalAt, asOf } = output;
  const late = criticalAt !== null && criticalAt <= asOf;
  return {
    type: 'fields',
    fields: [
      { label: 'Churn risk', value: t`${risk} of 100, ${output.band}` },
      { label: 'Change in 30 days', value: output.change30 === null ? 'unknown' : t`${change} points` },
      { label: 'Churn within 30 / 90 / 180 days', value: t`${within[30]} / ${within[90]} / ${within[180]}` },
      ...(account.arr === null ? [] : [{ label: 'Yearly value', value: t`${arr}` }]),
      ...(account.renewalAt ? [{ label: 'Renewal', value: t`${renewal}` }] : []),
      ...(criticalAt ? [{ label: 'Act before', value: late ? 'now: past the point where it pays' : t`${critical} (then over 85 %)` }] : []),
    ],
  };
}

/** The best next step first: a note to the sponsor, the strategy, the health behind it. */
export function nextSteps({ account: { id, sponsor }, band }: ScoredOutput, without?: 'strategy'): Button[] {
  const account = { account: id };
  const note = callButton<typeof draftOutreach>(sponsor ? `Draft a note to ${sponsor}` : 'Draft a note', 'draft_outreach', {
    ...account,
    contact: sponsor,
  });
  return [
    ...(band === 'low' ? [] : [primary(note)]),
    without === 'strategy'
      ? callButton<typeof assessChurnRisk>('Why at risk', 'assess_churn_risk', account)
      : callButton<typeof recommendRetentionStrategy>('Retention strategy', 'recommend_retention_strategy', account),
    callButton<typeof getAccountHealth>('Health', 'get_account_health', account),
  ];
}
