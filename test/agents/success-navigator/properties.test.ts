import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planExperience } from '../../../agents/success-navigator/advocacy/experience.ts';
import { FORMAT_NAMES } from '../../../agents/success-navigator/advocacy/formats.ts';
import { parseCondition } from '../../../agents/success-navigator/condition.ts';
import { begin } from '../../../agents/success-navigator/course/begin.ts';
import { complete, decide, dueSteps, type Execution, skip } from '../../../agents/success-navigator/course/execution.ts';
import { reachedShare, settle } from '../../../agents/success-navigator/course/settle.ts';
import { viewOf } from '../../../agents/success-navigator/course/view.ts';
import { fromTemplate } from '../../../agents/success-navigator/letter/from-template.ts';
import { readChange } from '../../../agents/success-navigator/plan/changes.ts';
import { draftPlan } from '../../../agents/success-navigator/plan/draft-plan.ts';
import { planView } from '../../../agents/success-navigator/plan/view.ts';
import { recommend } from '../../../agents/success-navigator/shelf/recommend.ts';
import { library, mergeShelf } from '../../../agents/success-navigator/shelf/shelf.ts';
import { type SignalFacts, signalNamed } from '../../../agents/success-navigator/signals.ts';
import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import type { Opportunity } from '../../../models/opportunity.ts';
import { arbitraryFacts, asOf } from '../value-realization/arbitrary-facts.ts';

const DAY = 86_400_000;
const RUNS = { numRuns: 100 };
const shelf = mergeShelf('demo', []);
const people = [
  { _id: 'csm', name: 'Carla', roles: ['csm' as const] },
  { _id: 'boss', name: 'Max', roles: ['manager' as const] },
];
const score = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null });
const facts: fc.Arbitrary<SignalFacts> = fc.tuple(arbitraryFacts, score, score).map(([each, health, risk]) => ({
  ...each,
  advocacy: [],
  account: { ...each.account, ownerId: 'csm', aliases: [] },
  contacts: each.contacts.map((contact) => ({ ...contact, email: 'ada@customer.example' })),
  opportunities: each.opportunities.map((deal) => ({ ...deal, goals: [] as string[] })),
  issued: {
    opinions: { ...(health === null ? {} : { health }), ...(risk === null ? {} : { churn_risk: risk, churn_risk_change_30: 0 }) },
    rows: {},
  },
  run: null,
}));
const started = (each: SignalFacts, index: number): Execution => {
  const playbook = shelf[index % shelf.length];
  if (!playbook) throw new Error('an empty shelf');
  return begin({ playbook, notes: [] }, each, people, {
    id: 'run',
    tenant: 'demo',
    now: asOf,
    byUserId: 'csm',
    cause: 'test',
  });
};
const numbers = ({ pendingSteps, completedSteps, skippedSteps }: Execution) =>
  [...pendingSteps, ...completedSteps, ...skippedSteps].map(({ number }) => number).sort((a, b) => a - b);

test('the library: thirteen playbooks whose every condition, target and escalation is measured, and whose branches lead forward', () => {
  expect(library.length).toBeGreaterThanOrEqual(12);
  expect(new Set(library.map(({ playbookName }) => playbookName)).size).toBe(library.length);
  for (const {
    playbookSteps,
    triggerConditions,
    targetOutcomes,
    escalationTriggers,
    decisionPoints,
    emailTemplates,
    playbookName,
  } of library) {
    for (const name of [
      ...triggerConditions.map(({ signal }) => signal),
      ...targetOutcomes.map(({ name }) => name),
      ...escalationTriggers.map(({ metric }) => metric ?? ''),
    ])
      expect([playbookName, name, signalNamed(name)?.key]).toEqual([playbookName, name, name]);
    for (const { kind, templateName, dayFrom, dayTo } of playbookSteps) {
      expect(dayTo).toBeGreaterThanOrEqual(dayFrom);
      if (kind === 'email') expect(emailTemplates.map(({ name }) => name)).toContain(templateName);
    }
    for (const { afterStep, nextStep, when } of decisionPoints) {
      expect(playbookSteps.some(({ number }) => number > afterStep && number < nextStep)).toBe(true);
      if (/\b(above|below|equals|occurs)\b/.test(when)) expect(parseCondition(when)).toBeDefined();
    }
  }
  const recovery = library.find(({ playbookName }) => playbookName === 'High-risk customer recovery');
  const days = (phases: number[]) => recovery?.playbookSteps.filter(({ phase }) => phases.includes(phase)).map(({ dayTo }) => dayTo) ?? [];
  expect(Math.max(...days([1, 2, 3]))).toBeLessThan(14);
  expect(Math.max(...days([4, 5, 6]))).toBe(104);
});

