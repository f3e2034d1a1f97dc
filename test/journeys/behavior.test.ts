import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../adapters/playground/index.ts';
import { ask, buttons, type Greendoor, openGreendoor, press, SARAH, shown, thread } from '../support/greendoor.ts';

/** Journey 9.7: from a portfolio's triggers to one account, why, its people, and what to do. */

let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

test('from the triggers of her accounts to DataFlow’s decline, its reasons and the churn risk', async () => {
  const { workspace } = greendoor;
  const { question, answer } = await ask(workspace, { user: SARAH, dm: true, text: 'any behavior triggers in my accounts?' });
  const answers = () => thread(workspace, question);
  const next = async (label: string) => {
    const before = answers().length;
    const last = answers().findLast((message) => buttons(message).some((button) => button.label === label));
    if (!last) throw new Error(`no button ${label}`);
    await press(workspace, SARAH, last, label);
    return workspace.waitFor(() => {
      const message = answers()[before];
      return message?.streaming ? undefined : message;
    });
  };
  expect(shown(answer)).toMatch(/^\d+ accounts? of \d+ with sessions show a behaviour trigger \(your accounts\)/);
  expect(shown(answer)).toContain('DataFlow Analytics');

  const limits = await next('Limits');
  expect(shown(limits)).toMatch(/Session decline: the last 14 days at least 20 % below/);

  const account = await next('Open DataFlow Analytics');
  expect(shown(account)).toMatch(/^DataFlow Analytics: behaviour \d+ of 100, (orange|red), falling\. 2 of 8 users active/);
  expect(shown(account)).toMatch(/Session time −\d+ %/);

  const why = await next('Why');
  expect(shown(why)).toMatch(/The behaviour score by part; the points add up to it/);
  const adoption = await next('Adoption');
  expect(shown(adoption)).toMatch(/Basic: data ingestion, data visualization\s+Week 1–2\s+96 %/);
  const people = await next('People and teams');
  expect(shown(people)).toContain('Ravi Shah');

  const churn = await next('Churn risk');
  expect(shown(churn)).toMatch(/^DataFlow Analytics: .*risk/);
});

test('TechCorp: power users, and a note to one of them put up for approval', async () => {
  const { workspace } = greendoor;
  const { question, answer } = await ask(workspace, { user: SARAH, dm: true, text: 'who are the power users at TechCorp?' });
  expect(shown(answer)).toMatch(/^TechCorp Financial Services: behaviour \d+ of 100/);
  expect(shown(answer)).toContain('Power users: Peter Novak, Sarah Johnson');
  const draft = buttons(answer).find(({ label }) => label.startsWith('Draft a note to '));
  await press(workspace, SARAH, answer, draft?.label ?? 'no draft button');
  const asks = (message: Message) => buttons(message).some(({ label }) => label === 'Ask for approval');
  await workspace.waitFor(() => thread(workspace, question).find(asks));
  expect(greendoor.mail.raw).toEqual([]);
});
