import { z } from 'zod';
import type { Context } from '../../kit/context.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { actOnRun, offerOnRun, runInput, undoOnRun, type Wanted } from '../course/act.ts';
import type { Execution } from '../course/execution.ts';
import { skip, stepSaid } from '../course/moves.ts';
import { runShown } from '../course/present.ts';

const REASONS = ['it is not needed any more', 'the customer asked us not to', 'it was done in another way', 'there is no time for it'];

const input = z.object({
  account: accountInput,
  step: z.string().max(400).describe('Number or title of the step, or the person’s own words'),
  reason: z
    .string()
    .max(300)
    .nullable()
    .default(null)
    .describe('Why it is left out, the reason in the person’s words; null if they did not say'),
  execution: runInput,
});
type Input = z.output<typeof input>;

const because = (reason: string | null): string => (reason?.trim() ? ` because ${reason.trim()}` : '');

const stepMeant = (course: Execution, { account, step, reason }: Input) =>
  stepSaid(course, step, (each) => `Skip step ${each.number} of the playbook of ${account}${because(reason)}`);

const wanted = (given: Input, { actor }: Context): Wanted => ({
  account: given.account,
  execution: given.execution,
  said: given.step,
  sayFor: (where, playbook) => `Skip step ${given.step} of the playbook ${playbook} for ${where}${because(given.reason)}`,
  change(course, at) {
    const { number, title } = stepMeant(course, given);
    const reason = given.reason?.trim();
    if (reason) return [skip(course, [number], { at, byUserId: actor.id, reason }), `Step ${number} is left out: ${reason}.`];
    throw new UserError(
      'which_reason',
      `Not left out yet: why should step ${number} (${title}) be left out?`,
      REASONS.map((each) => ({ label: each, say: `Skip step ${number} of the playbook of ${given.account}${because(each)}` })),
    );
  },
});

export const skipPlaybookStep = defineTool({
  name: 'skip_playbook_step',
  title: 'Leave out a playbook step',
  description:
    'Leaves out one step of an account’s running playbook, with the reason, which is kept. Asks for the reason where none is given.',
  examples: [
    "Skip step 4 of DataFlow's playbook because the customer asked us not to",
    'leave out step 3 at TechCorp because it is not needed any more',
    'skip the executive call step for Northwind because it was done in another way',
    'skip step 5 for Acme',
    'leave out the champion note step of the playbook at Globex because it was done in another way',
  ],
  status: 'Leaving out the step',
  input,
  access: 'act',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  run: (given, context) => actOnRun(context, wanted(given, context)),
  offer: (given, context) =>
    offerOnRun(context, wanted(given, context), (course) => {
      const { number, title } = stepMeant(course, given);
      return {
        title: 'Leave out a playbook step',
        fields: [
          { label: 'Left out', value: `${number}. ${title}` },
          { label: 'Reason', value: given.reason?.trim() || 'not given yet' },
        ],
      };
    }),
  undo: undoOnRun(({ step }: Input) => step),
  ...runShown,
});
