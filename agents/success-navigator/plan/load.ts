import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import type { Context } from '../../kit/context.ts';
import { segmentOpinions } from '../../kit/opinions.ts';
import { type Colleague, colleagues } from '../../kit/people.ts';
import { segmentPlaybooks } from '../../kit/segment-playbooks.ts';
import { type Case, loadCase } from '../load.ts';
import type { SignalFacts } from '../signals.ts';
import { BLUEPRINTS } from './blueprint.ts';
import { booksOf, type Candidate, rankOwners } from './owner.ts';
import { planView } from './view.ts';

export interface PlanCase extends Case {
  people: Colleague[];
  candidates: Candidate[];
  useCase: keyof typeof BLUEPRINTS | null;
  extra: { week: number; milestone: string }[];
}

/** What a plan is made from and shown with, for the account a person named. */
export async function loadPlanCase(context: Context, named: string): Promise<PlanCase> {
  const { account, facts } = await loadCase(context, named);
  const people = await colleagues(context);
  const said = (await segmentOpinions(context, [account._id], context.asOf)).get(account._id);
  const segments = {
    use_case: said?.useCaseSegment,
    vertical: said?.verticalSegment,
    contract_tier: said?.contractTier,
    maturity_level: said?.maturitySegment,
  };
  const csms = people.filter(({ roles }) => roles.includes('csm')).map(({ _id }) => _id);
  const [books, rows] = await Promise.all([booksOf(context, csms), segmentPlaybooks(context, segments)]);
  const useCase = said?.useCaseSegment ?? null;
  const candidates = rankOwners(people, books, { vertical: account.vertical ?? null, useCase, ownerId: account.ownerId ?? null });
  const own = rows.find(({ playbookType, timelineOptimization }) => playbookType === 'onboarding' && timelineOptimization.length > 0);
  return {
    account,
    facts,
    people,
    candidates,
    useCase: useCase && useCase in BLUEPRINTS ? useCase : null,
    extra: (own?.timelineOptimization ?? []).map(({ week, milestone }) => ({ week, milestone })),
  };
}

/** The plan people mean when they name no other: the running one that was started last, else the last of all. */
export function currentPlan({ plans, asOf }: Pick<SignalFacts, 'plans' | 'asOf'>): CustomerSuccessPlan | undefined {
  const living = plans.filter(
    ({ planStatus, actualCompletionDate }) =>
      planStatus !== 'cancelled' && planStatus !== 'completed' && !(actualCompletionDate && actualCompletionDate <= asOf),
  );
  const byStart = (list: CustomerSuccessPlan[]) =>
    list.toSorted((a, b) => (a.planStartDate ?? a.at).getTime() - (b.planStartDate ?? b.at).getTime()).at(-1);
  return byStart(living) ?? byStart(plans);
}

export const viewed = (plan: CustomerSuccessPlan, { facts, candidates }: Pick<PlanCase, 'facts' | 'candidates'>) =>
  planView(plan, facts, candidates);
