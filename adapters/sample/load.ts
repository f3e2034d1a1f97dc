import type { Model } from 'mongoose';
import { type Models, schemas } from '../../models/index.ts';
import { insertNew } from '../../models/kit/bulk.ts';
import { nameKeys } from '../../models/kit/name-keys.ts';
import { ownersOf } from '../../models/kit/rows.ts';
import { dataflow } from './dataflow.ts';
import { defaultsOf } from './defaults.ts';
import { generate } from './generate.ts';
import { growthAccounts } from './generator/growth.ts';
import { people } from './people.ts';
import { priceList } from './price-list.ts';
import type { Rows } from './rows.ts';
import { techcorp } from './techcorp.ts';

export interface SampleOptions {
  tenant: string;
  /** How many generated accounts join the two that are written by hand. */
  accounts?: number;
  seed?: number;
  /** How many accounts join in each situation of growth, real or seeming; unless given, ten where the book is of 200 or more. */
  growth?: number;
  /** The sample's dates are relative to the day of this instant (UTC). */
  now: Date;
  /** First deletes everything the tenant has, except its connected workspaces and the audit trail. */
  reset?: boolean;
  /** Ends it between two batches; loading again completes it. */
  signal?: AbortSignal | undefined;
  log?: (progress: { accounts: number; documents: number }) => void;
}

export interface SampleResult {
  accounts: number;
  documents: number;
  /** How many of the documents were not there before. */
  inserted: number;
}

/** Large enough that a round trip costs little a document, small enough that memory stays flat. */
const BATCH_DOCUMENTS = 3_000;

type Name = keyof Models & keyof Rows;
type Document = Record<string, unknown> & { _id: string; tenant: string };

/**
 * Loads the sample portfolio: internal people, the two accounts written by hand, and generated ones.
 * What is there already is left as it is, so that loading again adds nothing.
 * @throws Error when the sample's ids are taken by another tenant of the same database; the signal's reason.
 */
export async function loadSample(models: Models, options: SampleOptions): Promise<SampleResult> {
  const { tenant, accounts = 200, seed = 7, growth = accounts < 200 ? 0 : 10, now, reset = false, signal, log } = options;
  const today = new Date(Math.floor(now.getTime() / 86_400_000) * 86_400_000);
  if (reset) await deleteTenant(models, tenant);
  const result: SampleResult = { accounts: 0, documents: 0, inserted: 0 };
  const writer = createWriter(models, tenant, today);
  let writing = Promise.resolve(0);
  for (const rows of portfolio(today, accounts, seed, growth)) {
    result.accounts += rows.accounts?.length ?? 0;
    result.documents += writer.add(rows);
    if (writer.waiting() < BATCH_DOCUMENTS) continue;
    // One batch is written while the next is generated.
    result.inserted += await writing;
    signal?.throwIfAborted();
    writing = writer.flush();
    log?.(result);
  }
  result.inserted += (await writing) + (await writer.flush());
  log?.(result);
  return result;
}

function* portfolio(today: Date, accounts: number, seed: number, growth: number): Generator<Rows> {
  yield people(today);
  yield priceList(today);
  yield techcorp(today);
  yield dataflow(today);
  yield* generate({ today, accounts, seed });
  yield* growthAccounts({ today, each: growth, seed });
}

/** Who is connected, and what was done, are not sample data. */
const KEPT: ReadonlySet<string> = new Set<keyof Models>(['workspaces', 'auditEntries', 'auditHeads']);

async function deleteTenant(models: Models, tenant: string): Promise<void> {
  const emptied = Object.entries(models as unknown as Record<string, Model<{ tenant: string }>>).filter(([name]) => !KEPT.has(name));
  await Promise.all(emptied.map(([, model]) => model.deleteMany({ tenant })));
}

function createWriter(models: Models, tenant: string, today: Date) {
  const defaults = new Map(Object.entries(schemas).map(([name, schema]) => [name, defaultsOf(schema)]));
  let batches = new Map<Name, Document[]>();
  let waiting = 0;
  return {
    waiting: () => waiting,
    add(rows: Rows): number {
      let added = 0;
      for (const [key, list] of Object.entries(rows)) {
        const name = key as Name;
        const batch = batches.get(name) ?? [];
        batches.set(name, batch);
        for (const row of list) batch.push({ ...defaults.get(name), ...searchKeys(name, row), ...row, ...envelopeOf(tenant, row, today) });
        added += list.length;
      }
      waiting += added;
      return added;
    },
    async flush(): Promise<number> {
      const full = [...batches];
      batches = new Map();
      waiting = 0;
      const inserted = await Promise.all(full.map(([name, documents]) => insertMissing(models, tenant, name, documents)));
      return inserted.reduce((sum, each) => sum + each, 0);
    },
  };
}

/** A meeting to come is known since its invitation. */
const INVITED_BEFORE_MS = 7 * 86_400_000;

function envelopeOf(tenant: string, row: { _id: string; at: Date; externalId?: string | null }, today: Date) {
  const ingestedAt = row.at <= today ? row.at : new Date(today.getTime() - INVITED_BEFORE_MS);
  return { tenant, source: 'sample', externalId: row.externalId ?? row._id, ingestedAt };
}

function searchKeys(name: Name, row: object): object {
  if (name !== 'accounts' && name !== 'contacts') return {};
  const { name: title, aliases = [] } = row as { name: string; aliases?: string[] };
  return nameKeys(title, ...aliases);
}

async function insertMissing(models: Models, tenant: string, name: Name, documents: Document[]): Promise<number> {
  const ids = documents.map(({ _id }) => _id);
  const known = new Set(await idsThere(models[name], ids, tenant, name));
  const missing = known.size === 0 ? documents : documents.filter(({ _id }) => !known.has(_id));
  // Another process loading the same sample at the same moment may be first with some of them.
  return insertNew(models[name], tenant, missing);
}

/** @throws Error where another tenant has them. */
async function idsThere(model: unknown, ids: string[], tenant: string, name: Name): Promise<string[]> {
  const { own, others } = await ownersOf(model, tenant, ids);
  if (others) throw new Error(`The sample cannot be loaded for ${tenant}: another tenant of this database has it (${name}).`);
  return own;
}
