import { loadSample } from '../../adapters/sample/load.ts';
import type { Access } from '../../agents/kit/define-agent.ts';
import { findActorByEmail } from '../../bot/actors.ts';
import { buildGreendoor, type Greendoor } from '../../bot/composition/build.ts';
import { readConfig } from '../../bot/config.ts';
import { proposer } from '../../bot/incoming/approvals.ts';
import { createLog } from '../../bot/log.ts';
import { runTurn } from '../../bot/turn/run-turn.ts';
import type { TurnResult } from '../../bot/turn/types.ts';
import { runTool } from '../../tools/run-tool.ts';

/** Every case is asked on this day, a Friday. */
export const NOW = new Date('2026-11-27T09:00:00Z');
const TENANT = 'demo';
const SAMPLE_ACCOUNTS = 200;
const MANAGER = 'priya.patel@greendoor.example';

/** The whole product without a platform: a database with the sample portfolio, its model, and turns run in this process. */
export interface World {
  model: string;
  accessOf(tool: string): Access | undefined;
  ask(question: { as: string; conversation: string; text: string; asOf?: Date }): Promise<TurnResult>;
  /** What stands in every collection a question must not touch, so that two looks can be compared. */
  written(): Promise<Record<string, number>>;
  close(): Promise<void>;
  /** Closes it and takes its database away. */
  drop(): Promise<void>;
}

/** What a turn itself keeps: it is no write of the customer's data. */
const KEPT_BY_TURNS = new Set([
  'conversations',
  'auditentries',
  'audit_entries',
  'auditheads',
  'audit_heads',
  'budgets',
  'approvals',
  'offers',
]);

/**
 * Opens the world; the sample is loaded and scored where the database does not hold it yet.
 * `environment` names the database and the model, as for the product itself; without a key the offline planner answers.
 */
export async function openWorld(environment: Record<string, string | undefined>): Promise<World> {
  const clock = { now: () => NOW };
  const config = readConfig({ LOG_LEVEL: 'silent', ...environment });
  const greendoor = await buildGreendoor({ ...config, tenant: TENANT }, { clock, log: createLog('silent') });
  if (await fill(greendoor)) await runPlaybooks(greendoor.assistant);
  const { assistant, database } = greendoor;
  const turn = { ...assistant, propose: proposer(assistant) };
  return {
    model: assistant.model.name,
    accessOf: (tool) => assistant.catalog.get(tool)?.access,
    async ask({ as, conversation, text, asOf }) {
      const actor = await findActorByEmail(assistant.models, TENANT, as);
      if (!actor) throw new Error(`nobody in the sample has the address ${as}`);
      return runTurn(turn, { tenant: TENANT, actor, conversation, text, asOf }, { status: () => {}, append: () => {} });
    },
    async written() {
      const db = database.connection.db;
      const names = (await db?.listCollections({}, { nameOnly: true }).toArray()) ?? [];
      const counted = names.filter(({ name }) => !KEPT_BY_TURNS.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
      const counts = await Promise.all(counted.map(async ({ name }) => [name, (await db?.collection(name).estimatedDocumentCount()) ?? 0]));
      return Object.fromEntries(counts);
    },
    close: () => database.close(),
    async drop() {
      await database.connection.db?.dropDatabase();
      await database.close();
    },
  };
}

async function fill({ assistant: { models }, score }: Greendoor): Promise<boolean> {
  const held = await models.accountStandings.countDocuments({ tenant: TENANT });
  if (held > SAMPLE_ACCOUNTS) return false;
  await loadSample(models, { tenant: TENANT, now: NOW, accounts: SAMPLE_ACCOUNTS });
  await score(TENANT);
  return true;
}

/** Two accounts whose playbook runs, as after an approval. */
async function runPlaybooks({ models, clock, log, catalog }: Greendoor['assistant']): Promise<void> {
  const actor = await findActorByEmail(models, TENANT, MANAGER);
  if (!actor) throw new Error('the sample has no such person');
  const context = { tenant: TENANT, actor, clock, asOf: NOW, models, log, signal: new AbortController().signal };
  const listed = await runTool(catalog, 'list_playbooks', '{}', context);
  const [playbook] = listed.ok ? (listed.output as { books: { id: string }[] }).books : [];
  for (const account of ['DataFlow Analytics', 'TechCorp Financial Services']) {
    const { ok } = await runTool(
      catalog,
      'begin_playbook',
      JSON.stringify({ account, playbook: playbook?.id, execution: `eval-${account}`, cause: 'evaluation' }),
      context,
      { approved: true },
    );
    if (!ok) throw new Error(`no playbook could be begun at ${account}`);
  }
}
