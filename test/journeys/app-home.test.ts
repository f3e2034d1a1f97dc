import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Message } from '../../adapters/playground/index.ts';
import { ask, buttons, ELENA, type Greendoor, openGreendoor, PRIYA, press, SARAH, shown, TENANT, thread } from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** What people see where they open Greendoor itself, and what comes of what they press there. */

const STRANGER = 'UOUTSIDER';
const DANA = 'UDANACOLE';
const MARCUS = 'UMARCUSJOHNSON';
const HANNAH = 'UHANNAHVOGEL';
let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor([
    { id: STRANGER, name: 'Olga Outside', email: 'olga@other.example', title: 'Guest', timezone: 'UTC', guest: true },
  ]);
  // Overdue for so long that nobody is reminded of it now, whatever the hour: a reminder is a message nobody here asked for.
  const longAgo = new Date(Date.now() - 10 * 86_400_000);
  await greendoor.models.tasks.updateMany({ tenant: TENANT, dueAt: { $gt: longAgo } }, { $set: { dueAt: longAgo } });
  await greendoor.start();
});
afterAll(() => greendoor.close());

const settled = () => until(async () => (await greendoor.models.inbox.countDocuments({ tenant: TENANT, state: 'accepted' })) === 0);
/** A home as a message, to be read by the same eyes. */
const homeOf = (user: string): Message => ({ blocks: greendoor.workspace.home(user)?.view.blocks ?? [] }) as unknown as Message;
const published = () => greendoor.workspace.calls.filter(({ method }) => method === 'views.publish').length;
const direct = (user: string) => greendoor.workspace.messages(user).filter(({ fromBot }) => fromBot);
const daysComputed = () => greendoor.models.auditEntries.countDocuments({ tenant: TENANT, event: 'tool', data: /"my_day"/ });

