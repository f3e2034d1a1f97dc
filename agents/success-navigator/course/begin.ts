import type { User } from '../../../models/user.ts';
import { addDays, dayOf, workday } from '../../facts/index.ts';
import type { Context } from '../../kit/tool.ts';
import type { Adjusted } from '../shelf/variant.ts';
import { type SignalFacts, signalNamed } from '../signals.ts';
import { type Execution, runningKey, summed } from './execution.ts';

export type Person = Pick<User, '_id' | 'name' | 'roles'>;

const PRIORITY = { critical: 'urgent', high: 'high', medium: 'medium', low: 'low' } as const;

/** Who does a step of that role: the account's own CSM or account executive, else the first active person with the role, else the CSM. */
export function assigneeOf(
  role: string | null | undefined,
  { ownerId, accountExecutiveId }: SignalFacts['account'],
  people: readonly Person[],
): string | undefined {
  const here = (id: string | null | undefined) => people.find(({ _id }) => _id === id)?._id;
  const withRole = (wanted: string) => people.find(({ roles }) => (roles as string[]).includes(wanted))?._id;
  if (role === 'ae') return here(accountExecutiveId) ?? here(ownerId);
  const other = role && role !== 'csm' && role !== 'owner' ? withRole(role) : undefined;
  return other ?? here(ownerId) ?? withRole('manager');
}

interface Start extends Pick<Context, 'tenant'> {
  id: string;
  now: Date;
  byUserId: string;
  /** Why it is started, in words. */
  cause: string;
}

/** A running playbook for the account, every step dated from today. Pure. */
export function begin(
  { playbook, notes }: Adjusted,
  facts: SignalFacts,
  people: readonly Person[],
  { id, tenant, now, byUserId, cause }: Start,
): Execution {
  const { playbookSteps: steps, playbookName } = playbook;
  const { account } = facts;
  const start = dayOf(now);
  const last = Math.max(playbook.executionTimelineDays ?? 0, ...steps.map(({ dayTo }) => dayTo));
  const execution: Execution = {
    _id: id,
    tenant,
    source: 'greendoor',
    at: now,
    ingestedAt: now,
    playbookId: playbook._id,
    playbookName,
    playbookVersion: playbook.version,
    accountId: account._id,
    triggeredBy: 'manual',
    triggerEvent: { text: cause, kind: 'recommended', at: now },
    assignedUserId: assigneeOf('csm', account, people) ?? byUserId,
    executionPriority: PRIORITY[playbook.priorityLevel ?? 'medium'],
    actualStartDate: start,
    plannedCompletionDate: addDays(start, last),
    currentStep: steps[0]?.number ?? 1,
    completedSteps: [],
    pendingSteps: steps.map(({ dayFrom, dayTo, ...step }) => ({
      ...step,
      dueAt: addDays(start, dayFrom),
      dueUntil: workday(addDays(start, dayTo)),
      assigneeId: assigneeOf(step.ownerRole, account, people) ?? byUserId,
    })),
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
    runningKey: runningKey(account._id, playbookName),
    revision: 0,
  };
  return summed(execution, now);
}
