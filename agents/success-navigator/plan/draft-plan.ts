import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import type { Opportunity } from '../../../models/opportunity.ts';
import type { Segment } from '../../../models/scorecard.ts';
import { addDays, dayOf, workday } from '../../facts/index.ts';
import { figureNow, shortMoney, spaced } from '../../metrics/index.ts';
import { present } from '../../metrics/topics/people.ts';
import type { SignalFacts } from '../signals.ts';
import { ALWAYS, BLUEPRINTS, type Milestone } from './blueprints.ts';
import type { PlanCase } from './case.ts';
import { type Goal, readGoal } from './goals.ts';
import { risksOf } from './risks.ts';

const WEEKS_A_PHASE = { enterprise: 4, mid_market: 4, smb: 3, startup: 2 } as const;

interface Given extends Omit<PlanCase, 'account'> {
  deal: Opportunity;
  now: Date;
  /** Dated from today even where the contract began long ago. */
  fromToday: boolean;
}

type PlanDraft = Omit<CustomerSuccessPlan, '_id' | 'tenant' | 'source' | 'ingestedAt' | 'at' | 'externalId'>;

/** A success plan from a deal that was won: only what the facts say, the rest left to agree. Pure. */
export function draftPlan({ facts, deal, useCase, candidates, extra, now, fromToday }: Given): PlanDraft {
  const { account, values } = facts;
  const size = figureNow(facts, 'segment')?.figure.value as Segment | undefined;
  const weeks = WEEKS_A_PHASE[size ?? 'mid_market'];
  const start = startOf(deal, facts, now, fromToday);
  const goals = deal.goals.map((text) => readGoal(text, start, weeks));
  const owner = candidates.find(({ id }) => id === account.ownerId) ?? candidates[0];
  const here = present(facts);
  const of = (...roles: string[]) => roles.map((role) => here.find((contact) => contact.role === role)).find(Boolean);
  const sponsor = of('executive_sponsor', 'decision_maker');
  const primary = of('champion', 'executive_sponsor', 'decision_maker', 'technical_lead') ?? here[0];
  const criticalMilestones = milestonesOf(BLUEPRINTS[useCase ?? 'general'], goals, extra, start, weeks);
  const end = new Date(Math.max(addDays(start, weeks * 3 * 7).getTime(), ...criticalMilestones.map(({ dueAt }) => dueAt.getTime())));
  const open: [boolean, string][] = [
    [Boolean(owner), 'Who looks after the account'],
    [Boolean(sponsor), 'Who is the executive sponsor'],
    [Boolean(of('champion')), 'Who carries it day by day (champion)'],
    [Boolean(of('technical_lead')), 'Who is the technical lead'],
    [goals.length > 0, 'Two or three goals with a number and a date'],
    ...goals.map(({ target, text }): [boolean, string] => [Boolean(target), `How "${text}" is measured`]),
    ...goals.map(({ dueAt, text }): [boolean, string] => [Boolean(dueAt), `By when: "${text}"`]),
    [values.some(({ baseline }) => baseline?.trim()), 'What it costs and takes today (baseline), before go-live'],
    [false, 'Who works on it on both sides, by role and number'],
    [figureNow(facts, 'seats_bought') !== null, 'How many people get access'],
  ];
  const expansion = deal.kind === 'expansion';
  return {
    accountId: account._id,
    opportunityId: deal._id,
    planName: `${expansion ? 'Expansion' : 'Onboarding'}: ${deal.name}`,
    planType: expansion ? 'expansion' : 'onboarding',
    planStatus: 'active',
    customerSuccessManagerId: owner?.id,
    ownerReasons: owner?.reasons ?? [],
    ...(primary ? { primaryCustomerContactId: primary._id } : {}),
    ...(sponsor ? { executiveSponsorId: sponsor._id } : {}),
    stakeholders: here.flatMap(({ _id, role }) => (role && role !== 'user' ? [{ contactId: _id, part: spaced(role) }] : [])),
    implementationTeam: [],
    planStartDate: start,
    plannedCompletionDate: end,
    criticalMilestones,
    successCriteria: deal.goals,
    ...(goals.length > 0 ? { valueHypothesis: hypothesisOf(goals, deal) } : {}),
    targetMetrics: goals.flatMap(({ text, target, dueAt }) =>
      target ? [{ name: text, unit: target.unit, target: target.value, ...(dueAt ? { dueAt } : {}) }] : [],
    ),
    actualMetrics: [],
    roiBaseline: [],
    roiAchievement: [],
    adoptionGoals: [],
    trainingRequirements: [],
    changeManagementPlan: [],
    identifiedRisks: risksOf(facts, deal, goals, owner),
    mitigationStrategies: [],
    escalationHistory: [],
    toAgree: open.flatMap(([known, point]) => (known ? [] : [point])),
    changes: [],
    appliedChanges: [],
    updatedAt: now,
  };
}

/** With the contract, where that is now or ahead; else from today. */
function startOf({ closeDate }: Opportunity, { contracts }: SignalFacts, now: Date, fromToday: boolean): Date {
  const today = dayOf(now);
  if (fromToday) return today;
  const since = closeDate ?? today;
  const begun = contracts.map(({ startDate }) => startDate.getTime()).filter((time) => time >= addDays(since, -30).getTime());
  const start = dayOf(begun.length > 0 ? new Date(Math.min(...begun)) : since);
  return start >= addDays(today, -14) ? start : today;
}

/** Never on a weekend: the Friday before, unless that lies before the start. */
function upToFriday(date: Date, start: Date): Date {
  const day = date.getUTCDay();
  const friday = addDays(date, -([2, 0, 0, 0, 0, 0, 1][day] ?? 0));
  return friday < start ? workday(date) : friday;
}

function milestonesOf(
  blueprint: readonly Milestone[],
  goals: readonly Goal[],
  extra: Given['extra'],
  start: Date,
  weeks: number,
): PlanDraft['criticalMilestones'] {
  const after = (days: number) => upToFriday(addDays(start, days), start);
  const made = [...blueprint, ...ALWAYS].map(([phase, at, name, metric, ownerSide]) => ({
    name,
    phase,
    dueAt: after(Math.round((phase - 1 + at) * weeks * 7)),
    metric,
    ownerSide,
  }));
  const own = extra
    .filter(({ milestone }) => !made.some(({ name }) => name.toLowerCase() === milestone.toLowerCase()))
    .map(({ week, milestone }) => ({
      name: milestone,
      phase: Math.min(3, Math.max(1, Math.ceil(week / weeks))),
      dueAt: after(week * 7),
      ownerSide: 'both' as const,
    }));
  const reached = goals.map(({ text, target, dueAt, phase }) => ({
    name: `Goal: ${text}`,
    phase,
    dueAt: dueAt ? upToFriday(dueAt, start) : after(phase * weeks * 7),
    metric: target ? `${target.value.toLocaleString('en-US')} ${target.unit}` : 'Measure to agree',
    ownerSide: 'both' as const,
  }));
  return [...made, ...own, ...reached].sort(
    (a, b) => a.phase - b.phase || a.dueAt.getTime() - b.dueAt.getTime() || a.name.localeCompare(b.name),
  );
}

function hypothesisOf(goals: readonly Goal[], { amount, currency }: Opportunity): string {
  const counted = goals.filter(({ target }) => target);
  const said = (counted.length > 0 ? counted : goals).slice(0, 3).map(({ text }) => text);
  return `${said.join('; ')}.${amount ? ` For ${shortMoney(amount, currency)}.` : ''}`;
}
