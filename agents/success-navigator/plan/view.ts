import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { happened } from '../../facts/index.ts';
import { daysBetween, spaced } from '../../metrics/index.ts';
import type { SignalFacts } from '../signals.ts';
import { PHASE_NAMES } from './blueprints.ts';
import type { Candidate } from './owner.ts';

/** So much better than its owner somebody fits an account clearly better. */
const CLEARLY = 3;
const LEADS = { internal: 'us', customer: 'them', both: 'both' } as const;
const MOST_BASELINES = 6;

const byDue = (a: { dueAt: Date }, b: { dueAt: Date }) => a.dueAt.getTime() - b.dueAt.getTime();

/** A plan as people see it at the instant of the facts. Pure. */
export function planView(plan: CustomerSuccessPlan, facts: SignalFacts, candidates: readonly Candidate[]) {
  const { asOf, values } = facts;
  const completedAt = happened(plan.actualCompletionDate, asOf);
  const running = plan.planStatus !== 'cancelled' && !completedAt;
  const milestones = plan.criticalMilestones
    .map(({ name, phase, dueAt, completedAt: done, metric, ownerSide }) => ({
      name,
      phase,
      dueAt,
      doneAt: happened(done, asOf),
      metric: metric ?? null,
      lead: ownerSide ? LEADS[ownerSide] : null,
      /** 0 where it is not overdue. */
      overdueDays: running && !happened(done, asOf) ? Math.max(0, daysBetween(dueAt, asOf)) : 0,
    }))
    .sort((a, b) => a.phase - b.phase || byDue(a, b));
  const open = milestones.filter(({ doneAt }) => !doneAt).toSorted(byDue);
  const overdue = open.filter(({ overdueDays }) => overdueDays > 0);
  const owner = candidates.find(({ id }) => id === plan.customerSuccessManagerId);
  const [best] = candidates;
  const startsAt = plan.planStartDate ?? plan.at;
  let from = startsAt;
  const phases = [...Map.groupBy(milestones, ({ phase }) => phase)].map(([phase, own]) => {
    const until = new Date(Math.max(from.getTime(), ...own.map(({ dueAt }) => dueAt.getTime())));
    const name = PHASE_NAMES[phase - 1] ?? `Phase ${phase}`;
    const view = { phase, name, from, until, done: own.filter(({ doneAt }) => doneAt).length, milestones: own };
    from = until;
    return view;
  });
  return {
    id: plan._id,
    name: plan.planName,
    /** As the milestones show it: on track, at risk, completed, cancelled, draft. */
    status: statusOf(plan, running, open.length, overdue.length),
    startsAt,
    endsAt: plan.plannedCompletionDate ?? null,
    completedAt,
    owner: owner ? { name: owner.name, reasons: plan.ownerReasons?.length ? plan.ownerReasons : owner.reasons } : null,
    /** Who would fit clearly better. */
    better: best && owner && best.points - owner.points >= CLEARLY ? { name: best.name, reasons: best.reasons } : null,
    stakeholders: stakeholdersOf(plan, facts),
    team: plan.implementationTeam,
    hypothesis: plan.valueHypothesis ?? null,
    criteria: plan.successCriteria ?? [],
    baseline: [
      ...plan.roiBaseline.map(({ name, unit, actual, baseline }) => `${name}: ${actual ?? baseline ?? 'unknown'} ${unit}`),
      ...new Set(values.flatMap(({ baseline, description }) => (baseline?.trim() ? [`${description}: ${baseline.trim()}`] : []))),
    ].slice(0, MOST_BASELINES),
    phases,
    done: milestones.length - open.length,
    total: milestones.length,
    next: (running && open.find(({ overdueDays }) => overdueDays === 0)) || null,
    overdue,
    metrics: plan.targetMetrics.map(({ name, unit, target, dueAt = null }) => {
      const measured = plan.actualMetrics.filter((each) => each.name === name && happened(each.measuredAt, asOf));
      const last = measured.toSorted((a, b) => (a.measuredAt?.getTime() ?? 0) - (b.measuredAt?.getTime() ?? 0)).at(-1);
      return { name, unit, target, actual: last?.actual ?? null, dueAt, measuredAt: last?.measuredAt ?? null };
    }),
    risks: plan.identifiedRisks.map(({ text, severity, mitigation }) => ({ text, severity: severity ?? 'medium', mitigation })),
    toAgree: plan.toAgree ?? [],
    changes: (plan.changes ?? []).map(({ to, at, reason }) => ({ text: to, at, reason })),
  };
}
export type PlanView = ReturnType<typeof planView>;
export type MilestoneView = PlanView['overdue'][number];

/** Those the plan names; of plans made elsewhere, the people it refers to and those with a part at the account. */
function stakeholdersOf(plan: CustomerSuccessPlan, { contacts, asOf }: SignalFacts) {
  const referred = Object.entries({ 'executive sponsor': plan.executiveSponsorId, 'primary contact': plan.primaryCustomerContactId });
  const named = referred.flatMap(([part, contactId]) => (contactId ? [{ contactId, part }] : []));
  const others = contacts.flatMap(({ _id, role }) =>
    role && role !== 'user' && !named.some(({ contactId }) => contactId === _id) ? [{ contactId: _id, part: spaced(role) }] : [],
  );
  return (plan.stakeholders?.length ? plan.stakeholders : [...named, ...others]).map(({ contactId, part }) => {
    const contact = contacts.find(({ _id }) => _id === contactId);
    return { name: contact?.name ?? contactId, title: contact?.title ?? null, part, left: Boolean(happened(contact?.leftAt, asOf)) };
  });
}

function statusOf(plan: CustomerSuccessPlan, running: boolean, open: number, overdue: number): string {
  if (plan.planStatus === 'cancelled') return 'cancelled';
  if (!running || open === 0) return 'completed';
  return overdue > 0 ? 'at risk' : plan.planStatus === 'draft' ? 'draft' : 'on track';
}
