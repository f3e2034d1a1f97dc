import { z } from 'zod';
import { insertNew } from '../../../models/kit/bulk.ts';
import type { Task } from '../../../models/task.ts';
import { receipt } from '../../kit/present/index.ts';
import { headOf } from '../../kit/say.ts';
import { accountInput, approvedTool, type Context, changedSince, UserError } from '../../kit/tool.ts';
import { namesOf } from '../../kit/who.ts';
import { plural } from '../../metrics/index.ts';
import { nameOf } from '../deals.ts';
import { findOpportunity } from '../find.ts';
import { loadHandoff } from '../load.ts';
import { STAGE_WORDS } from '../stages.ts';
import { refuseHandoff } from './prepare-sales-handoff.ts';

const step = z.object({
  text: z.string().max(1_000).describe('What is to be done'),
  due: z.string().max(40).describe('By when, ISO 8601'),
  owner: z.string().max(120).describe('Id of whoever does it'),
  contact: z.string().max(200).nullable().describe('Id of the customer’s person it is with'),
});

const input = z.object({
  account: accountInput,
  opportunity: z.string().max(200).describe('Id of the opportunity'),
  rep: z.string().max(120).describe('Id of whoever sells it'),
  csm: z.string().max(120).nullable().describe('Id of whoever keeps the relationship'),
  requestedBy: z.string().max(120).describe('Id of whoever asked for it'),
  steps: z.array(step).max(20).describe('The first steps, as they were approved'),
  warned: z.boolean().describe('Whether the approver was told to look at the relationship first'),
});

export const recordSalesHandoff = approvedTool({
  name: 'record_sales_handoff',
  title: 'Record an approved hand-off',
  description:
    'Writes a hand-off that a person approved: who sells it, the stage, the first tasks. Run by approvals only; repeated, nothing changes.',
  examples: [],
  status: 'Recording the hand-off',
  input,
  run,
  ...receipt(({ account, opportunity, rep, stage, tasks }: Recorded) => ({
    point: `Handed off: ${rep} sells ${opportunity} (${account.name}), ${STAGE_WORDS[stage]}; ${plural(tasks, 'task')} written.`,
    header: account.name,
  })),
});

type Recorded = Awaited<ReturnType<typeof run>>;

async function run(given: z.output<typeof input>, context: Context) {
  const { tenant, models, clock, actor } = context;
  const now = clock.now();
  const found = await findOpportunity({ ...context, asOf: now }, given.account, given.opportunity, (name) => `Hand off ${name} to sales`);
  const { account, row } = found;
  const names = await namesOf(context, [given.rep]);
  const seller = await models.users.exists({ tenant, _id: given.rep, active: true });
  if (!seller) throw new UserError('nobody_sells', 'Not handed off: whoever was to sell it is not active here any more. Prepare it again.');
  const mine = row.assignedSalesRepId === given.rep && row.salesStage !== 'identified';
  if (!mine) {
    const loaded = await loadHandoff({ ...context, asOf: now }, found);
    refuseHandoff(loaded);
    if (loaded.protection.level === 'warned' && !given.warned)
      throw new UserError(
        'changed_since',
        `Not handed off: the relationship with ${account.name} has changed since it was prepared. Prepare it again.`,
      );
    const from = row.salesStage;
    const moved = from === 'identified';
    const change = { from, to: 'qualified', at: now, byUserId: actor.id, reason: `Handed off to ${names.get(given.rep) ?? 'sales'}` };
    const { matchedCount } = await models.expansionOpportunities.updateOne(
      { tenant, _id: row._id, salesStage: from, assignedSalesRepId: row.assignedSalesRepId ?? null },
      {
        $set: {
          assignedSalesRepId: given.rep,
          ...(given.csm ? { csManagerId: given.csm } : {}),
          nextSteps: given.steps.map(({ text, due, owner }) => ({ text, dueAt: new Date(due), ownerId: owner })),
          updatedAt: now,
          ...(moved ? { salesStage: 'qualified' as const } : {}),
        },
        ...(moved ? { $push: { stageHistory: change } } : {}),
      },
    );
    if (matchedCount === 0) throw changedSince('Not handed off: somebody moved it at the same moment. Look at it again.');
  }
  await insertNew(models.tasks, tenant, tasksOf(given, row, tenant, now));
  return {
    account: headOf(account),
    opportunity: nameOf(row),
    rep: names.get(given.rep) ?? 'sales',
    stage: row.salesStage === 'identified' ? ('qualified' as const) : row.salesStage,
    tasks: given.steps.length,
  };
}

/** One a step; written again, they are the same ones. */
const tasksOf = (
  { steps }: z.output<typeof input>,
  { _id, accountId }: { _id: string; accountId: string },
  tenant: string,
  now: Date,
): Task[] =>
  steps.map(({ text, due, owner, contact }, index) => ({
    _id: `${_id}-handoff-${index + 1}`,
    tenant,
    source: 'greendoor',
    accountId,
    ownerId: owner,
    kind: 'task',
    text,
    dueAt: new Date(due),
    ...(contact ? { contactId: contact } : {}),
    at: now,
    ingestedAt: now,
  }));
