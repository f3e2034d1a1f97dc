import { z } from 'zod';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { actOnRun, runInput } from '../course/act.ts';
import { skip, stepSaid } from '../course/moves.ts';
import { runShown } from '../course/present.ts';

const REASONS = ['it is not needed any more', 'the customer asked us not to', 'it was done in another way', 'there is no time for it'];

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
  input: z.object({
    account: accountInput,
    step: z.string().max(400).describe('Number or title of the step, or the person’s own words'),
    reason: z
      .string()
      .max(300)
      .nullable()
      .default(null)
      .describe('Why it is left out, the reason in the person’s words; null if they did not say'),
    execution: runInput,
  }),
  access: 'act',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  run({ account, step: said, reason, execution }, context) {
    const why = reason?.trim();
    return actOnRun(context, {
      account,
      execution,
      said,
      sayFor: (where, playbook) => `Skip step ${said} of the playbook ${playbook} for ${where}${why ? ` because ${why}` : ''}`,
      change(course, at) {
        const sayFor = (step: number, reason: string | undefined) =>
          `Skip step ${step} of the playbook of ${account}${reason ? ` because ${reason}` : ''}`;
        const { number, title } = stepSaid(course, said, (each) => sayFor(each.number, why));
        if (why) return [skip(course, [number], { at, byUserId: context.actor.id, reason: why }), `Step ${number} is left out: ${why}.`];
        throw new UserError(
          'which_reason',
          `Not left out yet: why should step ${number} (${title}) be left out?`,
          REASONS.map((each) => ({ label: each, say: sayFor(number, each) })),
        );
      },
    });
  },
  ...runShown,
});
