import { z } from 'zod';
import { metricKey, metricKeyAgain } from '../../kit/conditions.ts';
import { listShown } from '../../kit/present/index.ts';
import { ofGroup } from '../../kit/say.ts';
import { listStandings, worstFirst } from '../../kit/standings/list.ts';
import { standApart } from '../../kit/standings/money.ts';
import { newestOf } from '../../kit/standings/page.ts';
import { heldFigure } from '../../kit/standings/values.ts';
import { type Context, optional, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { listing } from '../account-list.ts';
import { bookFilters, bookOf, filtersInWords, moneyAskedFor, moneyWords } from '../book-filters.ts';
import { namesFor } from '../labelled.ts';
import { asksFor, columnsOf, endOf, sortOf } from '../list-columns.ts';
import { loosened } from '../loosened.ts';
import { notHeld } from '../not-held.ts';
import { toldIn } from '../told-in.ts';

const input = z.object({
  ...bookFilters,
  sort: optional(metricKey).describe('The metric to sort by; worst first where a metric has a worse end, else largest or soonest first'),
  direction: optional(z.enum(['ascending', 'descending'])).describe('Only where the usual order is not wanted'),
  limit: optional(z.number().int().min(1).max(50)).describe('Only so many accounts, for "top 5"'),
  show: optional(z.array(metricKeyAgain).max(8)).describe('Metrics to show beside those that were asked about, by the keys of conditions'),
  page: pageInput,
});
type Input = z.output<typeof input>;
/** Of each currency the first few, on one page. */
const MOST_SHOWN = 30;
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
    'account: customer, client, company, acct, acnt, konto, konten, kunde, kunden, compte, comptes, cuenta, cuentas, logo, logos, cliente, clientes',
    'red: rot, rote, roten, roter, rouge, rouges, rojo, roja, rojas, rojos',
    'orange: orangen, oranges, naranja, naranjas',
    'yellow: gelb, gelbe, gelben, jaune, jaunes, amarillo, amarilla, amarillas',
    'green: grün, grüne, grünen, vert, verts, verte, verde, verdes',
    'startup: startups',
    'fintech: financial, finanz',
    'healthcare: gesundheitswesen, hospitals',
    'retail: einzelhandel, détail, minorista',
    'manufacturing: fertigung, fabricación',
    'technology: tech, technologie, tecnología',
    'government: public, behörden, gouvernement, gobierno',
    'onboarding: einführung, démarrage, incorporación',
    'open: offen, offene, offenen, ouvert, ouverts, ouverte, ouvertes, abierto, abiertos, abierta, abiertas',
    'answered: filled, ausgefüllt, rempli, rellenado',
    'book: portfolio, base, bestand, portefeuille, cartera',
  ],
  core: true,
  todayOnly: true,
  status: 'Looking through the accounts',
  input,
  run,
  ...listShown(listing),
});

/** What a list holds. */
export type AccountList = Awaited<ReturnType<typeof run>>;

async function run(asked: Input, context: Context) {
  const sort = sortOf(asked);
  const money = await moneyAskedFor(asked, context, [sort.key]);
  const { where, label } = await bookOf(asked, context, money);
  const { limit } = asked;
  const apart = sort.unit === 'money' && standApart(money);
  // The first few of each currency are seen together.
  const size = apart && limit !== null ? Math.min(MOST_SHOWN, limit * money.currencies.length) : Math.min(PAGE_SIZE, limit ?? PAGE_SIZE);
  const page = pageOf(asked.page);
  const direction = asked.direction ? DIRECTIONS[asked.direction] : worstFirst(sort);
  const found = await listStandings({ ...context, where, sort, direction, page, size, money, limit });
  const total = apart ? found.total : Math.min(found.total, limit ?? found.total);
  const rows = found.rows.slice(0, Math.max(0, total - (page - 1) * size));
  const shown = columnsOf(asked, sort);
  const held = rows.map((row) => ({ row, figures: shown.map((metric) => heldFigure(row, metric, context.asOf)) }));
  const { tell, note: rated } = await toldIn(
    held.flatMap(({ figures }) => figures),
    asked.currency,
    context,
  );
  const accounts = held.map(({ row, figures }) => ({ id: row.accountId, name: row.name, figures: figures.map(tell) }));
  const { money: sumOf } = ofGroup(label, (found.rows[0]?.asOf ?? context.asOf).toISOString());
  return {
    /** How many match; with `more`, that many or more. */
    total,
    more: found.more && limit === null,
    /** How many of them have no value to sort by; they come last. */
    unlisted: found.unlisted,
    sortedBy: sort.label,
    sortKey: sort.key,
    /** Which end of the metric comes first. */
    end: endOf(sort, direction),
    /** Of amounts that no rate compares each currency stands apart, with its own first. */
    apart,
    page,
    pages: pagesOf(total, size),
    whose: label,
    filters: filtersInWords(asked, money),
    /** Of what nothing matches because no account is scored for it. */
    notHeld: total === 0 ? await notHeld(asked.conditions, context) : [],
    loosened: total === 0 ? await loosened(asked, money, context) : [],
    note: rated ?? moneyWords(asked, found.arr.length === 1 ? { ...money, currencies: found.arr.map(({ currency }) => currency) } : money),
    totalArr: limit === null ? found.arr.map(({ amount, currency }) => sumOf(`sum:arr:${currency}`, 'ARR, sum', amount, currency)) : [],
    columns: shown.map((metric) => metric.label),
    /** Whether its columns were asked for; else they are the usual ones. */
    asksFor: asksFor(asked),
    accounts,
    names: await namesFor(context, accounts),
    asOf: newestOf(rows)?.toISOString() ?? null,
    arguments: asked,
  };
}
