import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dataflow } from '../../../adapters/sample/dataflow.ts';
import { techcorp } from '../../../adapters/sample/techcorp.ts';
import type { AccountFacts, FactLists } from '../../../agents/facts/account-facts.ts';
import { LISTS } from '../../../agents/facts/facts-at.ts';
import type { ExpansionAssessment, Found } from '../../../agents/revenue-intelligence/assess.ts';
import { NO_BOOK } from '../../../agents/revenue-intelligence/book.ts';
import { confidenceOf, driversOf, NEEDS, WEIGHTS } from '../../../agents/revenue-intelligence/needs.ts';
import { keptOf } from '../../../agents/revenue-intelligence/record.ts';
import { ownGrowth, type Signal, type SignalKind } from '../../../agents/revenue-intelligence/signals.ts';
import type { ExpansionOpportunity } from '../../../models/expansion-opportunity.ts';
import { factsOfRows } from '../../support/facts-of-rows.ts';
import { assessed, growthBook, pricesOn } from '../../support/growth-book.ts';

const today = new Date('2026-11-22T00:00:00Z');
const DAY = 86_400_000;
const world = growthBook({ today, seed: 7, each: 4, accounts: 60 });
const all: AccountFacts[] = [
  ...world.accounts.map(({ facts }) => facts),
  ...world.others,
  factsOfRows(techcorp(today), today),
  factsOfRows(dataflow(today), today),
];
const anyAccount = fc.constantFrom(...all);
const everything = ({ found, held, muted }: ExpansionAssessment): Found[] => [...found, ...held, ...muted];

const signal = (kind: SignalKind, strength: number): Signal => ({
  kind,
  group: 'usage',
  strength,
  at: today,
  text: kind,
  about: kind,
  amount: null,
  contactId: null,
  evidence: [],
});

const kinds = [...new Set(NEEDS.flatMap((need) => Object.keys(WEIGHTS[need].weights) as SignalKind[]))];
const strengths = fc.array(fc.record({ kind: fc.constantFrom(...kinds), strength: fc.double({ min: 0, max: 1, noNaN: true }) }), {
  minLength: 1,
  maxLength: 14,
});

