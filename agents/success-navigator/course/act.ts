import type { z } from 'zod';
import type { Account } from '../../../models/account.ts';
import type { Approval } from '../../../models/approval.ts';
import type { Fields } from '../../kit/present/index.ts';
import { headOf } from '../../kit/say.ts';
import type { Actor, AgentTool, Context, DefinedTool } from '../../kit/tool.ts';
import { actTool, asks, changedSince, onlyOne, UserError } from '../../kit/tool.ts';
import { type Colleague, colleagues } from '../../kit/who.ts';
import { spaced } from '../../metrics/index.ts';
import { isRunning } from '../../metrics/topics/plan.ts';
import { idInput, loadOwnCase } from '../load.ts';
import type { SignalFacts } from '../signals.ts';
import type { Execution } from './execution.ts';
import { runShown } from './present.ts';
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

interface Act<Name extends string, Input extends z.ZodType>
  extends Pick<AgentTool, 'title' | 'description' | 'examples' | 'words' | 'status'> {
  name: Name;
  input: Input;
  /** The words the playbook may be named in. */
  said?(given: z.output<Input>): string;
  /** What the person would say with the playbook named. */
  sayFor(given: z.output<Input>, account: string, playbook: string): string;
  /**
   * The course with the person's change, what to say was done, and what is offered before: fields, and a title where it is
   * not the tool's. Pure. @throws UserError
   */
  change(
    course: Execution,
    given: z.output<Input>,
    by: { at: Date; actor: Actor },
  ): { course: Execution; done: string; title?: string; fields: Fields };
}

/** One act of a person on a running playbook, and everything that follows from it. */
export function runTool<const Name extends string, Input extends z.ZodType<{ account: string; execution: string | null }>>({
  said = () => '',
  sayFor,
  change,
  ...told
}: Act<Name, Input>): DefinedTool<Name, Input> {
  type Given = z.output<Input>;
  return actTool({
    ...told,
    ...runShown,
    /** The run a person means, with everything a change of it depends on. */
    async plan(given: Given, context) {
      const { account, facts, now } = await loadOwnCase(context, given.account);
      const say = (playbook: string) => sayFor(given, account.name, playbook);
      const target = runningOf(await executionsOf(context, account._id), account, given.execution, said(given), say);
      const [people, drafts] = await Promise.all([colleagues(context), draftsOf(context, target)]);
      const surroundings = { facts, people, now, drafts };
      // What is asked back names the account, however it was given.
      const named = { ...given, account: account.name };
      const move = (execution: Execution) => {
        const moved = change(execution, named, { at: now, actor: context.actor });
        return { ...moved, course: settle(moved.course, surroundings) };
      };
      return { account, target, facts, people, move };
    },
    told({ account, target, move }) {
      const { title = told.title, fields } = move(target);
      return { account: headOf(account), title, fields: [['Playbook', target.playbookName ?? 'Playbook'], ...fields] };
    },
    async write({ target, facts, people, move }, context): Promise<RunOutput> {
      let done = '';
      const changed = await changeExecution(context, target._id, (execution) => {
        const moved = move(execution);
        done = moved.done;
        return moved.course;
      });
      return runOutput(changed ?? target, facts, people, done);
    },
    /** Puts the course back as it was, unless more has happened to it since. */
    undo: {
      before: ({ target }) => target,
      async run({ before, output: { run } }, context) {
        if (await restoreExecution(context, before)) return `${run.playbook.name} for ${run.account.name} is as it was before.`;
        throw changedSince(`Not undone: ${run.playbook.name} for ${run.account.name} has gone on since.`);
      },
    },
  });
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
    throw new UserError('not_running', `${named.playbookName} for ${name} is ${spaced(named.executionStatus)}: nothing was changed.`);
  const running = executions.filter(isRunning);
  if (running.length === 0)
    throw new UserError('none_running', `No playbook is running for ${name}.`, [
      { label: 'Which one fits?', say: `Which playbook fits ${name}?` },
    ]);
  const fitting = running.filter(({ playbookName }) => playbookName && said.toLowerCase().includes(playbookName.toLowerCase()));
  const label = ({ playbookName }: Execution) => playbookName ?? 'Playbook';
  return onlyOne(fitting.length > 0 ? fitting : running, () =>
    asks('which_playbook', `Several playbooks run for ${name}. Which one?`, running, { label, say: (each) => sayFor(label(each)) }),
  );
}

/** A running playbook as a tool gives it. @param said what was just done */
export const runOutput = (execution: Execution, facts: SignalFacts, people: readonly Colleague[], said: string | null = null) => ({
  asOf: facts.asOf.toISOString(),
  said,
  run: viewOf(execution, facts, people),
});
export type RunOutput = ReturnType<typeof runOutput>;
