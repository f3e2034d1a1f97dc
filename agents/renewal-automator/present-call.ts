import { z } from 'zod';
import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { longDate, plural, shortMoney } from '../metrics/format.ts';
import { headSchema } from './load.ts';
import { callSchema } from './schema.ts';
import { CATEGORY_WORDS, call, callWords, percent } from './words.ts';

export const callOutputSchema = z.object({
  account: headSchema,
  contract: z.object({
    name: z.string(),
    endAt: z.string().nullable(),
    probability: z.number().nullable().describe('What the model says'),
  }),
  call: callSchema,
  before: callSchema.nullable(),
  history: z.number().describe('Calls on this contract, this one included'),
});
export type CallOutput = z.infer<typeof callOutputSchema>;

export function callSummary({ account, contract, call: made, before, history }: CallOutput): Summary {
  const model = contract.probability === null ? 'the model gives no probability' : `the model says ${percent(contract.probability)}`;
  const said = `${CATEGORY_WORDS[made.category]}${made.probability === null ? '' : ` (${made.probability} %)`}, ${shortMoney(made.amount, made.currency)}`;
  return {
    point: `Recorded: the renewal of ${account.name} is called ${said}; ${model}. Both stand, neither changes the other.`,
    why: [
      ...(made.note ? [`Note: ${made.note}`] : []),
      ...(before ? [`Before: ${callWords(before)}, ${longDate(new Date(before.at))}`] : []),
      `${plural(history, 'call')} on "${contract.name}"${contract.endAt ? `, which ends on ${longDate(new Date(contract.endAt))}` : ''}`,
    ],
  };
}

export function callCard(output: CallOutput): Card {
  const { point, why } = callSummary(output);
  return {
    point,
    parts: [
      { type: 'header', text: `${output.account.name}: ${CATEGORY_WORDS[output.call.category]}` },
      { type: 'text', text: [point, ...why].join('\n') },
      {
        type: 'buttons',
        buttons: [
          call('Renewal forecast', 'forecast_renewals', { owner: 'mine', segment: null, withinDays: null }),
          call('This renewal', 'assess_renewal', { account: output.account.id, renewsFrom: null }),
        ],
      },
    ],
    sections: [],
  };
}
