import { z } from 'zod';
import { SEGMENTS } from '../../../models/scorecard.ts';
import { isToday } from '../../facts/index.ts';
import { type Condition, condition, conditionWords } from '../../kit/conditions.ts';
import { listShown } from '../../kit/present/index.ts';
import { ofAccount } from '../../kit/say.ts';
import { type Context, optional, ownerInput, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { ownerNames, whoseAccounts } from '../../kit/who.ts';
import { type BookEntry, narrowedTo } from '../book.ts';
import { listingOf } from '../present-list.ts';
import { type Renewing, renewingWithin, WINDOWS } from '../renewing.ts';
import { endsWithin, spanAsked, spanInputs } from '../span.ts';

const USUAL_DAYS = 90;

const input = z.object({
  withinDays: optional(z.number().int().min(1).max(1100)).describe('Renewals within so many days; null for 90, or until a day'),
  ...spanInputs,
  owner: ownerInput,
  healthBelow: optional(z.number().min(0).max(100)).describe('Only accounts with health below this'),
  segment: optional(z.enum(SEGMENTS)).describe('Size of the customer: enterprise, mid_market, smb or startup'),
  withoutCall: optional(z.boolean()).describe('True only for renewals without a call of a CSM on record'),
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
    'who renews next quarter',
    'who renews in March',
    'list the renewals of Omar',
    'enterprise renewals in the next 60 days',
    'renewal calendar for the next 6 months',
    'whose contract ends soon',
    'what is coming up for renewal',
    'next renewals',
    'renewal calendar',
    'renewals without a call recorded',
    'which renewals have no call yet',
    'who is due to renew',
    'anstehende Verlängerungen',
    'prochains renouvellements',
    'próximas renovaciones',
  ],
  core: true,
  status: 'Looking through the renewals',
  input,
  selects: (asked) => ({
    owner: asked.owner,
    segment: asked.segment,
    conditions: [...endsWithin(asked, USUAL_DAYS), ...healthIn(asked)],
  }),
  run,
  ...listShown(listingOf),
});

const healthIn = ({ healthBelow }: z.output<typeof input>): Condition[] =>
  healthBelow === null ? [] : [condition('health', 'below', healthBelow)];

export type ListOutput = Awaited<ReturnType<typeof run>>;

async function run(asked: z.output<typeof input>, context: Context) {
  const { asOf, clock } = context;
  const whose = await whoseAccounts(context, asked.owner);
  const span = spanAsked(asked, asOf, USUAL_DAYS);
  const { days } = span;
  const page = pageOf(asked.page);
  const [health = null] = healthIn(asked);
  const found = await renewingWithin(context, {
    from: span.from ?? asOf,
    until: span.until,
    narrowed: narrowedTo(whose, asked.segment),
    health,
    uncalled: asked.withoutCall === true,
    page,
  });
  const names = await ownerNames(context, found.entries);
  return {
    asOf: asOf.toISOString(),
    /** Whether it is told as it was on an earlier day. */
    past: !isToday(asOf, clock.now()),
    days,
    from: span.from?.toISOString() ?? null,
    until: span.until.toISOString(),
    dated: span.dated,
    whose: whose.label,
    filters: [
      ...(health ? [conditionWords(health)] : []),
      ...(asked.segment === null ? [] : [asked.segment.replace('_', '-')]),
      ...(asked.withoutCall ? ['no call of a CSM'] : []),
    ],
    /** Accounts that match, and how many of them within so many days. */
    total: found.total,
    windows: WINDOWS.filter((limit) => limit <= days && !span.dated).map((limit) => ({ days: limit, accounts: found.within[limit] })),
    /** Yearly value of those accounts, a currency each. */
    worth: found.worth,
    /** Paying accounts without a renewal date. */
    undated: found.undated,
    page,
    pages: pagesOf(found.total),
    renewals: [...Map.groupBy(found.entries, ({ accountId }) => accountId).values()].flatMap(([first, ...others]) =>
      first ? [rowOf(first, others.length, names, found, asOf)] : [],
    ),
    arguments: asked,
  };
}

/** The contract that ends next of an account, with how many others end within the window. */
function rowOf(
  { accountId, account, contract, ownerId, call }: BookEntry,
  others: number,
  names: ReadonlyMap<string, string>,
  { health, chance }: Renewing,
  asOf: Date,
) {
  const { percent } = ofAccount({ id: accountId, name: account }, asOf.toISOString());
  const { name, endAt, days, annualValue, currency, probability } = contract;
  const scored = chance.get(accountId);
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
    // As every list shows it.
    chance: typeof scored?.value === 'number' ? scored : percent('renewal_probability', 'renewal probability', probability),
    health: health.get(accountId) ?? null,
    owner: ownerId ? (names.get(ownerId) ?? ownerId) : null,
    call,
  };
}
