import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answerRecord } from '../../../agents/answer-record/face.ts';
import { UpstreamError } from '../../../agents/kit/errors.ts';
import { pressedCall } from '../../../bot/pressed-call.ts';
import { runTurn } from '../../../bot/turn/run-turn.ts';
import type { TurnDeps, TurnRequest, TurnResult } from '../../../bot/turn/types.ts';
import type { Budget } from '../../../models/budget.ts';
import type { Database } from '../../../models/connection.ts';
import { MAX_ARGUMENTS, MAX_STEPS, type TurnTrace } from '../../../models/turn-trace.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { calls, fails, says, scriptedModel } from '../../support/scripted-model.ts';
import { toyAgent } from '../../support/toy-agent.ts';
import { NOW, person, seedToys, TENANT, turnDeps } from '../../support/toy-world.ts';
import { linesOf } from '../../tools/card-lines.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await seedToys(models);
  await models.users.create(
    [carla, otto, mona, adam].map(({ id, name, email, roles }) => ({
      tenant: TENANT,
      _id: id,
      name,
      email,
      title: 'CSM',
      roles,
      active: true,
    })),
  );
});
afterAll(() => database.close());

const carla = person('carla', 'csm');
const otto = person('otto', 'csm');
const mona = person('mona', 'manager');
const adam = person('adam', 'admin');
const PRICES = { perMillionInput: 100, perMillionOutput: 200, perTurn: 10, currency: 'EUR' };
const catalog = createCatalog([toyAgent, answerRecord]);
/** A clock that goes on by a quarter of a second whenever it is looked at. */
function ticking() {
  let at = NOW.getTime();
  return {
    now() {
      at += 250;
      return new Date(at);
    },
  };
}

let count = 0;
async function turn(model: TurnDeps['model'], request: Partial<TurnRequest> = {}, more: Partial<TurnDeps> = {}) {
  const replyId = `reply-${++count}`;
  const deps = turnDeps(database.models, model, [], { catalog, clock: ticking(), limits: { money: PRICES }, ...more });
  const asked = { tenant: TENANT, actor: carla, conversation: `thread-${count}`, text: 'Northwind tickets?', replyId, ...request };
  const result = await runTurn(deps, asked, { status: () => {}, append: () => {} });
  return { result, replyId, conversation: asked.conversation };
}
const traceOf = (id: string) => database.models.turnTraces.findOne({ tenant: TENANT, _id: id }).lean<TurnTrace>();
const tickets = calls([['count_tickets', { account: 'Northwind' }]]);
const explains = () => scriptedModel(calls([['explain_answer', {}]]), says('.'));
/** The cards of an answer as text; where there are none, what its tools refused. */
const shown = ({ cards, tools }: TurnResult) =>
  cards.flatMap((card) => linesOf(card)).join('\n') || tools.map(({ result }) => (result as { message?: string }).message).join('\n');
/** What somebody is shown who asks how the last answer of a thread came about. */
async function explained(conversation: string, more: Partial<TurnRequest> = {}) {
  const { result } = await turn(explains(), { conversation, text: 'how did you get this?', ...more });
  return shown(result);
}

test('what a turn did is kept with its message: steps, arguments, times, tokens, cost; no question, answer or result', async () => {
  const { replyId, conversation } = await turn(scriptedModel(tickets, says('Northwind has 2 tickets. It has 91 % churn.'), says('.')));
  const trace = await traceOf(replyId);
  expect(trace).toMatchObject({
    conversation,
    actorId: 'carla',
    origin: 'asked',
    model: 'scripted',
    day: '2026-11-22',
    inputTokens: 300,
    outputTokens: 60,
    currency: 'EUR',
    removed: 1,
    askedAgain: true,
  });
  expect(trace?.cost).toBeCloseTo((300 * 100 + 60 * 200) / 1e6);
  expect(trace?.steps.map(({ kind, name, outcome }) => [kind, name, outcome])).toEqual([
    ['model', 'scripted', 'ok'],
    ['tool', 'count_tickets', 'ok'],
    ['model', 'scripted', 'ok'],
    ['model', 'scripted', 'ok'],
  ]);
  expect(trace?.steps[1]).toMatchObject({ title: 'Count tickets', arguments: '{"account":"Northwind"}', account: 'Northwind Trading' });
  for (const { ms } of trace?.steps ?? []) expect(ms).toBeGreaterThan(0);
  expect(trace?.ms).toBeGreaterThanOrEqual(Math.max(...(trace?.steps ?? []).map(({ ms }) => ms ?? 0)));
  expect(JSON.stringify(trace)).not.toMatch(/tickets\?|has 2|churn|Login is slow|Ignore your rules/);
});

test('whoever asked is told, with every figure; nobody else is, but admins are', async () => {
  const { conversation } = await turn(scriptedModel(tickets, says('Northwind has 2 tickets.')));
  const told = await explained(conversation);
  expect(told).toMatch(/1 tool in [\d.]+ seconds?, 240 tokens, €0\.028; scripted chose and worded it/);
  expect(told).toMatch(/Count tickets\*\* of Northwind Trading \(account: Northwind\): [\d.]+ seconds/);
  expect(told).toMatch(/scripted chose 1 tool, 100 tokens read, 20 written, [\d.]+ seconds/);
  expect(told).toContain('count_tickets {"account":"Northwind"}');
  expect(await explained(conversation, { actor: adam })).toMatch(/240 tokens/);
  for (const actor of [otto, mona]) {
    const refused = await explained(conversation, { actor });
    expect(refused).toContain('for whoever asked (Person carla) and for admins');
    expect(refused).not.toMatch(/Northwind|240/);
  }
});

