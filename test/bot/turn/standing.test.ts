import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runTurn } from '../../../bot/turn/run-turn.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { type Answer, calls, says, scriptedModel } from '../../support/scripted-model.ts';
import { person, seedToys, TENANT, turnDeps } from '../../support/toy-world.ts';

let database: Database;
let count = 0;
beforeAll(async () => {
  database = await testDatabase();
  await seedToys(database.models);
});
afterAll(() => database.close());

async function turn(...script: Answer[]) {
  const model = scriptedModel(...script);
  const planner = { ...scriptedModel(says('Northwind Trading has tickets.')), name: 'planner', isLanguageModel: false };
  const request = { tenant: TENANT, actor: person('carla', 'csm'), conversation: `stands-${++count}`, text: 'Northwind?' };
  const sink = { status: () => {}, append: () => {} };
  return runTurn({ ...turnDeps(database.models, model), fallback: planner }, request, sink);
}

const DRAFTED = 'Drafted to Ada Byron, not sent: it is yours to edit, discard or put before whoever decides.';
const NOTHING = 'Nothing was sent, written or decided: that takes a person and a button.';
const draft = calls([['draft_toy', { contact: 'Ada' }]]);
const offer = calls([['set_stage', { account: 'Northwind', stage: 'churned' }]]);

describe('what is the case stands before what a model says', () => {
  test('a draft, and what is true beside it', async () => {
    const { reply } = await turn(draft, says('I drafted a note to Ada. Alan has it now; it went out a minute ago. You may edit it.'));
    expect(reply).toBe(`${DRAFTED}\n\nI drafted a note to Ada. You may edit it.`);
  });

  test('an offer', async () => {
    const { reply } = await turn(offer, says('It’s saved. The stage is set. Press the button to set it.'));
    expect(reply).toBe('Not written yet: press "Set the stage".\n\nPress the button to set it.');
  });

  test('what was refused, with its reason, however the model words it', async () => {
    const refused = calls([['set_stage', { account: 'Contoso Retail', stage: 'churned' }]]);
    const { reply } = await turn(refused, says('Drafted. Anything else?'));
    expect(reply).toMatch(/^Not done: .*not your account.*\n\nAnything else\?$/);
    const reason = reply.split('\n')[0]?.replace('Not done: ', '') ?? '';
    const { reply: repeated } = await turn(refused, says(reason));
    expect(repeated).toBe(`Not done: ${reason}`);
  });

  test('not a refusal that was mended in the same turn', async () => {
    const { reply } = await turn(calls([['draft_toy', { contact: 'Nobody Known' }]]), draft, says('There it is.'));
    expect(reply).toBe(`${DRAFTED}\n\nThere it is.`);
  });

  test('also where the model says nothing', async () => {
    const { reply } = await turn(
      calls([
        ['draft_toy', { contact: 'Ada' }],
        ['count_tickets', { account: 'Northwind' }],
      ]),
      says(''),
    );
    expect(reply).toMatch(new RegExp(`^${DRAFTED}\\n\\nNorthwind Trading has 2 tickets`));
  });
});

test('where nothing stands and something was said to be done, it is said that nothing was', async () => {
  const { reply } = await turn(
    calls([
      ['count_tickets', { account: 'Northwind' }],
      ['approve_all', {}],
    ]),
    says('Approved all three requests; they are delivered. Northwind has 2 tickets.'),
  );
  expect(reply).toBe(`Northwind has 2 tickets.\n\n${NOTHING}`);
});

describe('a model that answers without looking', () => {
  test.each([
    ['a figure', 'Northwind’s health is 12.', 'I left out a statement whose figure is not in the data.'],
    ['a deed', 'Done, it is logged.', NOTHING],
  ])('%s: another answers instead, and says so', async (_, said, why) => {
    const { reply } = await turn(says(said));
    expect(reply).toBe(`Northwind Trading has tickets.\n\n${why} Answered by the planner instead, which is not a language model.`);
  });

  test('what it may say stays', async () => {
    expect((await turn(says('Which account do you mean?'))).reply).toBe('Which account do you mean?');
  });
});
