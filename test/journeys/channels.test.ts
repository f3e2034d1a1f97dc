import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../adapters/playground/index.ts';
import { systemClock } from '../../agents/kit/context.ts';
import { connectWorkspace } from '../../bot/connect-workspace.ts';
import {
  ask,
  buttons,
  CHANNELS,
  ELENA,
  type Greendoor,
  openGreendoor,
  press,
  SARAH,
  shown,
  TEAM,
  TENANT,
  thread,
  whispered,
} from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** Who may read an answer, and what people are told where a message cannot be what it should. */

const OUTSIDER = 'UOUTSIDER';
const { health: HEALTH, churn: CHURN, approvals: APPROVALS } = CHANNELS;
const QUESTION = 'how healthy is TechCorp?';
let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor([
    { id: OUTSIDER, name: 'Olga Outside', email: 'olga@other.example', title: 'Guest', timezone: 'UTC', guest: true },
  ]);
  // What is due is told in the morning of whom it is for, in the conversation that is looked at here.
  await greendoor.models.tasks.deleteMany({ tenant: TENANT });
  await greendoor.start();
});
afterAll(() => greendoor.close());

const direct = () => greendoor.workspace.messages(SARAH).filter((each) => each.fromBot);
const settled = () => until(async () => (await greendoor.models.inbox.countDocuments({ tenant: TENANT, state: 'accepted' })) === 0);

async function askedIn(channel: string): Promise<{ here: Message[]; aside: Message[] }> {
  const before = direct().length;
  const question = await greendoor.workspace.say({ user: SARAH, channel, text: `@Greendoor ${QUESTION}` });
  await settled();
  return { here: thread(greendoor.workspace, question), aside: direct().slice(before) };
}

test('an answer stands in a named channel of the company itself', async () => {
  const { here, aside } = await askedIn(CHURN);
  expect(here.map(shown).join()).toContain('TechCorp');
  expect(here.every(({ onlyFor }) => !onlyFor)).toBe(true);
  expect(aside).toEqual([]);
});

test.each([
  ['shared with another company', { shared: 'now' }, /shared with people outside/],
  ['about to be shared', { shared: 'pending' }, /shared with people outside/],
  ['with a guest in it', { members: [SARAH, OUTSIDER] }, /has guests/],
] as const)('an answer asked for in a channel %s goes to the asker alone, and says so', async (_, change, why) => {
  const { workspace } = greendoor;
  workspace.changeChannel(CHURN, 'members' in change ? { members: [...change.members] } : change);
  const { here, aside } = await askedIn(CHURN);
  workspace.changeChannel(CHURN, { shared: undefined, members: [SARAH, ELENA] });
  expect(here.map(({ onlyFor }) => onlyFor)).toEqual([SARAH]);
  expect(shown(here[0])).toMatch(why);
  expect(shown(aside[0])).toMatch(why);
  expect(aside.slice(1).map(shown).join()).toContain('TechCorp');
});

test('an admin forbids a channel and allows it again, with an audit row each; nobody else may', async () => {
  const { workspace, models } = greendoor;
  const said = (user: string, text: string) => whispered(workspace, user, () => workspace.command({ user, channel: HEALTH, text }));
  expect(await said(SARAH, 'disallow-here')).toMatch(/only an admin/);
  await models.users.updateOne({ tenant: TENANT, 'identities.slack': SARAH }, { $addToSet: { roles: 'admin' } });
  expect(await said(SARAH, 'disallow-here')).toMatch(/^Forbidden/);
  const { here, aside } = await askedIn(HEALTH);
  expect(shown(here[0])).toMatch(/nobody allowed me/);
  expect(aside.map(shown).join()).toContain('TechCorp');
  expect(await said(SARAH, 'allow-here')).toMatch(/^Allowed/);
  expect((await askedIn(HEALTH)).aside).toEqual([]);
  expect(await models.auditEntries.countDocuments({ tenant: TENANT, event: 'audience' })).toBe(2);
});

