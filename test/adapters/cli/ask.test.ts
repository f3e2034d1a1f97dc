import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AskDeps, ask } from '../../../adapters/cli/ask.ts';
import { createRecordingMailer } from '../../../adapters/mail/record.ts';
import type { Card } from '../../../agents/kit/card.ts';
import { courseText, renderText } from '../../../bot/card-text.ts';
import type { Account } from '../../../models/account.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { calls, type ScriptedModel, says, scriptedModel } from '../../support/scripted-model.ts';
import { NOW, seedToys, TENANT, turnDeps } from '../../support/toy-world.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
  await database.models.users.create(
    ['carla', 'otto'].map((name) => ({
      _id: name,
      tenant: TENANT,
      email: `${name}@toys.example`,
      name,
      title: 'CSM',
      roles: ['csm' as const],
      ingestedAt: NOW,
      at: NOW,
    })),
  );
});
afterAll(() => database.close());

const run = (...argv: string[]) =>
  runWith(scriptedModel(calls([['count_tickets', { account: 'Northwind' }]]), says('2 tickets, worth $875K.')), argv);

async function runWith(model: ScriptedModel, argv: string[]) {
  const turn = turnDeps(database.models, model);
  const { log, clock } = turn;
  // Nothing here is put on the queue.
  const assistant = { ...turn, mailer: createRecordingMailer({ log, clock }), platforms: [], queue: undefined as never };
  const deps: AskDeps = { turn, assistant, tenant: TENANT, defaultEmail: 'carla@toys.example' };
  const said = { out: [] as string[], error: [] as string[] };
  const code = await ask(deps, argv, {
    out: { write: (text) => said.out.push(text) },
    err: { write: (text) => said.error.push(text) },
  });
  return { code, out: said.out.join(''), error: said.error.join(''), model };
}

test('a question is answered as text with its cards', async () => {
  const { code, out, error } = await run('Northwind tickets?');
  expect(code).toBe(0);
  expect(out).toBe('2 tickets, worth $875K.\n\nNorthwind Trading: 2 tickets\nSlow: 78.4 %\nWorth: $875K\n');
  expect(error).toContain("Reading Northwind Trading's tickets…");
});

test('--json prints what tools were called and what they gave', async () => {
  const { out, error } = await run('--json', 'Northwind', 'tickets?', '--as', 'OTTO@toys.example');
  expect(JSON.parse(out)).toMatchObject({
    reply: '2 tickets, worth $875K.',
    model: 'scripted',
    tools: [{ name: 'count_tickets', arguments: { account: 'Northwind', minimum: null }, result: { count: 2 } }],
    approvals: [],
    offers: [],
    buttons: [],
    cards: [{ point: expect.arrayContaining(['Northwind Trading: ']) }],
  });
  expect(error).toBe('');
});

test('what writes is offered, pressed by its id by whoever asked, and undone by a button of the answer', async () => {
  const stage = async () => (await database.models.accounts.findOne({ tenant: TENANT, _id: 'toy-0' }).lean<Account>())?.lifecycleStage;
  const before = await stage();
  const model = scriptedModel(calls([['set_stage', { account: 'Northwind', stage: 'churned' }]]), says('The button does it.'));
  const asked = JSON.parse((await runWith(model, ['--json', '--thread', 'two', 'Set Northwind to churned'])).out);
  expect(asked.offers).toEqual([
    { id: expect.any(String), tool: 'set_stage', arguments: { account: 'Northwind', stage: 'churned' }, label: 'Set the stage' },
  ]);
  expect(asked.buttons).toEqual([{ id: expect.any(String), label: 'Set the stage' }]);
  expect(await stage()).toBe(before);
  const press = (id: string, ...more: string[]) => run('--json', '--press', id, '--thread', 'two', ...more);
  expect(JSON.parse((await press(asked.offers[0].id, '--as', 'otto@toys.example')).out).reply).toMatch(/^Not done: only carla/);
  expect((await run('--press', asked.buttons[0].id, '--thread', 'another')).code).toBe(2);
  expect((await run('--press', asked.buttons[0].id)).error).toContain('--press needs --thread');
  const pressed = JSON.parse((await press(asked.offers[0].id)).out);
  expect(pressed).toMatchObject({ reply: 'Northwind Trading is now churned.', tools: [{ name: 'set_stage' }], model: 'button' });
  expect(await stage()).toBe('churned');
  expect(JSON.parse((await press(asked.buttons[0].id)).out).reply).toMatch(/^Pressed already/);
  const undo = pressed.buttons.find((each: { label: string }) => each.label === 'Undo');
  expect(JSON.parse((await press(undo.id)).out).reply).toMatch(/^Undone: Northwind Trading is/);
  expect(await stage()).toBe(before);
});

