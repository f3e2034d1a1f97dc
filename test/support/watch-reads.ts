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

/** Runs something with models whose commands are listened to, then has the server explain every read and every filter of a write. */
export async function watchReads(database: Database, run: (models: Models) => Promise<void>): Promise<Read[]> {
  const { name } = database.connection;
  const [server] = database.connection.getClient().options.hosts;
  const address = server?.socketPath ? encodeURIComponent(server.socketPath) : String(server);
  const watched = mongoose.createConnection(`mongodb://${address}`, {
    dbName: name,
    autoIndex: false,
    retryWrites: false,
    monitorCommands: true,
  });
  try {
    await watched.asPromise();
    const seen: Document[] = [];
    const listen = ({ command, commandName, databaseName }: CommandStartedEvent) => {
      if (READS.has(commandName) && databaseName === name) seen.push(plain(commandName, command));
    };
    const client = watched.getClient();
    client.on('commandStarted', listen);
    await run(openModels(watched));
    client.off('commandStarted', listen);
    const reads: Read[] = [];
    for (const command of seen) reads.push(...(await explained(database, command)));
    return reads;
  } finally {
    await watched.close();
  }
}

function plain(name: string, command: Document): Document {
  const { lsid: _, $db: __, $clusterTime: ___, txnNumber: ____, writeConcern: _____, ...rest } = command;
  return { [name]: command[name], ...rest };
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
