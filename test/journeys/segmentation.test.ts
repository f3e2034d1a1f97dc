import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../adapters/playground/index.ts';
import { ask, buttons, type Greendoor, openGreendoor, press, SARAH, shown, thread } from '../support/greendoor.ts';

/** Journey 9.6: what kind of customer an account is, how it compares, what changed, and the portfolio by segment. */

let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

/** Presses a button of a message and waits for the answer it brings. */
async function pressed(question: Message, message: Message, label: string): Promise<Message> {
  const { workspace } = greendoor;
  const before = thread(workspace, question).length;
  await press(workspace, SARAH, message, label);
  return workspace.waitFor(() => {
    const next = thread(workspace, question)[before];
    return next?.streaming ? undefined : next;
  });
}

test('classify DataFlow, see why, what follows and its history, compare it with its peers', async () => {
  const { workspace } = greendoor;
  const { question, answer } = await ask(workspace, { user: SARAH, dm: true, text: 'what segment is DataFlow in?' });
  expect(shown(answer)).toMatch(/^DataFlow Analytics: mid-market fintech, data analytics, professional tier, struggling/);
  expect(buttons(answer)[0]?.label).toBe('Compare with peers');

  const why = await pressed(question, answer, 'Why');
  expect(shown(why)).toMatch(/active users, change over 4 weeks −\d+ %/);
  const follows = await pressed(question, answer, 'What follows');
  expect(shown(follows)).toMatch(/every \d+ days?/);
  const history = await pressed(question, answer, 'History');
  expect(shown(history)).toMatch(/→ struggling/);

  const peers = await pressed(question, answer, 'Compare with peers');
  expect(shown(peers)).toMatch(/^DataFlow Analytics/);
  expect(shown(peers)).toMatch(/too few to compare|above|below/);
});

test('the portfolio by segment, then by industry, then one’s own', async () => {
  const { workspace } = greendoor;
  const { question, answer } = await ask(workspace, { user: SARAH, dm: true, text: 'how many accounts are in each segment?' });
  expect(shown(answer)).toMatch(/^\d+ accounts in \d segments; most are /);
  const industry = await pressed(question, answer, 'By industry');
  expect(shown(industry)).toMatch(/fintech/);
  const mine = await ask(workspace, { user: SARAH, dm: true, text: 'break down my accounts by segment' });
  expect(shown(mine.answer)).toMatch(/your accounts/);
});
