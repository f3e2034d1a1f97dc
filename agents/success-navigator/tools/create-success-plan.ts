import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { insertNew } from '../../../models/kit/bulk.ts';
import type { Opportunity } from '../../../models/opportunity.ts';
import { headOf } from '../../kit/say.ts';
import { accountInput, actTool, type Context, changedSince, optional, UserError } from '../../kit/tool.ts';
import { longDate } from '../../metrics/index.ts';
import { loadOwnCase, refuseGone } from '../load.ts';
import { type PlanOutput, planCase, planOutput } from '../plan/case.ts';
import { draftPlan } from '../plan/draft-plan.ts';
import { planShown } from '../plan/present.ts';
import type { SignalFacts } from '../signals.ts';

const input = z.object({
  account: accountInput,
  again: optional(z.boolean()).describe('True only where a plan exists and the person wants a new one anew, dated from today'),
});

/** The plan as it would be saved, or the one that stands already. */
async function plan({ account: named, again }: z.output<typeof input>, context: Context) {
  const { now, ...own } = await loadOwnCase(context, named);
  refuseGone(own.account, now, 'No plan was made');
  const deal = dealOf(own.facts);
  const known = plansFor(own.facts, deal);
  const found = await planCase(context, own);
  const last = known.at(-1);
  const stands = last && (!again || planOutput(found, last).plan.status !== 'completed');
  if (stands) return { stands: planOutput(found, last, 'Planned already.', true) };
  return { found, deal, known, now, draft: draftPlan({ ...found, deal, now, fromToday: Boolean(last) }) };
}

export const createSuccessPlan = actTool({
  name: 'create_success_plan',
  title: 'Plan a customer’s success',
  description:
    'Makes and saves the success plan of one account from its closed-won deal: owner and why, stakeholders, value hypothesis, measurable criteria, three phases of dated milestones, risks, and what is still to agree. Where the deal is planned already, shows that plan. Use it for "plan the onboarding of X".',
  examples: [
    "Plan TechCorp's onboarding",
    'create a success plan for Northwind',
    'make an onboarding plan for Acme',
    'plan the onboarding of Globex',
    'we closed the deal with Initech, plan their onboarding',
    'set up a success plan for DataFlow',
  ],
  status: 'Planning from the deal and the account’s people',
  input,
  plan,
  told({ stands, found, draft }) {
    if (stands) return { shows: stands };
    const milestones = draft.criticalMilestones.map(({ name: what, dueAt }) => `${what} (${longDate(dueAt)})`);
    return {
      account: headOf(found.account),
      title: 'Save a success plan',
      fields: [
        ['Plan', draft.planName],
        ['Milestones', milestones.map((each) => `\n• ${each}`).join('')],
        ['Measured by', draft.successCriteria.join('; ') || 'nothing yet'],
        ['Complete by', draft.plannedCompletionDate ? longDate(draft.plannedCompletionDate) : 'open'],
      ],
    };
  },
  async write({ stands, found, draft, deal, known, now }, { tenant, models }): Promise<PlanOutput> {
    if (stands) return stands;
    const _id = `plan-${createHash('sha256').update(`${tenant}\n${deal._id}\n${known.length}`).digest('hex').slice(0, 24)}`;
    const row: CustomerSuccessPlan = { ...draft, _id, tenant, source: 'greendoor', at: now, ingestedAt: now };
    await insertNew(models.customerSuccessPlans, tenant, [row]);
    return planOutput(found, row, 'Planned and saved.', true);
  },
  undo: {
    async run({ output: { plan: made, account } }, { tenant, models }) {
      const { deletedCount } = await models.customerSuccessPlans.deleteOne({ tenant, _id: made.id, changes: { $in: [[], null] } });
      if (deletedCount === 0) throw changedSince(`Not undone: the plan of ${account.name} has changed since.`);
      return `${made.name} for ${account.name} is removed again.`;
    },
  },
  ...planShown,
});

/** The deal to plan: the latest one won, a first sale or an expansion. @throws UserError where none is on record */
function dealOf({ opportunities, account, asOf }: SignalFacts): Opportunity {
  const won = opportunities
    .filter(({ stage, kind, closeDate }) => stage === 'closed_won' && kind !== 'renewal' && !(closeDate && closeDate > asOf))
    .sort((a, b) => (a.closeDate ?? a.at).getTime() - (b.closeDate ?? b.at).getTime());
  const deal = won.at(-1);
  if (deal) return deal;
  throw new UserError(
    'no_deal',
    `No plan was made: no closed-won deal of ${account.name} is on record, so neither goals nor dates are known. Import the deal, or tell me the goals once it is there.`,
  );
}

/** Plans of the deal; one that names no deal counts where it is of the deal's kind. */
function plansFor({ plans }: SignalFacts, { _id, kind }: Opportunity): CustomerSuccessPlan[] {
  const type = kind === 'expansion' ? 'expansion' : 'onboarding';
  return plans
    .filter((plan) => plan.planStatus !== 'cancelled' && (plan.opportunityId ? plan.opportunityId === _id : plan.planType === type))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
