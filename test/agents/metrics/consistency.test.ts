import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSample } from '../../../adapters/sample/load.ts';
import { type Figure, figureSchema } from '../../../agents/facts/figure.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import { agents } from '../../../agents/index.ts';
import { LISTED } from '../../../agents/kit/conditions.ts';
import { rescore } from '../../../agents/kit/rescore.ts';
import { figureOf } from '../../../agents/metrics/figure.ts';
import { metrics, readingOf } from '../../../agents/metrics/index.ts';
import type { Database } from '../../../models/connection.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { argumentsFor, catalog, contextOf } from '../../support/every-tool.ts';
import { rememberReads } from '../../support/remember-reads.ts';

/** One figure, one value: whatever tool shows a metric of a subject at an instant shows the same. */

const NOW = new Date('2026-11-22T09:00:00Z');
const DAY = 86_400_000;
/** Earliest first: standings are brought up to date from one to the next. */
const DATES = [90, 30, 0].map((days) => new Date(NOW.getTime() - days * DAY));
/** Beside the two of the tour. */
const ACCOUNTS = 3;
const tenant = 'consistent';
const scorers = agents.flatMap(({ scorer }) => scorer ?? []);
let database: Database;
let forget: () => void;
beforeAll(async () => {
  database = await testDatabase();
  forget = rememberReads(database);
  await loadSample(database.models, { tenant, now: NOW, accounts: ACCOUNTS });
});
afterAll(async () => {
  forget?.();
  await database.close();
});

/** Every figure anywhere in something a tool gave. */
function figuresIn(found: unknown, where: string): { figure: Figure; where: string }[] {
  if (Array.isArray(found)) return found.flatMap((each) => figuresIn(each, where));
  if (typeof found !== 'object' || found === null) return [];
  const figure = 'metric' in found && 'subject' in found ? figureSchema.safeParse(found) : null;
  if (figure?.success) return [{ figure: figure.data, where }];
  return Object.values(found).flatMap((each) => figuresIn(each, where));
}

const keyOf = ({ subject, metric, asOf }: Figure) => `${subject.kind} ${subject.id} ${metric} ${asOf}`;
const shown = ({ value, unit, digits }: Figure) => `${typeof value === 'number' ? value.toFixed(digits) : value} ${unit}`;

/** Figures of one subject, metric and instant that differ. */
function conflicts(all: readonly { figure: Figure; where: string }[]): string[] {
  return [...Map.groupBy(all, ({ figure }) => keyOf(figure))].flatMap(([key, same]) =>
    new Set(same.map(({ figure }) => shown(figure))).size > 1
      ? [`${key}: ${same.map(({ figure, where }) => `${shown(figure)} (${where})`).join(', ')}`]
      : [],
  );
}

async function everyFigure(asOf: Date) {
  const context = contextOf(database.models, tenant, asOf);
  const names = (await database.models.accounts.find({ tenant, at: { $lte: asOf }, ingestedAt: { $lte: asOf } }).lean()).map(
    ({ _id }) => _id,
  );
  const all: { figure: Figure; where: string }[] = [];
  const take = async (tool: string, input: object) => {
    const outcome = await runTool(catalog, tool, input, context);
    if (outcome.ok) all.push(...figuresIn([outcome.output, outcome.card, outcome.summary], `${tool} ${JSON.stringify(input)}`));
  };
  for (const tool of catalog.all.filter(({ access }) => access === 'read')) {
    const { properties = {} } = catalog.wire(tool.name).parameters as { properties?: object };
    if ('account' in properties) for (const account of names) await take(tool.name, argumentsFor(tool.name, account));
    else await take(tool.name, argumentsFor(tool.name, ''));
  }
  // Lists show every metric there is, eight at a time.
  const keys = LISTED.map(({ key }) => key);
  for (let start = 0; start < keys.length; start += 8)
    for (const page of [1, 2]) await take('list_accounts', { show: keys.slice(start, start + 8), sort: 'arr', page });
  // What the catalogue itself reads, for tools to be held against; opinions are what was issued, and stand in lists only.
  for (const facts of (await loadFacts({ tenant, models: database.models, asOf }, names)).values())
    for (const metric of metrics) {
      const reading = metric.topic === 'opinions' && metric.key !== 'segment' ? null : readingOf(metric, { facts, opinions: {} });
      if (reading) all.push({ figure: figureOf(metric, reading, facts), where: 'catalogue' });
    }
  return all;
}

describe('one figure, one value', () => {
  test.each(DATES)('on %s', async (asOf) => {
    await rescore({ tenant, models: database.models, asOf, now: asOf }, scorers);
    const all = await everyFigure(asOf);
    expect(conflicts(all)).toEqual([]);
    // Nothing is compared where only one says it: lists and the catalogue both speak of most metrics.
    const twice = [...Map.groupBy(all, ({ figure }) => keyOf(figure)).values()].filter(
      (same) => new Set(same.map(({ where }) => where)).size > 1,
    );
    const compared = new Set(twice.map(([first]) => first?.figure.metric));
    expect(compared.size).toBeGreaterThan(60);
  });

  test('days later without a new scoring, days are counted from that day everywhere', async () => {
    const later = new Date(NOW.getTime() + 3 * DAY);
    // Only time passes: nothing that the calendar knew takes place.
    await database.models.interactions.deleteMany({ tenant, at: { $gt: NOW } });
    const all = await everyFigure(later);
    expect(conflicts(all)).toEqual([]);
    const counted = all.filter(({ figure }) => figure.metric === 'days_to_renewal');
    expect(counted.length).toBeGreaterThan(ACCOUNTS);
    for (const { figure } of counted) expect(figure.asOf).toBe(later.toISOString());
  });

  test('a difference is noticed', async () => {
    const facts = (await loadFacts({ tenant, models: database.models, asOf: NOW }, ['account-techcorp'])).get('account-techcorp');
    const arr = metrics.find(({ key }) => key === 'arr');
    if (!facts || !arr) throw new Error('nothing to compare');
    const figure = figureOf(arr, readingOf(arr, { facts, opinions: {} }), facts);
    const one = { figure, where: 'one' };
    expect(conflicts([one, { figure, where: 'another' }])).toEqual([]);
    expect(conflicts([one, { figure: { ...figure, value: Number(figure.value) + 1 }, where: 'another' }])).toHaveLength(1);
  });
});
