import { z } from 'zod';
import type { Button, Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { daysBetween, plural, shortDate, shortMoney, signed } from '../metrics/format.ts';
import { round } from '../metrics/statistics.ts';
import { percent } from './present.ts';

export const churnListSchema = z.object({
  asOf: z.string().nullable().describe('ISO 8601; null before the first scoring'),
  asked: z.object({
    minRisk: z.number().nullable(),
    minArr: z.number().nullable(),
    owner: z.string().nullable(),
    mine: z.boolean(),
    renewalWithinDays: z.number().nullable(),
  }),
  total: z.number().describe('How many match; with "more", that many or more'),
  more: z.boolean().describe('True where more match than were counted'),
  page: z.number(),
  pages: z.number(),
  accounts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      risk: z.number(),
      band: z.enum(['high', 'medium', 'low']),
      change30: z.number().nullable(),
      probability90: z.number().nullable(),
      confidence: z.number().nullable(),
      arr: z.number().nullable(),
      currency: z.string(),
      renewalAt: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});
export type ChurnList = z.infer<typeof churnListSchema>;

const MOST_LINES = 5;
const OPENED = 3;

function condition({ minRisk, minArr, owner, mine, renewalWithinDays }: ChurnList['asked']): string {
  const parts = [
    ...(minRisk === null ? [] : [`at churn risk ${round(minRisk)} or more`]),
    ...(minArr === null ? [] : [`worth ${shortMoney(minArr, 'USD').replace('$', '')} or more a year`]),
    ...(renewalWithinDays === null ? [] : [`renewing within ${plural(renewalWithinDays, 'day')}`]),
    ...(owner === null ? [] : [mine ? 'of yours' : `of ${owner}`]),
  ];
  return parts.length === 0 ? ' with a churn risk' : ` ${parts.join(', ')}`;
}

function point({ asOf, asked, total, more, accounts, page }: ChurnList): string {
  if (asOf === null) return 'No account has been scored for churn yet.';
  if (total === 0) return `No account${condition(asked)}.`;
  const top = accounts[0];
  const count = `${more ? 'More than ' : ''}${plural(total, 'account')}${condition(asked)}`;
  return top && page === 1 ? `${count}; highest: ${top.name}, ${round(top.risk)}.` : `${count}.`;
}

function line({ name, risk, band, change30, probability90, arr, currency, reason }: ChurnList['accounts'][number]): string {
  const parts = [
    `${name}: ${round(risk)}, ${band}${change30 === null ? '' : ` (${signed(change30)} in 30 days)`}`,
    ...(probability90 === null ? [] : [`${percent(probability90)} within 90 days`]),
    ...(arr === null ? [] : [shortMoney(arr, currency)]),
  ];
  return `${parts.join(', ')}${reason ? `. ${reason}` : ''}`;
}

export function listSummary(list: ChurnList): Summary {
  return { point: point(list), why: list.accounts.slice(0, MOST_LINES).map(line) };
}

export function listCard(list: ChurnList): Card {
  const { asOf, asked, page, pages, accounts } = list;
  const place = list.more ? `${page}` : `${page} of ${pages}`;
  const seenFrom = asOf ? new Date(asOf) : undefined;
  const next: Button[] =
    list.more || page < pages
      ? [
          {
            label: list.more ? 'Next page' : `Next ${page + 1} of ${pages}`,
            effect: {
              type: 'call',
              tool: 'list_churn_risks',
              arguments: {
                minRisk: asked.minRisk,
                minArr: asked.minArr,
                owner: asked.mine ? 'mine' : asked.owner,
                renewalWithinDays: asked.renewalWithinDays,
                page: page + 1,
              },
            },
          },
        ]
      : [];
  const open = accounts
    .slice(0, OPENED)
    .map(({ id, name }): Button => ({ label: name, effect: { type: 'call', tool: 'assess_churn_risk', arguments: { account: id } } }));
  return {
    point: point(list),
    parts: [
      { type: 'header', text: 'Churn risks', tone: accounts.some(({ band }) => band === 'high') ? 'red' : 'neutral' },
      { type: 'text', text: point(list) },
      ...(accounts.length === 0
        ? []
        : ([
            {
              type: 'table',
              columns: [
                { label: 'Account' },
                { label: 'Risk', align: 'right' },
                { label: '30 days', align: 'right' },
                { label: '90-day churn', align: 'right' },
                { label: 'Yearly', align: 'right' },
                { label: 'Renewal' },
                { label: 'Strongest reason' },
              ],
              rows: accounts.map((each) => [
                each.name,
                `${round(each.risk)} ${each.band}`,
                each.change30 === null ? '' : signed(each.change30),
                each.probability90 === null ? '' : percent(each.probability90),
                each.arr === null ? '' : shortMoney(each.arr, each.currency),
                each.renewalAt && seenFrom
                  ? `${shortDate(new Date(each.renewalAt), seenFrom)} (${plural(daysBetween(seenFrom, new Date(each.renewalAt)), 'day')})`
                  : '',
                each.reason ?? '',
              ]),
            },
            { type: 'buttons', buttons: [...open, ...next] },
          ] satisfies Card['parts'])),
      {
        type: 'context',
        text: asOf
          ? `Page ${place}. Scored as of ${shortDate(new Date(asOf))}; accounts with too little data are not listed.`
          : 'Accounts are scored after the first data arrives.',
      },
    ],
    sections: [],
  };
}