test('an admin says in a channel what is posted there, and ends it; what there is not is named', async () => {
  const { workspace, models } = greendoor;
  const said = (text: string) => whispered(workspace, SARAH, () => workspace.command({ user: SARAH, channel: CHURN, text }));
  const purposes = async () => {
    const { channels = [] } = (await models.workspaces.findOne({ platform: 'slack', workspace: TEAM }).lean()) ?? {};
    return channels
      .filter(({ id }) => id === CHURN)
      .map(({ purpose }) => purpose)
      .sort();
  };
  expect(await purposes()).toEqual(['churn']);
  expect(await said('post-here expansion')).toMatch(/^From now on I post expansion opportunities in this channel/);
  expect(await purposes()).toEqual(['churn', 'expansion']);
  expect(await said('post-here gossip')).toMatch(/post-here health, or churn, or approvals, or expansion/);
  expect(await said('stop-here')).toMatch(/do not post churn alerts or expansion opportunities/);
  expect(await purposes()).toEqual([]);
  expect(await said('post-here churn')).toMatch(/churn alerts/);

  // The next start without settings forgets what settings named, and nothing that was said here.
  const known = await models.workspaces.findOne({ platform: 'slack', workspace: TEAM }).lean();
  // Its own zone: in another it may be time for the digest.
  const start = { tenant: TENANT, platform: 'slack', workspace: TEAM, name: 'Acme', timezone: known?.timezone ?? '' };
  await connectWorkspace({ models, clock: systemClock }, { ...start, channels: [] });
  const { channels = [] } = (await models.workspaces.findOne({ platform: 'slack', workspace: TEAM }).lean()) ?? {};
  expect(channels).toMatchObject([{ purpose: 'churn', id: CHURN, by: 'user-sarah-williams' }]);
  const named = Object.entries(CHANNELS).map(([purpose, id]) => ({ purpose: purpose as keyof typeof CHANNELS, id }));
  await connectWorkspace({ models, clock: systemClock }, { ...start, channels: named });
});

test('somebody Greendoor does not know gets one line, however much they write', async () => {
  const { workspace } = greendoor;
  for (const text of [QUESTION, 'hello?', 'draft a note to Mark Rodriguez']) await workspace.say({ user: OUTSIDER, dm: true, text });
  await settled();
  const said = workspace.messages(OUTSIDER).filter(({ fromBot }) => fromBot);
  expect(said.map(shown)).toEqual([expect.stringMatching(/I do not know you yet/)]);
});

test('a command is answered once however often it is delivered', async () => {
  const { workspace } = greendoor;
  const before = workspace.messages(HEALTH).length;
  const delivery = await workspace.command({ user: SARAH, channel: HEALTH, text: QUESTION });
  await workspace.redeliver(delivery?.key ?? '');
  await settled();
  await workspace.redeliver(delivery?.key ?? '');
  await settled();
  const said = workspace.messages(HEALTH).slice(before);
  expect(said.filter((each) => /asked:/.test(shown(each)))).toHaveLength(1);
  expect(said).toHaveLength(2);
});

test('where a card cannot be changed any more, the decision is told beside it, once, and the new card follows', async () => {
  const { workspace, mail } = greendoor;
  const { answer } = await ask(
    workspace,
    { user: SARAH, dm: true, text: 'draft a note to Mark Rodriguez' },
    (each) => buttons(each).length > 0,
  );
  await press(workspace, SARAH, answer, 'Ask for approval');
  const card = await workspace.waitFor(() =>
    workspace.messages(APPROVALS).findLast((each) => /Mark Rodriguez/.test(shown(each)) && buttons(each).length > 0),
  );
  // One of the requester's card, one of the approvers'.
  for (let card = 0; card < 2; card++) workspace.failNext('chat.update', 'edit_window_closed');
  await press(workspace, ELENA, card, 'Approve');
  const told = () => thread(workspace, card).filter((each) => /cannot be changed any more/.test(shown(each)));
  await workspace.waitFor(() => told().length > 0);
  expect(shown(told()[0])).toMatch(/Approved by Elena/);
  expect(await whispered(workspace, ELENA, () => press(workspace, ELENA, card, 'Approve'))).toMatch(/^Already decided/);
  expect(told()).toHaveLength(1);
  expect(mail.raw).toHaveLength(1);
});

test('no message of any kind shows previews of links', async () => {
  const says = /^(?:chat\.(?:postMessage|postEphemeral|update|startStream|appendStream|stopStream)|files\.completeUploadExternal)$/;
  const calls = greendoor.workspace.calls.filter(
    ({ method, args }) => says.test(method) && (method !== 'chat.stopStream' || 'metadata' in args),
  );
  expect(calls.length).toBeGreaterThan(20);
  expect(
    calls.filter(({ args }) => String(args.unfurl_links) !== 'false' || String(args.unfurl_media) !== 'false').map(({ method }) => method),
  ).toEqual([]);
});
