import { z } from 'zod';
import { accountInput, optional } from '../../kit/tool.ts';
import { runInput, runTool } from '../course/act.ts';
import { complete, stepSaid } from '../course/execution.ts';

const input = z.object({
  account: accountInput,
  step: z.string().max(300).describe('Number or title of the step, or the person’s own words'),
  note: optional(z.string().max(500)).describe('What came of it, if they said; leave it null instead of guessing'),
  execution: runInput,
});

export const completePlaybookStep = runTool({
  name: 'complete_playbook_step',
  title: 'Mark a playbook step done',
  description:
    'Marks one step of an account’s running playbook as done, with what came of it. Branches and escalations that follow are taken; after the last step the playbook is measured and closed. Use it for "step 3 is done", "we held the kick-off".',
  examples: [
    "Step 3 of DataFlow's playbook is done",
    'mark step 2 done for TechCorp',
    'complete the playbook step kick-off at Northwind',
    'tick off step 5 at Acme',
    'we finished the technical review step for DataFlow',
  ],
  status: 'Marking the step',
  input,
  said: ({ step }) => step,
  sayFor: ({ step }, account, playbook) => `Step ${step} of the playbook ${playbook} for ${account} is done`,
  change(course, { account, step, note: said }, { at, actor }) {
    const { number, title } = stepSaid(course, step, (each) => `Step ${each.number} of the playbook of ${account} is done`);
    const note = said?.trim();
    return {
      course: complete(course, number, { at, byUserId: actor.id, note }),
      done: `Step ${number} is done.`,
      fields: [
        ['Done', `${number}. ${title}`],
        ['Note', note || 'none'],
      ],
    };
  },
});
