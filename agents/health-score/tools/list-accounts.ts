import { z } from 'zod';
import type { Metric, Text } from '../../facts/index.ts';
import { type Condition, metricKey, metricKeyAgain } from '../../kit/conditions.ts';
import { callButton, contextLine, type Line, type Listing, listShown, tablePart } from '../../kit/present/index.ts';
import { listed, ofGroup, small, t } from '../../kit/say.ts';
import { heldFigure } from '../../kit/standing-values.ts';
import { listStandings, moneyOf, worstFirst } from '../../kit/standings-list.ts';
import { newestOf } from '../../kit/standings-page.ts';
import { type Context, optional, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { EVERYBODYS } from '../../kit/who.ts';
import { capital, metricNamed } from '../../metrics/index.ts';
import { bookFilters, bookOf, filtersInWords, keysAskedFor, moneyWords } from '../book-filters.ts';
import { cell, labelled, namesFor } from '../labelled.ts';
import { openAccount } from '../standings.ts';

/** What a list shows when no metric was asked about. */
const USUAL = ['health', 'churn_risk', 'arr', 'renewal_date', 'health_change_30', 'owner'];

const input = z.object({
  ...bookFilters,
  sort: optional(metricKey).describe('The metric to sort by; worst first where a metric has a worse end, else largest or soonest first'),
  direction: optional(z.enum(['ascending', 'descending'])).describe('Only where the usual order is not wanted'),
  limit: optional(z.number().int().min(1).max(50)).describe('Only so many accounts, for "top 5"'),
  show: optional(z.array(metricKeyAgain).max(8)).describe('Metrics to show beside those that were asked about, by the keys of conditions'),
  page: pageInput,
});
type Input = z.output<typeof input>;
const DIRECTIONS = { ascending: 1, descending: -1 } as const;

export const listAccounts = readTool({
  name: 'list_accounts',
  title: 'Find accounts',
  description:
    'A list of accounts by any metric: conditions (health, churn risk, days since contact, open tickets, overdue invoices, adoption, NPS …), owner, segment, industry, region, stage; sorted by any metric, top N, paged. Use it for "who is above 70 % churn risk and worth more than 100k", "my red accounts", "renewals in the next 60 days", "not contacted in 30 days". Also for one figure of a named account ("open tickets at X") and for named accounts side by side. Not for the health of one account, not for counts or sums (summarize_accounts), and not for the overview of a whole book.',
  examples: [
    'Who is above 70 % churn risk and worth more than 100k?',
    'list my accounts',
    'show all red accounts',
    'fintech accounts with health below 60',
    'which customers renew in the next 60 days?',
    'my enterprise accounts sorted by value',
    'accounts of Omar Haddad that are orange',
    'accounts with more than 5 open tickets',
    'compare Acme and Globex',
    'open tickets at Initech',
  ],
  words: [
    'account: customer, client, company, acct, acnt, konto, konten, kunde, kunden, compte, comptes, cuenta, cuentas, cliente, clientes',
    'red: rot, rote, roten, roter, rouge, rouges, rojo, roja, rojas, rojos',
    'orange: orangen, oranges, naranja, naranjas',
    'yellow: gelb, gelbe, gelben, jaune, jaunes, amarillo, amarilla, amarillas',
    'green: grün, grüne, grünen, vert, verts, verte, verde, verdes',
    'startup: startups',
    'fintech: financial, finanz',
    'healthcare: gesundheitswesen, hospitals',
    'retail: einzelhandel, détail, minorista',
    'manufacturing: fertigung, industrie, fabricación',
    'technology: tech, technologie, tecnología',
    'government: public, behörden, gouvernement, gobierno',
    'onboarding: einführung, intégration',
    'open: offen, offene, offenen, ouvert, ouverts, ouverte, ouvertes, abierto, abiertos, abierta, abiertas',
    'book: portfolio, base, bestand, portefeuille, cartera',
  ],
  core: true,
  status: 'Looking through the accounts',
  input,
  run,
  ...listShown(listing),
});

type Output = Awaited<ReturnType<typeof run>>;

async function run(asked: Input, context: Context) {
  const money = await moneyOf(context);
  const { where, label } = await bookOf(asked, context, money.rates);
  const sort = sortOf(asked);
  const size = Math.min(PAGE_SIZE, asked.limit ?? PAGE_SIZE);
  const page = pageOf(asked.page);
  const direction = asked.direction ? DIRECTIONS[asked.direction] : worstFirst(sort);
  const found = await listStandings({ ...context, where, sort, direction, page, size, money });
  const total = Math.min(found.total, asked.limit ?? found.total);
  const rows = found.rows.slice(0, Math.max(0, total - (page - 1) * size));
  const shown = columnsOf(asked, sort);
  const accounts = rows.map((row) => ({
    id: row.accountId,
    name: row.name,
    figures: shown.map((metric) => heldFigure(row, metric, context.asOf)),
  }));
  const { money: sumOf } = ofGroup(label, (found.rows[0]?.asOf ?? context.asOf).toISOString());
  return {
    /** How many match; with `more`, that many or more. */
    total,
    more: found.more && asked.limit === null,
    /** How many of them have no value to sort by; they come last. */
    unlisted: found.unlisted,
    sortedBy: sort.label,
    sortKey: sort.key,
    /** Which end of the metric comes first. */
    end: endOf(sort, direction),
    page,
    pages: pagesOf(total, size),
    whose: label,
    filters: filtersInWords(asked, money.rates?.into),
    note: moneyWords([...keysAskedFor(asked), sort.key], money.currencies, money.rates),
    totalArr:
      asked.limit === null ? found.arr.map(({ amount, currency }) => sumOf(`sum:arr:${currency}`, 'ARR, sum', amount, currency)) : [],
    columns: shown.map((metric) => metric.label),
    accounts,
    names: await namesFor(context, accounts),
    asOf: newestOf(rows)?.toISOString() ?? null,
    arguments: asked,
  };
}

/** What was asked about most; a list with nothing asked shows the least healthy first. */
function sortOf({ sort, conditions }: Input): Metric {
  const sortable = ({ metric, comparator }: Condition) => !['known', 'unknown'].includes(comparator) && !metricNamed(metric).values;
  return metricNamed(sort ?? conditions?.find(sortable)?.metric ?? 'health');
}

const endOf = ({ unit, word, values }: Metric, direction: number): string =>
  word || values ? 'by' : unit === 'date' ? (direction > 0 ? 'earliest' : 'latest') : direction > 0 ? 'lowest' : 'highest';

function columnsOf(asked: Input, sort: Metric): Metric[] {
  const keys = [...keysAskedFor(asked), ...(asked.show ?? [])];
  if (asked.accounts && (asked.show ?? []).length > 0) return [...new Set(keys)].map(metricNamed);
  return [...new Set(keys.length > 0 ? [...keys, sort.key] : [sort.key, ...USUAL])].map(metricNamed);
}

/** Of each account a line shows so many figures; the table behind "Show all" every one. */
const IN_LINE = 3;
const IN_POINT = 3;

function pointOf({ total, more, whose, filters, totalArr, asOf, accounts, names, sortedBy, sortKey, end, arguments: asked }: Output): Text {
  const [first, ...others] = accounts;
  if (first && others.length === 0 && asked.accounts?.length === 1)
    return t`${first.name}: ${listed(first.figures.map((figure) => labelled(figure, names)))}.`;
  const about = filters.length > 0 ? ` (${filters.join(', ')})` : '';
  if (total === 0) return `No account matches among ${whose}${about}.`;
  if (asked.limit !== null) {
    // "My worst five": who they are is the point.
    const named = accounts
      .slice(0, IN_POINT)
      .map(({ name, figures }) => t`${name} ${figures.filter(({ metric }) => metric === sortKey).slice(0, 1)}`);
    const rest = total - named.length;
    return t`${capital(whose)}${about}, ${end} ${small(sortedBy)} first: ${listed(named)}${rest > 0 ? ` and ${rest} more` : ''}.`;
  }
  if (others.length > 0 && asked.accounts) {
    // Side by side: the first figure asked for, of each.
    const [metric] = first?.figures ?? [];
    const each = accounts.map(({ name, figures }) => t`${name} ${figures[0] ? cell(figures[0], names) : ''}`);
    return t`${capital(small(metric?.label ?? ''))}: ${listed(each)}.`;
  }
  const count = ofGroup(whose, asOf ?? '').of(`accounts:${about}`, 'accounts that match', total, '');
  const which = whose === EVERYBODYS ? (total === 1 ? 'account' : 'accounts') : `of ${whose}`;
  return t`${more ? 'More than ' : ''}${count} ${which}${about}${totalArr.length > 0 ? t`, ${listed(totalArr, ' + ')} a year` : ''}.`;
}

const linesOf = ({ accounts, names }: Output): Line[] =>
  accounts.map(({ id, name, figures }) => {
    const [figure = '', ...more] = figures.slice(0, IN_LINE).map((each) => labelled(each, names));
    return { name, figure, more, open: openAccount({ id, name }) };
  });

function listing(result: Output): Listing {
  const { accounts, columns, page, pages, more, unlisted, sortedBy, asOf, note, names, whose } = result;
  if (accounts.length === 0) return { point: pointOf(result), header: 'No account matches', lines: [] };
  const by = small(sortedBy);
  return {
    point: pointOf(result),
    header: more || pages > 1 ? `Accounts, page ${page}${more ? '' : ` of ${pages}`}` : 'Accounts',
    lines: linesOf(result),
    table: tablePart(
      null,
      ['Account', ...columns],
      accounts.map(({ name, figures }) => [name, ...figures.map((each) => cell(each, names))]),
    ),
    next: [
      (more || page < pages) && callButton<typeof listAccounts>('Next page', 'list_accounts', { ...result.arguments, page: page + 1 }),
    ],
    context: contextLine({
      asOf,
      used: [whose, `by ${by}`],
      notes: [...(unlisted > 0 ? [`${unlisted} with too little data for ${by}, listed last`] : []), ...(note ? [note] : [])],
    }),
  };
}
