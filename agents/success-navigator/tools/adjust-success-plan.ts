import { z } from 'zod';
import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { actTool } from '../../kit/define-agent.ts';
import { accountInput } from '../../kit/inputs.ts';
import { headOf } from '../../kit/present/figures.ts';
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
  async run(given, context) {
    const { found, plan, change } = await changeSaid(context, given, false);
    return writeChange(context, found, plan, change);
  },
  async offer(given, context) {
    const { found, plan, change } = await changeSaid(context, given, false);
    return {
      account: headOf(found.account),
      title: 'Note progress in a success plan',
      fields: [
        { label: 'Plan', value: plan.planName },
        { label: 'Afterwards', value: change.apply(plan).said },
      ],
    };
  },
  undo: {
    before: async (given, context) => (await changeSaid(context, given, false)).plan,
    run: ({ before, output }, context) => undoChange(context, before as CustomerSuccessPlan, output.account.name),
  },
  ...planShown,
});
