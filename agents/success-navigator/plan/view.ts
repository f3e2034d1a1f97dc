import { z } from 'zod';
import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { daysBetween } from '../../metrics/format.ts';
import type { SignalFacts } from '../signals.ts';
import { plain } from '../words.ts';
import { PHASE_NAMES } from './blueprint.ts';
import type { Candidate } from './owner.ts';

const instant = z.string().describe('ISO 8601');

const milestoneSchema = z.object({
  name: z.string(),
  phase: z.number(),
  dueAt: instant,
  doneAt: instant.nullable(),
  metric: z.string().nullable(),
  lead: z.string().nullable(),
  overdueDays: z.number().describe('0 where it is not overdue'),
});
export type MilestoneView = z.infer<typeof milestoneSchema>;

export const planSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  status: z.string().describe('as the milestones show it: on track, at risk, completed, cancelled'),
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  completedAt: instant.nullable(),
  owner: z.object({ name: z.string(), reasons: z.array(z.string()) }).nullable(),
  better: z
    .object({ name: z.string(), reasons: z.array(z.string()) })
    .nullable()
    .describe('who would fit clearly better'),
  stakeholders: z.array(z.object({ name: z.string(), title: z.string().nullable(), part: z.string(), left: z.boolean() })),
  team: z.array(z.object({ side: z.string(), role: z.string(), count: z.number() })),
  hypothesis: z.string().nullable(),
  criteria: z.array(z.string()),
  baseline: z.array(z.string()),
  phases: z.array(
    z.object({
      phase: z.number(),
      name: z.string(),
      from: instant,
      until: instant,
      done: z.number(),
      milestones: z.array(milestoneSchema),
    }),
  ),
  done: z.number(),
  total: z.number(),
  next: milestoneSchema.nullable(),
  overdue: z.array(milestoneSchema),
  metrics: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      target: z.number(),
      actual: z.number().nullable(),
      dueAt: instant.nullable(),
      measuredAt: instant.nullable(),
    }),
  ),
  risks: z.array(z.object({ text: z.string(), severity: z.string(), mitigation: z.string().nullable() })),
  toAgree: z.array(z.string()),
  changes: z.array(z.object({ text: z.string(), at: instant, reason: z.string().nullable() })),
});
export type PlanView = z.infer<typeof planSchema>;

/** A clearly better fit for the account than its owner. */
const CLEARLY = 3;

