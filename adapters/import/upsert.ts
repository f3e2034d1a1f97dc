import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Model } from 'mongoose';
import { type Changing, noted } from '../../agents/kit/changing.ts';
import type { Models } from '../../models/index.ts';
import { bulkWrite, type Write } from '../../models/kit/bulk.ts';
import { type Duplicate, duplicatesIn } from '../../models/kit/duplicates.ts';
import { nameKeys } from '../../models/kit/name-keys.ts';
import { type RowChange, reviseRows } from '../../models/kit/revise.ts';
import { VERSIONED } from '../../models/kit/versioned.ts';
import type { CollectionName } from './collections.ts';
import type { CollectionRules } from './validate.ts';

export interface Arrival {
  number: number;
  /** The system whose id it is. */
  source: string;
  externalId: string;
  set: Record<string, unknown>;
  unset: string[];
  /** What only a new document gets. */
  onInsert: Record<string, unknown>;
}

export type Stored = Record<string, unknown> & { _id: string; externalId?: string; source: string; at: Date; ingestedAt: Date };

export interface Written {
  number: number;
  outcome: 'new' | 'updated' | 'unchanged';
  document: Stored;
  before: Stored | undefined;
}

export interface UpsertResult {
  written: Written[];
  refused: { number: number; reasons: string[] }[];
}

export interface UpsertScope {
  models: Models;
  tenant: string;
  now: Date;
  dryRun: boolean;
  changing?: Changing | undefined;
  /** Whether a row with this id was met before in the same file. */
  repeated(externalId: string): boolean;
}

/**
 * Writes rows by (tenant, source, external id): what is not there is inserted, what differs is updated, what is the same is
 * left. The time of the first arrival stays. A second row of one file with the same id and other content is refused.
 */
export async function upsertRows(
  scope: UpsertScope,
  name: CollectionName,
  rules: CollectionRules,
  arrivals: Arrival[],
): Promise<UpsertResult> {
  const { models, tenant, now, dryRun } = scope;
  const model = models[name] as unknown as Model<Stored>;
  const current = await stored(model, tenant, arrivals);
  const versioned = VERSIONED.find((each) => each === name);
  const result: UpsertResult = { written: [], refused: [] };
  const operations: Write[] = [];
  const changes: RowChange[] = [];
  const numbers: number[] = [];
  const refuse = (number: number, ...reasons: string[]) => result.refused.push({ number, reasons });
  for (const arrival of arrivals) {
    const { number, externalId } = arrival;
    const key = identityOf(arrival);
    const before = current.get(key);
    const again = scope.repeated(key);
    if (!before) {
      const document = fresh(arrival, rules, { tenant, ingestedAt: now });
      const missing = rules.missing(document);
      if (missing.length > 0) {
        refuse(number, ...missing.map((field) => `${field} is missing`));
        continue;
      }
      withNameKeys(name, document);
      current.set(key, document);
      operations.push({ insertOne: { document } });
      numbers.push(number);
      result.written.push({ number, outcome: 'new', document, before });
      continue;
    }
    const change = changeOf(arrival, rules, before);
    if (change && again) {
      refuse(number, `another row of this file has the same id (${externalId}) and other content`);
      continue;
    }
    const document = change ? (withNameKeys(name, { ...before, ...change.set, ...nothing(change.unset) }) as Stored) : before;
    result.written.push({ number, outcome: change ? 'updated' : 'unchanged', document, before });
    if (!change) continue;
    current.set(key, document);
    const set = name in NAMED ? { ...change.set, nameTokens: document.nameTokens, nameGrams: document.nameGrams } : change.set;
    if (versioned) {
      changes.push({ before, set, unset: change.unset });
      continue;
    }
    operations.push({
      updateOne: {
        filter: { _id: before._id },
        update: {
          ...(Object.keys(set).length > 0 ? { $set: set } : {}),
          ...(change.unset.length > 0 ? { $unset: Object.fromEntries(change.unset.map((field) => [field, ''])) } : {}),
        },
      },
    });
    numbers.push(number);
  }
  if (dryRun || operations.length + changes.length === 0) return result;
  const changed = result.written.filter(({ outcome }) => outcome !== 'unchanged');
  const accountIds = changed.flatMap(({ document, before }) => accountsOf(name, document, before));
  const write = async () => {
    if (versioned) await reviseRows(models, versioned, scope, changes);
    return inserted(model, tenant, operations);
  };
  drop(result, await noted(scope, accountIds, write), numbers);
  return result;
}

