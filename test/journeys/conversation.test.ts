import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runTool } from '../../tools/run-tool.ts';
import { catalog, contextOf } from '../support/every-tool.ts';
import {
  ask,
  BOT,
  buttons,
  CHANNELS,
  ELENA,
  type Greendoor,
  openGreendoor,
  PRIYA,
  press,
  SARAH,
  shown,
  thread,
  whispered,
} from '../support/greendoor.ts';

/** What people say to Greendoor where, and that each time it knows whom they mean. */

let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

const labels = (message: Parameters<typeof buttons>[0]) => buttons(message).map((button) => button.label);
/** A message of one's own, or in a thread, in the direct conversation. */
const direct = (text: string, within?: { ts: string }, user = SARAH) =>
  ask(greendoor.workspace, { user, dm: true, text, ...(within ? { thread: within.ts } : {}) });
/** The tools the last turn of a person called. */
async function called(text: string): Promise<{ name: string; arguments: Record<string, unknown>; output: unknown }[]> {
  const conversation = await greendoor.models.conversations.findOne({ tenant: 'demo', 'turns.text': text }).sort({ updatedAt: -1 }).lean();
  const turn = conversation?.turns.findLast((each) => each.text === text);
  const calls = (turn?.calls ?? []).map(async ({ name, arguments: args }) => {
    const outcome = await runTool(catalog, name, args, contextOf(greendoor.models, 'demo', new Date()));
    return { name, arguments: JSON.parse(args) as Record<string, unknown>, output: outcome.ok ? outcome.output : undefined };
  });
  return Promise.all(calls);
}

describe('whom a message is about', () => {
  test('a thread keeps its account and its person', async () => {
    const { question } = await direct('How healthy is DataFlow?');
    const champion = await direct('and its champion?', question);
    expect(shown(champion.answer)).toMatch(/^DataFlow Analytics: Jennifer Walsh/);
    await direct('How healthy is TechCorp?');
    const draft = await direct('draft her a note', question);
    expect(shown(draft.answer)).toMatch(/^A note to Jennifer Walsh \(DataFlow Analytics\) is drafted/);
    expect(labels(draft.answer)).toEqual(expect.arrayContaining(['Ask for approval', 'Edit', 'Discard']));
  });

  test('a new message in the direct conversation goes on with what was talked about', async () => {
    await direct('How healthy is TechCorp?');
    const { question, answer } = await direct('and its champion?');
    expect(question.thread_ts).toBeUndefined();
    expect(shown(answer)).toMatch(/^TechCorp Financial Services: Sarah Johnson/);
    const { answer: next } = await direct('why is it at risk?');
    expect(shown(next)).toMatch(/^TechCorp Financial Services/);
  });

  test('a channel does not: there everybody talks of something else', async () => {
    const { workspace } = greendoor;
    await ask(workspace, { user: SARAH, channel: 'cs-health', text: `<@${BOT}> How healthy is DataFlow?` });
    const { answer } = await ask(workspace, { user: ELENA, channel: 'cs-health', text: `<@${BOT}> why is it at risk?` });
    expect(shown(answer)).toMatch(/Which account/);
  });

  test.each([
    ['How healthy is Northwind?', 'Northwind Trading', /^Northwind Trading\b/],
    ['draft a note to Jennifer', 'Jennifer Walsh (DataFlow Analytics)', /^A note to Jennifer Walsh \(DataFlow Analytics\) is drafted/],
  ])('%s: asked back with buttons, and pressing one goes on', async (text, label, expected) => {
    const { workspace } = greendoor;
    const { question, answer } = await direct(text, undefined, PRIYA);
    expect(labels(answer).length).toBeGreaterThan(1);
    await press(workspace, PRIYA, answer, label);
    const next = await workspace.waitFor(() => thread(workspace, question).find((each) => each.ts > answer.ts && !each.streaming));
    expect(shown(next)).toMatch(expected);
  });

  test('a name nobody knows is said to be unknown, and none is offered that is hardly like it', async () => {
    const { answer } = await direct('How healthy is Datatech?');
    expect(shown(answer)).toMatch(/^I know no account called "Datatech"/);
    expect(labels(answer)).not.toContain('DataFlow Analytics');
    expect(labels(answer).length).toBeGreaterThan(0);
  });
});

describe('questions over many accounts', () => {
  test('which of my accounts got worse this month?', async () => {
    const text = 'which of my accounts got worse this month?';
    const { answer } = await direct(text);
    const [call] = await called(text);
    expect(call).toMatchObject({ name: 'get_portfolio_health', arguments: { owner: 'mine' } });
    expect(shown(answer).split('\n')[0]).toMatch(/DataFlow Analytics/);
  });

  test('what would bring DataFlow back to 75?', async () => {
    const text = 'what would bring DataFlow back to 75?';
    const { answer } = await direct(text);
    expect(await called(text)).toMatchObject([{ name: 'simulate_health', arguments: { target: 75 } }]);
    expect(shown(answer)).toMatch(/^DataFlow Analytics reaches 75 from 5\d with \d+ changes/);
  });

  test('who is above 70 % churn risk and worth more than 100k?', async () => {
    const text = 'who is above 70 % churn risk and worth more than 100k?';
    const { answer } = await direct(text);
    expect(await called(text)).toMatchObject([{ name: 'list_churn_risks', arguments: { minRisk: 70, minArr: 100_000 } }]);
    expect(shown(answer)).toContain('DataFlow Analytics');
    const others = await greendoor.models.accountStandings
      .find({ tenant: 'demo', $or: [{ arr: { $lt: 100_000 } }, { churnRisk: { $lt: 70 } }] })
      .lean();
    expect(others.length).toBeGreaterThan(5);
    for (const { name } of others) expect(shown(answer)).not.toContain(name);
  });
});

test('a mention in a channel and a question asked by the command are answered in a thread of their own', async () => {
  const { workspace } = greendoor;
  const { answer } = await ask(workspace, { user: ELENA, channel: 'churn-alerts', text: `<@${BOT}> why is DataFlow at risk?` });
  expect(shown(answer)).toMatch(/^DataFlow Analytics: churn risk/);

  expect(await workspace.command({ user: SARAH, channel: CHANNELS.churn, text: 'what needs my attention today?' })).toMatchObject({
    status: 200,
  });
  const said = () => workspace.messages(CHANNELS.churn);
  const line = await workspace.waitFor(() => said().find((message) => shown(message).includes('asked: what needs my attention today?')));
  expect(shown(line)).toContain('Sarah Williams');
  const digest = await workspace.waitFor(() => said().find((message) => message.thread_ts === line.ts && !message.streaming));
  expect(shown(digest)).toContain('DataFlow Analytics');
});

test('thumbs up and down are kept, the last one of each person', async () => {
  const { workspace, models } = greendoor;
  const { answer } = await direct('How healthy is TechCorp?');
  const replyId = String(answer.metadata?.event_payload.replyId);
  const thumb = (verdict: string) =>
    whispered(workspace, SARAH, () =>
      workspace.press({ user: SARAH, message: answer, actionId: 'feedback', value: `${replyId}:${verdict}` }),
    );
  expect(await thumb('up')).toMatch(/^Noted as helpful/);
  expect(await thumb('down')).toMatch(/^Noted as not helpful/);
  const kept = await models.replies.findOne({ tenant: 'demo', _id: replyId }).lean();
  expect(kept?.feedback).toMatchObject([{ userId: 'user-sarah-williams', verdict: 'down' }]);
});
