import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { cardOf } from '../kit/present/card.ts';
import { contextLine } from '../kit/present/context-line.ts';
import { ofAccount } from '../kit/present/figures.ts';
import { listed, t } from '../kit/text.ts';
import type { RefusedOutput } from './output.ts';

const MOST_REASONS = 5;

export function refusalSummary({ status, account, churnedAt, missing, coverage, asOf }: RefusedOutput): Summary {
  const { percent, date } = ofAccount(account, asOf);
  if (status === 'churned') {
    const when = churnedAt ? t`, on ${date('churned_at', 'left on', churnedAt)}` : '';
    return { point: t`${account.name} has already left${when}: there is no churn to predict.`, why: [] };
  }
  return {
    point: t`${account.name}: too little data to predict churn (${percent('churn_coverage', 'signals known', coverage)} of the signals known).`,
    why: missing.slice(0, MOST_REASONS).map((each) => `Missing: ${each}`),
  };
}

export function refusalCard(output: RefusedOutput): Card {
  const { point, why } = refusalSummary(output);
  return cardOf({
    point,
    header: `${output.account.name}: churn risk`,
    tone: 'neutral',
    body: [{ type: 'text', text: listed([point, ...why], '\n') }],
    context: contextLine({ asOf: output.asOf }),
  });
}
