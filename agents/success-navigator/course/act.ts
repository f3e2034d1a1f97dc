import type { Account } from '../../../models/account.ts';
import type { Approval } from '../../../models/approval.ts';
import type { Context } from '../../kit/context.ts';
import type { Offered, Undo } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { type Colleague, colleagues } from '../../kit/people.ts';
import { headOf } from '../../kit/present/figures.ts';
import { isRunning } from '../../metrics/topics/plan.ts';
import { idInput, loadOwnCase } from '../load.ts';
import type { SignalFacts } from '../signals.ts';
import { plain } from '../words.ts';
import type { Execution } from './execution.ts';
import { type Surroundings, settle } from './settle.ts';
import { changeExecution, executionsOf, restoreExecution } from './store.ts';
import { viewOf } from './view.ts';

export const runInput = idInput('the running playbook');

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
  /** Id of the playbook, where a button gives it. */
  execution: string | null;
  /** The words the playbook may be named in. */
  said: string;
  sayFor(account: string, playbook: string): string;
  /** The course with the person's change, and what to say was done. Pure. @throws UserError */
  change(execution: Execution, at: Date): [course: Execution, done: string];
}

/** The run a person means, with everything a change of it depends on. @throws UserError, RefusedError */
async function caseOf(context: Context, { account: named, execution: id, said, sayFor }: Omit<Wanted, 'change'>) {
  const { account, facts, now } = await loadOwnCase(context, named);
  const target = runningOf(await executionsOf(context, account._id), account, id, said, (name) => sayFor(account.name, name));
  const [people, drafts] = await Promise.all([colleagues(context), draftsOf(context, target)]);
  return { account, target, facts, people, now, surroundings: { facts, people, now, drafts } };
}

/** One act of a person on a running playbook, and everything that follows from it. */
export async function actOnRun(context: Context, wanted: Wanted): Promise<RunOutput> {
  const { target, facts, people, now, surroundings } = await caseOf(context, wanted);
  let told = '';
  const changed = await changeExecution(context, target._id, (execution) => {
    const [course, done] = wanted.change(execution, now);
    told = done;
    return settle(course, surroundings);
  });
  return runOutput(changed ?? target, facts, people, told);
}

/** The same act in words, with everything checked and nothing written. */
export async function offerOnRun(
  context: Context,
  wanted: Wanted,
  words: (course: Execution, done: string) => { title: string; fields: Offered['fields'] },
): Promise<Offered> {
  const { account, target, now, surroundings } = await caseOf(context, wanted);
  const [course, done] = wanted.change(target, now);
  settle(course, surroundings);
  const { title, fields } = words(target, done);
  return { account: headOf(account), title, fields: [{ label: 'Playbook', value: target.playbookName ?? 'Playbook' }, ...fields] };
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

/** The account's running playbook a person means. @throws UserError where none runs, or several do and the words fit none */
function runningOf(
  executions: readonly Execution[],
  { name }: Account,
  id: string | null,
  said: string,
  sayFor: (playbook: string) => string,
): Execution {
  const named = executions.find(({ _id }) => _id === id);
  if (named && isRunning(named)) return named;
  if (named)
    throw new UserError('not_running', `${named.playbookName} for ${name} is ${plain(named.executionStatus)}: nothing was changed.`);
  const running = executions.filter(isRunning);
  if (running.length === 0)
    throw new UserError('none_running', `No playbook is running for ${name}.`, [
      { label: 'Which one fits?', say: `Which playbook fits ${name}?` },
    ]);
  const fitting = running.filter(({ playbookName }) => playbookName && said.toLowerCase().includes(playbookName.toLowerCase()));
  const [only, ...others] = fitting.length > 0 ? fitting : running;
  if (only && others.length === 0) return only;
  throw new UserError(
    'which_playbook',
    `Several playbooks run for ${name}. Which one?`,
    running.map(({ playbookName: label = 'Playbook' }) => ({ label: String(label), say: sayFor(String(label)) })),
  );
}

/** A running playbook as a tool gives it. @param said what was just done */
export const runOutput = (execution: Execution, facts: SignalFacts, people: readonly Colleague[], said: string | null = null) => ({
  asOf: facts.asOf.toISOString(),
  said,
  run: viewOf(execution, facts, nameIn(people)),
});
export type RunOutput = ReturnType<typeof runOutput>;

/** Names of these people by id. */
export function nameIn(people: readonly Pick<Colleague, '_id' | 'name'>[]): (userId: string) => string | undefined {
  const names = new Map(people.map(({ _id, name }) => [_id, name]));
  return (userId) => names.get(userId);
}
