import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ask,
  buttons,
  CHANNELS,
  ELENA,
  type Greendoor,
  openGreendoor,
  type Product,
  press,
  SARAH,
  shown,
  TENANT,
  thread,
} from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** A CSM's Monday, from the day to the reminder of what was promised, and an executive's week of decisions and questions. */

const DAY = 86_400_000;
/** Tomorrow at two in the afternoon, UTC: morning in New York, where the CSM is. */
const ahead = Math.floor(Date.now() / DAY) * DAY + DAY + 14 * 3_600_000 - Date.now();
const PROMISE = 'We will send the list of controls tomorrow';

let greendoor: Greendoor;
let product: Product;
beforeAll(async () => {
  greendoor = await openGreendoor();
  product = await greendoor.start();
});
afterAll(() => greendoor.close());

type Message = Awaited<ReturnType<typeof ask>>['answer'];
const labels = (message: Message) => buttons(message).map(({ label }) => label);
const dm = (text: string, user = SARAH) => ask(greendoor.workspace, { user, dm: true, text });
/** The label of the first button that begins so. */
const named = (message: Message, start: string) => labels(message).find((label) => label.startsWith(start)) ?? `${start}…`;

/** Presses and waits for what is answered in the thread. */
async function follow(question: Message, message: Message, label: string, says: RegExp, user = SARAH): Promise<Message> {
  const { workspace } = greendoor;
  const before = new Set(thread(workspace, question).map(shown));
  await press(workspace, user, message, label);
  return workspace.waitFor(() =>
    thread(workspace, question).find((each) => !each.streaming && says.test(shown(each)) && !before.has(shown(each))),
  );
}

test('Monday morning: day, task, brief, draft, the call logged, its promise a task', async () => {
  const { models } = greendoor;
  const { question, answer: day } = await dm('my day');
  expect(shown(day)).toMatch(/^Your day: .*due within a week/);
  const task = await follow(question, day, named(day, 'Open: '), /, due /);
  const brief = await follow(question, task, 'Brief', /^[^\n]*: health \d/);
  expect(shown(brief)).toMatch(/Raise/);

  const draft = await dm('draft a note to Mike Chen at TechCorp about the renewal');
  await press(greendoor.workspace, SARAH, draft.answer, 'Ask for approval');
  await greendoor.workspace.waitFor(() =>
    greendoor.workspace.messages(CHANNELS.approvals).find((each) => labels(each).includes('Approve')),
  );

  const log = await dm(`log a call with Mike Chen at TechCorp: they like what they see. ${PROMISE}.`);
  expect(await models.interactions.exists({ tenant: TENANT, text: new RegExp(PROMISE) })).toBeNull();
  const logged = await follow(log.question, log.answer, 'Log a conversation', /To do, not a task yet/);
  expect(await models.interactions.exists({ tenant: TENANT, text: new RegExp(PROMISE) })).not.toBeNull();
  expect(await models.tasks.exists({ tenant: TENANT, text: new RegExp(PROMISE) })).toBeNull();
  await follow(log.question, logged, named(logged, 'Add task: '), /^Added: “We will send/);
  expect(await models.tasks.exists({ tenant: TENANT, text: new RegExp(PROMISE) })).not.toBeNull();
  // What a press writes moves the scores as an import does.
  const call = await models.interactions.findOne({ tenant: TENANT, text: new RegExp(PROMISE) }).lean();
  await until(async () => {
    const scored = { tenant: TENANT, accountId: call?.accountId, asOf: { $gte: call?.ingestedAt } };
    return (await models.accountStandings.exists(scored)) !== null;
  });
  expect(shown((await dm('my open tasks at TechCorp')).answer)).toContain(PROMISE);
});

test('the next morning the task comes by direct message, and is done by a press', async () => {
  const { workspace, models } = greendoor;
  const morning = await greendoor.apart.start({ TIMEZONE: 'UTC' }, ahead);
  const reminder = await workspace.waitFor(() =>
    workspace
      .messages(SARAH)
      .find(
        (each) => !each.streaming && each.fromBot && shown(each).includes(PROMISE) && /^\d+ open tasks of Sarah Williams\b/.test(each.text),
      ),
  );
  await morning.stop();
  workspace.connect(product.url);
  await press(workspace, SARAH, reminder, PROMISE);
  const mine = await workspace.waitFor(() =>
    workspace.messages(SARAH).find((each) => !each.streaming && labels(each).includes('Done') && shown(each).includes(PROMISE)),
  );
  expect(labels(mine)).toContain('Brief');
  expect(shown(mine)).toMatch(/From: .*call: “they like what they see/);
  await press(workspace, SARAH, mine, 'Done');
  await until(async () => (await models.tasks.exists({ tenant: TENANT, text: new RegExp(PROMISE), doneAt: { $ne: null } })) !== null);
});

test('a week of an executive: what waits, deciding it, who decided what, the portfolio, the forecast', async () => {
  const { workspace } = greendoor;
  const day = await dm('my day', ELENA);
  expect(shown(day.answer)).toMatch(/waiting for a decision/);
  const list = await follow(day.question, day.answer, 'Approvals', /for your decision/, ELENA);
  expect(shown(list)).toMatch(/TechCorp/);
  const [draft] = workspace.messages(CHANNELS.approvals).filter((each) => labels(each).includes('Approve'));
  if (!draft) throw new Error('no draft waits');
  const mails = greendoor.mail.raw.length;
  await press(workspace, ELENA, draft, 'Approve');
  await until(async () => greendoor.mail.raw.length > mails);
  expect(shown((await dm('who approved what this week', ELENA)).answer)).toMatch(/decided by Elena Rossi/);
  expect(shown((await dm('what waits for my approval', ELENA)).answer)).toMatch(/^Nothing is waiting for your decision/);
  expect(shown((await dm('how is the portfolio', ELENA)).answer)).toMatch(/\d+ accounts/);
  expect(shown((await dm('where will the quarter land', ELENA)).answer)).toMatch(/expected of .* up for renewal/);
});
