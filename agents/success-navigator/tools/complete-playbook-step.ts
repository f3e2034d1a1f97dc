import { z } from 'zod';
import { defineTool } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { actOnRun, runInput } from '../course/act.ts';
import { complete, stepSaid } from '../course/moves.ts';
import { runShown } from '../course/present.ts';

export const completePlaybookStep = defineTool({
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
  input: z.object({
    account: accountInput,
    step: z.string().max(300).describe('Number or title of the step, or the person’s own words'),
    note: z.string().max(500).nullable().default(null).describe('What came of it, if they said; leave it null instead of guessing'),
    execution: runInput,
  }),
  access: 'act',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  run({ account, step: said, note, execution }, context) {
    return actOnRun(context, {
      account,
      execution,
      said,
      sayFor: (where, playbook) => `Step ${said} of the playbook ${playbook} for ${where} is done`,
      change(course, at) {
        const { number } = stepSaid(course, said, (each) => `Step ${each.number} of the playbook of ${account} is done`);
        return [complete(course, number, { at, byUserId: context.actor.id, note: note?.trim() }), `Step ${number} is done.`];
      },
    });
  },
  ...runShown,
});
