import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ImportFlag } from '../../models/import-flag.ts';
import type { Models } from '../../models/index.ts';
import { bulkWrite, type Write } from '../../models/kit/bulk.ts';
import type { CollectionName } from './collections.ts';
import { type Doubt, doubtsAbout, isChecked, type Surroundings } from './contradictions.ts';
import type { Stored, Written } from './upsert.ts';

export interface FlagScope {
  models: Models;
  tenant: string;
  now: Date;
  dryRun: boolean;
}

interface Judged {
  document: Stored;
  isNew: boolean;
  doubts: Doubt[];
}

/**
 * Checks rows against what is known of their accounts and contracts, and keeps `import_flags` as they are now: those
 * doubts and what reading the row already gave. Returns how many rows are flagged, by reason.
 */
export async function flagRows(
  scope: FlagScope,
  name: CollectionName,
  written: Pick<Written, 'number' | 'document' | 'outcome'>[],
  read: ReadonlyMap<number, Doubt[]>,
): Promise<{ flagged: number; reasons: Record<string, number> }> {
  const result = { flagged: 0, reasons: {} as Record<string, number> };
  if (written.length === 0) return result;
  const documents = isChecked(name) ? written.map(({ document }) => document) : [];
  const around = await surroundings(scope, name, documents);
  const doubtful = new Map<string, Judged>();
  for (const { number, document, outcome } of written) {
    const isNew = outcome === 'new' || doubtful.get(document._id)?.isNew === true;
    doubtful.set(document._id, {
      document,
      isNew,
      doubts: [...(read.get(number) ?? []), ...doubtsAbout(name, document, around(document))],
    });
  }
  for (const { doubts } of doubtful.values()) {
    if (doubts.length > 0) result.flagged++;
    for (const { code } of doubts) result.reasons[code] = (result.reasons[code] ?? 0) + 1;
  }
  if (!scope.dryRun) await keep(scope, name, doubtful);
  return result;
}

async function surroundings(
  { models, tenant, now }: FlagScope,
  name: CollectionName,
  documents: Stored[],
): Promise<(document: Stored) => Surroundings> {
  const idsIn = (field: string) => [...new Set(documents.flatMap((each) => (typeof each[field] === 'string' ? [each[field]] : [])))];
  const [accounts, contracts, contacts, namesakes] = await Promise.all([
    some<{ _id: string } & NonNullable<Surroundings['account']>>(idsIn('accountId'), (_id) =>
      models.accounts.find({ tenant, _id }, { customerSince: 1, churnedAt: 1, lifecycleStage: 1 }).lean(),
    ),
    some<{ _id: string } & NonNullable<Surroundings['contract']>>(idsIn('contractId'), (_id) =>
      models.contracts.find({ tenant, _id }, { startDate: 1, endDate: 1 }).lean(),
    ),
    some<{ _id: string } & NonNullable<Surroundings['contact']>>(idsIn('contactId'), (_id) =>
      models.contacts.find({ tenant, _id }, { name: 1, accountId: 1 }).lean(),
    ),
    some<Namesake>(name === 'accounts' ? idsIn('name') : [], (each) =>
      models.accounts.find({ tenant, name: each }, { name: 1, source: 1, externalId: 1 }).lean(),
    ),
  ]);
  const accountOf = new Map(accounts.map((each) => [each._id, each]));
  const contactOf = new Map(contacts.map((each) => [each._id, each]));
  const contractOf = new Map(contracts.map((each) => [each._id, each]));
  const namesakesOf = Map.groupBy(namesakes, (each) => each.name);
  return (document) => ({
    namesake: namesakesOf.get(String(document.name))?.find(({ _id, source }) => _id !== document._id && source !== document.source),
    account: accountOf.get(String(document.accountId)),
    contact: contactOf.get(String(document.contactId)),
    contract: contractOf.get(String(document.contractId)),
    now,
  });
}

type Namesake = { _id: string; name: string } & NonNullable<Surroundings['namesake']>;

/** Spares a round trip where nothing is asked for. */
async function some<Row>(ids: string[], find: (among: { $in: string[] }) => PromiseLike<unknown>): Promise<Row[]> {
  return ids.length > 0 ? ((await find({ $in: ids })) as Row[]) : [];
}

async function keep({ models, tenant, now }: FlagScope, name: CollectionName, doubtful: Map<string, Judged>): Promise<void> {
  // What is new has no flag yet.
  const older = [...doubtful].flatMap(([id, { isNew }]) => (isNew ? [] : [id]));
  const known = await some<Pick<ImportFlag, '_id' | 'documentId' | 'reasons'>>(older, (among) =>
    models.importFlags.find({ tenant, collectionName: name, documentId: among }, { documentId: 1, reasons: 1 }).lean(),
  );
  const flagOf = new Map(known.map((flag) => [flag.documentId, flag]));
  const operations = [...doubtful.values()].flatMap(({ document, doubts }): Write[] => {
    const flag = flagOf.get(document._id);
    if (doubts.length === 0) return flag ? [{ deleteOne: { filter: { tenant, _id: flag._id } } }] : [];
    if (flag) {
      return isDeepStrictEqual(
        [...flag.reasons].map(({ code, text }) => ({ code, text })),
        doubts,
      )
        ? []
        : [{ updateOne: { filter: { tenant, _id: flag._id }, update: { $set: { reasons: doubts } } } }];
    }
    const row = {
      _id: randomUUID(),
      tenant,
      source: 'import',
      at: document.at,
      ingestedAt: now,
      collectionName: name,
      documentId: document._id,
      ...(typeof document.accountId === 'string' ? { accountId: document.accountId } : {}),
      reasons: doubts,
    };
    return [{ insertOne: { document: row } }];
  });
  if (operations.length === 0) return;
  await bulkWrite(models.importFlags, tenant, operations);
}