function accountsOf(name: CollectionName, ...documents: (Stored | undefined)[]): string[] {
  const field = name === 'accounts' ? '_id' : 'accountId';
  return documents.flatMap((document) => (typeof document?.[field] === 'string' ? [document[field]] : []));
}

async function stored(model: Model<Stored>, tenant: string, arrivals: Arrival[]): Promise<Map<string, Stored>> {
  const ids = [...new Set(arrivals.map(({ externalId }) => externalId))];
  const among = { $in: ids };
  const [theirs, ours] = await Promise.all([
    model.find({ tenant, externalId: among }).lean<Stored[]>(),
    // Exports of ours name documents without an id of a source by our own.
    model.find({ tenant, _id: among }).lean<Stored[]>(),
  ]);
  const own = new Map(ours.map((each) => [each._id, each]));
  const known = new Map(theirs.map((each) => [identityOf(each), each]));
  const found = new Map<string, Stored>();
  for (const arrival of arrivals) {
    const row = known.get(identityOf(arrival)) ?? own.get(arrival.externalId);
    if (row) found.set(identityOf(arrival), row);
  }
  return found;
}

/** Two systems' "1" are two rows. */
const identityOf = ({ source, externalId = '' }: { source: string; externalId?: string }): string => `${source}\n${externalId}`;

function fresh({ externalId, source, set, onInsert }: Arrival, { defaults }: CollectionRules, envelope: object): Stored {
  return { _id: randomUUID(), ...defaults(), ...envelope, ...onInsert, source, externalId, ...set } as Stored;
}

function changeOf(
  { set, unset }: Arrival,
  { defaults }: CollectionRules,
  before: Stored,
): { set: Record<string, unknown>; unset: string[] } | undefined {
  const changed: Record<string, unknown> = {};
  const fixed = unset.length > 0 ? defaults() : {};
  const removed: string[] = [];
  for (const [field, value] of Object.entries(set)) {
    if (field !== 'ingestedAt' && !same(before[field], value)) changed[field] = value;
  }
  for (const field of unset) {
    const otherwise = fixed[field];
    if (otherwise === undefined) {
      if (before[field] !== undefined && before[field] !== null && field !== 'at' && field !== 'ingestedAt') removed.push(field);
    } else if (!same(before[field], otherwise)) changed[field] = otherwise;
  }
  return Object.keys(changed).length + removed.length > 0 ? { set: changed, unset: removed } : undefined;
}

function same(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (before instanceof Date && after instanceof Date) return before.getTime() === after.getTime();
  return typeof before === 'object' && typeof after === 'object' && isDeepStrictEqual(before, after);
}

const NAMED: Partial<Record<CollectionName, true>> = { accounts: true, contacts: true };

function withNameKeys<Document extends Record<string, unknown>>(name: CollectionName, document: Document): Document {
  if (!(name in NAMED)) return document;
  const { name: title, aliases = [] } = document as { name?: string; aliases?: string[] };
  return Object.assign(document, nameKeys(String(title), ...aliases));
}

const nothing = (fields: string[]): Record<string, undefined> => Object.fromEntries(fields.map((field) => [field, undefined]));

/** Writes; returns what unique indexes refused. */
async function inserted(model: Model<Stored>, tenant: string, operations: Write[]): Promise<Duplicate[]> {
  try {
    await bulkWrite(model, tenant, operations);
    return [];
  } catch (error) {
    const duplicates = duplicatesIn(error);
    if (!duplicates) throw error;
    return duplicates;
  }
}

function drop(result: UpsertResult, errors: Duplicate[], numbers: number[]): void {
  if (errors.length === 0) return;
  const failed = new Map(errors.map(({ index, keys }) => [numbers[index], keys]));
  result.written = result.written.filter(({ number }) => !failed.has(number));
  for (const [number, keys] of failed) {
    if (number !== undefined) result.refused.push({ number, reasons: [`another document already has this ${keys || 'key'}`] });
  }
}