test('whatever happens to a playbook, no step is lost or doubled, progress never falls, and it ends when nothing is left', () => {
  const act = fc.record({
    kind: fc.constantFrom('complete', 'skip', 'settle', 'yes', 'no'),
    pick: fc.nat(),
    days: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(facts, fc.nat(), fc.array(act, { maxLength: 40 }), (each, index, acts) => {
      let run = started(each, index);
      let now = asOf;
      for (const { kind, pick, days } of acts) {
        if (run.executionStatus !== 'in_progress') break;
        now = new Date(now.getTime() + days * DAY);
        const before = run;
        const step = run.pendingSteps[pick % Math.max(1, run.pendingSteps.length)];
        const open = run.openDecision;
        if (kind === 'complete' && step) run = complete(run, step.number, { at: now, byUserId: 'csm' });
        if (kind === 'skip' && step) run = skip(run, [step.number], { at: now, byUserId: 'csm', reason: 'test' });
        if ((kind === 'yes' || kind === 'no') && open?.afterStep != null && open.question && open.nextStep != null)
          run = decide(
            run,
            { afterStep: open.afterStep, question: open.question, nextStep: open.nextStep },
            { at: now, answer: kind, basis: 'test' },
          );
        const around = { facts: { ...each, asOf: now }, people, now, drafts: new Map() };
        run = settle(run, around);
        expect(settle(run, around)).toEqual(run);
        const added = run.escalations.length - before.escalations.length;
        expect(numbers(run)).toHaveLength(numbers(before).length + added);
        expect(new Set(numbers(run)).size).toBe(numbers(run).length);
        if (added === 0) expect(run.progressPercentage).toBeGreaterThanOrEqual(before.progressPercentage ?? 0);
        for (const { number } of dueSteps(run, now)) expect(run.pendingSteps.map((pending) => pending.number)).toContain(number);
        expect(run.executionStatus === 'completed').toBe(run.pendingSteps.length === 0 && !run.openDecision);
        const { targets, successScore } = viewOf(run, { ...each, asOf: now }, people);
        if (successScore !== null && successScore >= 100)
          for (const { value, reached } of targets) expect(value === null || reached).toBe(true);
        expect(run.runningKey === undefined).toBe(run.executionStatus === 'completed');
        expect(JSON.stringify(viewOf(run, { ...each, asOf: now }, people))).not.toMatch(/NaN|Invalid|undefined/);
      }
    }),
    RUNS,
  );
});

test('a target is reached or not, whichever way is better, and nearer is never worse', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('higher', 'lower'),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 99 }),
      (better, baseline, target, value) => {
        const share = reachedShare(better, baseline, target, value);
        const nearer = reachedShare(better, baseline, target, better === 'higher' ? value + 1 : value - 1);
        expect(share === 1).toBe(better === 'higher' ? value >= target : value <= target);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(nearer).toBeGreaterThanOrEqual(share);
      },
    ),
  );
});

test('recommended is only what every required condition allows, and the same facts give the same order', () => {
  let found = 0;
  fc.assert(
    fc.property(facts, (each) => {
      const fitting = recommend(shelf, each);
      if (fitting.length > 0) found++;
      expect(recommend([...shelf].reverse(), each).map(({ playbook }) => playbook.playbookName)).toEqual(
        fitting.map(({ playbook }) => playbook.playbookName),
      );
      for (const { met, fit } of fitting) {
        expect(met.length).toBeGreaterThan(0);
        expect(fit).toBeGreaterThan(0);
        expect(fit).toBeLessThanOrEqual(1);
      }
      const left = { ...each, account: { ...each.account, churnedAt: new Date(asOf.getTime() - DAY) } };
      expect(recommend(shelf, left)).toEqual([]);
    }),
    RUNS,
  );
  expect(found).toBeGreaterThan(10);
});

