import type { Account } from '../../models/account.ts';
import type { Contract } from '../../models/contract.ts';
import type { CustomerUsageAnalytics } from '../../models/customer-usage-analytics.ts';
import { rows, rowsOfAccounts } from '../../models/kit/rows.ts';
import { DAY, type FactScope, factFilters } from '../facts/index.ts';
import { activeContracts, median, segmentOf, termsOf } from '../metrics/index.ts';
import { lastingChange } from '../metrics/lasting.ts';

const FIELDS = {
  active_users_growth: 'activeUsersCount',
  access_growth: 'provisionedUsersCount',
  api_calls_growth: 'apiCallsCount',
  data_volume_growth: 'dataVolumeProcessed',
  advanced_adoption_growth: 'advancedFeatureAdoption',
} as const satisfies Record<string, keyof CustomerUsageAnalytics>;
const GROWING = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
/** Something of each growing metric. */
const ofEach = <Value>(value: (key: keyof typeof FIELDS) => Value) =>
  Object.fromEntries(GROWING.map((key) => [key, value(key)])) as Record<keyof typeof FIELDS, Value>;

/** By how many % each growing metric moved in the middle account: the book's season. */
export type Movement = Record<keyof typeof FIELDS, number>;

/** What accounts of one kind (size segment) hold. */
export interface Kind {
  accounts: number;
  /** By the name of a line of their contracts: how many hold it, and its middle share of the contract's value. */
  products: ReadonlyMap<string, { holders: number; share: number }>;
  /** The middle of seats for each 100 employees, and of how many accounts; null where too few say. */
  seats: { per100: number; accounts: number } | null;
}

/** What an account is held against: the rest of the book. */
export interface Book {
  /** The season of an account's industry, or of the whole book where the industry is small. */
  movement(vertical: string | null | undefined): Movement;
  kind(segment: string | null): Kind | null;
}

export const STILL: Movement = ofEach(() => 0);
export const NO_BOOK: Book = { movement: () => STILL, kind: () => null };

/** Fewer say nothing about a season. */
const LEAST_MOVED = 12;
/** Groups smaller than this are not shown: they would tell of single customers. */
export const LEAST_KIND = 5;
/** So many accounts stand for the book, and of so many the weeks are read at once. */
const MOST = 400;
const AT_ONCE = 50;

type Member = Pick<Account, '_id' | 'vertical' | 'employees' | 'customerSince' | 'churnedAt'> & Account;
type Held = Pick<Contract, 'accountId' | 'status' | 'startDate' | 'endDate' | 'lineItems' | 'annualValue' | 'currency' | 'seats'> &
  Contract;

const PART = { vertical: 1, employees: 1, customerSince: 1, churnedAt: 1, currency: 1 } as const;
const TERMS = { accountId: 1, status: 1, startDate: 1, endDate: 1, lineItems: 1, annualValue: 1, currency: 1, seats: 1 } as const;
const USED: Record<string, 1> = Object.fromEntries(['accountId', 'at', ...Object.values(FIELDS)].map((field) => [field, 1]));

/** Reads what stands for the book as known at the instant: a few hundred accounts, always the same. */
export async function loadBook(scope: FactScope): Promise<Book> {
  const { tenant, models, asOf } = scope;
  const { contracts, customerUsageAnalytics } = factFilters({ tenant, asOf }, 7);
  const living = { at: { $lte: asOf }, ingestedAt: { $lte: asOf }, lifecycleStage: { $ne: 'churned' } };
  const members = await rows<Member>(models.accounts as never, tenant, living, { fields: PART, sort: { _id: 1 }, limit: MOST });
  const ids = members.map(({ _id }) => _id);
  const held = await rowsOfAccounts<Held>(models.contracts as never, tenant, ids, withoutTenant(contracts), { fields: TERMS });
  const moved: Moved[] = [];
  for (let start = 0; start < members.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    const used = await rowsOfAccounts<CustomerUsageAnalytics>(
      models.customerUsageAnalytics,
      tenant,
      some,
      withoutTenant(customerUsageAnalytics),
      { fields: USED },
    );
    moved.push(...movedBy({ members: members.slice(start, start + AT_ONCE), usage: used, asOf }));
  }
  return bookFrom(moved, kindsOf({ members, contracts: held, asOf }));
}