test('a clearer signal, one more signal and more that is known never lower a confidence, which stays within 0 and 1', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NEEDS),
      strengths,
      fc.nat(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (need, given, which, lift, coverage) => {
        const of = (list: typeof given, known = coverage) =>
          confidenceOf(
            driversOf(
              need,
              list.map(({ kind, strength }) => signal(kind, strength)),
            ),
            known,
          );
        const index = which % given.length;
        const lifted = given.map((each, at) => (at === index ? { ...each, strength: each.strength + (1 - each.strength) * lift } : each));
        expect(of(lifted)).toBeGreaterThanOrEqual(of(given) - 1e-12);
        expect(of(given)).toBeGreaterThanOrEqual(of(given.filter((_, at) => at !== index)) - 1e-12);
        expect(of(given, 1)).toBeGreaterThanOrEqual(of(given) - 1e-12);
        expect(of(given)).toBeGreaterThanOrEqual(0);
        expect(of(given)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('the same facts give the same result, in whatever order they come; values are never negative; scores stay in range', () => {
  fc.assert(
    fc.property(anyAccount, (facts) => {
      const one = assessed(facts, world);
      const turned = Object.fromEntries(LISTS.map((list) => [list, [...facts[list]].reverse()])) as unknown as FactLists;
      const sorted = { ...facts, ...Object.fromEntries(LISTS.map((list) => [list, turned[list].toReversed()])) } as AccountFacts;
      expect(assessed(sorted, world)).toEqual(one);
      for (const { value, confidence } of everything(one)) {
        expect(value ?? 0).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
      for (const { score } of one.readiness.parts) if (score !== null) expect(score >= 0 && score <= 100).toBe(true);
      expect(new Set(everything(one).map(({ cause }) => cause)).size).toBe(everything(one).length);
      expect(one.value ?? 0).toBe(one.found.reduce((sum, { value }) => sum + (value ?? 0), 0));
    }),
    { numRuns: 60 },
  );
});

test('with less known nothing is surer', () => {
  const lists = LISTS.filter((list) => list !== 'expansions' && list !== 'opportunities');
  fc.assert(
    fc.property(anyAccount, fc.subarray(lists, { minLength: 1, maxLength: 3 }), (facts, without) => {
      const before = new Map(everything(assessed(facts, world)).map(({ cause, confidence }) => [cause, confidence]));
      const less = { ...facts, whole: undefined, ...Object.fromEntries(without.map((list) => [list, []])) } as AccountFacts;
      for (const { cause, confidence } of everything(assessed(less, world)))
        if (before.has(cause)) expect(confidence).toBeLessThanOrEqual((before.get(cause) ?? 0) + 1e-12);
    }),
    { numRuns: 150 },
  );
});

test('an earlier instant never sees later rows', () => {
  fc.assert(
    fc.property(anyAccount, fc.integer({ min: 1, max: 80 }), (facts, days) => {
      const then = new Date(today.getTime() - days * DAY);
      const at = (given: AccountFacts) =>
        ({
          ...given,
          ...Object.fromEntries(LISTS.map((list) => [list, (given[list] as { at: Date }[]).filter((row) => row.at <= then)])),
          asOf: then,
          whole: undefined,
        }) as AccountFacts;
      const found = everything(assessed(at(facts), world));
      for (const { drivers } of found)
        for (const { signal: seen } of drivers) expect(seen.at.getTime()).toBeLessThanOrEqual(then.getTime());
    }),
    { numRuns: 60 },
  );
});

/** What is kept of it, as loading would give it back. */
function stored(facts: AccountFacts, changes: Partial<ExpansionOpportunity>): ExpansionOpportunity[] {
  const kept = keptOf(facts, assessed(facts, world), today);
  return (kept?.writes ?? []).map(({ of, update }, index) => {
    const { $set, $setOnInsert } = update as { $set: object; $setOnInsert: object };
    return { _id: `row-${index}`, tenant: 'demo', ...of, ...$set, ...$setOnInsert, ...changes } as unknown as ExpansionOpportunity;
  });
}

test('what was set aside stays so and leaves the sum; a stage a person moved is never written', () => {
  const grown = all.filter((facts) => assessed(facts, world).found.length > 0);
  expect(grown.length).toBeGreaterThan(15);
  for (const facts of grown) {
    const muted = { ...facts, expansions: stored(facts, { mutedAt: today, mutedBy: 'user', muteReason: 'no budget' }) };
    const after = assessed(muted, world);
    expect(after.found).toEqual([]);
    expect(after.value).toBeNull();
    expect(after.muted.map(({ cause }) => cause).sort()).toEqual(
      assessed(facts, world)
        .found.map(({ cause }) => cause)
        .sort(),
    );

    const moved = { ...facts, expansions: stored(facts, { salesStage: 'qualified' }) };
    for (const { update } of keptOf(moved, assessed(moved, world), today)?.writes ?? []) {
      const { $set } = update as { $set: object };
      expect($set).not.toHaveProperty('salesStage');
      expect($set).not.toHaveProperty('estimatedValue');
    }
  }
});

test('what is no longer seen is marked as gone, unless somebody took it up', () => {
  const facts = all.find((each) => assessed(each, world).found.length > 0) as AccountFacts;
  const quiet = (stage: ExpansionOpportunity['salesStage']): AccountFacts => ({
    ...facts,
    whole: undefined,
    usage: [],
    events: [],
    interactions: [],
    tickets: [],
    expansions: stored(facts, { salesStage: stage }),
  });
  const gone = keptOf(quiet('identified'), assessed(quiet('identified'), world), today)?.writes ?? [];
  expect(gone.map(({ update }) => (update as { $set: object }).$set)).toEqual(gone.map(() => ({ lapsedAt: today })));
  expect(gone.length).toBeGreaterThan(0);
  expect(keptOf(quiet('qualified'), assessed(quiet('qualified'), world), today)).toBeNull();
});

test('where the whole book is busier nobody has grown; a falling book lifts nobody', () => {
  fc.assert(
    fc.property(fc.double({ min: -90, max: 300, noNaN: true }), fc.double({ min: -90, max: 300, noNaN: true }), (own, book) => {
      expect(ownGrowth(own, book)).toBeLessThanOrEqual(own + Math.max(0, -own) + 1e-9);
      expect(ownGrowth(book, Math.max(0, book))).toBeLessThanOrEqual(1e-9);
    }),
  );
});

test('accounts that only seem to grow are not told as growing; those that do mostly are', () => {
  const told = world.accounts.map(({ situation, facts }) => ({ situation, found: assessed(facts, world).found.length > 0 }));
  const share = (list: typeof told) => list.filter(({ found }) => found).length / list.length;
  const seeming = new Set(['seasonal_peak', 'migration_burst', 'executive_who_left', 'shrinking_contract']);
  expect(share(told.filter(({ situation }) => seeming.has(situation)))).toBeLessThanOrEqual(0.1);
  expect(share(told.filter(({ situation }) => !seeming.has(situation)))).toBeGreaterThanOrEqual(0.8);
});

test.each(['2026-03-04', '2026-06-30', '2026-11-22', '2027-01-01', '2028-02-29'])(
  'TechCorp on %s: 280 and 140 thousand, 89 % sure, ready 91/87/94/83',
  (day) => {
    const asOf = new Date(`${day}T00:00:00Z`);
    const facts = { ...factsOfRows(techcorp(asOf), asOf) };
    const { found, value, confidence, readiness } = assessed(facts, { book: NO_BOOK, prices: pricesOn(asOf) });
    expect(found.map(({ value: each, source, deal }) => [each, source, deal?.collection])).toEqual([
      [280_000, 'new_region', 'opportunities'],
      [140_000, 'feature_request', 'opportunities'],
    ]);
    expect(value).toBe(420_000);
    expect(Math.abs(100 * (confidence ?? 0) - 89)).toBeLessThanOrEqual(5);
    const wanted = [91, 87, 94, 83];
    for (const [index, { score }] of readiness.parts.entries())
      expect(Math.abs((score ?? 0) - (wanted[index] ?? 0))).toBeLessThanOrEqual(6);
    // Not because somebody typed it in: without the deals the same is found.
    const untyped = assessed({ ...facts, whole: undefined, opportunities: [] }, { book: NO_BOOK, prices: pricesOn(asOf) });
    expect(untyped.found.map(({ cause, value: each, confidence: sure }) => [cause, each, sure])).toEqual(
      found.map(({ cause, value: each, confidence: sure }) => [cause, each, sure]),
    );
  },
);
