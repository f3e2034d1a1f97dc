import { z } from 'zod';
import type { Context } from '../../kit/context.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { actOnRun, offerOnRun, undoOnRun, type Wanted } from '../course/act.ts';
import { complete, stepSaid } from '../course/moves.ts';
import { runCard, runOutputSchema, runSummary } from '../course/present.ts';
import { runInput } from '../load.ts';

const input = z.object({
  account: accountInput,
  step: z.string().max(300).describe('Number or title of the step, or the person’s own words'),
  note: z.string().max(500).nullable().default(null).describe('What came of it, if they said; leave it null instead of guessing'),
  execution: runInput,
});

const wanted = ({ account, execution, step: said, note }: z.output<typeof input>, { actor }: Context): Wanted => ({
  account,
  execution,
  said,
  sayFor: (where, playbook) => `Step ${said} of the playbook ${playbook} for ${where.name} is done`,
  change(course, at) {
    const { number } = stepSaid(course, said, (each) => `Step ${each.number} of the playbook of ${account} is done`);
    return complete(course, number, { at, byUserId: actor.id, ...(note?.trim() ? { note: note.trim() } : {}) });
  },
  tell: (course) => `Step ${stepSaid(course, said, () => '').number} is done.`,
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
  output: runOutputSchema,
  access: 'act',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  run: (given, context) => actOnRun(context, wanted(given, context)),
  offer: (given, context) =>
    offerOnRun(context, wanted(given, context), (course) => {
      const { number, title } = stepSaid(course, given.step, (each) => `Step ${each.number} of the playbook of ${given.account} is done`);
      return {
        title: 'Mark a playbook step done',
        fields: [
          { label: 'Done', value: `${number}. ${title}` },
          { label: 'Note', value: given.note?.trim() || 'none' },
        ],
      };
    }),
  undo: undoOnRun(({ step }: z.output<typeof input>) => step),
  summary: runSummary,
  card: runCard,
});