/** A plan as people see it at the instant of the facts. Pure. */
export function planView(plan: CustomerSuccessPlan, facts: SignalFacts, candidates: readonly Candidate[]): PlanView {
  const { asOf, contacts, values } = facts;
  const iso = (date: Date | null | undefined) => date?.toISOString() ?? null;
  const past = (date: Date | null | undefined) => (date && date <= asOf ? date : null);
  const running = plan.planStatus !== 'cancelled' && !past(plan.actualCompletionDate);
  const milestones = plan.criticalMilestones
    .map(({ name, phase, dueAt, completedAt, metric, ownerSide }): MilestoneView => {
      const done = past(completedAt);
      return {
        name,
        phase,
        dueAt: dueAt.toISOString(),
        doneAt: iso(done),
        metric: metric ?? null,
        lead: ownerSide ? { internal: 'us', customer: 'them', both: 'both' }[ownerSide] : null,
        overdueDays: running && !done ? Math.max(0, daysBetween(dueAt, asOf)) : 0,
      };
    })
    .sort((a, b) => a.phase - b.phase || (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
  const open = milestones.filter(({ doneAt }) => !doneAt).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const overdue = open.filter(({ overdueDays }) => overdueDays > 0);
  const next = running ? (open.find(({ overdueDays }) => overdueDays === 0) ?? null) : null;
  const owner = candidates.find(({ userId }) => userId === plan.customerSuccessManagerId);
  const [best] = candidates;
  const start = plan.planStartDate ?? plan.at;
  const phases = [...new Set(milestones.map(({ phase }) => phase))].sort((a, b) => a - b);
  let from = start.toISOString();
  return {
    id: plan._id,
    name: plan.planName,
    type: plan.planType,
    status: statusOf(plan, running, open.length, overdue.length),
    startsAt: iso(start),
    endsAt: iso(plan.plannedCompletionDate),
    completedAt: iso(past(plan.actualCompletionDate)),
    owner: owner ? { name: owner.name, reasons: plan.ownerReasons?.length ? plan.ownerReasons : owner.reasons } : null,
    better:
      best && owner && best.userId !== owner.userId && best.score - owner.score >= CLEARLY
        ? { name: best.name, reasons: best.reasons }
        : null,
    stakeholders: stakeholdersOf(plan, facts).map(({ contactId, part }) => {
      const contact = contacts.find(({ _id }) => _id === contactId);
      return { name: contact?.name ?? contactId, title: contact?.title ?? null, part, left: Boolean(past(contact?.leftAt)) };
    }),
    team: plan.implementationTeam.map(({ side, role, count }) => ({ side, role, count })),
    hypothesis: plan.valueHypothesis ?? null,
    criteria: plan.successCriteria ?? [],
    baseline: [
      ...plan.roiBaseline.map(({ name, unit, actual, baseline }) => `${name}: ${actual ?? baseline ?? 'unknown'} ${unit}`),
      ...new Set(values.flatMap(({ baseline, description }) => (baseline?.trim() ? [`${description}: ${baseline.trim()}`] : []))),
    ].slice(0, 6),
    phases: phases.map((phase) => {
      const own = milestones.filter((each) => each.phase === phase);
      const until = [from, ...own.map(({ dueAt }) => dueAt)].sort().at(-1) ?? from;
      const view = {
        phase,
        name: PHASE_NAMES[phase - 1] ?? `Phase ${phase}`,
        from,
        until,
        done: own.filter(({ doneAt }) => doneAt).length,
        milestones: own,
      };
      from = until;
      return view;
    }),
    done: milestones.length - open.length,
    total: milestones.length,
    next,
    overdue,
    metrics: plan.targetMetrics.map(({ name, unit, target, dueAt }) => {
      const last = plan.actualMetrics
        .filter((each) => each.name === name && past(each.measuredAt))
        .toSorted((a, b) => (a.measuredAt?.getTime() ?? 0) - (b.measuredAt?.getTime() ?? 0))
        .at(-1);
      return { name, unit, target, actual: last?.actual ?? null, dueAt: iso(dueAt), measuredAt: iso(last?.measuredAt) };
    }),
    risks: plan.identifiedRisks.map(({ text, severity, mitigation }) => ({
      text,
      severity: severity ?? 'medium',
      mitigation: mitigation ?? null,
    })),
    toAgree: plan.toAgree ?? [],
    changes: (plan.changes ?? []).map(({ to, at, reason }) => ({ text: to, at: at.toISOString(), reason: reason ?? null })),
  };
}

/** Those the plan names; of plans made elsewhere, the people it refers to and those with a part at the account. */
function stakeholdersOf(plan: CustomerSuccessPlan, { contacts }: SignalFacts): { contactId: string; part: string }[] {
  if (plan.stakeholders?.length) return plan.stakeholders;
  const named: [string | null | undefined, string][] = [
    [plan.executiveSponsorId, 'executive sponsor'],
    [plan.primaryCustomerContactId, 'primary contact'],
  ];
  const referred = named.flatMap(([contactId, part]) => (contactId ? [{ contactId, part }] : []));
  const others = contacts
    .filter(({ _id, role }) => role && role !== 'user' && !referred.some(({ contactId }) => contactId === _id))
    .map(({ _id, role }) => ({ contactId: _id, part: plain(role ?? 'user') }));
  return [...referred, ...others];
}

function statusOf(plan: CustomerSuccessPlan, running: boolean, open: number, overdue: number): string {
  if (plan.planStatus === 'cancelled') return 'cancelled';
  if (!running || open === 0) return 'completed';
  return overdue > 0 ? 'at risk' : plan.planStatus === 'draft' ? 'draft' : 'on track';
}
