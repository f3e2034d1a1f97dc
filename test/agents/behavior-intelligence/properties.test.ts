import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyze, type Behavior } from '../../../agents/behavior-intelligence/analyze.ts';
import { featureLog, TIERS } from '../../../agents/behavior-intelligence/features.ts';
import { behaviorShown } from '../../../agents/behavior-intelligence/present.ts';
import type { BehaviorFacts } from '../../../agents/behavior-intelligence/sessions.ts';
import { detect } from '../../../agents/behavior-intelligence/triggers.ts';
import type { Session } from '../../../agents/facts/account-facts.ts';
import { plainData } from '../../../agents/kit/plain-data.ts';
import { worded, wordedSummary } from '../../../agents/kit/worded.ts';
import { logistic, sum } from '../../../agents/metrics/statistics.ts';
import { ago, arbitraryFacts, asOf } from './arbitrary-facts.ts';

const RUNS = { numRuns: 100 };
const DAY = 86_400_000;

function always(check: (behavior: Behavior, facts: BehaviorFacts) => void) {
  const seen = { scored: 0, unscored: 0, journey: 0, flagged: 0, forecast: 0, missing: 0 };
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const behavior = analyze(facts, 30);
      seen[behavior.score === null ? 'unscored' : 'scored']++;
      if (behavior.journey.some(({ share }) => share !== null)) seen.journey++;
      if (behavior.friction.some(({ flagged }) => flagged)) seen.flagged++;
      if (behavior.forecasts.length > 0) seen.forecast++;
      if (behavior.missing.length > 0) seen.missing++;
      check(behavior, facts);
    }),
    RUNS,
  );
  // The generator reaches what is being claimed.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
}

const between = (least: number, most: number, values: readonly (number | null)[]) => {
  for (const value of values)
    if (value !== null) {
      expect(value).toBeGreaterThanOrEqual(least);
      expect(value).toBeLessThanOrEqual(most);
    }
};

function inRange(behavior: Behavior) {
  plainData().parse(behavior);
  const { score, parts, engagement, journey, stickiness, friction, people, teams, forecasts, triggers } = behavior;
  between(0, 100, [score, ...parts.map((each) => each.score)]);
  const shares = [
    [behavior.confidence, behavior.coverage, behavior.freshness, engagement.interactionRate, engagement.completionRate],
    [...parts.map(({ weight }) => weight), ...friction.map(({ rate }) => rate), ...forecasts.map(({ probability }) => probability)],
    [...journey, ...stickiness, ...teams].map(({ share }) => share),
    people.flatMap(({ breadth, deep, completion }) => [breadth, deep, completion]),
  ];
  between(0, 1, shares.flat());
  between(
    -1,
    1,
    forecasts.flatMap(({ factors }) => factors.map(({ strength }) => strength)),
  );
  const counts = [
    [engagement.people, engagement.sessions, engagement.workflowsStarted, engagement.errors ?? 0, engagement.unresolved ?? 0],
    [...journey, ...journey.flatMap(({ features }) => features), ...stickiness, ...teams].map((each) => each.people),
    stickiness.map(({ returned }) => returned),
    friction.flatMap(({ failed, of, people: met }) => [failed, of, met]),
    people.flatMap(({ sessions, weeks, calls, shares: shared }) => [sessions, weeks, calls, shared]),
    triggers.flatMap(({ count, people: of }) => [count, of]),
  ].flat();
  between(0, Number.MAX_SAFE_INTEGER, counts);
  expect(counts.filter((each) => !Number.isInteger(each))).toEqual([]);
}

test('points add up to the score, figures to the points, log-odds to the probability; everything is in range', () => {
  always((behavior) => {
    inRange(behavior);
    const { score, parts, forecasts } = behavior;
    if (score !== null) {
      expect(Math.abs(sum(parts.map(({ points }) => points)) - score)).toBeLessThan(0.06);
      expect(sum(parts.map(({ weight }) => weight))).toBeCloseTo(1, 6);
      for (const { points, figures } of parts)
        expect(Math.abs(sum(figures.map(({ contribution }) => contribution)) - points)).toBeLessThan(0.05);
    }
    for (const { probability, base, factors } of forecasts)
      if (probability !== null) expect(probability).toBeCloseTo(logistic(base + sum(factors.map(({ contribution }) => contribution))), 6);
  });
});

