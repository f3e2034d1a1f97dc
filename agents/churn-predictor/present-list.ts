import { z } from 'zod';
import type { Text } from '../facts/figure.ts';
import type { Card } from '../kit/card.ts';
import type { Summary } from '../kit/define-agent.ts';
import { callButton } from '../kit/present/buttons.ts';
import { contextLine } from '../kit/present/context-line.ts';
import { ofAccount, ofGroup } from '../kit/present/figures.ts';
import { type Line, lineText, listCard as listing } from '../kit/present/list.ts';
import { listed, t } from '../kit/text.ts';
import { plural } from '../metrics/format.ts';
import type { assessChurnRisk } from './tools/assess-churn-risk.ts';
import type { listChurnRisks } from './tools/list-churn-risks.ts';

const asked = z.object({
  minRisk: z.number().nullable(),
  minArr: z.number().nullable(),
  accounts: z.array(z.string()).nullable(),
  owner: z.string().nullable(),
  renewalWithinDays: z.number().nullable(),
});

export const churnListSchema = z.object({
  asOf: z.string().nullable().describe('ISO 8601; null before the first scoring'),
  asked,
  whose: z.string().describe('in words, "all accounts" for everybody’s'),
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
type Row = ChurnList['accounts'][number];

const MOST_LINES = 5;

function figuresOf(row: Row, asOf: string) {
  const { of, score, money, date } = ofAccount(row, asOf);
  return {
    risk: t`${score('churn_risk', 'churn risk', row.risk)}, ${row.band}`,
    change: row.change30 === null ? '' : t`${score('churn_risk_change_30', 'change in 30 days', row.change30, { signed: true })}`,
    within: row.probability90 === null ? '' : t`${of('churn_probability_90', 'churn within 90 days', 100 * row.probability90, '%')}`,
    arr: row.arr === null ? '' : t`${money('arr', 'yearly value', row.arr, row.currency)}`,
    renewal: row.renewalAt === null ? '' : t`${date('renewal_date', 'renewal', row.renewalAt, { relative: true })}`,
  };
}

function lineOf(row: Row, asOf: string): Line {
  const { risk, change, arr } = figuresOf(row, asOf);
  return {
    name: row.name,
    figure: change === '' ? risk : t`${risk} (${change} in 30 days)`,
    more: [...(arr === '' ? [] : [arr]), ...(row.reason ? [row.reason] : [])],
    open: callButton<typeof assessChurnRisk>(row.name, 'assess_churn_risk', { account: row.id }),
  };
}

/** The filters as figures: what was asked is a fact of the answer too. */
function filters({ asked: { minRisk, minArr, renewalWithinDays }, whose, asOf }: ChurnList): Text[] {
  const { of } = ofGroup(whose, asOf ?? '');
  return [
    ...(minRisk === null ? [] : [t`churn risk ${of('churn_risk', 'churn risk of at least', minRisk, 'points')} or more`]),
    ...(minArr === null ? [] : [t`worth ${of('arr', 'yearly value of at least', minArr, '')} or more a year`]),
    ...(renewalWithinDays === null ? [] : [t`renewing within ${of('days_to_renewal', 'renewal within', renewalWithinDays, 'days')}`]),
    ...(whose === 'all accounts' ? [] : [`of ${whose}`]),
  ];
}

function pointOf(list: ChurnList): Text {
  const { asOf, total, more, accounts, page, whose } = list;
  if (asOf === null) return 'No account has been scored for churn yet.';
  const conditions = filters(list);
  const condition = conditions.length === 0 ? ' with a churn risk' : t`, ${listed(conditions)}`;
  if (total === 0) return t`No account${condition}.`;
  const count = ofGroup(whose, asOf).of('count', 'accounts', total, '');
  const [top] = accounts;
  const highest = top && page === 1 ? t`; highest: ${top.name}, ${figuresOf(top, asOf).risk}` : '';
  return t`${more ? 'More than ' : ''}${count} ${total === 1 ? 'account' : 'accounts'}${condition}${highest}.`;
}

export const listSummary = (list: ChurnList): Summary => ({
  point: pointOf(list),
  why: list.accounts.slice(0, MOST_LINES).map((row) => lineText(lineOf(row, list.asOf ?? ''))),
});

export function listCard(list: ChurnList): Card {
  const { asOf, page, pages, more, accounts } = list;
  const at = asOf ?? '';
  const further = more || page < pages;
  return listing({
    point: pointOf(list),
    header: 'Churn risks',
    tone: accounts.some(({ band }) => band === 'high') ? 'red' : 'neutral',
    lines: accounts.map((row) => lineOf(row, at)),
    table: {
      columns: ['Account', 'Risk', '30 days', '90-day churn', 'Yearly', 'Renewal', 'Strongest reason'].map((label) => ({ label })),
      rows: accounts.map((row) => {
        const { risk, change, within, arr, renewal } = figuresOf(row, at);
        return [row.name, risk, change, within, arr, renewal, row.reason ?? ''];
      }),
    },
    next: [further && callButton<typeof listChurnRisks>('Next page', 'list_churn_risks', { ...list.asked, page: page + 1 })],
    context: contextLine({
      asOf,
      used: list.whose === 'all accounts' ? [] : [list.whose],
      notes: [`Page ${page}${more ? '' : ` of ${plural(pages, 'page')}`}`, 'accounts with too little data are not listed'],
    }),
  });
}
