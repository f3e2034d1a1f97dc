import type { Account } from '../../../models/account.ts';
import type { Approval } from '../../../models/approval.ts';
import type { Context } from '../../kit/context.ts';
import type { Offered, Undo } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { type Colleague, colleagues } from '../../kit/people.ts';
import { requireMayActOn } from '../../kit/permissions.ts';
import { resolveAccount } from '../../kit/resolve.ts';
import { factsOf, nameIn, runningOf } from '../load.ts';
import type { SignalFacts } from '../signals.ts';
import type { Execution } from './execution.ts';
import type { RunOutput } from './present.ts';
import { type Surroundings, settle } from './settle.ts';
import { changeExecution, restoreExecution } from './store.ts';
import { viewOf } from './view.ts';

/** The drafts of a playbook's open steps, as settling needs them. */
export async function draftsOf(
  { tenant, models }: Pick<Context, 'tenant' | 'models'>,
  { pendingSteps }: Execution,
): Promise<Surroundings['drafts']> {
  const ids = pendingSteps.flatMap(({ approvalId }) => approvalId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await models.approvals
    .find({ tenant, _id: { $in: ids } }, { state: 1, decidedBy: 1 })
    .lean<Pick<Approval, '_id' | 'state' | 'decidedBy'>[]>();
  return new Map(rows.map(({ _id, state, decidedBy }) => [_id, { state, decidedBy: decidedBy?.id }]));
}

export interface Wanted {
  account: string;
  execution: string | null;
  /** The words the playbook may be named in. */
  said: string;
  sayFor(account: Account, playbook: string): string;
  /** Puts the person's change to the course. @throws UserError */
  change(execution: Execution, at: Date): Execution;
  /** What to say was done. */
  tell(before: Execution): string;
}

/** The run a person means, with everything a change of it depends on. @throws UserError, RefusedError */
async function caseOf(context: Context, { account: named, execution: id, said, sayFor }: Omit<Wanted, 'change' | 'tell'>) {
  const account = await resolveAccount(context, named);
  requireMayActOn(context.actor, account);
  const now = context.clock.now();
  const target = await runningOf(context, account, id, said, (name) => sayFor(account, name));
  const [facts, people, drafts] = await Promise.all([
    factsOf({ ...context, asOf: now }, account),
    colleagues(context),
    draftsOf(context, target),
  ]);
  return { account, target, facts, people, now, drafts };
}

/** One act of a person on a running playbook, and everything that follows from it. */
export async function actOnRun(context: Context, wanted: Wanted): Promise<RunOutput> {
  const { target, facts, people, now, drafts } = await caseOf(context, wanted);
  let words = '';
  const changed = await changeExecution(context, target._id, (execution) => {
    words = wanted.tell(execution);
    return settle(wanted.change(execution, now), { facts, people, now, drafts });
  });
  return outputOf(changed ?? target, facts, people, now, words);
}

/** The same act in words, with everything checked and nothing written. */
export async function offerOnRun(
  context: Context,
  wanted: Wanted,
  words: (course: Execution) => { title: string; fields: Offered['fields'] },
): Promise<Offered> {
  const { account, target, facts, people, now, drafts } = await caseOf(context, wanted);
  const { title, fields } = words(target);
  settle(wanted.change(target, now), { facts, people, now, drafts });
  return {
    account: { id: account._id, name: account.name },
    title,
    fields: [{ label: 'Playbook', value: target.playbookName ?? 'Playbook' }, ...fields],
  };
}

/** Puts the course back as it was, unless more has happened to it since. */
export function undoOnRun<Input extends { account: string; execution: string | null }>(
  saidIn: (input: Input) => string,
): Undo<Input, RunOutput> {
  return {
    async before(input, context) {
      const { account, execution } = input;
      return (await caseOf(context, { account, execution, said: saidIn(input), sayFor: () => '' })).target;
    },
    async run({ before, output: { run } }, context) {
      if (await restoreExecution(context, before as Execution)) return `${run.playbook.name} for ${run.account.name} is as it was before.`;
      throw new UserError('changed_since', `Not undone: ${run.playbook.name} for ${run.account.name} has gone on since.`);
    },
  };
}

export function outputOf(
  execution: Execution,
  facts: SignalFacts,
  people: readonly Colleague[],
  now: Date,
  said: string | null,
): RunOutput {
  return { asOf: now.toISOString(), said, run: viewOf(execution, facts, nameIn(people), now) };
}
