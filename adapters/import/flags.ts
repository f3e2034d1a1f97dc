import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ImportFlag } from '../../models/import-flag.ts';
import type { Models } from '../../models/index.ts';
import type { CollectionName } from './collections.ts';
import { type Doubt, doubtsAbout, isChecked, type Surroundings } from './contradictions.ts';
import type { Stored } from './upsert.ts';

export interface FlagScope {
  models: Models;
  tenant: string;
  now: Date;
  dryRun: boolean;
}

/** Checks rows against what is known of their accounts and contracts, and keeps `import_flags` as they are now. Returns how many rows are flagged, by reason. */
export async function flagRows(
  scope: FlagScope,
  name: CollectionName,
  documents: Stored[],
): Promise<{ flagged: number; reasons: Record<string, number> }> {
  const result = { flagged: 0, reasons: {} as Record<string, number> };
  if (!isChecked(name) || documents.length === 0) return result;
  const around = await surroundings(scope, documents);
  const doubtful = new Map<string, { document: Stored; doubts: Doubt[] }>();
  for (const document of documents) doubtful.set(document._id, { document, doubts: doubtsAbout(name, document, around(document)) });
  for (const { doubts } of doubtful.values()) {
    if (doubts.length > 0) result.flagged++;
    for (const { code } of doubts) result.reasons[code] = (result.reasons[code] ?? 0) + 1;
  }
  if (!scope.dryRun) await keep(scope, name, doubtful);
  return result;
}

async function surroundings({ models, tenant, now }: FlagScope, documents: Stored[]): Promise<(document: Stored) => Surroundings> {
  const among = (field: string) => [...new Set(documents.flatMap((each) => (typeof each[field] === 'string' ? [each[field]] : [])))];
  const [accounts, contracts] = await Promise.all([
    models.accounts
      .find({ tenant, _id: { $in: among('accountId') } }, { customerSince: 1, churnedAt: 1, lifecycleStage: 1 })
      .lean<({ _id: string } & NonNullable<Surroundings['account']>)[]>(),
    models.contracts
      .find({ tenant, _id: { $in: among('contractId') } }, { startDate: 1, endDate: 1 })
      .lean<({ _id: string } & NonNullable<Surroundings['contract']>)[]>(),
  ]);
  const accountOf = new Map(accounts.map((each) => [each._id, each]));
  const contractOf = new Map(contracts.map((each) => [each._id, each]));
  return (document) => ({
    account: accountOf.get(String(document.accountId)),
    contract: contractOf.get(String(document.contractId)),
    now,
  });
}

async function keep(
  { models, tenant, now }: FlagScope,
  name: CollectionName,
  doubtful: Map<string, { document: Stored; doubts: Doubt[] }>,
): Promise<void> {
  const known = await models.importFlags
    .find({ tenant, collectionName: name, documentId: { $in: [...doubtful.keys()] } }, { documentId: 1, reasons: 1 })
    .lean<Pick<ImportFlag, '_id' | 'documentId' | 'reasons'>[]>();
  const flagOf = new Map(known.map((flag) => [flag.documentId, flag]));
  const operations = [...doubtful.values()].flatMap(({ document, doubts }): object[] => {
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
  await models.importFlags.collection.bulkWrite(operations as unknown as Parameters<typeof models.importFlags.collection.bulkWrite>[0], {
    ordered: false,
  });
}