test('the same rows in another order give the same', () => {
  always((behavior, facts) => {
    const turned = { ...facts, sessions: facts.sessions.toReversed(), uses: facts.uses.toReversed(), usage: facts.usage.toReversed() };
    expect(analyze(turned, 30)).toEqual(behavior);
  });
});

test('an earlier date sees nothing that came, or was learnt, later', () => {
  fc.assert(
    fc.property(arbitraryFacts, fc.integer({ min: 1, max: 60 }), (facts, days) => {
      const earlier = ago(days);
      const known = <Row extends { at: Date; ingestedAt: Date }>(rows: Row[]) =>
        rows.filter((row) => row.at <= earlier && row.ingestedAt <= earlier);
      const then: BehaviorFacts = {
        ...facts,
        asOf: earlier,
        sessions: known(facts.sessions),
        uses: known(facts.uses),
        usage: known(facts.usage),
        contacts: known(facts.contacts),
      };
      expect(analyze(facts, 30, earlier)).toEqual(analyze(then, 30));
      expect(detect(facts, earlier)).toEqual(detect(then));
    }),
    RUNS,
  );
});

test('taking a list away never raises the confidence, and what is gone is named', () => {
  const LISTS = [
    ['workflowCompletions', 'workflow runs'],
    ['helpContentAccessed', 'help pages read'],
    ['errorEncounters', 'errors met'],
    ['collaborativeBehaviors', 'sharing between people'],
    ['businessContext', 'departments'],
    ['integrationInteractions', 'integration calls'],
  ] as const;
  fc.assert(
    fc.property(arbitraryFacts, fc.constantFrom(...LISTS), (facts, [field, name]) => {
      const without = (session: Session): Session => {
        const { [field]: _, ...rest } = session;
        return rest as Session;
      };
      const poorer = analyze({ ...facts, sessions: facts.sessions.map(without) }, 30);
      expect(poorer.confidence).toBeLessThanOrEqual(analyze(facts, 30).confidence);
      expect(poorer.missing).toContain(name);
    }),
    RUNS,
  );
  fc.assert(
    fc.property(arbitraryFacts, (facts) => {
      const { confidence } = analyze(facts, 30);
      expect(analyze({ ...facts, usage: [] }, 30).confidence).toBeLessThanOrEqual(confidence);
      expect(analyze({ ...facts, sessions: [] }, 30).confidence).toBeLessThanOrEqual(confidence);
    }),
    RUNS,
  );
});

test('every feature has one tier; shares of the journey and of return use count people that exist', () => {
  always((behavior, facts) => {
    const { tiers } = featureLog(facts);
    for (const tier of tiers.values()) expect(TIERS).toContain(tier);
    const listed = behavior.journey.flatMap(({ features }) => features.map(({ feature }) => feature));
    expect(new Set(listed).size).toBe(listed.length);
    for (const { share, people, features } of behavior.journey) {
      for (const each of features) expect(each.people).toBeLessThanOrEqual(people);
      if (share !== null) expect(people).toBeGreaterThanOrEqual(3);
    }
    for (const { people, returned } of behavior.stickiness) {
      expect(people).toBeGreaterThanOrEqual(3);
      expect(returned).toBeLessThanOrEqual(people);
    }
  });
});

test('nothing is triggered by few: the stated least counts hold', () => {
  const few = fc
    .tuple(arbitraryFacts, fc.integer({ min: 0, max: 9 }))
    .map(([facts, count]) => ({ ...facts, sessions: facts.sessions.slice(0, count) }));
  fc.assert(
    fc.property(few, (facts) => {
      expect(detect(facts)).toEqual([]);
    }),
    RUNS,
  );
});

