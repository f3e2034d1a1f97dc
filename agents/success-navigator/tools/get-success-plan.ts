import { z } from 'zod';
import { accountInput, asOfInput, readTool } from '../../kit/tool.ts';
import { loadCase } from '../load.ts';
import { noPlan, planCase, planMeant, planOutput } from '../plan/case.ts';
import { planShown } from '../plan/present.ts';

export const getSuccessPlan = readTool({
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
    'where are we in the plan of Acme',
    'goals of Globex',
    'what are the objectives of Initech',
    'is the onboarding of Initech on track',
    'what is overdue in the plan of Acme',
    'what blocks the onboarding of Acme',
    'when does Acme go live',
    'when will the onboarding of Globex be finished',
  ],
  words: ['plan: plans, plänen', 'goals: objective, objectives, ziele, objectifs, objetivos'],
  status: 'Reading the success plan',
  input: z.object({
    account: accountInput,
    part: z.enum(['goals']).nullable().default(null).describe('goals: only what the plan is to reach; null for the whole plan'),
    asOf: asOfInput,
  }),
  async run({ account, part }, context) {
    const found = await planCase(context, await loadCase(context, account));
    const plan = planMeant(found);
    if (!plan) throw noPlan(found);
    return { ...planOutput(found, plan), part };
  },
  ...planShown,
});
