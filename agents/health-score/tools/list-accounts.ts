import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { figureSchema, type Text } from '../../facts/figure.ts';
import type { Metric } from '../../facts/metric.ts';
import type { Card } from '../../kit/card.ts';
import { metricKey, metricKeyAgain } from '../../kit/conditions.ts';
import { defineTool, type Summary } from '../../kit/define-agent.ts';
import { PAGE_SIZE, pageInput, pageOf } from '../../kit/inputs.ts';
import { callButton } from '../../kit/present/buttons.ts';
import { cardOf } from '../../kit/present/card.ts';
import { contextLine } from '../../kit/present/context-line.ts';
import { ofGroup } from '../../kit/present/figures.ts';
import { type Line, lineText, listCard } from '../../kit/present/list.ts';
import { heldFigure } from '../../kit/standing-values.ts';
import { listStandings, moneyOf } from '../../kit/standings-list.ts';
import { listed, t } from '../../kit/text.ts';
import { metricNamed } from '../../metrics/index.ts';
import { bookFilters, bookOf, filtersInWords, moneyWords } from '../book-filters.ts';
import { cell, labelled, namesFor, small } from '../labelled.ts';
import { openAccount } from '../standings.ts';

/** What a list shows when no metric was asked about. */
const USUAL = ['health', 'churn_risk', 'arr', 'renewal_date', 'health_change_30', 'owner'];

const optional = <T extends z.ZodType>(type: T) => type.nullable().default(null);
const input = z.object({
  ...bookFilters,
  sort: optional(metricKey).describe('The metric to sort by; worst first where a metric has a worse end, else largest or soonest first'),
  direction: optional(z.enum(['ascending', 'descending'])).describe('Only where the usual order is not wanted'),
  limit: optional(z.number().int().min(1).max(50)).describe('Only so many accounts, for "top 5"'),
  show: optional(z.array(metricKeyAgain).max(8)).describe('Metrics to show beside those that were asked about, by the keys of conditions'),
  page: pageInput,
});
type Input = z.output<typeof input>;

const output = z.object({
  total: z.number().describe('How many accounts match; with "more", that many or more'),
  more: z.boolean().describe('True where more match than were counted'),
  unlisted: z.number().describe('How many of them have no value to sort by; they come last'),
  sortedBy: z.string(),
  page: z.number(),
  pages: z.number(),
  whose: z.string(),
  filters: z.array(z.string()),
  note: z.string().nullable().describe('How amounts in several currencies were compared'),
  totalArr: z.array(figureSchema).describe('Yearly value of all that match, one a currency'),
  columns: z.array(z.string()).describe('Labels of what is shown of each account'),
  accounts: z.array(z.object({ id: z.string(), name: z.string(), figures: z.array(figureSchema) })),
  names: z.record(z.string(), z.string()).describe('Of colleagues, by id'),
  asOf: z.string().nullable().describe('When the scores were last brought up to date'),
  arguments: z.record(z.string(), z.unknown()),
});
type Output = z.infer<typeof output>;

export const listAccounts = defineTool({
  name: 'list_accounts',
  title: 'Find accounts',
  description:
    'A list of accounts by any metric: conditions (health, churn risk, days since contact, open tickets, overdue invoices, adoption, NPS …), owner, segment, industry, region, stage; sorted by any metric, top N, paged. Use it for "who is above 70 % churn risk and worth more than 100k", "my red accounts", "renewals in the next 60 days", "not contacted in 30 days". Not for one account, not for counts or sums (summarize_accounts), and not for the overview of a whole book.',
  examples: [
    'Who is above 70 % churn risk and worth more than 100k?',
    'list my accounts',
    'show all red accounts',
    'fintech accounts with health below 60',
    'which customers renew in the next 60 days?',
    'my enterprise accounts sorted by value',
    'accounts of Omar Haddad that are orange',
    'accounts with more than 5 open tickets',
  ],
  status: 'Looking through the accounts',
  input,
  output,
  access: 'read',
  core: true,
  roles: ROLES,
  async run(asked, context): Promise<Output> {
    const money = await moneyOf(context);
    const { where, label } = await bookOf(asked, context, money.rates);
    const sort = sortOf(asked);
    const size = Math.min(PAGE_SIZE, asked.limit ?? PAGE_SIZE);
    const page = pageOf(asked.page);
    const found = await listStandings({ ...context, where, sort, direction: directionOf(asked, sort), page, size, money });
    const total = Math.min(found.total, asked.limit ?? found.total);
    const rows = found.rows.slice(0, Math.max(0, total - (page - 1) * size));
    const shown = columnsOf(asked, sort);
    const accounts = rows.map((row) => ({
      id: row.accountId,
      name: row.name,
      figures: shown.map((metric) => heldFigure(row, metric, context.asOf)),
    }));
    return {
      total,
      more: found.more && asked.limit === null,
      unlisted: found.unlisted,
      sortedBy: sort?.label ?? 'Name',
      page,
      pages: Math.max(1, Math.ceil(total / size)),
      whose: label,
      filters: filtersInWords(asked, money.rates?.into),
      note: moneyWords(
        [...(asked.conditions ?? []).map(({ metric }) => metric), ...(sort ? [sort.key] : [])],
        money.currencies,
        money.rates,
      ),
      totalArr:
        asked.limit === null
          ? found.arr.map(({ amount, currency }) =>
              ofGroup(label, found.rows[0]?.asOf.toISOString() ?? context.asOf.toISOString()).money(
                `sum:arr:${currency}`,
                'ARR, sum',
                amount,
                currency,
              ),
            )
          : [],
      columns: shown.map((metric) => metric.label),
      accounts,
      names: await namesFor(context, accounts),
      asOf: rows.length > 0 ? new Date(Math.max(...rows.map((row) => row.asOf.getTime()))).toISOString() : null,
      arguments: asked,
    };
  },
  summary,
  card,
});