/** Within ten seconds of the last, opening one's home shows what is there; a test begins later than that. */
beforeEach(async () => {
  await greendoor.models.leases.deleteMany({ tenant: TENANT, name: /^home\// });
});

async function opened(user: string): Promise<Message> {
  const before = published();
  await greendoor.workspace.open(user, 'home');
  await greendoor.workspace.waitFor(() => published() > before);
  await settled();
  return homeOf(user);
}

async function pressHome(user: string, label: string): Promise<void> {
  const button = buttons(homeOf(user)).find((each) => each.label === label);
  if (!button) throw new Error(`no button "${label}" on the home:\n${shown(homeOf(user))}`);
  await greendoor.workspace.pressOnHome({ user, actionId: button.actionId, blockId: button.blockId });
  await settled();
}

interface Choice {
  text: { text: string };
  value: string;
}
/** The list that says whose day it is. */
function whoseDay(user: string): { actionId: string; options: Choice[]; chosen: string | undefined } | undefined {
  for (const block of homeOf(user).blocks ?? [])
    for (const element of block.type === 'actions' ? block.elements : [])
      if (element.type === 'static_select')
        return {
          actionId: element.action_id ?? '',
          options: (element.options ?? []) as Choice[],
          chosen: element.initial_option?.text.text,
        };
  return undefined;
}

async function choose(user: string, name: string): Promise<void> {
  const list = whoseDay(user);
  const option = list?.options.find(({ text }) => text.text === name);
  if (!list || !option) throw new Error(`no ${name} among ${list?.options.map(({ text }) => text.text)}`);
  await greendoor.workspace.pressOnHome({ user, actionId: list.actionId, value: option.value });
  await settled();
}

/** The accounts that a day names on their own lines. */
const linesOf = (message: Message) =>
  shown(message)
    .split('\n')
    .filter((line) => line.startsWith('•'));

test('a CSM opens home: their own day, the same as they are told when they ask, and nothing in the conversation', async () => {
  const home = await opened(SARAH);
  expect(shown(home)).toMatch(/^As of \w{3} \d\d:\d\d, your time\./);
  expect(shown(home)).toContain('Your day');
  expect(whoseDay(SARAH)).toBeUndefined();
  expect(direct(SARAH)).toEqual([]);
  expect(greendoor.workspace.prompts(SARAH)).toBeUndefined();
  const { answer } = await ask(greendoor.workspace, { user: SARAH, dm: true, text: 'my day' });
  const told = linesOf(answer);
  expect(told.length).toBeGreaterThan(3);
  expect(linesOf(home)).toEqual(told);
  const own = buttons(home).map(({ label }) => label);
  expect(own.slice(1)).toEqual(buttons(answer).map(({ label }) => label));
});

test('opened twice within seconds it is put together once; Refresh puts it together again', async () => {
  const before = await daysComputed();
  await Promise.all([greendoor.workspace.open(SARAH, 'home'), greendoor.workspace.open(SARAH, 'home')]);
  await settled();
  await greendoor.workspace.open(SARAH, 'home');
  await settled();
  expect(await daysComputed()).toBe(before + 1);
  await greendoor.models.tasks.deleteMany({ tenant: TENANT });
  await pressHome(SARAH, 'Refresh');
  expect(await daysComputed()).toBe(before + 2);
  expect(shown(homeOf(SARAH))).not.toMatch(/\bDue\b/);
});

test('a button pressed on home is answered in the direct conversation, and the thread goes on there', async () => {
  const { workspace } = greendoor;
  const home = await opened(SARAH);
  const label = buttons(home).find((each) => each.label.startsWith('Brief: '))?.label ?? '';
  const account = label.replace('Brief: ', '');
  const before = direct(SARAH).length;
  await pressHome(SARAH, label);
  const [root, answer, ...more] = direct(SARAH).slice(before);
  expect(more).toEqual([]);
  expect(root?.text).toContain(`You pressed: ${label}`);
  expect(answer?.thread_ts).toBe(root?.ts);
  expect(shown(answer)).toContain(account);
  const question = await workspace.say({ user: SARAH, dm: true, text: 'who owns it?', thread: root?.ts ?? '' });
  const follow = await workspace.waitFor(() => thread(workspace, question).find((each) => !each.streaming));
  expect(shown(follow)).toContain(account);
});

test("a greeting is not lost for having looked at one's home first, and a home continues no conversation", async () => {
  const { workspace } = greendoor;
  await opened(DANA);
  await workspace.open(DANA);
  expect(shown(await workspace.waitFor(() => direct(DANA)[0]))).toMatch(/Good to meet you, Dana/);
});

test('who asks before a greeting came is answered, and not greeted below their question', async () => {
  const { workspace } = greendoor;
  await Promise.all([workspace.say({ user: HANNAH, dm: true, text: 'which of my accounts are red' }), workspace.open(HANNAH)]);
  await settled();
  const [answer, ...more] = direct(HANNAH).map(shown);
  expect(answer).toMatch(/of your accounts \(red\)|No account matches/);
  expect(more).toEqual([]);
});

test('somebody without accounts is told so, with a way to the portfolio', async () => {
  const home = await opened(DANA);
  expect(shown(home)).toMatch(/You have no accounts of your own/);
  await pressHome(DANA, 'The portfolio');
  expect(shown(direct(DANA).at(-1))).toMatch(/accounts/);
});

test("an executive's home shows what waits for their decision, and the portfolio", async () => {
  const { workspace } = greendoor;
  const drafted = await ask(
    workspace,
    { user: SARAH, dm: true, text: 'draft a note to Mark Rodriguez' },
    (each) => buttons(each).length > 0,
  );
  await press(workspace, SARAH, drafted.answer, 'Ask for approval');
  await settled();
  const home = await opened(ELENA);
  expect(shown(home)).toMatch(/Waits for you[\s\S]*DataFlow Analytics/);
  const named = buttons(home).map(({ label }) => label);
  const accounts = await greendoor.models.accounts.find({ tenant: TENANT, name: { $in: named } }, { ownerId: 1 }).lean();
  expect(new Set(accounts.map(({ ownerId }) => ownerId)).size).toBeGreaterThan(1);
  await pressHome(ELENA, 'Approvals');
  expect(shown(direct(ELENA).at(-1))).toMatch(/DataFlow Analytics/);
});

test('a manager looks at the days of those who report to them, one after the other, and at their own again', async () => {
  await opened(PRIYA);
  expect(whoseDay(PRIYA)).toMatchObject({ chosen: 'My day' });
  expect(whoseDay(PRIYA)?.options.map(({ text }) => text.text)).toEqual([
    'My day',
    'Diego Alvarez',
    'Hannah Vogel',
    'Lucy Grant',
    'Omar Haddad',
    'Sarah Williams',
  ]);
  await choose(PRIYA, 'Sarah Williams');
  expect(shown(homeOf(PRIYA))).toContain('The day of Sarah Williams');
  expect(whoseDay(PRIYA)?.chosen).toBe('Sarah Williams');
  await pressHome(PRIYA, 'Refresh');
  expect(shown(homeOf(PRIYA))).toContain('The day of Sarah Williams');
  await choose(PRIYA, 'My day');
  expect(shown(homeOf(PRIYA))).toContain('Your day');
  expect(direct(PRIYA)).toEqual([]);
});

test('a stranger reads on their home who can let them in, every time, and nothing else', async () => {
  for (const _ of [1, 2]) {
    const home = await opened(STRANGER);
    expect(shown(home)).toMatch(/^I do not know you yet.*Ask an admin/);
    expect(home.blocks).toHaveLength(1);
  }
  expect(direct(STRANGER)).toEqual([]);
});

test('a day that cannot be put together is said on the home, and Refresh tries again', async () => {
  // A request for approval of no account: what reads it cannot.
  const { approvals } = greendoor.models;
  const broken = { _id: 'broken' as never, tenant: TENANT, state: 'pending', at: new Date() };
  await approvals.collection.insertOne(broken);
  expect(shown(await opened(MARCUS))).toMatch(/failed on our side\. Nothing was lost/);
  await approvals.collection.deleteOne({ _id: broken._id });
  await pressHome(MARCUS, 'Refresh');
  expect(shown(homeOf(MARCUS))).toContain('Your day');
});

test('where Slack does not take a home, it is shown once Slack does, and what stood there an hour ago is forgotten', async () => {
  const { workspace, models } = greendoor;
  await opened(SARAH);
  const shownBefore = await models.replies
    .findOne({ tenant: TENANT, channel: `home:${SARAH}` })
    .sort({ at: -1 })
    .lean();
  workspace.failNext('views.publish', 'internal_error');
  await models.leases.deleteMany({ tenant: TENANT, name: /^home\// });
  await models.replies.updateMany({ tenant: TENANT, channel: `home:${SARAH}` }, { $set: { at: new Date(Date.now() - 2 * 3_600_000) } });
  const before = published();
  await workspace.open(SARAH, 'home');
  await settled();
  expect(published()).toBe(before + 2);
  expect(await models.replies.countDocuments({ tenant: TENANT, channel: `home:${SARAH}` })).toBe(1);
  expect(await models.replies.exists({ tenant: TENANT, _id: shownBefore?._id })).toBeNull();
});
