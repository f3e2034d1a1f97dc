import { type AccountStanding, standingsBy } from '../../models/account-standing.ts';
import { rows, rowsOfAccounts } from '../../models/kit/rows.ts';
import type { Segment } from '../../models/scorecard.ts';
import { tenantWeights } from '../churn-predictor/face.ts';
import { isToday } from '../facts/index.ts';
import { bookIndex } from '../kit/standings/page.ts';
import { type Context, UserError } from '../kit/tool.ts';
import type { Whose } from '../kit/who.ts';
import { longDate } from '../metrics/index.ts';
import { type Call, latestCalls } from './calls.ts';
import type { Stake } from './forecast.ts';
import { assessedOutlooks, churnSaid, type Expected, expectedOf, storedOutlooks } from './outlook.ts';

type Scope = Pick<Context, 'tenant' | 'models' | 'asOf' | 'clock'>;

/** Whose accounts, and of what size. */
export const narrowedTo = ({ where }: Whose, segment: Segment | null) => ({ ...where, ...(segment ? { segment } : {}) });
export type Narrowed = ReturnType<typeof narrowedTo>;

/** So many accounts are assessed while somebody waits; of more, what rescoring kept is read. */
export const MOST_ASSESSED = 300;

const FIELDS = ['accountId', 'name', 'ownerId', 'segment', 'churnProbability90'] as const;
type Standing = Pick<AccountStanding, (typeof FIELDS)[number]>;
const PROJECTION: Record<string, 0 | 1> = { _id: 0, ...Object.fromEntries(FIELDS.map((each) => [each, 1 as const])) };
/** What a list shows of an account beside its contract. */
const SHOWN = { ...PROJECTION, asOf: 1, health: 1, 'metrics.renewal_probability': 1 } as const;
export type ShownStanding = Standing & Pick<AccountStanding, 'asOf' | 'health' | 'metrics'>;

/**
 * The contracts that end within the window, soonest first: as last rescored, or, for an earlier day, as known then.
 * @throws UserError `too_many_then`, `not_assessed_yet`
 */
export async function loadBook(scope: Scope, until: Date, narrowed: Narrowed): Promise<BookEntry[]> {
  const standings = isToday(scope.asOf, scope.clock.now())
    ? await standingsUpTo(scope, until, narrowed)
    : await standingsOf(scope, await endingThen(scope, until), narrowed);
  return entriesOf(scope, standings, until);
}

/** The standings of customers whose next contract ends by the instant. */
const standingsUpTo = ({ tenant, models }: Scope, until: Date, narrowed: Narrowed): Promise<Standing[]> =>
  rows<Standing>(
    models.accountStandings as never,
    tenant,
    { renewalAt: { $lte: until }, lifecycleStage: { $ne: 'churned' }, ...narrowed },
    { fields: PROJECTION, hint: standingsBy(bookIndex(narrowed) ?? 'renewalAt') },
  );

/** The standings of accounts. */
export const standingsOf = ({ tenant, models }: Scope, ids: readonly string[], narrowed: object = {}): Promise<ShownStanding[]> =>
  rowsOfAccounts<ShownStanding>(models.accountStandings as never, tenant, ids, narrowed, { fields: SHOWN });

/** The accounts with a contract that, as known at the instant, ends by another. */
async function endingThen({ tenant, models, asOf }: Scope, until: Date): Promise<string[]> {
  const ending = await rows<{ accountId: string }>(
    models.contracts as never,
    tenant,
    {
      status: { $in: ['active', 'renewed', 'ended'] },
      endDate: { $gte: asOf, $lte: until },
      startDate: { $lte: asOf },
      at: { $lte: asOf },
      ingestedAt: { $lte: asOf },
    },
    { fields: { _id: 0, accountId: 1 } },
  );
  return [...new Set(ending.map(({ accountId }) => accountId))];
}

/**
 * What the standings' accounts have that ends within the window, soonest first.
 * @throws UserError `too_many_then`, `not_assessed_yet`
 */
export async function entriesOf(scope: Scope, standings: readonly Standing[], until: Date): Promise<BookEntry[]> {
  const { asOf } = scope;
  const today = isToday(asOf, scope.clock.now());
  const ids = standings.map(({ accountId }) => accountId);
  const [stored, calls, { weights }] = await Promise.all([
    today ? storedOutlooks(scope, ids) : new Map<string, never>(),
    latestCalls(scope, ids),
    tenantWeights(scope),
  ]);
  const others = ids.filter((id) => !stored.has(id));
  if (others.length > MOST_ASSESSED) throw today ? notYet(others.length) : tooMany(others.length, asOf);
  const assessed = await assessedOutlooks(scope, weights, others);
  const callOf = new Map(calls.map((call) => [call.contractId, call]));
  const entries = standings.flatMap((standing) => {
    const kept = stored.get(standing.accountId);
    const p90 = standing.churnProbability90;
    const { outlook, churn } = kept
      ? { outlook: kept, churn: typeof p90 === 'number' ? churnSaid(p90, weights.base) : null }
      : (assessed.get(standing.accountId) ?? { outlook: null, churn: null });
    if (!outlook) return [];
    return expectedOf(outlook, churn, asOf)
      .filter(({ contract }) => contract.endAt <= until)
      .map((each) => entryOf(standing, each, callOf.get(each.contract.id) ?? null));
  });
  return entries.sort(
    (a, b) =>
      a.contract.days - b.contract.days || b.contract.annualValue - a.contract.annualValue || (a.contract.id < b.contract.id ? -1 : 1),
  );
}

const narrower = [{ label: 'My renewals of 90 days', say: 'upcoming renewals of my accounts within 90 days' }];

const tooMany = (accounts: number, asOf: Date): UserError =>
  new UserError(
    'too_many_then',
    `A forecast as of ${longDate(asOf)} is worked out account by account, for ${MOST_ASSESSED} at most; this would be ${accounts.toLocaleString('en-US')}. Ask for one owner, one segment or fewer days.`,
    narrower,
  );

const notYet = (accounts: number): UserError =>
  new UserError(
    'not_assessed_yet',
    `${accounts.toLocaleString('en-US')} accounts were not assessed since their data arrived. That is done within minutes; ask again then, or for one owner or fewer days now.`,
    narrower,
  );

/** One contract of a book that ends within the window. */
export type BookEntry = ReturnType<typeof entryOf>;

function entryOf(standing: Standing, { contract, additions }: Expected, call: Call | null) {
  const { probability, annualValue } = contract;
  const more = additions.reduce((sum, { value, chance }) => sum + value * chance, 0);
  return {
    accountId: standing.accountId,
    account: standing.name,
    ownerId: standing.ownerId ?? null,
    segment: standing.segment ?? null,
    contract,
    /** The base value, by the probability; null where too little is known for one. */
    expectedBase: probability === null ? null : annualValue * probability,
    additions,
    /** With the additions, each by its own chance. */
    expected: probability === null ? null : (annualValue + more) * probability,
    proposed: annualValue + additions.reduce((sum, { value }) => sum + value, 0),
    call,
  };
}

export const stakeOf = ({ contract, additions }: BookEntry): Stake[] =>
  contract.probability === null ? [] : [{ value: contract.annualValue, probability: contract.probability, additions }];
