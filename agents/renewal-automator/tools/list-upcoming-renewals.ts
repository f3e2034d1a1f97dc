import { z } from 'zod';
import { standingsBy } from '../../../models/account-standing.ts';
import { SEGMENTS } from '../../../models/scorecard.ts';
import { DAY, isToday, type Text } from '../../facts/index.ts';
import { callButton, contextLine, type Listing, listShown, tableOf } from '../../kit/present/index.ts';
import { listed, ofAccount, ofGroup, t } from '../../kit/say.ts';
import { worth } from '../../kit/standings/page.ts';
import { heldFigure } from '../../kit/standings/values.ts';
import { type Context, optional, ownerInput, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { EVERYBODYS, namesOf, whoseAccounts } from '../../kit/who.ts';
import { metricNamed, sum } from '../../metrics/index.ts';
import { type BookEntry, entriesOf, narrowedTo, type ShownStanding, standingsOf } from '../book.ts';
import { CATEGORY_WORDS, undatedWords } from '../words.ts';
import type { assessRenewalTool } from './assess-renewal.ts';

const WINDOWS = [30, 60, 90] as const;

const input = z.object({
  withinDays: optional(z.number().int().min(1).max(1100)).describe('Renewals within so many days; null for 90'),
  owner: ownerInput,
  healthBelow: optional(z.number().min(0).max(100)).describe('Only accounts with health below this'),
  segment: optional(z.enum(SEGMENTS)).describe('Size of the customer: enterprise, mid_market, smb or startup'),
  page: pageInput,
});

export const listUpcomingRenewals = readTool({
  name: 'list_upcoming_renewals',
  title: 'Upcoming renewals',
  description:
    'Lists the renewals of the coming days by date: account, end, yearly value, probability, the CSM’s call, health, owner; how many within 30, 60 and 90 days. Use it for "upcoming renewals", "which renewals are coming up", "what renews next quarter". Not for one account (assess_renewal), not for the sums of a book (forecast_renewals).',
  examples: [
    'Upcoming renewals',
    'which renewals are coming up in the next 90 days?',
    'my upcoming renewals',
    'renewals within 30 days',
    'what renews next quarter?',
    'list the renewals of Omar',
    'enterprise renewals in the next 60 days',
    'renewal calendar for the next 6 months',
    'whose contract ends soon',
    'what is coming up for renewal',
    'next renewals',
    'renewal calendar',
    'who is due to renew',
    'anstehende Verlängerungen',
    'prochains renouvellements',
    'próximas renovaciones',
  ],
  core: true,
  status: 'Looking through the renewals',
  input,
  run,
  ...listShown(listingOf),
});

export type ListOutput = Awaited<ReturnType<typeof run>>;

async function run(asked: z.output<typeof input>, context: Context) {
  const { tenant, asOf } = context;
  const { accountStandings } = context.models;
  const whose = await whoseAccounts(context, asked.owner);
  const days = asked.withinDays ?? 90;
  const endOf = (limit: number) => new Date(asOf.getTime() + limit * DAY);
  const page = pageOf(asked.page);
  const narrowed = {
    tenant,
    lifecycleStage: { $ne: 'churned' as const },
    ...narrowedTo(whose, asked.segment),
    ...(asked.healthBelow === null ? {} : { health: { $lt: asked.healthBelow } }),
  };
  const filter = { ...narrowed, renewalAt: { $gte: asOf, $lte: endOf(days) } };
  const index = standingsBy('renewalAt');
  const within = (limit: number) => ({ $sum: { $cond: [{ $lte: ['$renewalAt', endOf(limit)] }, 1, 0] } });
  const counts = { count: { $sum: 1 }, arr: { $sum: '$arr' }, d30: within(30), d60: within(60), d90: within(90) };
  const [ids, sums, undated] = await Promise.all([
    accountStandings
      .find(filter, { _id: 0, accountId: 1 })
      .hint(index)
      .sort({ renewalAt: 1, arr: -1, accountId: 1 })
      .skip((page - 1) * PAGE_SIZE)
      .limit(PAGE_SIZE)
      .lean<{ accountId: string }[]>(),
    accountStandings
      .aggregate<{ _id: { currency: string | null } } & Record<keyof typeof counts, number>>([
        { $match: filter },
        { $group: { _id: { currency: '$currency' }, ...counts } },
      ])
      .hint(index),
    accountStandings.countDocuments({ ...narrowed, renewalAt: null, arr: { $gt: 0 } }).hint(index),
  ]);
  const accountIds = ids.map(({ accountId }) => accountId);
  const standings = await standingsOf(context, accountIds);
  const entries = await entriesOf(context, standings, endOf(days));
  const standingOf = new Map(standings.map((each) => [each.accountId, each]));
  const owners = entries.map(({ ownerId }) => ownerId);
  const names = await namesOf(context, owners);
  const total = sum(sums.map(({ count }) => count));
  return {
    asOf: asOf.toISOString(),
    days,
    whose: whose.label,
    filters: [
      ...(asked.healthBelow === null ? [] : [`health below ${asked.healthBelow}`]),
      ...(asked.segment === null ? [] : [asked.segment.replace('_', '-')]),
    ],
    /** Accounts that match, and how many of them within so many days. */
    total,
    windows: WINDOWS.filter((limit) => limit <= days).map((limit) => ({
      days: limit,
      accounts: sum(sums.map((each) => each[`d${limit}`])),
    })),
    /** Yearly value of those accounts, a currency each. */
    worth: worth(sums),
    /** Paying accounts without a renewal date. */
    undated,
    page,
    pages: pagesOf(total),
    renewals: [...Map.groupBy(entries, ({ accountId }) => accountId).values()].flatMap(([first, ...others]) =>
      first ? [rowOf(first, others.length, names, standingOf.get(first.accountId), context)] : [],
    ),
    arguments: asked,
  };
}

/** The contract that ends next of an account, with how many others end within the window. Health and probability are as last scored, as every list shows them; of an earlier day the probability is as of then. */
function rowOf(
  { accountId, account, contract, ownerId, call }: BookEntry,
  others: number,
  names: Map<string, string>,
  standing: ShownStanding | undefined,
  { asOf, clock }: Context,
) {
  const held = (key: string) => standing && heldFigure(standing, metricNamed(key), asOf);
  const scored = isToday(asOf, clock.now()) ? held('renewal_probability') : undefined;
  const { percent } = ofAccount({ id: accountId, name: account }, asOf.toISOString());
  const { name, endAt, days, annualValue, currency, probability } = contract;
  return {
    accountId,
    account,
    contract: name,
    others,
    endAt: endAt.toISOString(),
    days,
    annualValue,
    currency,
    probability,
    chance: typeof scored?.value === 'number' ? scored : percent('renewal_probability', 'renewal probability', probability),
    health: held('health') ?? null,
    owner: ownerId ? (names.get(ownerId) ?? ownerId) : null,
    call,
  };
}

type Item = ListOutput['renewals'][number];

const about = ({ filters }: ListOutput): string => (filters.length > 0 ? ` (${filters.join(', ')})` : '');

function figuresOf({ accountId, account, contract, endAt, days, annualValue, currency, chance, health, others }: Item, asOf: string) {
  const { of, date } = ofAccount({ id: accountId, name: account }, asOf);
  const worth = of(`renewing:${contract}`, 'yearly value', annualValue, currency);
  return {
    days: t`${of('days_to_renewal', 'days to renewal', days, 'days', { relative: true })}`,
    date: t`${date('renewal_date', 'renewal', endAt)}`,
    worth: others > 0 ? t`${worth} +${others}` : t`${worth}`,
    chance: chance.value === null ? 'no probability yet' : t`${chance}`,
    health: health === null || health.value === null ? '' : t`${health}`,
  };
}

function pointOf(output: ListOutput): Text {
  const { total, days, whose, worth, asOf, page, pages, windows } = output;
  const { of, money } = ofGroup(`${whose}${about(output)}`, asOf);
  const within = of('within_days', 'within', days, 'days');
  if (total === 0) return t`Nothing of ${whose}${about(output)} renews within ${within}.`;
  const count = (limit: number, value: number) => of(`renewals_within:${limit}`, `renewals within ${limit} days`, value, '');
  const amounts = worth.map(({ amount, currency }) => money(`renewing_within:${days}:${currency}`, 'yearly value', amount, currency));
  const near = windows
    .filter((each) => each.days < days && each.accounts > 0)
    .map((each) => t`${count(each.days, each.accounts)} within ${each.days}`);
  const whom = whose === EVERYBODYS ? '' : ` of ${whose}`;
  const where = pages > 1 ? ` Page ${page} of ${pages}.` : '';
  return t`${count(days, total)} ${total === 1 ? 'account' : 'accounts'}${whom}${about(output)} ${total === 1 ? 'renews' : 'renew'} within ${within}, ${listed(amounts, ' + ')} a year${near.length > 0 ? t`: ${listed(near)}` : ''}.${where}`;
}

function listingOf(output: ListOutput): Listing {
  const { renewals, asOf, page, pages, undated } = output;
  const told = renewals.map((each) => ({ each, figures: figuresOf(each, asOf) }));
  return {
    point: pointOf(output),
    header: 'Upcoming renewals',
    lines: told.map(({ each: { account, accountId, chance: known }, figures: { days, date, worth, chance, health } }) => ({
      name: account,
      figure: t`${days}, ${date}`,
      more: [worth, known.value === null ? chance : t`${chance} likely`, ...(health === '' ? [] : [t`health ${health}`])],
      open: callButton<typeof assessRenewalTool>(account, 'assess_renewal', { account: accountId }),
    })),
    none: undatedWords(undated),
    table: tableOf(null, told, ({ each: { account, call, owner }, figures: { days, date, worth, chance, health } }) => ({
      Account: account,
      Ends: date,
      In: days,
      'A year': worth,
      Likely: chance,
      'CSM’s call': call ? CATEGORY_WORDS[call.category] : '–',
      Health: health || '–',
      Owner: owner ?? '–',
    })),
    pages,
    next: [
      page < pages &&
        callButton<typeof listUpcomingRenewals>('Next page', 'list_upcoming_renewals', { ...output.arguments, page: page + 1 }),
    ],
    context: contextLine({
      asOf,
      notes: [
        'Health and probability as last scored',
        ...(pages > 1 ? [`Page ${page} of ${pages}`] : []),
        ...(renewals.some(({ others }) => others > 0) ? ['+n: further contracts within the window'] : []),
        ...undatedWords(undated),
      ],
    }),
  };
}
