import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../adapters/playground/index.ts';
import { growthAccount, situationOf } from '../../adapters/sample/generator/growth.ts';
import { nameKeys } from '../../models/kit/name-keys.ts';
import { ask, buttons, CHANNELS, type Greendoor, MARCUS, openGreendoor, press, shown, TENANT, thread } from '../support/greendoor.ts';

/** Growth nobody typed in, in Slack: from the channel to the account, its reasons, "not now" and back, by the account executive whose account it is. */

const DAY = 86_400_000;
const today = new Date(Math.floor(Date.now() / DAY) * DAY);
/** An account that asks for more. */
const number = Array.from({ length: 20 }, (_, index) => index).find((each) => situationOf(each) === 'asked_for_more') ?? 0;
const rows = growthAccount(today, number, 7);
const [account] = rows.accounts ?? [];
const name = account?.name ?? '';

/** By which people are found. */
const nameKeysOf = (collection: string, name: unknown) =>
  collection === 'accounts' || collection === 'contacts' ? nameKeys(String(name)) : {};

let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  const { models } = greendoor;
  for (const [collection, list] of Object.entries(rows))
    await (models as unknown as Record<string, { insertMany(rows: object[]): Promise<unknown> }>)[collection]?.insertMany(
      list.map((row) => ({
        ...row,
        ...('name' in row ? nameKeysOf(collection, row.name) : {}),
        tenant: TENANT,
        source: 'sample',
        externalId: row._id,
        ingestedAt: row.at,
      })),
    );
  await models.accounts.updateOne({ tenant: TENANT, _id: account?._id }, { $set: { accountExecutiveId: 'user-marcus-johnson' } });
  // The channel was told of everything there was before.
  const before = new Date();
  await models.scheduledPosts.create({
    tenant: TENANT,
    schedule: 'expansion-alert',
    window: 'first look',
    platform: 'slack',
    workspace: 'T0JOURNEY',
    channel: CHANNELS.expansion,
    state: 'posted',
    tool: 'list_expansion_opportunities',
    arguments: {},
    at: before,
    ingestedAt: before,
  });
  const scored = await greendoor.run(['sample', '--accounts', '12']);
  expect(scored.code).toBe(0);
  await greendoor.start({ SLACK_CHANNEL_EXPANSION: CHANNELS.expansion });
});
afterAll(() => greendoor.close());

const labels = (message: Message | undefined) => buttons(message).map(({ label }) => label);
const dm = (text: string) => ask(greendoor.workspace, { user: MARCUS, dm: true, text });

/** Presses and waits for what is answered in the thread. */
async function follow(question: Message, message: Message, label: string, says: RegExp): Promise<Message> {
  const { workspace } = greendoor;
  const before = new Set(thread(workspace, question).map(shown));
  await press(workspace, MARCUS, message, label);
  return workspace.waitFor(
    () => thread(workspace, question).find((each) => !each.streaming && says.test(shown(each)) && !before.has(shown(each))),
    15_000,
  );
}

test('from his list to the account, why, not now, and back', async () => {
  const { models, workspace } = greendoor;
  const { question, answer: list } = await dm('my upsell opportunities');
  expect(shown(list)).toMatch(/^\d+ opportunities at \d+ accounts, of your accounts, /);
  expect(labels(list)).toContain(name);
  const card = await follow(question, list, name, new RegExp(`^${name}: advanced analytics, .* a year, \\d+ % sure`));
  expect(shown(card)).toMatch(/Asked for streaming analytics/);
  expect(shown(card)).toMatch(/list price for a contract of this size/);
  expect(labels(card)).toEqual(expect.arrayContaining(['Brief me', 'Why', 'Not now', 'Readiness']));
  const why = await follow(question, card, 'Why', /Business drivers/);
  expect(shown(why)).toMatch(/streaming analytics/);

  const reasons = await follow(question, card, 'Not now', /set aside with your reason/);
  const done = await follow(question, reasons, 'Wrong time', /^Set aside: Advanced analytics/);
  const stored = () => models.expansionOpportunities.findOne({ tenant: TENANT, accountId: account?._id, mutedAt: { $ne: null } }).lean();
  expect(await stored()).toMatchObject({ muteReason: 'Wrong time', mutedBy: 'user-marcus-johnson', salesStage: 'identified' });
  const without = await dm('my upsell opportunities');
  expect(labels(without.answer)).not.toContain(name);

  const back = await workspace.waitFor(() => thread(workspace, question).find((each) => labels(each).includes('Undo')), 15_000);
  await follow(question, back, 'Undo', /counts again/);
  expect(await stored()).toBeNull();
  expect(shown(done)).toMatch(/no alert again/);

  // As the card says another reason may be put.
  const { answer: offered } = await dm(`not now for ${name}: they froze hiring`);
  expect(shown(offered)).toMatch(/they froze hiring/);
  expect(labels(offered)).toContain('Set the opportunity aside');
  expect(await stored()).toBeNull();
});

test('somebody else’s account is not his to set aside', async () => {
  const { models } = greendoor;
  await models.accounts.updateOne({ tenant: TENANT, _id: account?._id }, { $set: { accountExecutiveId: 'user-ben-carter' } });
  const { answer } = await dm(`mute the upsell signal at ${name}, wrong time for them`);
  expect(shown(answer)).toMatch(/is not your account/);
});

test('the channel is told once what it is, by the minute', async () => {
  const { workspace, models } = greendoor;
  const told = await workspace.waitFor(() => workspace.messages(CHANNELS.expansion).find((each) => shown(each).includes(name)), 90_000);
  expect(labels(told)).toEqual(expect.arrayContaining(['Brief me', 'Not now']));
  expect(
    await models.scheduledPosts.countDocuments({ tenant: TENANT, schedule: 'expansion-alert', 'arguments.account': account?._id }),
  ).toBe(1);
}, 120_000);
