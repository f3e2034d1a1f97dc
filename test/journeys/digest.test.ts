import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, BOT, CHANNELS, type Greendoor, openGreendoor, press, SARAH, shown, thread } from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** What Greendoor says without being asked, with several processes at it. */

const DAY = 86_400_000;
const local = { TIMEZONE: 'UTC' };
let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
});
afterAll(() => greendoor.close());

/** From now until half past nine on the next Monday (UTC). */
const now = new Date();
const monday =
  Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + ((8 - now.getUTCDay()) % 7 || 7), 9, 30) - now.getTime();
const posted = () => greendoor.workspace.messages(CHANNELS.health).filter((message) => !message.thread_ts && !message.onlyFor);
const digests = () => greendoor.models.scheduledPosts.find({ tenant: 'demo', schedule: 'health-digest' }).sort({ window: 1 }).lean();

test('two processes post the digest of a day once', async () => {
  const { workspace } = greendoor;
  const products = await Promise.all([greendoor.apart.start(local, monday), greendoor.apart.start(local, monday)]);
  await workspace.waitFor(() => posted().length > 0);
  await until(async () => (await digests()).every(({ state }) => state === 'posted'));
  expect(await Promise.all(products.map((product) => product.stop()))).toEqual([0, 0]);
  expect(posted()).toHaveLength(1);
});

test('the next day brings the next, and not the last again', async () => {
  const product = await greendoor.apart.start(local, monday + DAY);
  await greendoor.workspace.waitFor(() => posted().length > 1);
  await until(async () => (await digests()).every(({ state }) => state === 'posted'));
  expect(await product.stop()).toBe(0);
  expect(posted()).toHaveLength(2);
  const days = [monday, monday + DAY].map((ahead) => new Date(Date.now() + ahead).toISOString().slice(0, 10));
  expect((await digests()).map(({ window }) => window)).toEqual(days);
});

test('it says who needs attention and why, and a button opens the account', async () => {
  const { workspace } = greendoor;
  await greendoor.start();
  const [digest] = posted();
  if (!digest) throw new Error('no digest');
  const lines = shown(digest).split('\n');
  const attention = lines.slice(lines.findIndex((line) => /needs you/i.test(line)) + 1);
  expect(attention[0]).toMatch(/DataFlow Analytics: 5\d, orange, .*renewal in \d+ days\. \S/);
  await press(workspace, SARAH, digest, 'DataFlow Analytics');
  const opened = await workspace.waitFor(() => thread(workspace, digest).find((message) => !message.streaming));
  expect(shown(opened)).toMatch(/DataFlow Analytics: 5\d, orange/);
});

test('in its thread whoever reads it is told by which schedule and call it came about', async () => {
  const [digest] = posted();
  if (!digest) throw new Error('no digest');
  const asked = { user: SARAH, channel: CHANNELS.health, text: `<@${BOT}> how did you get this?`, thread: digest.ts };
  const { answer } = await ask(greendoor.workspace, asked);
  expect(shown(answer)).toMatch(/Posted by the schedule “health-digest”: 1 tool in [\d.]+ seconds, no language model/);
  expect(shown(answer)).toMatch(/Health digest/);
});
