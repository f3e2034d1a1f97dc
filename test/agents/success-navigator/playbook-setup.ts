import { pino } from 'pino';
import { createRecordingMailer } from '../../../adapters/mail/record.ts';
import { createPlanner } from '../../../adapters/planner/index.ts';
import { loadSample } from '../../../adapters/sample/load.ts';
import { agents } from '../../../agents/index.ts';
import type { Actor, Context } from '../../../agents/kit/context.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import { toActor } from '../../../bot/actors.ts';
import { decide, proposeApproval } from '../../../bot/approvals/index.ts';
import type { Assistant } from '../../../bot/assistant.ts';
import { createQueue } from '../../../bot/queue.ts';
import type { Database } from '../../../models/connection.ts';
import type { Workspace } from '../../../models/workspace.ts';
import { playbookSteps } from '../../../schedules/playbook-steps.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool, type ToolSuccess } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';

export const TENANT = 'demo';
export const START = new Date('2026-11-23T09:00:00Z');
export const DAY = 86_400_000;

export interface Navigator {
  database: Database;
  assistant: Assistant;
  /** Moves the clock to 9:00 of the day that many days after the start, and scores DataFlow anew where asked. */
  day(number: number, score?: boolean): Promise<void>;
  /** Scores accounts anew, as an import of them does. */
  score(accountIds: string[]): Promise<void>;
  now(): Date;
  as(userId: string): Promise<Actor>;
  use<Output>(name: string, args: object, userId?: string): Promise<Omit<ToolSuccess, 'output'> & { output: Output }>;
  refused(name: string, args: object, userId?: string): Promise<{ code: string; message: string; choices: { say: string }[] }>;
  /** Runs a propose tool and stores what it proposes; the approval's id. */
  propose(name: string, args: object, userId?: string): Promise<string>;
  decide(approvalId: string, decision: 'approve' | 'reject', userId?: string): Promise<string>;
  /** The morning's round of the schedule; who has something to do. */
  morning(): Promise<string[]>;
}

/** The sample portfolio with everything the schedule needs, under a clock the test turns. */
export async function openNavigator(accounts = 5): Promise<Navigator> {
  const database = await testDatabase();
  const { models } = database;
  let time = START;
  const clock = { now: () => time };
  const log = pino({ level: 'silent' });
  const catalog = createCatalog(agents);
  const assistant: Assistant = {
    models,
    catalog,
    model: createPlanner(),
    mailer: createRecordingMailer({ log, clock }),
    platforms: [],
    queue: createQueue({ connection: database.connection, log }),
    clock,
    log,
  };
  const scorers = agents.flatMap(({ scorer }) => scorer ?? []);
  await loadSample(models, { tenant: TENANT, now: START, accounts });
  await rescore({ tenant: TENANT, models, asOf: START, now: START }, scorers);
  const workspace = {
    tenant: TENANT,
    platform: 'slack',
    workspace: 'T1',
    name: 'Test',
    timezone: 'UTC',
    channels: [],
  } as unknown as Workspace;
  const as = async (userId: string) => {
    const user = await models.users.findOne({ tenant: TENANT, _id: userId }).lean();
    if (!user) throw new Error(`no user ${userId}`);
    return toActor(user);
  };
  const contextOf = async (userId: string): Promise<Context> => ({
    tenant: TENANT,
    actor: await as(userId),
    clock,
    asOf: time,
    models,
    log,
    signal: new AbortController().signal,
  });
  const scoreAnew = async (accountIds: string[]) => {
    await rescore({ tenant: TENANT, models, asOf: time, now: time }, scorers, accountIds);
  };
  const sarah = 'user-sarah-williams';
  return {
    database,
    assistant,
    now: () => time,
    as,
    async day(number, score = false) {
      time = new Date(START.getTime() + number * DAY);
      if (score) await scoreAnew(['account-dataflow']);
    },
    score: scoreAnew,
    async use<Output>(name: string, args: object, userId = sarah) {
      const outcome = await runTool(catalog, name, args, await contextOf(userId), { pressed: true });
      if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
      return { ...outcome, output: outcome.output as Output };
    },
    async refused(name, args, userId = sarah) {
      const outcome = await runTool(catalog, name, args, await contextOf(userId), { pressed: true });
      if (outcome.ok) throw new Error('it was not refused');
      return outcome;
    },
    async propose(name, args, userId = sarah) {
      const outcome = await runTool(catalog, name, args, await contextOf(userId), { pressed: true });
      if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
      if (!outcome.proposal) throw new Error('nothing was proposed');
      const { approvalId } = await proposeApproval(assistant, outcome.proposal, { tenant: TENANT, requestedBy: await as(userId) });
      return approvalId;
    },
    async decide(approvalId, decision, userId = 'user-elena-rossi') {
      const approval = await models.approvals.findOne({ tenant: TENANT, _id: approvalId }).lean();
      const { answer } = await decide(assistant, {
        tenant: TENANT,
        actor: await as(userId),
        approvalId,
        version: approval?.version ?? 0,
        decision,
      });
      return answer;
    },
    async morning() {
      const people = await playbookSteps.people?.(assistant, workspace);
      return (people ?? []).map(({ userId }) => userId);
    },
  };
}