test('--thread continues, without it every question stands alone', async () => {
  await run('Northwind tickets?', '--thread', 'one');
  const { model } = await run('and its champion?', '--thread', 'one');
  expect(model.requests[0]?.messages.length).toBeGreaterThan(1);
  const alone = await run('and its champion?', '--as-of', '2026-11-01');
  expect(alone.model.requests[0]?.messages).toHaveLength(1);
  expect(alone.model.requests[0]?.situation).toContain('as of Sunday, 1 November 2026 at 23:59');
});

describe('what is not understood is said, with exit code 2 and no question asked', () => {
  test.each([
    [['--as', 'nobody@toys.example', 'hi'], 'carla@toys.example, otto@toys.example'],
    [['--as-of', 'yesterday', 'hi'], 'YYYY-MM-DD, for example 2026-11-22'],
    [['--as-of', '2026-02-30', 'hi'], '"2026-02-30" is not a date'],
    [['--as-of', '2027-01-01', 'hi'], 'in the future'],
    [['--colour', 'hi'], 'Usage:'],
    [[], 'Usage:'],
  ])('%j', async (argv, expected) => {
    const { code, out, error, model } = await run(...argv);
    expect({ code, out, asked: model.requests.length }).toEqual({ code: 2, out: '', asked: 0 });
    expect(error).toContain(expected);
  });

  test('an empty question is answered with examples', async () => {
    const { code, out } = await run('');
    expect(code).toBe(0);
    expect(out).toContain('- How many tickets does Northwind have?');
  });
});

test('every part of a card has a text', () => {
  const card: Card = {
    point: 'DataFlow: 52, orange',
    parts: [
      { type: 'header', text: 'DataFlow', tone: 'orange' },
      { type: 'text', text: '**Down** *34* since May' },
      { type: 'fields', fields: [{ label: 'ARR', value: '$340K' }] },
      {
        type: 'table',
        columns: [{ label: 'Dimension' }, { label: 'Score', align: 'right' }],
        rows: [
          ['Usage', '41'],
          ['Relationship', '9'],
        ],
      },
      {
        type: 'chart',
        title: 'Calls fell by half',
        alt: 'Calls',
        kind: 'line',
        unit: 'calls',
        series: [
          {
            label: 'API',
            points: [
              { x: '1', y: 8 },
              { x: '2', y: null },
              { x: '3', y: 4 },
            ],
          },
        ],
      },
      {
        type: 'evidence',
        title: 'Why',
        figures: [
          {
            label: 'x',
            value: 1,
            unit: '',
            contribution: 0,
            text: 'API calls −89 %',
            evidence: [{ collection: 'customer_usage_analytics', id: 'u1', field: 'apiCallsCount', at: '2026-11-15T00:00:00Z' }],
          },
        ],
      },
      { type: 'input', id: 's', label: 'Subject', value: 'Hello', multiline: false, maxLength: 10, editable: true },
      {
        type: 'buttons',
        buttons: [
          { label: 'Why', effect: { type: 'show', section: 0 } },
          { label: 'Draft', effect: { type: 'say', text: 'Draft a note' } },
        ],
      },
      { type: 'feedback' },
      { type: 'context', text: 'As of today' },
    ],
    sections: [{ label: 'Why', parts: [] }],
  };
  expect(renderText(card)).toBe(
    [
      'DataFlow: 52, orange',
      'DataFlow (🟠 orange)',
      'Down 34 since May',
      'ARR: $340K',
      'Dimension     Score',
      'Usage            41',
      'Relationship      9',
      'Calls fell by half',
      'API: █·▁  8 calls → 4 calls',
      'Why',
      '- API calls −89 %',
      '    usage of the week to 15 Nov 2026',
      'Subject: Hello',
      '[Why]  [Draft] (say: Draft a note)',
      'As of today',
      'More: Why',
    ].join('\n'),
  );
  expect(courseText({ label: 'none', points: [{ x: '1', y: null }] }, '')).toBe('none: no values');
});