/** Five people, three sessions a week each, of so many minutes, for twelve weeks; the last `changed` days are different. */
function steady(changed: number, minutes: (index: number) => number, abandoned = 0): BehaviorFacts {
  const [base] = fc.sample(
    arbitraryFacts.filter(({ contacts }) => contacts.length > 0),
    { numRuns: 1, seed: 1 },
  );
  if (!base) throw new Error('no facts');
  const sessions = Array.from({ length: 84 }, (_, day) =>
    [0, 1, 2, 3, 4].flatMap((person): Session[] => {
      if ((day + person) % 2 === 0) return [];
      const start = ago(day + 0.2);
      const length = day < changed ? minutes(day + person) : 26 + ((day + person) % 5);
      return [
        {
          _id: `steady-${day}-${person}`,
          tenant: 'demo',
          source: 'test',
          accountId: 'account',
          userId: `user-${person}`,
          sessionStartTime: start,
          sessionDurationMinutes: length,
          workflowCompletions: [{ workflow: 'builder', started: 1, completed: (day * 37 + person * 13) % 100 < abandoned ? 0 : 1 }],
          at: start,
          ingestedAt: start,
        },
      ];
    }),
  ).flat();
  return { ...base, sessions, uses: [], usage: [], olderSessions: false };
}
const kinds = (facts: BehaviorFacts) => detect(facts).map(({ kind }) => kind);

test('a decline of two weeks is told, one short day or one bad week is not', () => {
  expect(kinds(steady(0, () => 0))).toEqual([]);
  expect(kinds(steady(14, () => 15))).toEqual(['session_decline']);
  expect(kinds(steady(14, (index) => 25 + (index % 5)))).toEqual([]);
  expect(kinds(steady(1, () => 1))).toEqual([]);
  expect(kinds(steady(7, () => 15))).toEqual([]);
});

test('nobody coming any more is a decline too', () => {
  const facts = steady(0, () => 0);
  const silent = { ...facts, sessions: facts.sessions.filter(({ at }) => at.getTime() < asOf.getTime() - 14 * DAY) };
  expect(detect(silent)).toMatchObject([{ kind: 'session_decline', measure: 'time', now: 0, count: 0 }]);
});

test('abandonment over 30 % of enough runs is told, under it is not', () => {
  expect(kinds(steady(0, () => 0, 45))).toEqual(['friction']);
  expect(kinds(steady(0, () => 0, 25))).toEqual([]);
});

test('nothing new for a month is a stall where features are left, and none where all are known or some are found', () => {
  const features = ['search', 'reports', 'dashboards', 'exports', 'alerts'];
  const using = (found: (person: number, day: number) => string[]): BehaviorFacts => {
    const facts = steady(0, () => 0);
    const withUse = facts.sessions.map((session) => {
      const [, day, person] = session._id.split('-').map(Number);
      return { ...session, featuresAccessed: [...features, ...found(person ?? 0, day ?? 0)] };
    });
    return { ...facts, sessions: withUse };
  };
  const expert = ['models', 'scripts', 'scenarios'];
  // One person alone knows more: the others have it left to discover.
  expect(kinds(using((person, day) => (person === 0 && day > 40 ? expert : [])))).toEqual(['adoption_stall']);
  expect(kinds(using(() => expert))).toEqual([]);
  expect(kinds(using((person, day) => (person === 0 ? expert : person === 1 && day < 20 ? ['models', 'scripts'] : [])))).not.toContain(
    'adoption_stall',
  );
});

test('every card says its point first, keeps to five lines and shows only sections it has', () => {
  always((behavior) => {
    const output = {
      account: { id: 'account', name: 'Account' },
      behavior,
      reported: [],
      segment: { segment: null, vertical: null, accounts: 0, minutes: null, perWeek: null, completionRate: null },
    };
    const { point, why } = wordedSummary(behaviorShown.summary(output));
    const card = worded(behaviorShown.card(output));
    expect(point).toMatch(/^Account: /);
    expect(card.point).toBe(point);
    expect(why.length).toBeLessThanOrEqual(5);
    expect(JSON.stringify([point, why, card])).not.toMatch(/NaN|undefined|Infinity/);
    for (const part of card.parts)
      if (part.type === 'buttons')
        for (const { effect } of part.buttons) if (effect.type === 'show') expect(card.sections[effect.section]).toBeDefined();
  });
});
