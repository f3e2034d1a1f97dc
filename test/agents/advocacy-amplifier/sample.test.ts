import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { assessAdvocacy, promotersOf } from '../../../agents/advocacy-amplifier/assess.ts';
import { advocacyAmplifier } from '../../../agents/advocacy-amplifier/face.ts';
import type { FindOutput } from '../../../agents/advocacy-amplifier/tools/find-advocates.ts';
import type { PerformanceOutput } from '../../../agents/advocacy-amplifier/tools/get-advocacy-performance.ts';
import type { ProgramOutput } from '../../../agents/advocacy-amplifier/tools/propose-advocacy-program.ts';
import type { StepOutput } from '../../../agents/advocacy-amplifier/tools/record-advocacy-step.ts';
import type { AdvocacyView } from '../../../agents/advocacy-amplifier/view.ts';
import { loadAsked } from '../../../agents/kit/asking.ts';
import type { Context } from '../../../agents/kit/context.ts';
import { plain } from '../../../agents/kit/text.ts';
import { latestAnswers } from '../../../agents/metrics/topics/sentiment.ts';
import type { Database } from '../../../models/connection.ts';
import type { Role } from '../../../models/user.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { fillWithSample } from '../../support/sample.ts';

/** The sample's book as marketing meets it: figures of TechCorp, situations, refusals, steps and what came of them. */

const NOW = new Date('2026-11-22T09:00:00Z');
const tenant = 'demo';
const catalog = createCatalog([advocacyAmplifier]);
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await fillWithSample(database, tenant, { accounts: 200, now: NOW });
});
afterAll(() => database.close());