/** What was asked about most; a list with nothing asked shows the least healthy first. */
function sortOf({ sort, conditions }: Input): Metric | null {
  const asked = (conditions ?? []).find(
    ({ metric, comparator }) => comparator !== 'known' && comparator !== 'unknown' && !metricNamed(metric).values,
  );
  return metricNamed(sort ?? asked?.metric ?? 'health');
}

function directionOf({ direction }: Input, sort: Metric | null): 1 | -1 {
  if (direction) return direction === 'ascending' ? 1 : -1;
  if (!sort || sort.better === 'higher' || sort.unit === 'date' || sort.counts?.from === 'until') return 1;
  return -1;
}

function columnsOf({ conditions, show }: Input, sort: Metric | null): Metric[] {
  const asked = [...(conditions ?? []).map(({ metric }) => metric), ...(show ?? [])];
  const keys = asked.length > 0 ? [...asked, ...(sort ? [sort.key] : [])] : [...(sort ? [sort.key] : []), ...USUAL];
  return [...new Set(keys)].map(metricNamed);
}

/** Of each account a line shows so many figures; the table behind "Show all" every one. */
const IN_LINE = 3;

function pointOf({ total, more, whose, filters, totalArr, asOf }: Output): Text {
  const about = filters.length > 0 ? ` (${filters.join(', ')})` : '';
  if (total === 0) return `No account matches among ${whose}${about}.`;
  const count = ofGroup(whose, asOf ?? '').of(`accounts:${about}`, 'accounts that match', total, '');
  const worth = listed(
    totalArr.map((each) => [each]),
    ' + ',
  );
  return t`${more ? 'More than ' : ''}${count} of ${whose}${about}${totalArr.length > 0 ? t`, ${worth} a year` : ''}.`;
}

const linesOf = ({ accounts, names }: Output): Line[] =>
  accounts.map(({ id, name, figures }) => {
    const [figure = '', ...more] = figures.slice(0, IN_LINE).map((each) => labelled(each, names));
    return { name, figure, more, open: openAccount({ id, name }) };
  });

function summary(result: Output): Summary {
  return { point: pointOf(result), why: linesOf(result).slice(0, 5).map(lineText) };
}

function card(result: Output): Card {
  const { accounts, columns, page, pages, more, unlisted, sortedBy, asOf, note, names, whose } = result;
  if (accounts.length === 0) return cardOf({ point: pointOf(result), header: 'No account matches' });
  const by = small(sortedBy);
  return listCard({
    point: pointOf(result),
    header: more || pages > 1 ? `Accounts, page ${page}${more ? '' : ` of ${pages}`}` : 'Accounts',
    lines: linesOf(result),
    table: {
      columns: [{ label: 'Account' }, ...columns.map((label) => ({ label, align: 'right' as const }))],
      rows: accounts.map(({ name, figures }) => [name, ...figures.map((figure) => cell(figure, names))]),
    },
    next: [
      (more || page < pages) && callButton<typeof listAccounts>('Next page', 'list_accounts', { ...result.arguments, page: page + 1 }),
    ],
    context: contextLine({
      asOf,
      used: [whose, `by ${by}`],
      notes: [...(unlisted > 0 ? [`${unlisted} with too little data for ${by}, listed last`] : []), ...(note ? [note] : [])],
    }),
  });
}
