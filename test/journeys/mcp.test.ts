import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buttons, CHANNELS, ELENA, type Greendoor, openGreendoor, press, SARAH, shown, TENANT } from '../support/greendoor.ts';
import { connectMcp, type McpClient } from '../support/mcp.ts';
import { until } from '../support/until.ts';

/** A CSM asks from another program, decides in Slack, and reads in the other program what came of it. */

const tokens = { sarah: 'token-of-sarah-williams', omar: 'token-of-omar-haddad', elena: 'token-of-elena-rossi' };
let greendoor: Greendoor;
let sarah: McpClient;
let omar: McpClient;
let elena: McpClient;
beforeAll(async () => {
  greendoor = await openGreendoor();
  const { url } = await greendoor.start({
    MCP_TOKENS: [
      `sarah.williams@greendoor.example:${tokens.sarah}`,
      `omar.haddad@greendoor.example:${tokens.omar}`,
      `elena.rossi@greendoor.example:${tokens.elena}`,
    ].join(','),
  });
  const { origin } = new URL(url);
  [sarah, omar, elena] = await Promise.all([
    connectMcp(origin, tokens.sarah),
    connectMcp(origin, tokens.omar),
    connectMcp(origin, tokens.elena),
  ]);
});
afterAll(async () => {
  await Promise.all([sarah?.close(), omar?.close(), elena?.close()]);
  await greendoor.close();
});

const labels = (message: Parameters<typeof buttons>[0]) => buttons(message).map(({ label }) => label);

/** What waits for Sarah in her direct conversation, by a button of it. She has never written to Greendoor. */
const waiting = (label: string, says: RegExp) =>
  greendoor.workspace.waitFor(() =>
    greendoor.workspace.messages(SARAH).find((each) => labels(each).includes(label) && says.test(shown(each))),
  );

const stateOf = async (client: McpClient, id: string) => (await client.call('get_receipt', { id })).decisions[0]?.state;

test('a draft: asked for over MCP, put up and approved in Slack, sent once, its receipt read over MCP', async () => {
  const { workspace, models, mail } = greendoor;
  const asked = await sarah.call('draft_outreach', { account: 'TechCorp', contact: 'Mike Chen', kind: 'renewal' });
  expect(asked.point).toMatch(/is drafted; nothing is sent before it is approved/);
  expect(asked.texts[1]).toMatch(/waits for Sarah Williams in their direct conversation with Greendoor in Slack/);
  const [{ id, ...draft } = { id: '' }] = asked.decisions;
  expect(draft).toEqual({
    kind: 'outreach',
    title: expect.any(String),
    account: 'TechCorp Financial Services',
    recipient: 'Mike Chen',
    state: 'draft',
  });

  for (const other of [omar, elena]) {
    const theirs = await other.call('get_receipt', { id });
    expect([theirs.isError, theirs.error?.code, theirs.decisions]).toEqual([true, 'not_found', []]);
  }

  await press(workspace, SARAH, await waiting('Ask for approval', /Mike Chen/), 'Ask for approval');
  const request = await workspace.waitFor(() => workspace.messages(CHANNELS.approvals).find((each) => labels(each).includes('Approve')));
  // From now on it is hers to decide, too; to a colleague it is none of theirs.
  expect(await Promise.all([sarah, elena, omar].map((client) => stateOf(client, id)))).toEqual(['pending', 'pending', undefined]);
  const mails = mail.raw.length;
  await press(workspace, ELENA, request, 'Approve');
  await until(async () => (await stateOf(sarah, id)) === 'sent');
  expect(mail.raw).toHaveLength(mails + 1);
  const receipt = await sarah.call('get_receipt', { id });
  expect(receipt.decisions).toMatchObject([{ id, state: 'sent', by: 'Elena Rossi', receipt: expect.stringContaining('accepted message') }]);
  expect(receipt.point).toMatch(/Approved by Elena Rossi, .*Sent/);
  expect(await models.approvals.countDocuments({ tenant: TENANT, _id: id, state: 'sent' })).toBe(1);
});

test('an offer: nothing is written before the press, what the press wrote is told, and Undo takes it back', async () => {
  const { workspace, models } = greendoor;
  const before = await models.tasks.countDocuments({ tenant: TENANT });
  const asked = await sarah.call('add_task', { account: 'TechCorp', text: 'Ask Mike for the security review' });
  const [{ id, kind, state } = { id: '' }] = asked.decisions;
  expect({ kind, state, read: await stateOf(sarah, id) }).toEqual({ kind: 'offer', state: 'open', read: 'open' });
  const offer = await waiting('Add a task', /security review/);
  expect(await models.tasks.countDocuments({ tenant: TENANT })).toBe(before);
  expect(await stateOf(omar, id)).toBeUndefined();

  await press(workspace, SARAH, offer, 'Add a task');
  await until(async () => (await stateOf(sarah, id)) === 'pressed');
  await until(async () => ((await sarah.call('get_receipt', { id })).decisions[0]?.receipt ?? '').includes('security review'));
  expect(await models.tasks.countDocuments({ tenant: TENANT })).toBe(before + 1);
  const done = await waiting('Undo', /security review/);
  await press(workspace, SARAH, done, 'Undo');
  await until(async () => (await stateOf(sarah, id)) === 'undone');
  await until(async () => (await models.tasks.countDocuments({ tenant: TENANT })) === before);
});

test('what waits comes once, whatever becomes of the first attempts to post it', async () => {
  const { workspace, models } = greendoor;
  await until(async () => (await models.inbox.countDocuments({ tenant: TENANT, state: 'accepted' })) === 0);
  workspace.faultNext('chat.postMessage', { type: 'status', status: 503 });
  workspace.faultNext('chat.postMessage', { type: 'lose' });
  const asked = await sarah.call('follow_account', { account: 'DataFlow' });
  await waiting('Follow an account', /DataFlow/);
  const jobs = () => models.offers.db.collection('jobs').countDocuments({ 'data.id': `offer/${asked.decisions[0]?.id}` });
  await until(async () => (await jobs()) === 0);
  const posted = workspace.messages(SARAH).filter((each) => labels(each).includes('Follow an account'));
  expect(posted).toHaveLength(1);
  const tries = workspace.calls.filter(
    ({ method, args }) => method === 'chat.postMessage' && JSON.stringify(args).includes('Follow an account'),
  );
  expect(tries).toHaveLength(2);
});

test('what a CSM may not: not theirs to draft for, not theirs to record, and no call that is run by a press or an approval alone', async () => {
  const { offers, approvals } = greendoor.models;
  const count = async () => [await offers.countDocuments({ tenant: TENANT }), await approvals.countDocuments({ tenant: TENANT })];
  const before = await count();
  const draft = await omar.call('draft_outreach', { account: 'TechCorp' });
  expect([draft.isError, draft.error?.code, draft.point]).toEqual([true, 'refused', expect.stringContaining('is not your account')]);
  const record = await omar.call('record_renewal_call', { account: 'TechCorp', category: 'commit' });
  expect([record.isError, record.error?.code]).toEqual([true, 'refused']);
  expect(await count()).toEqual(before);
});
