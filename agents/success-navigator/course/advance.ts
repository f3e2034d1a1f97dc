import { type Context, type OutreachProposal, UserError } from '../../kit/tool.ts';
import { type Colleague, colleagues } from '../../kit/who.ts';
import { draftStep, noteOf, outreachOf, templateOf, whyStep } from '../letter/step-draft.ts';
import { loadSignalFacts, type SignalFacts } from '../signals.ts';
import { draftsOf } from './act.ts';
import { dueSteps, type Execution, type PendingStep } from './execution.ts';
import { settle, withStep } from './settle.ts';
import { activeExecutions, changeExecution, findExecution } from './store.ts';

interface AdvanceDeps {
  /** Puts a draft up for approval in the person's name; gives the approval's id. */
  propose(proposal: OutreachProposal, inTheNameOf: Colleague): Promise<string>;
}

interface Around extends AdvanceDeps {
  people: readonly Colleague[];
  now: Date;
}

/** A playbook is looked at this often; what people do to it takes effect at once. */
const EVERY_MS = 10 * 60_000;

/**
 * Brings every running playbook to where the world is, and puts up the drafts of the e-mail steps that are due.
 * Any number of processes may do this at once: each playbook is taken by one.
 */
export async function advanceCourses(context: Context, deps: AdvanceDeps): Promise<void> {
  const now = context.clock.now();
  const due = (await activeExecutions(context)).filter(({ settledAt }) => !settledAt || now.getTime() - settledAt.getTime() >= EVERY_MS);
  const taken: Execution[] = [];
  for (const execution of due) if (await take(context, execution, now)) taken.push(execution);
  if (taken.length === 0) return;
  const accountIds = taken.map(({ accountId }) => accountId);
  const [facts, people] = await Promise.all([loadSignalFacts({ ...context, asOf: now }, accountIds), colleagues(context)]);
  for (const { _id, accountId } of taken) {
    const known = facts.get(accountId);
    if (known) await advance(context, _id, known, { ...deps, people, now });
  }
}

async function take({ tenant, models }: Context, { _id, settledAt = null }: Execution, now: Date): Promise<boolean> {
  const { modifiedCount } = await models.playbookExecutions.updateOne({ tenant, _id, settledAt }, { $set: { settledAt: now } });
  return modifiedCount === 1;
}

async function advance(context: Context, id: string, facts: SignalFacts, around: Around): Promise<void> {
  const { people, now } = around;
  const stored = await findExecution(context, id);
  if (!stored) return;
  const drafts = await draftsOf(context, stored);
  const settled = await changeExecution(context, id, (execution) => settle(execution, { facts, people, now, drafts }));
  if (!settled) return;
  for (const step of dueSteps(settled, now)) {
    if (step.kind !== 'email' || step.approvalId || step.problem) continue;
    const mark = await putUp(context, settled, step, facts, around);
    if (mark) await changeExecution(context, id, (execution) => withStep(execution, step.number, (each) => ({ ...each, ...mark }), now));
  }
}

/** What became of the draft; undefined where it must wait because another one to the same person is open. */
async function putUp(
  context: Context,
  execution: Execution,
  step: PendingStep,
  facts: SignalFacts,
  { people, now, propose }: Around,
): Promise<{ approvalId: string } | { problem: string } | undefined> {
  const { tenant, models } = context;
  const sender = people.find(({ _id }) => _id === step.assigneeId) ?? people.find(({ _id }) => _id === execution.assignedUserId);
  if (!sender) return { problem: 'Nobody is assigned who could send it' };
  try {
    const written = draftStep(step, await templateOf(context, execution, step), facts, sender, now);
    const open = await models.approvals.exists({
      tenant,
      'account.id': execution.accountId,
      'recipient.contactId': written.to._id,
      kind: 'outreach',
      state: { $in: ['draft', 'pending', 'claimed'] },
    });
    return open ? undefined : { approvalId: await propose(outreachOf(noteOf(facts, sender, written, whyStep(execution, step))), sender) };
  } catch (error) {
    if (error instanceof UserError) return { problem: error.message };
    throw error;
  }
}

/** Who has something to do today in a running playbook: due steps, or a question to answer. */
export function whoHasDue(executions: readonly Execution[], now: Date): string[] {
  const ids = executions.flatMap((execution) => [
    ...dueSteps(execution, now).flatMap(({ assigneeId, approvalId }) => (assigneeId && !approvalId ? [assigneeId] : [])),
    ...(execution.openDecision?.question && execution.assignedUserId ? [execution.assignedUserId] : []),
  ]);
  return [...new Set(ids)].sort();
}
