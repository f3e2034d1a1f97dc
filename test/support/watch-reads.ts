import type { CommandStartedEvent, Document } from 'mongodb';
import mongoose from 'mongoose';
import type { Database } from '../../models/connection.ts';
import type { Models } from '../../models/index.ts';
import { openModels } from '../../models/index.ts';

export interface Read {
  collection: string;
  command: Document;
  /** Stages of the winning plan, e.g. IXSCAN, FETCH, COLLSCAN. */
  stages: string[];
  docsExamined: number;
  keysExamined: number;
}

const READS = new Set(['find', 'aggregate', 'count', 'distinct', 'update', 'delete', 'findAndModify']);

export interface Watch {
  /**
   * Runs something with models whose commands are listened to, then has the server explain every read and every filter of
   * a write. A read of a form seen before (same collection, fields and operators, whatever the values) is given as then.
   */
  reads(run: (models: Models) => Promise<void>): Promise<Read[]>;
  close(): Promise<void>;
}

export async function watchReads(database: Database): Promise<Watch> {
  const { name } = database.connection;
  const [server] = database.connection.getClient().options.hosts;
  const address = server?.socketPath ? encodeURIComponent(server.socketPath) : String(server);
  const watched = mongoose.createConnection(`mongodb://${address}`, {
    dbName: name,
    autoIndex: false,
    retryWrites: false,
    monitorCommands: true,
  });
  await watched.asPromise();
  const models = openModels(watched);
  const seen: Document[] = [];
  watched.getClient().on('commandStarted', ({ command, commandName, databaseName }: CommandStartedEvent) => {
    if (READS.has(commandName) && databaseName === name) seen.push(...together(plain(commandName, command)));
    if (commandName === 'bulkWrite') seen.push(...apart(command));
  });
  const explainedBefore = new Map<string, Read[]>();
  return {
    async reads(run) {
      seen.length = 0;
      await run(models);
      const reads: Read[] = [];
      for (const command of seen) {
        const form = JSON.stringify(formOf(command));
        const known = explainedBefore.get(form) ?? (await explained(database, command));
        explainedBefore.set(form, known);
        reads.push(...known);
      }
      return reads;
    },
    close: () => watched.close(),
  };
}

/** A command without its values. */
function formOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((each) => JSON.stringify(formOf(each))))];
  if (typeof value !== 'object' || value === null || value instanceof Date) return typeof value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, READS.has(key) || key === 'sort' || key === 'hint' ? each : formOf(each)]),
  );
}

function plain(name: string, command: Document): Document {
  const { lsid: _, $db: __, $clusterTime: ___, txnNumber: ____, writeConcern: _____, ...rest } = command;
  return { [name]: command[name], ...rest };
}

/** Reads of several collections in one, as the reads they stand for. */
function together(command: Document): Document[] {
  const stages: Document[] = command.pipeline ?? [];
  const others = stages.flatMap(({ $unionWith: other }) => other ?? []);
  if (!command.aggregate || others.length === 0) return [command];
  return [
    { ...command, pipeline: stages.filter((stage) => !('$unionWith' in stage)) },
    ...others.map(({ coll, pipeline }: Document) => ({ ...command, aggregate: coll, pipeline })),
  ];
}

/** Writes to several collections, as the commands they stand for. */
function apart({ ops, nsInfo }: Document): Document[] {
  const collectionOf = (at: number): string => nsInfo[at].ns.split('.').slice(1).join('.');
  return ops.flatMap(({ update, delete: remove, filter: q, updateMods: u, upsert = false, multi = false }: Document): Document[] => {
    if (update !== undefined) return [{ update: collectionOf(update), updates: [{ q, u, upsert, multi }] }];
    return remove === undefined ? [] : [{ delete: collectionOf(remove), deletes: [{ q, limit: multi ? 0 : 1 }] }];
  });
}

/** An update of many statements is explained one by one. */
async function explained(database: Database, command: Document): Promise<Read[]> {
  const statements: Document[] = command.updates ?? command.deletes ?? [];
  const field = command.updates ? 'updates' : 'deletes';
  const single = statements.length > 0 ? statements.map((each) => ({ ...command, [field]: [each] })) : [command];
  const reads: Read[] = [];
  for (const each of single) {
    const plan = await database.connection.db?.command({ explain: each, verbosity: 'executionStats' });
    const [collection] = [each.find, each.aggregate, each.count, each.distinct, each.update, each.delete, each.findAndModify].filter(
      Boolean,
    );
    const stats = numbersIn(plan ?? {});
    reads.push({ collection: String(collection), command: each, stages: stagesIn(winners(plan ?? {})), ...stats });
  }
  return reads;
}

/** The plan without those it rejected. */
function winners(plan: unknown): unknown {
  if (Array.isArray(plan)) return plan.map(winners);
  if (typeof plan !== 'object' || plan === null || plan instanceof Date) return plan;
  const kept = Object.entries(plan).filter(([key]) => key !== 'rejectedPlans' && key !== 'command' && key !== 'allPlansExecution');
  return Object.fromEntries(kept.map(([key, value]) => [key, winners(value)]));
}

function stagesIn(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(stagesIn);
  if (typeof plan !== 'object' || plan === null) return [];
  return Object.entries(plan).flatMap(([key, value]) => (key === 'stage' && typeof value === 'string' ? [value] : stagesIn(value)));
}

/** What the execution as a whole examined. */
function numbersIn(plan: Document): { docsExamined: number; keysExamined: number } {
  const stats: Document | undefined = plan.executionStats ?? plan.stages?.[0]?.$cursor?.executionStats;
  return { docsExamined: Number(stats?.totalDocsExamined ?? 0), keysExamined: Number(stats?.totalKeysExamined ?? 0) };
}
