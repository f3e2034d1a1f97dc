import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createStrangers } from '../../bot/grounding/strangers.ts';
import type { Database } from '../../models/connection.ts';
import { testDatabase } from '../support/database.ts';
import { fillWithSample } from '../support/sample.ts';
import { casesOf, WRONG_KINDS } from './grounding/cases.ts';
import { type Measured, measure, measureNatural, report } from './grounding/measure.ts';
import { naturalCases, saidCases } from './grounding/natural.ts';
import { scenesOf } from './grounding/world.ts';

const TENANT = 'demo';
/** Of other days other sentences are said; what is measured is of one. */
const NOW = new Date('2026-11-27T09:00:00Z');
/** Every so many sentences of the whole evaluation are put here. */
const EVERY = 3;

let database: Database;
let measured: Measured[];
beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await fillWithSample(database, TENANT, { now: NOW });
  const scenes = await scenesOf(models, TENANT, NOW);
  const everyone = await models.accounts.find({ tenant: TENANT }).sort({ _id: 1 }).lean<{ _id: string; name: string }[]>();
  const people = await models.contacts.find({ tenant: TENANT }).sort({ _id: 1 }).lean<{ name: string }[]>();
  const cases = casesOf(
    scenes,
    everyone.map(({ _id, name }) => ({ id: _id, name })),
    people.map(({ name }) => name),
  );
  measured = await measure(
    cases.filter((_, index) => index % EVERY === 0),
    NOW,
    () => createStrangers({ tenant: TENANT, models }),
  );
}, 300_000);
afterAll(() => database.close());

const share = ({ count, of }: { count: number; of: number }) => count / of;
const texts = (wrong: boolean) =>
  measured
    .filter((each) => (each.wrong !== undefined) === wrong && each.passes === wrong)
    .map(({ wrong: kind, language, text, missed }) => ({ kind, language, text, missed }));

test('of sentences that are wrong in every kind at most 3 % pass', () => {
  const { wrong, wrongInAll } = report(measured);
  expect(Object.keys(wrong).sort()).toEqual([...WRONG_KINDS].sort());
  expect(wrongInAll.of).toBeGreaterThanOrEqual(200);
  expect({ share: share(wrongInAll) <= 0.03, passed: texts(true) }).toEqual({ share: true, passed: expect.anything() });
});

test('of true ones, in five languages, at most 1 % is taken out', () => {
  const { trueByLanguage, trueInAll } = report(measured);
  expect(Object.keys(trueByLanguage).sort()).toEqual(['de', 'en', 'es', 'fr', 'pt']);
  expect(trueInAll.of).toBeGreaterThanOrEqual(200);
  expect({ share: share(trueInAll) <= 0.01, taken: texts(false) }).toEqual({ share: true, taken: expect.anything() });
});

test('sentences as models write them are judged rightly, but for those that are known to be missed', async () => {
  const natural = await measureNatural(naturalCases());
  expect(natural.length).toBeGreaterThanOrEqual(100);
  const misjudged = natural.filter(({ passes, wrong }) => passes === (wrong !== undefined));
  expect(misjudged.map(({ text }) => text)).toEqual(natural.filter(({ missed }) => missed).map(({ text }) => text));
});

test('of what models said in conversations at most 2 % of the true is taken out, and of what they might have said wrongly at most 20 % passes', async () => {
  const said = await measureNatural(saidCases());
  const [right, wrong] = [said.filter((each) => !each.wrong), said.filter((each) => each.wrong)];
  expect([right.length, wrong.length].every((count) => count >= 250)).toBe(true);
  const [taken, passed] = [right.filter(({ passes }) => !passes), wrong.filter(({ passes }) => passes)];
  expect({ share: taken.length / right.length <= 0.02, taken: taken.map(({ text, out }) => ({ text, out })) }).toEqual({
    share: true,
    taken: expect.anything(),
  });
  expect({ share: passed.length / wrong.length <= 0.2, passed: passed.map(({ text }) => text) }).toEqual({
    share: true,
    passed: expect.anything(),
  });
});