test('asked again, or after what was not understood, the answer before is meant; in a new thread that follows, too', async () => {
  const { conversation } = await turn(scriptedModel(tickets, says('Northwind has 2 tickets.')));
  await explained(conversation);
  const silent = { ...scriptedModel(says('I cannot answer that.')), name: 'planner', isLanguageModel: false };
  await turn(silent, { conversation, text: 'wat' });
  expect(await explained(conversation)).toMatch(/Count tickets/);
  expect(await explained('thread-new', { follows: conversation })).toMatch(/Count tickets/);
  expect(await explained('thread-elsewhere')).toContain('Nothing is kept here');
});

test('what failed, was offered, was cut or was left out is told as that', async () => {
  const wide = JSON.stringify({ account: 'x'.repeat(5_000) });
  const model = scriptedModel(
    calls([
      ['count_tickets', { account: 'Nobody at all' }],
      ['count_tickets', wide],
      ['set_stage', { account: 'Northwind', stage: 'churned' }],
    ]),
    says('That is on offer.'),
  );
  const { replyId, conversation } = await turn(model);
  const steps = (await traceOf(replyId))?.steps ?? [];
  expect(steps[2]?.arguments).toHaveLength(MAX_ARGUMENTS);
  const told = await explained(conversation);
  expect(told).toMatch(/Nobody at all\): gave no result \(unknown account\)/);
  expect(told).toMatch(/Set the stage.*offered, not written/);
  expect(told.length).toBeLessThan(4_000);
});

test('a model that never ends is kept in bounds', async () => {
  const endless = scriptedModel(
    ...Array.from({ length: 12 }, (_, step) =>
      calls(Array.from({ length: 8 }, (_, at) => ['count_tickets', { account: 'Northwind', minimum: 100 * step + at }])),
    ),
  );
  const { replyId, conversation } = await turn(endless, {}, { limits: { steps: 12, money: PRICES } });
  const trace = await traceOf(replyId);
  expect(trace?.steps).toHaveLength(MAX_STEPS);
  expect(trace?.stopped).toBe('steps');
  expect(await explained(conversation)).toContain('Ended early: the most requests to the model were made');
});

test('a press is kept by its tool, without a model', async () => {
  const args = { account: 'Northwind', minimum: 1 };
  const { conversation } = await turn(pressedCall('count_tickets', args), {
    pressed: (context, timeLimit) => runTool(catalog, 'count_tickets', args, context, { timeLimit }),
  });
  const told = await explained(conversation);
  expect(told).toMatch(/^Your press or command ran 1 tool in [\d.]+ seconds?, no language model/);
  expect(told).toMatch(/Count tickets.*\(account: Northwind, minimum: 1\)/);
});

describe('tokens', () => {
  const usedBy = async (actor: typeof carla, args: object = {}) => {
    const { result } = await turn(scriptedModel(calls([['count_tokens', args]]), says('.')), { actor });
    return shown(result);
  };

  test('what traces say and what the budget has taken is the same, also where the model failed', async () => {
    const { models } = database;
    const planner = { ...scriptedModel(tickets, says('Northwind has 2 tickets.')), name: 'planner', isLanguageModel: false };
    const broken = scriptedModel(fails(new UpstreamError('model', 'cut')));
    const { replyId, conversation } = await turn(broken, { actor: otto }, { fallback: planner });
    const trace = await traceOf(replyId);
    expect(trace).toMatchObject({ model: 'scripted', answeredBy: 'planner', steps: [{ outcome: 'failed', estimated: true }, {}, {}, {}] });
    expect(await explained(conversation, { actor: otto })).toMatch(/scripted failed, the planner answered/);
    for (const id of ['carla', 'otto', 'adam']) {
      const kept = await models.turnTraces.find({ tenant: TENANT, actorId: id }).lean<TurnTrace[]>();
      const budget = await models.budgets.findOne({ tenant: TENANT, scope: `user:${id}` }).lean<Budget>();
      expect(budget?.tokens).toBe(kept.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0));
      expect(budget?.allowance).toBe(2_000_000);
    }
  });

  test('a person sees their own, a manager and an admin everybody’s, by person, day and model', async () => {
    const own = await usedBy(carla);
    expect(own).toMatch(/^You used [\d,]+ tokens, \d+ answers, €[\d.]+ from 16 Nov to 22 Nov; [\d,]+ of 2,000,000 today/);
    expect(own).not.toMatch(/otto/);
    for (const actor of [mona, adam]) {
      const all = await usedBy(actor);
      expect(all).toMatch(/^The company used [\d,]+ tokens.*of 40,000,000 today/);
      for (const name of ['carla', 'otto'])
        expect(all).toMatch(new RegExp(`Person ${name}\\*\\* [\\d,]+ tokens, \\d+ answers?.* of 2,000,000 today`));
      expect(all).toMatch(/\| Person otto \||Person otto \| 22 November 2026 \| scripted \|/);
    }
    expect(await usedBy(mona, { owner: 'mine' })).toMatch(/^You used/);
    expect(await usedBy(mona, { owner: 'Person otto' })).toMatch(/^Person otto used/);
    expect(await usedBy(carla, { owner: 'Person otto' })).toMatch(/what colleagues used is for managers and admins/);
    expect(await usedBy(carla, { owner: 'mine', since: '2026-11-01', until: '2026-11-02' })).toMatch(
      /^You used no tokens from 1 Nov to 2 Nov\./,
    );
  });
});
