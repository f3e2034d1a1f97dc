import { z } from 'zod';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { requireMayActOn } from '../../kit/permissions.ts';
import { planOutput, planToChange, versionOf, writeChange } from '../plan/change-plan.ts';
import { readChange } from '../plan/changes.ts';
import { loadPlanCase } from '../plan/load.ts';
import { type PlanOutput, planCard, planOutputSchema, planSummary } from '../plan/present.ts';

export const applyPlanChange = defineTool({
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
  output: planOutputSchema,
  access: 'approved',
  roles: ['csm', 'ae', 'manager', 'executive', 'admin'],
  async run({ account: named, plan: id, version, change, key }, context): Promise<PlanOutput> {
    const now = context.clock.now();
    const found = await loadPlanCase({ ...context, asOf: now }, named);
    requireMayActOn(context.actor, found.account);
    const plan = planToChange(found, id);
    if (plan.appliedChanges?.includes(key)) return planOutput(found, plan, now, 'Changed already.');
    if (versionOf(plan) !== version)
      throw new UserError(
        'plan_changed',
        'Nothing was changed: the plan has changed since this was proposed. Ask for it again and see the new dates.',
      );
    const written = await writeChange(context, plan, readChange(change, now), key);
    return planOutput(found, written.plan, now, written.said);
  },
  summary: planSummary,
  card: planCard,
});
