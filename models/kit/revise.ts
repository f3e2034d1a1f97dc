import { randomUUID } from 'node:crypto';
import type { Models } from '../index.ts';
import { type Write, writeAll } from './bulk.ts';
import { duplicatesIn } from './duplicates.ts';
import { rows } from './rows.ts';
import type { VersionedName } from './versioned.ts';

interface Versioned {
  _id: string;
  at: Date;
  ingestedAt: Date;
  validFrom?: Date | null | undefined;
  recordedAt?: Date | null | undefined;
}

export interface RowChange {
  /** The row as it was read. */
  before: Versioned;
  set?: Record<string, unknown>;
  unset?: readonly string[];
  /** When the change became true, where its source says; otherwise now. */
  validFrom?: Date | undefined;
}

export interface ReviseScope {
  tenant: string;
  now: Date;
}

/** Somebody else changes the same row at the same moment: so often it is read and changed anew. */
const ATTEMPTS = 5;
const SEARCH_KEYS = new Set(['nameTokens', 'nameGrams']);

/**
 * Changes rows whose earlier versions are kept: what each row was is stored first, so that what was known at an earlier
 * instant stays as it was. Where somebody else changed a row meanwhile, theirs is kept as a version too and the fields
 * of this change are written over it.
 * @throws the driver's error; for two of one source with one id, `isDuplicate`.
 */
export async function reviseRows(models: Models, name: VersionedName, scope: ReviseScope, changes: readonly RowChange[]): Promise<void> {
  let open = changes;
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt === ATTEMPTS) throw new Error(`${open.length} rows of ${name} were changed by others again and again`);
    open = await revise(models, name, scope, open);
  }
}

/** Changes one row, provided nobody has since it was read. Returns whether it did. */
export async function reviseRow(models: Models, name: VersionedName, scope: ReviseScope, change: RowChange): Promise<boolean> {
  return (await revise(models, name, scope, [change])).length === 0;
}

/** Returns the changes that found another row than the one they were made from, with the row as it is now. */
async function revise(
  models: Models,
  name: VersionedName,
  { tenant, now }: ReviseScope,
  changes: readonly RowChange[],
): Promise<RowChange[]> {
  if (changes.length === 0) return [];
  await keepVersions(models, name, { tenant, now }, changes);
  const writes = changes.map(({ before, set = {}, unset = [], validFrom = now }): Write => {
    const { validFrom: said, ...fields } = set;
    return {
      updateOne: {
        filter: { _id: before._id, recordedAt: before.recordedAt ?? null },
        update: {
          $set: { ...fields, recordedAt: now, validFrom: said ?? validFrom },
          ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map((field) => [field, ''])) } : {}),
        },
      },
    };
  });
  const { matched } = await writeAll(models[name], tenant, writes);
  if (matched === writes.length) return [];
  const among = { _id: { $in: changes.map(({ before }) => before._id) } };
  const current = new Map((await rows<Versioned>(models[name] as never, tenant, among)).map((row) => [row._id, row] as const));
  return changes.flatMap((change) => {
    const row = current.get(change.before._id);
    return row && row.recordedAt?.getTime() !== now.getTime() ? [{ ...change, before: row }] : [];
  });
}

/** A version that is there already is of a change that was broken off before it was made, or that somebody else is just making. */
async function keepVersions(
  models: Models,
  name: VersionedName,
  { tenant, now }: ReviseScope,
  changes: readonly RowChange[],
): Promise<void> {
  const versions = changes.map(({ before }) => {
    const row = Object.fromEntries(Object.entries(before).filter(([field]) => !SEARCH_KEYS.has(field)));
    return {
      insertOne: {
        document: {
          _id: randomUUID(),
          source: 'greendoor',
          at: now,
          ingestedAt: now,
          of: name,
          rowId: before._id,
          accountId: name === 'accounts' ? before._id : String(row.accountId),
          validFrom: before.validFrom ?? before.at,
          recordedAt: before.recordedAt ?? before.ingestedAt,
          supersededAt: now,
          row,
        },
      },
    };
  });
  try {
    await writeAll(models.rowVersions, tenant, versions);
  } catch (error) {
    const known = duplicatesIn(error);
    if (!known) throw error;
    // The state lasted until the change that is made at last: no instant may lie between a version and the next.
    const lasted = known.flatMap(({ index }): Write[] => {
      const { rowId, recordedAt } = versions[index]?.insertOne.document ?? {};
      return [{ updateOne: { filter: { of: name, rowId, recordedAt }, update: { $max: { supersededAt: now } } } }];
    });
    await writeAll(models.rowVersions, tenant, lasted);
  }
}
