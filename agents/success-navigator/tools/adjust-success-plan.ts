import { z } from 'zod';
import { headOf } from '../../kit/say.ts';
import { accountInput, actTool } from '../../kit/tool.ts';
import { changeSaid, planInput, undoChange, writeChange } from '../plan/case.ts';
import { planShown } from '../plan/present.ts';

export const adjustSuccessPlan = actTool({
  name: 'adjust_success_plan',
  title: 'Note progress in a success plan',
  description:
    'Notes in an account’s success plan what only we see, at once: a milestone done or open again, a criterion, a risk, a point that was agreed. It moves no dates and adds or drops no milestone (propose_plan_change).',
  examples: [
    'Mark milestone "Data integrated" done for TechCorp',
    'mark the milestone first benefit measured as done at Northwind',
    'add a criterion to the plan of Acme: every team lead trained',
    'add a risk to the success plan of DataFlow: their IT freezes changes in December',
    'reopen milestone "Security team trained" for TechCorp',
  ],
  status: 'Noting it in the plan',
  input: z.object({
    account: accountInput,
    change: z.string().max(600).describe('The change in the person’s own words, with the milestone’s name or the new text'),
    plan: planInput,
  }),
  plan: (given, context) => changeSaid(context, given, false),
  told: ({ found, plan, change }) => ({
    account: headOf(found.account),
    fields: [
      ['Plan', plan.planName],
      ['Afterwards', change.apply(plan).said],
    ],
  }),
  write: ({ found, plan, change }, context) => writeChange(context, found, plan, change),
  undo: {
    before: ({ plan }) => plan,
    run: ({ before, output }, context) => undoChange(context, before, output.account.name),
  },
  ...planShown,
});
