import type { z } from 'zod';
import type { Role } from '../../models/user.ts';
import type { Context } from './context.ts';
import { type AgentTool, acting, type DefinedTool, defineTool, type Offered } from './define-agent.ts';
import { UserError } from './errors.ts';
import { plainData } from './plain-data.ts';
import { type Fields, labelled } from './present/table.ts';

/** Everything that would be written, and nothing else; the title is the tool's where it has none. Where there is nothing to write, `shows` is what is there already. */
type Told<Output> = (Partial<Pick<Offered, 'account' | 'title'>> & { fields: Fields }) | { shows: Output };

/** What of `AgentTool` an act says itself; `run`, `offer` and `undo` follow from the rest. */
interface Act<Name, Input extends z.ZodType, Plan, Output, Before>
  extends Omit<AgentTool<Input, Output>, 'name' | 'output' | 'access' | 'roles' | 'run' | 'offer' | 'undo'> {
  name: Name;
  roles?: readonly Role[];
  /** Checks everything and works out what would be written. Writes nothing. @throws UserError, RefusedError */
  plan(given: z.output<Input>, context: Context): Promise<Plan>;
  /** The plan as the person reads it before they press. */
  told(plan: Plan, context: Context): Told<NoInfer<Output>> | Promise<Told<NoInfer<Output>>>;
  write(plan: Plan, context: Context): Promise<Output>;
  undo: {
    /** What was written is the presser's own: taking it back needs no right to the account. */
    personal?: true;
    /** What is there before it is written over, where undoing needs it. Plain data. */
    before?(plan: Plan): Before;
    /** What was done, in one sentence. @throws UserError where more has happened since */
    run(done: { before: Before; output: Output }, context: Context): Promise<string>;
  };
}

/** A tool that writes inside Greendoor by a person's press: what is offered, what is written and what is taken back come from one plan. */
export function actTool<const Name extends string, Input extends z.ZodType, Plan, Output, Before = undefined>({
  plan,
  told,
  write,
  undo: { personal, before, run },
  ...tool
}: Act<Name, Input, Plan, Output, Before>): DefinedTool<Name, Input> {
  return defineTool<Name, Input, Output>({
    roles: acting(tool.area),
    ...tool,
    output: plainData<Output>(),
    access: 'act',
    run: async (given, context) => write(await plan(given, context), context),
    async offer(given, context) {
      const found = await told(await plan(given, context), context);
      if ('shows' in found) return found;
      return { title: tool.title, ...found, fields: labelled(found.fields) };
    },
    undo: {
      ...(personal ? { personal } : {}),
      ...(before ? { before: async (given, context) => before(await plan(given, context)) } : {}),
      run: ({ before: was, output }, context) => run({ before: was as Before, output }, context),
    },
  });
}

/** Thrown where an act cannot be taken back, or was not done, because more has happened since it was looked at. */
export const changedSince = (message: string): UserError => new UserError('changed_since', message);
