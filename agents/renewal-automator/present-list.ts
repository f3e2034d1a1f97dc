import { z } from 'zod';
import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { longDate, plural, shortDate, shortMoney } from '../metrics/format.ts';
import { callSchema } from './schema.ts';
import { CATEGORY_WORDS, call, inDays, percent } from './words.ts';

export const listOutputSchema = z.object({
  asOf: z.string(),
  days: z.number(),
  whose: z.string(),
  filters: z.array(z.string()),
  total: z.number().describe('Accounts that match'),
  windows: z.array(z.object({ days: z.number(), accounts: z.number() })).describe('How many of them within so many days'),
  worth: z.array(z.object({ currency: z.string(), amount: z.number() })).describe('Yearly value of those accounts, a currency each'),
  undated: z.number().describe('Paying accounts without a renewal date'),
  page: z.number(),
  pages: z.number(),
  renewals: z.array(
    z.object({
      accountId: z.string(),
      account: z.string(),
      contract: z.string().describe('The one that ends next'),
      others: z.number().describe('Further contracts of the account that end within the window'),
      endAt: z.string(),
      days: z.number(),
      annualValue: z.number(),
      currency: z.string(),
      probability: z.number().nullable(),
      health: z.number().nullable(),
      owner: z.string().nullable(),
      call: callSchema.nullable(),
    }),
  ),
  arguments: z.record(z.string(), z.unknown()),
});
export type ListOutput = z.infer<typeof listOutputSchema>;
type Item = ListOutput['renewals'][number];

const about = ({ filters }: ListOutput): string => (filters.length > 0 ? ` (${filters.join(', ')})` : '');
const undatedWords = ({ undated }: ListOutput): string =>
  undated > 0 ? ` ${plural(undated, 'paying account has', 'paying accounts have')} no renewal date on record: ask for it.` : '';

const lineOf = ({ account, endAt, days, annualValue, currency, probability, health }: Item, asOf: string): string =>
  `${account}: ${shortMoney(annualValue, currency)} ${inDays(days)} (${shortDate(new Date(endAt), new Date(asOf))}), ${probability === null ? 'no probability yet' : `${percent(probability)} likely`}${health === null ? '' : `, health ${health}`}`;

export function listSummary(output: ListOutput): Summary {
  const { total, days, whose, worth, renewals, asOf, page, pages, windows } = output;
  if (total === 0)
    return { point: `Nothing of ${whose}${about(output)} renews within ${plural(days, 'day')}.${undatedWords(output)}`, why: [] };
  const sums = worth.map(({ amount, currency }) => shortMoney(amount, currency)).join(' + ');
  const near = windows.filter((each) => each.days < days).map((each) => `${each.accounts} within ${each.days}`);
  return {
    point: `${plural(total, 'account')}${whose === 'all accounts' ? '' : ` of ${whose}`}${about(output)} ${total === 1 ? 'renews' : 'renew'} within ${plural(days, 'day')}, ${sums} a year${near.length > 0 ? `: ${near.join(', ')}` : ''}.${pages > 1 ? ` Page ${page} of ${pages}.` : ''}`,
    why: renewals.slice(0, 5).map((each) => lineOf(each, asOf)),
  };
}

export function listCard(output: ListOutput): Card {
  const { renewals, asOf, page, pages } = output;
  const { point } = listSummary(output);
  if (renewals.length === 0) return { point, parts: [{ type: 'text', text: point }], sections: [] };
  const open = [...new Map(renewals.map(({ accountId, account }) => [accountId, account]))].slice(0, 3);
  const buttons = open.map(([id, name]) => call(name, 'assess_renewal', { account: id, renewsFrom: null }));
  if (page < pages) buttons.push(call('Next page', 'list_upcoming_renewals', { ...output.arguments, page: page + 1 }));
  return {
    point,
    parts: [
      { type: 'header', text: point },
      {
        type: 'table',
        columns: [
          { label: 'Account' },
          { label: 'Ends' },
          { label: 'Days', align: 'right' },
          { label: 'A year', align: 'right' },
          { label: 'Likely', align: 'right' },
          { label: 'CSM’s call' },
          { label: 'Health', align: 'right' },
          { label: 'Owner' },
        ],
        rows: renewals.map((each) => [
          each.account,
          shortDate(new Date(each.endAt), new Date(asOf)),
          `${each.days}`,
          `${shortMoney(each.annualValue, each.currency)}${each.others > 0 ? ` +${each.others}` : ''}`,
          each.probability === null ? '–' : percent(each.probability),
          each.call ? CATEGORY_WORDS[each.call.category] : '–',
          each.health === null ? '–' : `${each.health}`,
          each.owner ?? '–',
        ]),
      },
      { type: 'buttons', buttons },
      { type: 'feedback' },
      {
        type: 'context',
        text: `As of ${longDate(new Date(asOf))}, health and churn as last scored · page ${page} of ${pages} · the contract that ends next, +n: further ones within the window.${undatedWords(output)}`,
      },
    ],
    sections: [],
  };
}
