import { z } from 'zod';
import { accountInput, asks, optional } from '../../kit/tool.ts';
import { runInput, runTool } from '../course/act.ts';
import { skip, stepSaid } from '../course/execution.ts';

const REASONS = ['it is not needed any more', 'the customer asked us not to', 'it was done in another way', 'there is no time for it'];

const input = z.object({
  account: accountInput,
  step: z.string().max(400).describe('Number or title of the step, or the person’s own words'),
  reason: optional(z.string().max(300)).describe('Why it is left out, the reason in the person’s words; null if they did not say'),
  execution: runInput,
});

const because = (reason: string | null): string => (reason?.trim() ? ` because ${reason.trim()}` : '');

export const skipPlaybookStep = runTool({
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
  said: ({ step }) => step,
  sayFor: ({ step, reason }, account, playbook) => `Skip step ${step} of the playbook ${playbook} for ${account}${because(reason)}`,
  change(course, { account, step, reason: given }, { at, actor }) {
    const say = (number: number, why: string | null) => `Skip step ${number} of the playbook of ${account}${because(why)}`;
    const { number, title } = stepSaid(course, step, (each) => say(each.number, given));
    const reason = given?.trim();
    if (!reason)
      throw asks('which_reason', `Not left out yet: why should step ${number} (${title}) be left out?`, REASONS, {
        label: (each) => each,
        say: (each) => say(number, each),
      });
    return {
      course: skip(course, [number], { at, byUserId: actor.id, reason }),
      done: `Step ${number} is left out: ${reason}.`,
      fields: [
        ['Left out', `${number}. ${title}`],
        ['Reason', reason],
      ],
    };
  },
});
