import { z } from 'zod';
import { ROLES } from '../../../models/user.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { UserError } from '../../kit/errors.ts';
import { accountInput } from '../../kit/inputs.ts';
import { planOutput } from '../plan/change-plan.ts';
import { currentPlan, loadPlanCase } from '../plan/load.ts';
import { type PlanOutput, planCard, planOutputSchema, planSummary } from '../plan/present.ts';

export const getSuccessPlan = defineTool({
  name: 'get_success_plan',
  title: 'An account’s success plan',
  description:
    'Shows the success plan of one account: progress, next and overdue milestones, goals against what was measured, stakeholders, risks, what is to agree. It plans nothing (create_success_plan) and is not about playbooks.',
  examples: [
    "Show TechCorp's success plan",
    'how is the success plan of DataFlow going?',
    'what is the next milestone at Northwind?',
    'which milestones are overdue for DataFlow?',
    'is the onboarding of Acme on track?',
    'success plan for Globex',
  ],
  words: ['plan: plans, plänen'],
  status: 'Reading the success plan',
  input: z.object({ account: accountInput }),
  output: planOutputSchema,
  access: 'read',
  roles: ROLES,
  async run({ account: named }, context): Promise<PlanOutput> {
    const found = await loadPlanCase(context, named);
    const { account, facts } = found;
    const plan = currentPlan(facts);
    if (!plan)
      throw new UserError('no_plan', `${account.name} has no success plan.`, [
        { label: 'Plan it', say: `Plan the onboarding of ${account.name}` },
      ]);
    return planOutput(found, plan, context.asOf);
  },
  summary: planSummary,
  card: planCard,
});
