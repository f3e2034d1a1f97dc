import { z } from 'zod';
import { approvedTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { planOutput, planToChange, versionOf, writeChange } from '../plan/case.ts';
import { readChange } from '../plan/changes.ts';
import { planShown } from '../plan/present.ts';

export const applyPlanChange = approvedTool({
  name: 'apply_plan_change',
  title: 'Apply an approved change of a plan',
  description: 'Applies a change of a success plan that a person approved. Run by approvals only; the same key is applied once.',
  examples: [],
  status: 'Changing the plan',
  input: z.object({
    account: accountInput,
    plan: z.string().max(80).describe('Id of the plan'),
    version: z.number().describe('How many changes the plan had when this one was proposed'),
    change: z.string().max(600).describe('The change as it was proposed'),
    key: z.string().max(80).describe('Made when it was proposed'),
  }),
  async run({ account, plan: id, version, change, key }, context) {
    const { found, plan, now } = await planToChange(context, account, id);
    if (plan.appliedChanges?.includes(key)) return planOutput(found, plan, 'Changed already.');
    if (versionOf(plan) !== version)
      throw new UserError(
        'plan_changed',
        'Nothing was changed: the plan has changed since this was proposed. Ask for it again and see the new dates.',
      );
    return writeChange(context, found, plan, readChange(change, now), key);
  },
  ...planShown,
});
