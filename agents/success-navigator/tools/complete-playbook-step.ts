import { z } from 'zod';
import type { Context } from '../../kit/context.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { actOnRun, offerOnRun, runInput, undoOnRun, type Wanted } from '../course/act.ts';
import type { Execution } from '../course/execution.ts';
import { complete, stepSaid } from '../course/moves.ts';
import { runShown } from '../course/present.ts';

const input = z.object({
  account: accountInput,
  step: z.string().max(300).describe('Number or title of the step, or the person’s own words'),
  note: z.string().max(500).nullable().default(null).describe('What came of it, if they said; leave it null instead of guessing'),
  execution: runInput,
});
type Input = z.output<typeof input>;

const stepMeant = (course: Execution, { account, step }: Input) =>
  stepSaid(course, step, (each) => `Step ${each.number} of the playbook of ${account} is done`);

const wanted = (given: Input, { actor }: Context): Wanted => ({
  account: given.account,
  execution: given.execution,
  said: given.step,
  sayFor: (where, playbook) => `Step ${given.step} of the playbook ${playbook} for ${where} is done`,
  change(course, at) {
    const { number } = stepMeant(course, given);
    return [complete(course, number, { at, byUserId: actor.id, note: given.note?.trim() }), `Step ${number} is done.`];
  },
});

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
  input,
  access: 'act',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  run: (given, context) => actOnRun(context, wanted(given, context)),
  offer: (given, context) =>
    offerOnRun(context, wanted(given, context), (course) => {
      const { number, title } = stepMeant(course, given);
      return {
        title: 'Mark a playbook step done',
        fields: [
          { label: 'Done', value: `${number}. ${title}` },
          { label: 'Note', value: given.note?.trim() || 'none' },
        ],
      };
    }),
  undo: undoOnRun(({ step }: Input) => step),
  ...runShown,
});
