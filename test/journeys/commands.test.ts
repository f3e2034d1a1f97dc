import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Message } from '../../adapters/playground/index.ts';
import { COMMANDS } from '../../bot/incoming/commands.ts';
import { buttons, CHANNELS, ELENA, type Greendoor, openGreendoor, press, SARAH, shown, TENANT, thread } from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** `/greendoor WORD`: answered at once, and to whoever typed it alone. */

const { health: HEALTH } = CHANNELS;
const STRANGER = 'UOUTSIDER';
let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor([{ id: STRANGER, name: 'Olga Outside', email: 'olga@other.example', title: 'Guest', timezone: 'UTC' }]);
  greendoor.workspace.changeChannel(HEALTH, { members: [SARAH, ELENA, STRANGER] });
  await greendoor.start();
});
afterAll(() => greendoor.close());

const settled = () => until(async () => (await greendoor.models.inbox.countDocuments({ tenant: TENANT, state: 'accepted' })) === 0);
const direct = (user: string) => greendoor.workspace.messages(user).filter(({ fromBot }) => fromBot);

/** Everything a command made appear where it was typed. */
async function typed(text: string, { user = SARAH, channel = HEALTH as string } = {}): Promise<Message[]> {
  const before = greendoor.workspace.messages(channel).length;
  await greendoor.workspace.command({ user, channel, text });
  await settled();
  return greendoor.workspace.messages(channel).slice(before);
}

async function whisperOf(text: string, user = SARAH): Promise<Message> {
  const said = await typed(text, { user });
  expect(said.map(({ onlyFor }) => onlyFor)).toEqual(said.map(() => user));
  const [message] = said;
  if (!message) throw new Error(`nothing was said to "${text}"`);
  return message;
}

describe('in a channel, only whoever typed it sees', () => {
  test('day: their own', async () => {
    const before = await greendoor.models.auditEntries.countDocuments({ tenant: TENANT, event: 'tool', data: /"my_day"/ });
    expect(shown(await whisperOf('day'))).toMatch(/Your day/);
    expect(await greendoor.models.auditEntries.countDocuments({ tenant: TENANT, event: 'tool', data: /"my_day"/ })).toBe(before + 1);
  });
  test('digest: who needs attention, from the standings as they are', async () => {
    expect(shown(await whisperOf('Digest'))).toMatch(/needs you[\s\S]*DataFlow Analytics: 5\d, orange/i);
  });
  test('approvals: what waits, and that nothing does', async () => {
    expect(shown(await whisperOf('approvals', ELENA))).toMatch(/Nothing is waiting for your decision/);
  });
  test('brief NAME: that account', async () => {
    expect(shown(await whisperOf('brief dataflow'))).toMatch(/Brief: DataFlow Analytics/);
  });
  test('brief without a name says what is missing', async () => {
    expect(shown(await whisperOf('brief'))).toBe('Say which one: /greendoor brief ACCOUNT.');
  });
  test('help names every command as it is typed', async () => {
    const help = await whisperOf('help');
    for (const { word, takes } of COMMANDS) expect(shown(help)).toContain(`/greendoor ${takes ? `${word} ${takes}` : word}*`);
    expect(shown(help)).toMatch(/allow-here/);
  });
});

test('a button of what one person sees is answered in their direct conversation, with a line where it was pressed', async () => {
  const { workspace } = greendoor;
  const brief = await whisperOf('brief TechCorp');
  const here = workspace.messages(HEALTH).length;
  const before = direct(SARAH).length;
  await press(workspace, SARAH, brief, 'All that happened');
  await settled();
  await press(workspace, SARAH, brief, 'Health');
  await settled();
  expect(
    workspace
      .messages(HEALTH)
      .slice(here)
      .map(({ onlyFor }) => onlyFor),
  ).toEqual([SARAH, SARAH]);
  const [all, happened, health, answer] = direct(SARAH).slice(before);
  expect([all?.text, health?.text].join()).toMatch(/All that happened.*Health/s);
  expect(happened?.thread_ts).toBe(all?.ts);
  expect(shown(happened)).toMatch(/^All that happened/);
  expect(answer?.thread_ts).toBe(health?.ts);
  expect(shown(answer)).toMatch(/TechCorp/);
});

test('a help button runs its command', async () => {
  const help = await whisperOf('help');
  await press(greendoor.workspace, SARAH, help, 'Approvals');
  await settled();
  expect(shown(direct(SARAH).at(-1))).toMatch(/waiting for your decision/);
});

test('a name nobody has gets the usual choices, and a choice asks the same of the account meant', async () => {
  const wrong = await whisperOf('brief TechCorp Robotics');
  expect(shown(wrong)).toMatch(/I know no account called "TechCorp Robotics"/);
  const [choice] = buttons(wrong);
  const meant = choice?.label ?? '';
  await press(greendoor.workspace, SARAH, wrong, meant);
  await settled();
  expect(shown(direct(SARAH).at(-1))).toContain(`Brief: ${meant}`);
});

test('what is asked next in the same direct conversation is about the account of the brief', async () => {
  const { workspace } = greendoor;
  await typed('brief DataFlow', { channel: workspace.messages(SARAH)[0]?.channel ?? '' });
  const question = await workspace.say({ user: SARAH, dm: true, text: 'who owns it?' });
  const answer = await workspace.waitFor(() => thread(workspace, question).find(({ streaming }) => !streaming));
  expect(shown(answer)).toMatch(/DataFlow/);
});

test.each(['how is TechCorp doing?', 'day after tomorrow, who do I meet?', 'digest of DataFlow please'])(
  'anything else is a question, asked where everybody sees it: %s',
  async (text) => {
    const [root] = await typed(text);
    expect(root?.onlyFor).toBeUndefined();
    expect(shown(root)).toContain(`asked: ${text}`);
  },
);

test('it is answered in a channel nobody allowed, since nobody else reads it', async () => {
  await greendoor.models.users.updateOne({ tenant: TENANT, 'identities.slack': SARAH }, { $addToSet: { roles: 'admin' } });
  await whisperOf('disallow-here');
  expect(shown(await whisperOf('brief TechCorp'))).toMatch(/Brief: TechCorp/);
  await whisperOf('allow-here');
});

test('delivered again it is not answered again; somebody unknown gets one line', async () => {
  const { workspace } = greendoor;
  const before = workspace.messages(HEALTH).length;
  const delivery = await workspace.command({ user: SARAH, channel: HEALTH, text: 'day' });
  await settled();
  await workspace.redeliver(delivery?.key ?? '');
  await settled();
  expect(workspace.messages(HEALTH)).toHaveLength(before + 1);
  for (const text of ['day', 'brief TechCorp']) await typed(text, { user: STRANGER });
  const told = workspace.messages(HEALTH).filter(({ onlyFor }) => onlyFor === STRANGER);
  expect(told.map(shown)).toEqual([expect.stringMatching(/I do not know you yet/)]);
});
