import { z } from 'zod';
import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { reviseRow } from '../../../models/kit/revise.ts';
import type { Context } from '../../kit/context.ts';
import { UpstreamError, UserError } from '../../kit/errors.ts';
import { applyChange, type Change, concernsCustomer } from './changes.ts';
import { currentPlan, type PlanCase, viewed } from './load.ts';
import type { PlanOutput } from './present.ts';

export const planInput = z
  .string()
  .max(80)
  .nullable()
  .default(null)
  .describe('Id of the plan, where a button gives it; null for the running one');

/** The plan a change is for. @throws UserError where there is none */
export function planToChange({ account, facts }: PlanCase, id: string | null): CustomerSuccessPlan {
  const plan = id ? facts.plans.find(({ _id }) => _id === id) : currentPlan(facts);
  if (plan) return plan;
  throw new UserError('no_plan', `${account.name} has no success plan to change.`, [
    { label: 'Plan it', say: `Plan the onboarding of ${account.name}` },
  ]);
}

/** How many changes a plan has seen: what an approved change was made from. */
export const versionOf = ({ changes }: Pick<CustomerSuccessPlan, 'changes'>): number => changes?.length ?? 0;

/**
 * Writes one change over exactly the plan it was made from.
 * @param key of an approved change, which is applied once
 */
export async function writeChange(
  { tenant, models, clock, actor }: Context,
  plan: CustomerSuccessPlan,
  change: Change,
  key?: string,
): Promise<{ plan: CustomerSuccessPlan; said: string }> {
  const now = clock.now();
  const { set, said } = applyChange(plan, change, now);
  const entry = {
    to: said,
    at: now,
    byUserId: actor.id,
    reason: concernsCustomer(change) ? `approved by ${actor.name}` : `by ${actor.name}`,
  };
  const { changes = [], appliedChanges = [] } = plan;
  const next: CustomerSuccessPlan = {
    ...plan,
    ...set,
    changes: [...changes, entry],
    appliedChanges: key ? [...appliedChanges, key] : appliedChanges,
    updatedAt: now,
  };
  const { _id, tenant: _, recordedAt: __, validFrom: ___, ...fields } = next;
  if (!(await reviseRow(models, 'customerSuccessPlans', { tenant, now }, { before: plan, set: fields })))
    throw new UpstreamError('database', 'conflict', { asked: 'change the plan' });
  return { plan: { ...next, recordedAt: now, validFrom: now }, said };
}

/** Puts a plan back as it was before one change, as a change of its own. @throws UserError where more has changed since */
export async function undoChange({ tenant, models, clock }: Context, before: CustomerSuccessPlan, account: string): Promise<string> {
  const plan = await models.customerSuccessPlans.findOne({ tenant, _id: before._id }).lean<CustomerSuccessPlan>();
  const same = plan && versionOf(plan) === versionOf(before) + 1;
  const { _id, tenant: _, recordedAt: __, validFrom: ___, ...set } = before;
  if (!same || !(await reviseRow(models, 'customerSuccessPlans', { tenant, now: clock.now() }, { before: plan, set })))
    throw new UserError('changed_since', `Not undone: the plan of ${account} has changed since.`);
  return `${before.planName} for ${account} is as it was before.`;
}

/** A plan as a tool gives it. `said`: what was just done. */
export function planOutput(found: PlanCase, plan: CustomerSuccessPlan, asOf: Date, said: string | null = null, again = false): PlanOutput {
  const { account, facts } = found;
  const others = facts.plans.filter(({ _id }) => _id !== plan._id);
  return {
    account: { id: account._id, name: account.name },
    asOf: asOf.toISOString(),
    said,
    plan: viewed(plan, found),
    others: others.map((each) => ({ name: each.planName, status: viewed(each, found).status })),
    again,
  };
}