const actor = (name: string, roles: Role[]) => ({
  id: `user-${name.toLowerCase().replace(' ', '-')}`,
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@greendoor.example`,
  title: 'Colleague',
  roles,
  timezone: 'UTC',
});
const DANA = actor('Dana Cole', ['marketing']);
const OMAR = actor('Omar Haddad', ['csm']);
const context = (who = DANA, asOf = NOW): Context => ({
  tenant,
  actor: who,
  clock: { now: () => asOf },
  asOf,
  models: database.models,
  log: pino({ level: 'silent' }),
  signal: new AbortController().signal,
});

async function use<Output>(name: string, args: object, within = context()) {
  const outcome = await runTool(catalog, name, args, within, { pressed: true });
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return {
    output: outcome.output as Output,
    point: plain(outcome.summary.point),
    proposal: outcome.proposal,
    card: JSON.stringify(outcome.card),
  };
}
async function refused(name: string, args: object, within = context()) {
  const outcome = await runTool(catalog, name, args, within, { pressed: true });
  if (outcome.ok) throw new Error('it was not refused');
  return outcome;
}

describe('TechCorp', () => {
  test('is ready to speak for us, and the programme paid', async () => {
    const { output, point } = await use<AdvocacyView>('assess_advocacy_readiness', { account: 'TechCorp' });
    expect(Math.abs(Number(output.readiness.value) - 92)).toBeLessThanOrEqual(4);
    expect(output.verdict).toBe('ask');
    expect(point).toMatch(/Ask Mike Chen for a conference talk/);
    const { output: done, card } = await use<PerformanceOutput>('get_advocacy_performance', { account: 'TechCorp' });
    expect(done.performance.money).toMatchObject([{ currency: 'USD', cost: 45_000, attributed: 680_000, influenced: 2_300_000 }]);
    expect(Math.round(done.performance.money[0]?.roi ?? 0)).toBe(1_511);
    expect(card).toContain('Return = revenue attributed / what the engagements cost');
  });

  test('says on an earlier day what was known then', async () => {
    const then = new Date(NOW.getTime() - 140 * 86_400_000);
    const { output } = await use<PerformanceOutput>('get_advocacy_performance', {
      account: 'TechCorp',
      asOf: then.toISOString().slice(0, 10),
    });
    expect(output.performance.money[0]?.attributed).toBe(180_000);
  });

  test('a referral becomes an opportunity, a deal is won, and both are taken back', async () => {
    const say = (args: object) => use<StepOutput>('record_advocacy_step', { account: 'TechCorp', type: 'referral', ...args });
    const { output: first } = await say({ status: 'interested', company: 'Northbank', contact: 'Sarah Johnson' });
    expect(first).toMatchObject({ created: true, referral: 'unqualified', company: 'Northbank' });
    const { output: second, point } = await say({ engagement: first.engagement, referral: 'opportunity', value: 120_000 });
    expect(point).toMatch(/referred Northbank, opportunity, \$120K/);
    const money = async () =>
      (await use<PerformanceOutput>('get_advocacy_performance', { account: 'TechCorp' })).output.performance.money[0];
    expect(await money()).toMatchObject({ attributed: 680_000, influenced: 2_420_000 });
    const tool = catalog.get('record_advocacy_step');
    const undo = (output: StepOutput) => tool?.undo?.run({ before: null, output }, context());
    await expect(undo(first)).rejects.toThrow(/changed since/);
    await undo(second);
    expect(await money()).toMatchObject({ influenced: 2_300_000 });
    const { output: again } = await say({ engagement: first.engagement, referral: 'closed_won', value: 90_000 });
    expect(await money()).toMatchObject({ attributed: 770_000 });
    await undo(again);
    await undo(first);
    expect(await database.models.advocacyEngagements.countDocuments({ tenant, _id: first.engagement })).toBe(0);
  });
});

test('every account at risk is refused, and every situation is met ten times', async () => {
  const accounts = await database.models.accounts.find({ tenant }).lean();
  const asked = await loadAsked(
    { tenant, models: database.models, asOf: NOW },
    accounts.map(({ _id }) => _id),
  );
  const situations = { fit: 0, lately: 0, small: 0, risky: 0, optedOut: 0 };
  const risky: string[] = [];
  for (const [id, each] of asked) {
    const { verdict, against, readiness, person } = assessAdvocacy(each);
    const band = each.opinions.health_band;
    const atRisk = band === 'orange' || band === 'red' || Number(each.opinions.churn_risk ?? 0) >= 39.5;
    const obstacles = against.map(({ obstacle }) => obstacle);
    const promoters = promotersOf(each.facts);
    // Whom a survey alone would have asked, by epic-9's trigger, or who spoke for us before.
    const content =
      latestAnswers(each.facts).some(({ score }) => score >= 8) ||
      each.facts.advocacy.some(({ engagementStatus }) => engagementStatus === 'completed');
    if (atRisk) risky.push(id);
    if (atRisk)
      expect([verdict, obstacles.some((obstacle) => obstacle === 'at_risk' || obstacle === 'has_left')]).toEqual([
        readiness === null ? 'unknown' : 'not_now',
        true,
      ]);
    situations.fit += Number(verdict === 'ask');
    situations.lately += Number(!atRisk && obstacles.includes('asked_lately') && Number(readiness) >= 60);
    situations.small += Number(promoters.size > 0 && !atRisk && Number(each.facts.account.employees) < 100);
    situations.risky += Number(content && atRisk);
    situations.optedOut += Number(each.facts.contacts.some(({ _id, optedOutAt }) => promoters.has(_id) && optedOutAt));
    expect(person?.optedOutAt ?? null).toBeNull();
  }
  for (const [name, count] of Object.entries(situations)) expect([name, count >= 10]).toEqual([name, true]);
  for (const account of risky.slice(0, 12)) {
    const { code, message } = await refused('propose_advocacy_program', { account, type: 'reference_call' });
    expect([code, message]).toEqual([expect.stringMatching(/against_policy|no_recipient/), expect.stringMatching(/^No draft/)]);
    expect((await refused('record_advocacy_step', { account, type: 'case_study', status: 'approached' })).message).toMatch(/^Not recorded/);
  }
}, 120_000);

test('lists are of who may be asked today, and name the others apart with why', async () => {
  const { output, point } = await use<FindOutput>('find_advocates', { vertical: 'fintech', employees: 500 });
  expect(output.found.length).toBeGreaterThan(3);
  expect(output.found.every(({ verdict, against }) => verdict === 'ask' && against.length === 0)).toBe(true);
  expect(output.aside.length).toBeGreaterThan(0);
  expect(output.aside.every(({ against }) => against.length > 0)).toBe(true);
  expect(point).toMatch(/^Ask .* first for a reference for a fintech company of 500 people/);
});

test('the ask is in the asker’s name, with its documents; not for accounts of others', async () => {
  const { output, proposal } = await use<ProgramOutput>('propose_advocacy_program', {
    account: 'TechCorp',
    contact: 'Mike Chen',
    type: 'speaking',
  });
  expect(proposal).toMatchObject({ kind: 'outreach', area: 'advocacy', askedFor: 'speaking', recipient: { name: 'Mike Chen' } });
  expect(output.note.body).toMatch(/Dana Cole\nColleague$/);
  expect(output.material.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Speaker proposal', 'Presentation outline', 'Preparation']),
  );
  expect(output.files).toHaveLength(1);
  expect((await refused('propose_advocacy_program', { account: 'TechCorp' }, context(OMAR))).message).toMatch(
    /not your account.*marketing/,
  );
});

test('a page of engagements says of how many it is, and of each the day; an ask that waits says for how long', async () => {
  const first = await use<PerformanceOutput>('get_advocacy_performance', { status: 'given', since: '2026-01-01' });
  const { total, pages, engagements } = first.output;
  expect(pages).toBeGreaterThan(1);
  expect(first.card).toContain(`Engagements, 1 to 10 of ${total}`);
  expect(engagements.map(({ at }) => at)).toEqual(
    engagements
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  );
  const last = await use<PerformanceOutput>('get_advocacy_performance', { status: 'given', since: '2026-01-01', page: pages });
  expect(last.card).toContain(`${(pages - 1) * 10 + last.output.engagements.length} of ${total}`);
  const waiting = await use<PerformanceOutput>('get_advocacy_performance', { status: 'waiting' });
  expect(waiting.output.engagements.length).toBeGreaterThan(0);
  for (const { askedAt } of waiting.output.engagements) {
    const days = Math.floor((NOW.getTime() - Date.parse(askedAt ?? '')) / 86_400_000);
    expect(waiting.card).toContain(`"metric":"advocacy_waits","label":"days","value":${days},`);
  }
  expect(waiting.point).not.toContain('spoke for us');
});
