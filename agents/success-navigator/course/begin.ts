import type { User } from '../../../models/user.ts';
import type { Adjusted } from '../shelf/variant.ts';
import { type SignalFacts, signalNamed } from '../signals.ts';
import { addDays, dayOf, type Execution, runningKey, summed, workday } from './execution.ts';

export type Person = Pick<User, '_id' | 'name' | 'roles'>;

const PRIORITY = { critical: 'urgent', high: 'high', medium: 'medium', low: 'low' } as const;

/** Who does a step of that role: the account's own CSM or account executive, else the first active person with the role, else the CSM. */
export function assigneeOf(
  role: string | null | undefined,
  { ownerId, accountExecutiveId }: SignalFacts['account'],
  people: readonly Person[],
): string | undefined {
  const here = (id: string | null | undefined) => people.find(({ _id }) => _id === id)?._id;
  if (role === 'ae') return here(accountExecutiveId) ?? here(ownerId);
  const other =
    role && role !== 'csm' && role !== 'owner' ? people.find(({ roles }) => (roles as string[]).includes(role))?._id : undefined;
  return other ?? here(ownerId) ?? people.find(({ roles }) => roles.includes('manager'))?._id;
}

interface Start {
  id: string;
  tenant: string;
  now: Date;
  byUserId: string;
  /** Why it is started, in words. */
  cause: string;
  triggeredBy: Execution['triggeredBy'];
}

/** A running playbook for the account, every step dated from today. Pure. */
export function begin(
  { playbook, notes }: Adjusted,
  facts: SignalFacts,
  people: readonly Person[],
  { id, tenant, now, byUserId, cause, triggeredBy }: Start,
): Execution {
  const start = dayOf(now);
  const last = Math.max(playbook.executionTimelineDays ?? 0, ...playbook.steps.map(({ dayTo }) => dayTo));
  const execution: Execution = {
    _id: id,
    tenant,
    source: 'greendoor',
    at: now,
    ingestedAt: now,
    playbookId: playbook.id,
    playbookName: playbook.playbookName,
    playbookVersion: playbook.version,
    accountId: facts.account._id,
    triggeredBy,
    triggerEvent: { text: cause, kind: 'recommended', at: now },
    assignedUserId: assigneeOf('csm', facts.account, people) ?? byUserId,
    executionPriority: PRIORITY[playbook.priorityLevel ?? 'medium'],
    actualStartDate: start,
    plannedCompletionDate: addDays(start, last),
    currentStep: playbook.steps[0]?.number ?? 1,
    completedSteps: [],
    pendingSteps: playbook.steps.map(
      ({ number, title, phase, kind, description, dayFrom, dayTo, ownerRole, recipientRole, templateName }) => ({
        number,
        title,
        phase,
        kind,
        description,
        dueAt: addDays(start, dayFrom),
        dueUntil: workday(addDays(start, dayTo)),
        ownerRole,
        recipientRole,
        templateName,
        assigneeId: assigneeOf(ownerRole, facts.account, people) ?? byUserId,
      }),
    ),
    skippedSteps: [],
    executionStatus: 'in_progress',
    targetMetrics: playbook.targetOutcomes.map(({ name, unit, target }) => {
      const reading = signalNamed(name)?.read(facts);
      return { name, unit, target, ...(reading ? { baseline: reading.value, at: now } : {}) };
    }),
    achievedMetrics: [],
    customerFeedback: [],
    decisions: [],
    escalations: [],
    adjustments: notes,
    decisionPoints: playbook.decisionPoints,
    escalationTriggers: playbook.escalationTriggers,
    runningKey: runningKey(facts.account._id, playbook.playbookName),
    revision: 0,
  };
  return summed(execution, now);
}