const withoutTenant = ({ tenant: _, ...rest }: { tenant: string }): object => rest;

interface Sample {
  members: readonly Account[];
  contracts: readonly Contract[];
  usage: readonly CustomerUsageAnalytics[];
  asOf: Date;
}

/** What some accounts together say of the book. Pure. */
export const bookOf = (sample: Sample): Book => bookFrom(movedBy(sample), kindsOf(sample));

/** A book is kept for a whole run: it holds none of the rows it was made from. */
function bookFrom(moved: readonly Moved[], kinds: ReadonlyMap<unknown, Kind>): Book {
  const all = middle(moved);
  const movement = (own: Changes): Movement => ofEach((key) => own[key] ?? all[key] ?? 0);
  const whole = movement(all);
  const verticals = new Map<unknown, Movement>();
  for (const [vertical, list] of Map.groupBy(moved, (each) => each.vertical)) if (vertical) verticals.set(vertical, movement(middle(list)));
  return { movement: (vertical) => verticals.get(vertical) ?? whole, kind: (segment) => kinds.get(segment) ?? null };
}

interface Moved {
  vertical: Account['vertical'];
  changes: Changes;
}

function movedBy({ members, usage, asOf }: Omit<Sample, 'contracts'>): Moved[] {
  const usageOf = Map.groupBy(usage, ({ accountId }) => accountId);
  return members.map((account) => {
    const own = (usageOf.get(account._id) ?? []).toSorted((a, b) => a.at.getTime() - b.at.getTime());
    const facts = { account, usage: own.filter(({ at }) => at.getTime() > asOf.getTime() - 183 * DAY), asOf };
    return { vertical: account.vertical, changes: changesOf(facts) };
  });
}

function kindsOf({ members, contracts, asOf }: Omit<Sample, 'usage'>): Map<unknown, Kind> {
  const contractsOf = Map.groupBy(contracts, ({ accountId }) => accountId);
  const kinds = Map.groupBy(members, (account) => segmentOf(account, termsOf(account, contractsOf.get(account._id) ?? [], asOf).arr));
  kinds.delete(null);
  return new Map([...kinds].map(([segment, list]) => [segment, kindFrom(list, contractsOf, asOf)]));
}

type Changes = Record<keyof Movement, number | null>;

const changesOf = (facts: Parameters<typeof lastingChange>[0]): Changes =>
  ofEach((key) => lastingChange(facts, (row) => row[FIELDS[key]])?.value ?? null);

/** The middle change of each metric; null where too few say. */
const middle = (list: readonly Moved[]): Changes =>
  ofEach((key) => {
    const values = list.flatMap(({ changes }) => changes[key] ?? []);
    return values.length < LEAST_MOVED ? null : median(values);
  });

function kindFrom(list: readonly Account[], contractsOf: ReadonlyMap<string, readonly Contract[]>, asOf: Date): Kind {
  const paying = list.flatMap((account) => {
    const inForce = activeContracts([...(contractsOf.get(account._id) ?? [])], asOf);
    return inForce.length > 0 ? [{ account, inForce }] : [];
  });
  const shares = new Map<string, number[]>();
  for (const { inForce } of paying) for (const [name, share] of productsOf(inForce)) shares.set(name, [...(shares.get(name) ?? []), share]);
  const seats = paying.flatMap(({ account: { employees }, inForce }) => {
    const bought = inForce.reduce((total, each) => total + (each.seats ?? 0), 0);
    return employees && bought > 0 ? [(100 * bought) / employees] : [];
  });
  const per100 = median(seats);
  return {
    accounts: paying.length,
    products: new Map([...shares].map(([name, all]) => [name, { holders: all.length, share: median(all) ?? 0 }])),
    seats: per100 === null || seats.length < LEAST_KIND ? null : { per100, accounts: seats.length },
  };
}

/** The lines of contracts in force with their share of the whole. */
export function productsOf(inForce: readonly Pick<Contract, 'lineItems' | 'annualValue'>[]): Map<string, number> {
  const whole = inForce.reduce((total, { annualValue }) => total + annualValue, 0);
  const found = new Map<string, number>();
  if (whole <= 0) return found;
  for (const { lineItems } of inForce)
    for (const { name, annualValue } of lineItems ?? []) found.set(name, (found.get(name) ?? 0) + annualValue / whole);
  return found;
}
