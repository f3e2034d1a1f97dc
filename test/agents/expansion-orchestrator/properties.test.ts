import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chanceAt, chancesOf } from '../../../agents/expansion-orchestrator/chances.ts';
import { crmDealOf, dealsOf, standingOf } from '../../../agents/expansion-orchestrator/deals.ts';
import { handoffOf } from '../../../agents/expansion-orchestrator/handoff.ts';
import { pipelineOf } from '../../../agents/expansion-orchestrator/pipeline.ts';
import { protectionOf } from '../../../agents/expansion-orchestrator/protection.ts';
import { isOpenStage, isStep, nextStage, OPEN_STAGES, stepBetween } from '../../../agents/expansion-orchestrator/stages.ts';
import { rankSellers } from '../../../agents/expansion-orchestrator/team.ts';
import { plainData } from '../../../agents/kit/plain-data.ts';
import { sum } from '../../../agents/metrics/statistics.ts';
import { SALES_STAGES } from '../../../models/opportunity.ts';
import { ago, arbitraryBench, arbitraryClosed, arbitraryFacts, asOf } from './arbitrary.ts';

const RUNS = { numRuns: 200 };

test('a pipeline: weighted never above value, ages never negative, every sum is that of its deals', () => {
  const seen = { stuck: 0, linked: 0, crm: 0, unpriced: 0, currencies: 0 };
  fc.assert(
    fc.property(arbitraryFacts, arbitraryClosed, ({ account, expansions, opportunities }, closed) => {
      const chances = chancesOf(closed);
      const deals = dealsOf(expansions, opportunities, new Map([[account._id, account]])).map((deal) => standingOf(deal, chances, asOf));
      const pipeline = pipelineOf(deals);
      for (const { value, weighted, days, chance, stage } of deals) {
        expect(isOpenStage(stage)).toBe(true);
        expect(days).toBeGreaterThanOrEqual(0);
        expect(chance).toBe(chanceAt(chances, stage));
        if (value === null) expect(weighted).toBeNull();
        else expect(weighted).toBeLessThanOrEqual(value);
        expect(value ?? 0).toBeGreaterThanOrEqual(0);
      }
      expect(sum(pipeline.stages.map(({ count }) => count))).toBe(deals.length);
      for (const { currency, value, weighted } of pipeline.worth) {
        expect(weighted).toBeLessThanOrEqual(value + 1);
        expect(sum(pipeline.stages.map(({ worth }) => worth.find((each) => each.currency === currency)?.value ?? 0))).toBe(value);
      }
      if (pipeline.stuck > 0) seen.stuck++;
      if (pipeline.worth.length > 1) seen.currencies++;
      if (pipeline.unpriced > 0) seen.unpriced++;
      if (deals.some(({ crmStage, source }) => source === 'found' && crmStage)) seen.linked++;
      if (deals.some(({ source }) => source === 'crm')) seen.crm++;
    }),
    RUNS,
  );
  for (const [what, count] of Object.entries(seen)) expect({ what, enough: count > 10 }).toEqual({ what, enough: true });
});

test('a deal of the CRM that is one of ours is never counted beside it, open or closed', () => {
  let linked = 0;
  fc.assert(
    fc.property(arbitraryFacts, ({ account, expansions, opportunities }) => {
      const deals = dealsOf(expansions, opportunities, new Map([[account._id, account]]));
      const ids = deals.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { parentOpportunityId } of expansions) {
        if (!opportunities.some(({ _id, kind }) => _id === parentOpportunityId && kind === 'expansion')) continue;
        linked++;
        expect(ids).not.toContain(parentOpportunityId);
      }
      // Of several rows that are one deal of the CRM one is counted.
      const found = deals.filter(({ source }) => source === 'found').map(({ id }) => expansions.find(({ _id }) => _id === id));
      const dealIds = found.flatMap((row) => (row && crmDealOf(row, opportunities, account.name)?._id) ?? []);
      expect(new Set(dealIds).size).toBe(dealIds.length);
      // What is neither ours nor linked is lost to nobody.
      const open = expansions.filter(({ salesStage }) => isOpenStage(salesStage));
      for (const row of open) if (!crmDealOf(row, opportunities, account.name)) expect(ids).toContain(row._id);
      const taken = new Set(expansions.map((row) => crmDealOf(row, opportunities, account.name)?._id));
      for (const { _id, kind, stage } of opportunities)
        if (kind === 'expansion' && isOpenStage(stage) && !taken.has(_id)) expect(ids).toContain(_id);
    }),
    RUNS,
  );
  expect(linked).toBeGreaterThan(30);
});

test('stages: forward one at a time after the hand-off, won only from the last, closed for good', () => {
  const steps = SALES_STAGES.flatMap((from) => SALES_STAGES.map((to) => ({ from, to, step: stepBetween(from, to) })));
  const allowed = steps.filter(({ step }) => isStep(step));
  expect(allowed.filter(({ from }) => !isOpenStage(from))).toEqual([]);
  expect(allowed.filter(({ step }) => step === 'won').map(({ from }) => from)).toEqual(['negotiating']);
  expect(allowed.filter(({ from, to }) => from === 'identified' && to !== 'closed_lost')).toEqual([]);
  expect(allowed.filter(({ to }) => to === 'identified')).toEqual([]);
  for (const { from, to } of allowed.filter(({ step }) => step === 'forward')) expect(isOpenStage(from) && nextStage(from)).toBe(to);
  // Every open stage can be given up.
  expect(allowed.filter(({ step }) => step === 'lost').map(({ from }) => from)).toEqual([...OPEN_STAGES]);
});

