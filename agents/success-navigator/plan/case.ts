import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { reviseRow } from '../../../models/kit/revise.ts';
import { headOf } from '../../kit/say.ts';
import { type Context, changedSince, UpstreamError, UserError } from '../../kit/tool.ts';
import { colleagues } from '../../kit/who.ts';
import { currentPlan, lastPlan } from '../../metrics/topics/plan.ts';
import { type Case, idInput, loadOwnCase } from '../load.ts';
import { segmentsOf } from '../shelf/variant.ts';
import { BLUEPRINTS } from './blueprints.ts';
import { type Change, readChange } from './changes.ts';
import { booksOf, rankOwners } from './owner.ts';
import { planView } from './view.ts';

/** What a plan is made from and shown with. */
export async function planCase(context: Context, { account, facts }: Case) {
  const [people, { own, segments }] = await Promise.all([colleagues(context), segmentsOf({ ...context, asOf: facts.asOf }, account._id)]);
  const csms = people.filter(({ roles }) => roles.includes('csm')).map(({ _id }) => _id);
  const { vertical = null, ownerId = null } = account;
  const useCase = segments.use_case ?? null;
  const onboarding = own.find(({ playbookType, timelineOptimization }) => playbookType === 'onboarding' && timelineOptimization.length > 0);
  return {
    account,
    facts,
    candidates: rankOwners(people, await booksOf(context, csms), { vertical, useCase, ownerId }),
    useCase: useCase && useCase in BLUEPRINTS ? (useCase as keyof typeof BLUEPRINTS) : null,
    /** What the tenant's playbooks for the account's segments add to an onboarding. */
    extra: (onboarding?.timelineOptimization ?? []).map(({ week, milestone }) => ({ week, milestone })),
  };
}

export type PlanCase = Awaited<ReturnType<typeof planCase>>;

export const planInput = idInput('the plan');

/** The plan a change is for, of an account the person may act on. @throws UserError where there is none */
export async function planToChange(context: Context, named: string, id: string | null) {
  const { now, ...own } = await loadOwnCase(context, named);
  const found = await planCase(context, own);
  const plan = id ? found.facts.plans.find(({ _id }) => _id === id) : planMeant(found);
  if (!plan) throw noPlan(own, ' to change');
  return { found, plan, now };
}

/**
 * A change a person said of a plan, which the customer would notice or not.
 * @throws UserError where it is none of the known, or is made in the other way
 */
export async function changeSaid(
  context: Context,
  { account, change: said, plan: id }: { account: string; change: string; plan: string | null },
  noticed: boolean,
) {
  const { found, plan, now } = await planToChange(context, account, id);
  const change = readChange(said, now);
  if (change.noticed === noticed) return { found, plan, change };
  throw noticed
    ? new UserError('no_approval_needed', 'Nothing was proposed: that needs no approval, it can be noted at once (adjust_success_plan).')
    : new UserError(
        'needs_approval',
        'Nothing was changed: what the customer would notice is proposed first (propose_plan_change). Say for example "move phase 2 by a week".',
      );
}

/** Where a person names none: the plan at work, else the last there was. */
export const planMeant = ({ facts }: Case): CustomerSuccessPlan | undefined => currentPlan(facts) ?? lastPlan(facts.plans);

export const noPlan = ({ account: { name } }: Case, what = ''): UserError =>
  new UserError('no_plan', `${name} has no success plan${what}.`, [{ label: 'Plan it', say: `Plan the onboarding of ${name}` }]);

/** How many changes a plan has seen: what an approved change was made from. */
export const versionOf = ({ changes }: Pick<CustomerSuccessPlan, 'changes'>): number => changes?.length ?? 0;

/**
 * Writes one change over exactly the plan it was made from, and shows the plan as it is then.
 * @param key of an approved change, which is applied once
 */
export async function writeChange(
  context: Context,
  found: PlanCase,
  plan: CustomerSuccessPlan,
  change: Change,
  key?: string,
): Promise<PlanOutput> {
  const { tenant, models, clock, actor } = context;
  const now = clock.now();
  const { set, said } = change.apply(plan);
  const reason = `${change.noticed ? 'approved by' : 'by'} ${actor.name}`;
  const next: CustomerSuccessPlan = {
    ...plan,
    ...set,
    changes: [...(plan.changes ?? []), { to: said, at: now, byUserId: actor.id, reason }],
    appliedChanges: [...(plan.appliedChanges ?? []), ...(key ? [key] : [])],
    updatedAt: now,
  };
  const { _id, tenant: _, recordedAt: __, validFrom: ___, ...fields } = next;
  if (!(await reviseRow(models, 'customerSuccessPlans', { tenant, now }, { before: plan, set: fields })))
    throw new UpstreamError('database', 'conflict', { asked: 'change the plan' });
  return planOutput(found, next, said);
}

/** Puts a plan back as it was before one change, as a change of its own. @throws UserError where more has changed since */
export async function undoChange({ tenant, models, clock }: Context, before: CustomerSuccessPlan, account: string): Promise<string> {
  const plan = await models.customerSuccessPlans.findOne({ tenant, _id: before._id }).lean<CustomerSuccessPlan>();
  const same = plan && versionOf(plan) === versionOf(before) + 1;
  const { _id, tenant: _, recordedAt: __, validFrom: ___, ...set } = before;
  if (!same || !(await reviseRow(models, 'customerSuccessPlans', { tenant, now: clock.now() }, { before: plan, set })))
    throw changedSince(`Not undone: the plan of ${account} has changed since.`);
  return `${before.planName} for ${account} is as it was before.`;
}

/**
 * A plan as a tool gives it.
 * @param said what was just done
 * @param again whether the deal could be planned anew
 */
export function planOutput({ account, facts, candidates }: PlanCase, plan: CustomerSuccessPlan, said: string | null = null, again = false) {
  const others = facts.plans.filter(({ _id }) => _id !== plan._id).map((each) => planView(each, facts, candidates));
  return {
    account: headOf(account),
    asOf: facts.asOf.toISOString(),
    said,
    plan: planView(plan, facts, candidates),
    others: others.map(({ name, status }) => ({ name, status })),
    again,
  };
}
export type PlanOutput = ReturnType<typeof planOutput>;
