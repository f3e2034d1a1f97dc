import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cases } from './cases/index.ts';
import { evaluate, type Report, reportOf, type Verdict } from './evaluate.ts';
import { NOT_YET } from './not-yet.ts';
import { openWorld, type World } from './world.ts';

/** Every case, once, with the offline planner; each test looks at what came of it. */
let world: World;
let verdicts: Verdict[];
let report: Report;
let changed: string[];

beforeAll(async () => {
  world = await openWorld({
    MONGODB_URI: process.env.GREENDOOR_TEST_MONGODB_URI,
    MONGODB_DATABASE: `evals-${process.env.JEST_WORKER_ID ?? '0'}-${process.pid}`,
  });
  const before = await world.written();
  verdicts = await evaluate(world, cases);
  const after = await world.written();
  changed = Object.keys(after).filter((collection) => after[collection] !== before[collection]);
  report = reportOf(verdicts);
}, 900_000);
afterAll(() => world?.drop());

test('each case has a name of its own, and there are enough of them', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(300);
});

test('what does not come out right is known by name', () => {
  const wrong = verdicts.filter(({ right }) => !right).map(({ case: { name } }) => name);
  expect(wrong.toSorted()).toEqual([...NOT_YET].toSorted());
});

test('nothing is written or drafted that nobody asked for', () => {
  expect(report.wrongWrites).toEqual([]);
  process.stdout.write(
    `reading ${report.reads.right} of ${report.reads.of}, offers and drafts ${report.acts.right} of ${report.acts.of}, asks ${report.rest.right} of ${report.rest.of}; rows came in: ${changed}\n`,
  );
});
