import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineAgent, defineTool } from '../../../agents/kit/define-agent.ts';
import type { ActionProposal } from '../../../agents/kit/proposal.ts';
import { type ApprovalDeps, decide, findApproval, proposeApproval, recoverUnknown } from '../../../bot/approvals/index.ts';
import { contextFor } from '../../../bot/assistant.ts';
import type { Database } from '../../../models/connection.ts';
import { ROLES } from '../../../models/user.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { aProposal, csm, depsFor, executive, manager, otherCsm, TENANT, type TestClock, testClock } from './setup.ts';

let reachable = true;
/** Moves an account to a stage, once approved: what an agent's `approved` tool looks like. */
const mover = defineAgent({
  name: 'mover',
  title: 'Mover',
  purpose: 'Moves accounts',
  tools: [
    defineTool({
      name: 'apply_stage',
      title: 'Move an account',
      description: 'Sets the stage of an account',
      examples: [],
      status: 'Moving the account',
      input: z.object({ accountId: z.string().describe('id'), stage: z.enum(['established', 'adopting']).describe('stage') }),
      output: z.object({ accountId: z.string(), stage: z.string() }),
      access: 'approved',
      roles: ROLES,
      async run({ accountId, stage }, { models, tenant }) {
        if (!reachable) throw new Error('out of reach');
        await models.accounts.updateOne({ tenant, _id: accountId }, { $set: { lifecycleStage: stage } });
        return { accountId, stage };
      },
      summary: ({ stage }) => ({ point: `Moved to ${stage}.`, why: [] }),
      card: () => ({ point: 'Moved', parts: [], sections: [] }),
    }),
  ],
});

let database: Database;
let clock: TestClock;
let deps: ApprovalDeps;
beforeAll(async () => {
  database = await testDatabase();
  clock = testClock();
  deps = depsFor(database, 'smtp://127.0.0.1:1', clock, [mover]);
});
afterAll(() => database.close());

async function action(more: Partial<ActionProposal> = {}): Promise<ActionProposal> {
  const { account, facts, whyNow } = await aProposal(deps);
  return {
    kind: 'action',
    account,
    facts,
    whyNow,
    title: 'Move to established',
    text: 'The account moves to established.',
    deciders: 'team',
    files: [],
    call: { tool: 'apply_stage', arguments: { accountId: account.id, stage: 'established' } },
    ...more,
  };
}
const propose = async (more: Partial<ActionProposal> = {}) =>
  proposeApproval(deps, await action(more), { tenant: TENANT, requestedBy: csm });
const press = (approvalId: string, actor = csm, decision: 'approve' | 'reject' = 'approve') =>
  decide(deps, { tenant: TENANT, actor, approvalId, version: 1, decision });
const stageOf = async (id: string) => (await database.models.accounts.findOne({ tenant: TENANT, _id: id }).lean())?.lifecycleStage;

test('an action takes effect when, and only when, it is approved, and its card says what came of it', async () => {
  const { approvalId, card, approval } = await propose();
  expect(JSON.stringify(card)).toContain('The account moves to established.');
  expect(card.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : [])).map(({ label }) => label)).toEqual([
    'Approve',
    'Reject',
    'Facts',
  ]);
  expect(await stageOf(approval.account.id)).not.toBe('established');
  const { outcome, update } = await press(approvalId);
  expect([outcome, update?.approval.state]).toEqual(['done', 'done']);
  expect(JSON.stringify(update?.card)).toContain('Moved to established.');
  expect(update?.card.parts.some((part) => part.type === 'buttons')).toBe(false);
  expect(await stageOf(approval.account.id)).toBe('established');
  expect((await press(approvalId)).answer).toMatch(/Already decided/);
});

test('no model and no button reaches what only an approval runs', async () => {
  const { call } = await action();
  const outcome = await runTool(deps.catalog, call.tool, call.arguments, contextFor(deps, TENANT, executive));
  expect(outcome).toMatchObject({ ok: false, code: 'unknown_tool' });
  expect(deps.catalog.forRoles(ROLES)).toEqual([]);
  await expect(propose({ call: { tool: 'nowhere', arguments: {} } })).rejects.toThrow(/no tool an approval may run/);
});

test('the team decides about its own account; what leaders decide needs a second person', async () => {
  const { approvalId } = await propose();
  expect((await press(approvalId, otherCsm)).answer).toMatch(/nothing was changed. Only the person who asked for it/);
  expect((await press(approvalId, manager)).outcome).toBe('done');
  const led = await propose({ deciders: 'leaders' });
  expect((await press(led.approvalId, csm)).answer).toMatch(/Only a manager, an executive or an admin/);
  expect((await press(led.approvalId, executive, 'reject')).answer).toMatch(/^Rejected by Eve.*Nothing was changed/);
  expect(await stageOf(led.approval.account.id)).not.toBe('established');
});

test('what failed may be tried again, and what a dead process left behind as well', async () => {
  const { approvalId, approval } = await propose();
  reachable = false;
  const failed = await press(approvalId);
  expect(failed.answer).toMatch(/but not done.*failed on our side/);
  expect(JSON.stringify(failed.update?.card)).toContain('Try again');
  reachable = true;
  expect((await press(approvalId)).approval?.state).toBe('done');

  const dead = await propose();
  const leaseUntil = clock.now();
  await database.models.approvals.updateOne({ tenant: TENANT, _id: dead.approvalId }, { $set: { state: 'claimed', leaseUntil } });
  await recoverUnknown(deps, TENANT);
  expect((await findApproval(deps, TENANT, dead.approvalId))?.receipt?.detail).toMatch(/Trying again does the rest/);
  expect((await press(dead.approvalId)).approval?.state).toBe('done');
  expect(await stageOf(approval.account.id)).toBe('established');
});

test('a newer request of the same title replaces the open one; a changed call is not carried out', async () => {
  const proposal = await action();
  const options = { tenant: TENANT, requestedBy: csm };
  const first = await proposeApproval(deps, proposal, options);
  clock.advance(1_000);
  const second = await proposeApproval(deps, proposal, options);
  expect(second.updates.map(({ approval }) => [approval._id, approval.state])).toEqual([[first.approvalId, 'superseded']]);
  await database.models.approvals.updateOne(
    { tenant: TENANT, _id: second.approvalId },
    { $set: { 'call.arguments': { accountId: proposal.account.id, stage: 'adopting' } } },
  );
  expect((await press(second.approvalId)).outcome).toBe('tampered');
});
