import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CHANNELS, type Greendoor, openGreendoor, press, SARAH, shown, thread } from '../support/greendoor.ts';
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
function untilMonday(): number {
  const now = new Date();
  const monday = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + ((8 - now.getUTCDay()) % 7 || 7), 9, 30);
  return monday - now.getTime();
}
const posted = () => greendoor.workspace.messages(CHANNELS.health).filter((message) => !message.thread_ts && !message.onlyFor);
const states = async () =>
  (await greendoor.models.scheduledPosts.find({ tenant: 'demo', schedule: 'health-digest' }).sort({ window: 1 }).lean()).map(
    ({ state }) => state,
  );

test('two processes post the digest of a day once, the next day brings the next', async () => {
  const { workspace, models } = greendoor;
  const ahead = untilMonday();
  const monday = await Promise.all([greendoor.start(local, ahead), greendoor.start(local, ahead)]);
  await workspace.waitFor(() => posted().length > 0, 15_000);
  await until(async () => (await states()).join() === 'posted');
  expect(await Promise.all(monday.map((product) => product.stop()))).toEqual([0, 0]);
  expect(posted()).toHaveLength(1);

  const tuesday = await greendoor.start(local, ahead + DAY);
  await workspace.waitFor(() => posted().length > 1, 15_000);
  await until(async () => (await states()).join() === 'posted,posted');
  await tuesday.stop();
  expect(posted()).toHaveLength(2);
  const windows = (await models.scheduledPosts.find({ tenant: 'demo', schedule: 'health-digest' }).sort({ window: 1 }).lean()).map(
    ({ window }) => window,
  );
  expect(windows).toEqual([0, DAY].map((more) => new Date(Date.now() + ahead + more).toISOString().slice(0, 10)));
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
