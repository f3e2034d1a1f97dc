import type { Model } from 'mongoose';

/** So many are decoded at once, which holds up everybody else. */
const REPLY_DOCUMENTS = 1_000;

export interface ReadOptions {
  /** A projection. */
  fields?: Record<string, 0 | 1>;
  sort?: Record<string, 1 | -1>;
  limit?: number;
  /** The name of the index to read. */
  hint?: string;
}

/**
 * Plain documents of one tenant straight from the driver, without Mongoose's casting: a rescan of 100,000 accounts
 * reads millions. Values of the filter must come from our own code, cast.
 */
export function rows<Row extends object>(
  model: Model<Row>,
  tenant: string,
  filter: object = {},
  { fields, sort, limit, hint }: ReadOptions = {},
): Promise<Row[]> {
  return model.collection
    .find<Row>(
      { ...filter, tenant },
      {
        batchSize: REPLY_DOCUMENTS,
        enableUtf8Validation: false, // what the database holds was valid when it was written
        ...(fields ? { projection: fields } : {}),
        ...(sort ? { sort } : {}),
        ...(limit === undefined ? {} : { limit }),
        ...(hint ? { hint } : {}),
      },
    )
    .toArray();
}

const MOST_ACCOUNTS = 1_000;

/** As `rows`, of any number of accounts: so many a query as fit into one. */
export async function rowsOfAccounts<Row extends object>(
  model: Model<Row>,
  tenant: string,
  accountIds: readonly string[],
  filter: object = {},
  options: ReadOptions = {},
): Promise<Row[]> {
  const found: Row[] = [];
  for (let start = 0; start < accountIds.length; start += MOST_ACCOUNTS) {
    const among = { ...filter, accountId: { $in: accountIds.slice(start, start + MOST_ACCOUNTS) } };
    for (const row of await rows<Row>(model, tenant, among, options)) found.push(row);
  }
  return found;
}

/** How many documents of one tenant there are, counted in the database. */
export const countRows = <Row extends object>(model: Model<Row>, tenant: string, filter: object = {}): Promise<number> =>
  model.collection.countDocuments({ ...filter, tenant });

/** Which of our own ids a tenant has, and whether another tenant has any of the rest: ids are the same for all tenants. */
export async function ownersOf(model: unknown, tenant: string, ids: readonly string[]): Promise<{ own: string[]; others: boolean }> {
  const { collection } = model as Model<object>;
  const among = { _id: { $in: [...ids] } } as object;
  const found = await collection.find<{ _id: string; tenant: string }>(among, { projection: { tenant: 1 } }).toArray();
  const own = found.filter((each) => each.tenant === tenant);
  return { own: own.map(({ _id }) => _id), others: own.length < found.length };
}

/** A collection's name in the database, as evidence has it. */
export const collectionName = (model: unknown): string => (model as Model<object>).collection.name;
