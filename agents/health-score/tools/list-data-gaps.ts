import { z } from 'zod';
import type { AccountStanding } from '../../../models/account-standing.ts';
import { callButton, contextLine, type Shown, shown, tablePart } from '../../kit/present/index.ts';
import { listed, ofGroup, small, t } from '../../kit/say.ts';
import { newestOf } from '../../kit/standings/page.ts';
import { fieldOf, heldFigure } from '../../kit/standings/values.ts';
import { accountInput, type Context, optional, ownerInput, readTool } from '../../kit/tool.ts';
import { resolveAccount, whoseAccounts } from '../../kit/who.ts';
import { metricNamed } from '../../metrics/index.ts';
import { cell, namesFor } from '../labelled.ts';
import { CURRENT, openAccount } from '../standings.ts';
import type { listAccounts } from './list-accounts.ts';

/** What there should be of an account: known where the metric is; `bring` is what makes it so. */
const WANTED = [
  { metric: 'active_users', bring: 'weekly usage rows or product events' },
  { metric: 'renewal_date', bring: 'contracts with their end' },
  { metric: 'owner', bring: 'accounts with an owner' },
  { metric: 'champion', bring: 'contacts with the role champion' },
  { metric: 'sponsor', bring: 'contacts with the role executive sponsor' },
  { metric: 'last_contact', bring: 'e-mails, meetings and calls' },
  { metric: 'open_tickets', bring: 'support tickets' },
  { metric: 'csat', bring: 'ratings of tickets' },
  { metric: 'nps', bring: 'survey answers' },
  { metric: 'open_invoices', bring: 'invoices with due and paid dates' },
  { metric: 'proven_value', bring: 'confirmed value records' },
  { metric: 'plan', bring: 'a success plan' },
  { metric: 'health', bring: 'more of the above' },
].map(({ metric, bring }) => ({ metric: metricNamed(metric), bring }));

const input = z.object({
  account: optional(accountInput).describe('Account name or id, as the person wrote it; null for a whole book'),
  owner: ownerInput,
});

export const listDataGaps = readTool({
  name: 'list_data_gaps',
  title: 'Missing data',
  description:
    'What is not on record: of one account which kinds of data are missing and which are known; of a book how many accounts lack usage, contracts, a champion, tickets, surveys, invoices and so on, and what would bring it. Use it for "which data is missing", "gaps in our data". For the accounts that lack one thing use list_accounts.',
  examples: [
    'Which data is missing?',
    'what is not on record of Acme',
    'what do we not know about Acme',
    'gaps in our data',
    'what data is missing for Globex',
    'how complete is our data',
    'is any data missing for my accounts',
    'data quality of my book',
  ],
  words: [
    'data: daten, données, datos',
    'missing: fehlt, fehlen, fehlende, manque, manquent, manquantes, falta, faltan',
    'gap: gaps, blind, unknowns, hole, holes, lücke, lücken',
  ],
  todayOnly: true,
  status: 'Looking for what is missing',
  input,
  run,
  ...shown(answer),
});

type Output = Awaited<ReturnType<typeof run>>;

async function run({ account: name, owner }: z.output<typeof input>, context: Context) {
  return name === null ? ofBook(owner, context) : ofAccount(name, context);
}

async function ofAccount(named: string, context: Context) {
  const { _id, name } = await resolveAccount(context, named);
  const { tenant, models, asOf } = context;
  const standing = await models.accountStandings.findOne({ tenant, accountId: _id }).lean<AccountStanding>();
  const held = standing ?? { accountId: _id, name, asOf };
  const figures = WANTED.map(({ metric }) => heldFigure(held, metric, asOf));
  return {
    of: 'account' as const,
    account: { id: _id, name },
    wanted: WANTED.map(({ metric, bring }) => ({ bring, figure: heldFigure(held, metric, asOf) })),
    names: await namesFor(context, [{ figures }]),
    asOf: standing?.asOf.toISOString() ?? null,
  };
}

async function ofBook(owner: string | null, context: Context) {
  const { where, label } = await whoseAccounts(context, owner);
  const lacking = ({ metric }: (typeof WANTED)[number]) => ({ $sum: { $cond: [{ $gt: [`$${fieldOf(metric)}`, null] }, 0, 1] } });
  const counts = Object.fromEntries(WANTED.map((each) => [each.metric.key, lacking(each)]));
  const found = await context.models.accountStandings
    .aggregate<{ accounts: number; asOf: Date } & Record<string, number>>([
      { $match: { tenant: context.tenant, ...where, ...CURRENT } },
      { $group: { _id: null, accounts: { $sum: 1 }, asOf: { $max: '$asOf' }, ...counts } },
    ])
    .hint({ tenant: 1, accountId: 1 });
  const [totals] = found;
  const asOf = newestOf(found)?.toISOString() ?? null;
  const { of } = ofGroup(label, asOf ?? context.asOf.toISOString());
  return {
    of: 'book' as const,
    whose: label,
    owner,
    accounts: of('accounts:in all', 'accounts in all', totals?.accounts ?? 0, ''),
    gaps: WANTED.map(({ bring, metric }) => ({
      what: metric.label,
      bring,
      metric: metric.key,
      accounts: of(`accounts:without ${metric.key}`, `accounts without ${small(metric.label)}`, totals?.[metric.key] ?? 0, ''),
    }))
      .filter(({ accounts }) => accounts.value !== 0)
      .sort((a, b) => Number(b.accounts.value) - Number(a.accounts.value)),
    asOf,
  };
}

function answer(result: Output): Shown {
  return result.of === 'account' ? aboutAccount(result) : aboutBook(result);
}

function aboutAccount({ account, wanted, names, asOf }: Extract<Output, { of: 'account' }>): Shown {
  const missing = wanted.filter(({ figure }) => figure.value === null);
  const known = wanted.filter(({ figure }) => figure.value !== null);
  return {
    point:
      missing.length === 0
        ? `Nothing that is looked for is missing of ${account.name}.`
        : `Missing of ${account.name}: ${missing.map(({ figure }) => small(figure.label)).join(', ')}.`,
    header: `Data of ${account.name}`,
    body: tablePart(
      null,
      ['Data', 'Known'],
      [
        ...missing.map(({ figure, bring }) => [figure.label, `missing: ${bring}`]),
        ...known.map(({ figure }) => [figure.label, cell(figure, names)]),
      ],
    ),
    next: [openAccount(account)],
    feedback: true,
    context: contextLine({ asOf }),
  };
}

const BUTTONS = 3;

function aboutBook({ whose, owner, accounts, gaps, asOf }: Extract<Output, { of: 'book' }>): Shown {
  if (accounts.value === 0) return { point: `There is nothing to look at: ${whose} are none.` };
  const worst = gaps.slice(0, BUTTONS).map((gap) => t`${small(gap.what)} (${gap.accounts})`);
  return {
    point:
      gaps.length === 0
        ? t`Nothing that is looked for is missing of ${whose} (${accounts}).`
        : t`Missing most often of ${whose} (${accounts}): ${listed(worst)}.`,
    header: 'Missing data',
    body: tablePart(
      null,
      ['Data', 'Accounts without', 'What brings it'],
      gaps.map(({ what, bring, accounts: without }) => [what, [without], bring]),
    ),
    next: gaps.slice(0, BUTTONS).map(({ what, metric }) =>
      callButton<typeof listAccounts>(`Without ${small(what)}`, 'list_accounts', {
        owner,
        conditions: [{ metric, comparator: 'unknown', value: null }],
      }),
    ),
    feedback: true,
    context: contextLine({ asOf, used: [whose] }),
  };
}