test('a template never shows a place, and a sentence without its fact is dropped', () => {
  fc.assert(
    fc.property(facts, fc.nat(), (each, index) => {
      const contact = each.contacts[0];
      const templates = library.flatMap(({ emailTemplates }) => emailTemplates);
      const template = templates[index % templates.length];
      if (!contact || !template) return;
      const { subject, body, points } = fromTemplate(
        template,
        each,
        { ...contact, email: 'ada@customer.example' },
        { name: 'Carla', title: 'CSM' },
      );
      expect(subject + body).not.toMatch(/\{\{|\}\}|undefined|NaN/);
      expect(body).not.toMatch(/churn|health score/i);
      for (const { figure } of points) expect(figure.evidence.length).toBeGreaterThan(0);
    }),
    RUNS,
  );
});

const GOALS = ['Save $40K a year', '95 % of the team active within 8 weeks', 'Be audit ready', 'NPS of 8 or more', 'Deploy by week 2', ''];

test('a plan holds its goals, its dates keep their order and fall on workdays, and a move shifts exactly what it says', () => {
  fc.assert(
    fc.property(
      facts,
      fc.subarray(GOALS.filter(Boolean)),
      fc.boolean(),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 9 }),
      (each, goals, fromToday, phase, weeks) => {
        const deal = {
          _id: 'deal',
          accountId: 'account',
          name: 'Deal',
          kind: 'new',
          stage: 'closed_won',
          currency: 'USD',
          at: asOf,
          closeDate: asOf,
          goals,
        } as unknown as Opportunity;
        const draft = draftPlan({ facts: each, deal, useCase: null, candidates: [], extra: [], now: asOf, fromToday });
        expect(draft.successCriteria).toEqual(goals);
        for (const goal of goals) expect(draft.criticalMilestones.map(({ name }) => name)).toContain(`Goal: ${goal}`);
        for (const { dueAt } of draft.criticalMilestones) {
          expect([0, 6]).not.toContain(dueAt.getUTCDay());
          expect(dueAt.getTime()).toBeGreaterThanOrEqual(draft.planStartDate?.getTime() ?? 0);
        }
        expect(draft.toAgree.join()).toContain('Who looks after the account');
        const plan = { ...draft, _id: 'p', tenant: 't', source: 's', at: asOf, ingestedAt: asOf } as CustomerSuccessPlan;
        const view = planView(plan, each, []);
        expect(view.total).toBe(draft.criticalMilestones.length);
        expect(JSON.stringify(view)).not.toMatch(/NaN|Invalid/);
        const { set, lines = [] } = readChange(`move phase ${phase} by ${weeks} weeks`, asOf).apply(plan);
        const shifts = (set.criticalMilestones ?? []).map(
          (milestone, index) =>
            [milestone.phase, (milestone.dueAt.getTime() - (draft.criticalMilestones[index]?.dueAt.getTime() ?? 0)) / DAY] as const,
        );
        for (const [own, days] of shifts) expect(days).toBe(own >= phase ? weeks * 7 : 0);
        expect(lines).toHaveLength(shifts.filter(([, days]) => days > 0).length);
      },
    ),
    RUNS,
  );
});

test('an advocate’s preparation states no figure that is not on record', () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...FORMAT_NAMES), (each, format) => {
      const { facts: known, schedule, against } = planExperience(each, format, each.contacts[0] ?? null, null, asOf);
      for (const { unit, evidence } of known)
        expect(unit === '' || evidence.every(({ collection }) => collection === 'value_records')).toBe(true);
      for (const { at } of schedule) expect(at.getTime()).toBeGreaterThanOrEqual(asOf.getTime() - DAY);
      if (Number(each.issued.opinions.churn_risk) > 45) expect(against.length).toBeGreaterThan(0);
    }),
    RUNS,
  );
});