test('chances are shares that rise along the stages; another sale won never lowers one, another lost never raises one', () => {
  fc.assert(
    fc.property(arbitraryClosed, arbitraryClosed, (closed, [another]) => {
      const before = chancesOf(closed);
      const row = OPEN_STAGES.map((stage) => before[stage].chance);
      expect(row).toEqual(row.toSorted((a, b) => a - b));
      for (const chance of row) expect(chance > 0 && chance < 1).toBe(true);
      if (!another) return;
      const after = chancesOf([...closed, another]);
      const moved = another.salesStage === 'closed_won' ? 1 : -1;
      for (const stage of OPEN_STAGES) expect(moved * (after[stage].chance - before[stage].chance)).toBeGreaterThanOrEqual(-1e-12);
    }),
    RUNS,
  );
});

test('a hand-off: the same facts in another order give the same team, people, dates and steps; every step is somebody’s, on a working day to come', () => {
  const seen = { sellers: 0, sponsors: 0, blocked: 0, steps: 0, engineers: 0 };
  fc.assert(
    fc.property(arbitraryFacts, arbitraryBench, fc.constantFrom(20, 55, 90, undefined), (facts, bench, churn_risk) => {
      const [row] = facts.expansions;
      if (!row) return;
      const known = { facts, row, opinions: { churn_risk }, recovery: [], bench, chances: chancesOf([]) };
      const handoff = handoffOf(known);
      const turned = { ...bench, people: bench.people.toReversed(), wins: bench.wins.toReversed() };
      const again = handoffOf({ ...known, bench: turned, facts: { ...facts, contacts: facts.contacts.toReversed() } });
      expect(again).toEqual(handoff);
      expect(plainData().safeParse(handoff).success).toBe(true);
      for (const { due, owner } of handoff.steps) {
        expect(new Date(due).getTime()).toBeGreaterThan(asOf.getTime());
        expect([0, 6]).not.toContain(new Date(due).getUTCDay());
        expect(bench.people.map(({ _id }) => _id)).toContain(owner);
      }
      const dates = handoff.milestones.map(({ dueAt }) => dueAt);
      expect(dates).toEqual(dates.toSorted());
      for (const { id } of handoff.stakeholders) {
        const there = facts.contacts.find(({ _id }) => _id === id);
        expect(there?.leftAt && there.leftAt <= asOf).toBeFalsy();
      }
      const { level } = handoff.protection;
      if (churn_risk === 90 || facts.tickets.some(({ escalated, status }) => escalated && status === 'open')) expect(level).toBe('blocked');
      else expect(level).toBe(churn_risk === 20 ? 'clear' : 'warned');
      if (level === 'warned') expect(handoff.deciders).toBe('leaders');
      const filled = (seat: string) => handoff.seats.some((each) => each.seat === seat && each.person);
      seen.sellers += Number(filled('Account executive'));
      seen.engineers += Number(filled('Solutions engineer'));
      seen.sponsors += Number(filled('Executive sponsor'));
      seen.blocked += Number(level === 'blocked');
      seen.steps += Number(handoff.steps.length > 2);
    }),
    RUNS,
  );
  for (const [what, count] of Object.entries(seen)) expect({ what, enough: count > 10 }).toEqual({ what, enough: true });
});

test('who sells: a win of the kind never lowers somebody’s place, more load never raises it', () => {
  fc.assert(
    fc.property(arbitraryFacts, arbitraryBench, ({ account }, bench) => {
      const wanted = {
        vertical: account.vertical ?? null,
        executiveId: null,
        ownerId: null,
        languages: ['de'],
        timezones: ['Europe/Berlin'],
        about: '',
      };
      const place = (of: typeof bench) => rankSellers(of, wanted, asOf).findIndex(({ id }) => id === 'user-b');
      const before = place(bench);
      if (before < 0) return;
      expect(place({ ...bench, wins: [...bench.wins, { repId: 'user-b', vertical: true, region: true }] })).toBeLessThanOrEqual(before);
      const busier = new Map([...bench.load, ['user-b', (bench.load.get('user-b') ?? 0) + 50]] as const);
      expect(place({ ...bench, load: busier })).toBeGreaterThanOrEqual(before);
    }),
    RUNS,
  );
});

test('a recovery playbook stops a sale whatever the churn risk; a more severe account is never better protected by less', () => {
  const order = ['clear', 'warned', 'blocked'];
  fc.assert(
    fc.property(arbitraryFacts, fc.nat(100), fc.nat(100), (facts, one, other) => {
      const level = (churn_risk: number, recovery: string[] = []) => order.indexOf(protectionOf(facts, { churn_risk }, recovery).level);
      expect(level(Math.max(one, other))).toBeGreaterThanOrEqual(level(Math.min(one, other)));
      expect(level(one, ['High-risk customer recovery'])).toBe(2);
      const escalated = { ...facts, tickets: [...facts.tickets, { _id: 'raised', at: ago(1), escalated: true, status: 'open' } as never] };
      expect(order.indexOf(protectionOf(escalated, { churn_risk: one }, []).level)).toBe(2);
    }),
    RUNS,
  );
});
