import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ask,
  buttons,
  CHANNELS,
  ELENA,
  type Greendoor,
  openGreendoor,
  PRIYA,
  type Product,
  press,
  SARAH,
  shown,
  TENANT,
  thread,
} from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** DataFlow's recovery playbook in Slack: recommended, approved, its drafts and steps in the morning, done and skipped with buttons. */

let greendoor: Greendoor;
let product: Product;
/** Half past nine on the next weekday, UTC. */
const ahead = (() => {
  const now = new Date();
  const morning = (days: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days, 9, 30);
  const days = [1, 2, 3].find((each) => ![0, 6].includes(new Date(morning(each)).getUTCDay())) ?? 1;
  return morning(days) - now.getTime();
})();
beforeAll(async () => {
  greendoor = await openGreendoor();
  product = await greendoor.start();
});
afterAll(() => greendoor.close());

const labels = (message: Parameters<typeof buttons>[0]) => buttons(message).map(({ label }) => label);
const run = () => greendoor.models.playbookExecutions.findOne({ tenant: TENANT }).lean();
const inDm = (user: string, pattern: RegExp) =>
  greendoor.workspace.messages(user).find((message) => !message.streaming && message.fromBot && pattern.test(shown(message)));

test('from the recommendation to the finished step', async () => {
  const { workspace } = greendoor;
  // Both are known to the workspace once they have spoken.
  await ask(workspace, { user: PRIYA, dm: true, text: 'what playbook steps are due for me today?' });
  const { question, answer } = await ask(workspace, { user: SARAH, dm: true, text: 'which playbook fits DataFlow?' });
  expect(shown(answer)).toMatch(/^DataFlow Analytics: High-risk customer recovery fits best, \d reasons/);
  await press(workspace, SARAH, answer, 'Start High-risk customer recovery');
  const proposed = await workspace.waitFor(() =>
    thread(workspace, question).find((message) => !message.streaming && labels(message).includes('Approve')),
  );
  expect(shown(proposed)).toMatch(/Crisis response[\s\S]*Month 3/);
  expect(await run()).toBeNull();
  await press(workspace, SARAH, proposed, 'Approve');
  await until(async () => (await run())?.executionStatus === 'in_progress');

  const again = await ask(workspace, { user: SARAH, dm: true, text: 'start the high-risk recovery playbook for DataFlow' });
  expect(shown(again.answer)).toMatch(/Not started again: .* runs for DataFlow Analytics already, day 1 of 105/);
});

test('the next morning: drafts where the approvers are, one message for each person with something to do', async () => {
  const { workspace } = greendoor;
  const morning = await greendoor.apart.start({ TIMEZONE: 'UTC' }, ahead);
  const drafts = () => workspace.messages(CHANNELS.approvals).filter((message) => /Waiting for approval/.test(shown(message)));
  await workspace.waitFor(() => drafts().length >= 2);
  expect(drafts().map(shown).join('\n')).toMatch(/Mark Rodriguez[\s\S]*Tom Nguyen|Tom Nguyen[\s\S]*Mark Rodriguez/);

  const mine = await workspace.waitFor(() => inDm(PRIYA, /Executive briefing/));
  // Begun on a working day it was due the day before, begun at a weekend it is due now.
  expect(shown(mine)).toMatch(/Priya Patel: 1 playbook step due(?:, overdue)?\./);
  // Slack signs with the time as it is, so people are answered by the process that keeps it.
  await morning.stop();
  workspace.connect(product.url);
  const done = labels(mine).find((label) => label.startsWith('Done: 1.')) ?? '';
  await press(workspace, PRIYA, mine, done);
  await until(async () => (await run())?.completedSteps.some(({ number }) => number === 1) ?? false);

  const [draft] = drafts();
  if (!draft) throw new Error('no draft');
  const mails = greendoor.mail.raw.length;
  await press(workspace, ELENA, draft, 'Approve');
  await until(async () => greendoor.mail.raw.length > mails);

  const asked = await ask(workspace, {
    user: SARAH,
    dm: true,
    text: "skip step 6 of DataFlow's playbook because it was done in another way",
  });
  await press(workspace, SARAH, asked.answer, 'Leave out a playbook step');
  await until(
    async () => (await run())?.skippedSteps.some(({ number, reason }) => number === 6 && reason.includes('done in another way')) ?? false,
  );

  const progress = await ask(workspace, { user: SARAH, dm: true, text: "how is DataFlow's playbook going?" });
  expect(shown(progress.answer)).toMatch(/High-risk customer recovery: day \d of 105, \d of \d+ steps done, 1 left out/);
});
