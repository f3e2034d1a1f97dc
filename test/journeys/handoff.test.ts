import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../adapters/playground/index.ts';
import {
  ask,
  buttons,
  CHANNELS,
  ELENA,
  type Greendoor,
  MARCUS,
  openGreendoor,
  PRIYA,
  press,
  shown,
  TENANT,
  thread,
  whispered,
} from '../support/greendoor.ts';
import { until } from '../support/until.ts';

/** An account executive and an expansion: from the pipeline over the hand-off to the signature, by the people who may. */

const NAME = 'Fraud desk rollout';
const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);

let greendoor: Greendoor;
/** Another account executive's account, in escalation. */
let raised: string;
beforeAll(async () => {
  greendoor = await openGreendoor();
  const found = (accountId: string, name: string, more: object = {}) => ({
    tenant: TENANT,
    _id: `found-${accountId}-${name.toLowerCase().replaceAll(' ', '-')}`,
    accountId,
    source: 'import',
    at: ago(12),
    ingestedAt: ago(12),
    expansionType: 'new_use_case' as const,
    opportunitySource: 'new_team' as const,
    opportunityDescription: name,
    businessDriver: 'The fraud desk works in the product since October',
    estimatedValue: 96_000,
    confidenceScore: 81,
    ...more,
  });
  const { models } = greendoor;
  const others = { tenant: TENANT, accountExecutiveId: { $ne: 'user-marcus-johnson' }, lifecycleStage: { $nin: ['churned' as const] } };
  const known = await models.accounts.find({ ...others, name: { $not: /northwind|harbo|acme/i } }, { name: 1 }).lean();
  const account = known.find(({ _id }) => _id !== 'account-techcorp' && _id !== 'account-dataflow');
  if (!account) throw new Error('the sample has no account of another account executive');
  raised = account.name;
  await models.expansionOpportunities.create([
    found('account-techcorp', NAME),
    found(account._id, 'Second site'),
    found(account._id, 'Night shift', {
      salesStage: 'closed_lost',
      stageHistory: [{ from: 'developing', to: 'closed_lost', at: ago(3), reason: 'no budget this year' }],
    }),
  ]);
  await models.supportTickets.create({
    tenant: TENANT,
    accountId: account._id,
    at: ago(2),
    ingestedAt: ago(2),
    subject: 'Export fails every night',
    severity: 'high',
    status: 'open',
    escalated: true,
  });
  await greendoor.start();
});
afterAll(() => greendoor.close());

const labels = (message: Message | undefined) => buttons(message).map(({ label }) => label);
const dm = (text: string, user = MARCUS) => ask(greendoor.workspace, { user, dm: true, text });
const opportunity = () => greendoor.models.expansionOpportunities.findOne({ tenant: TENANT, opportunityDescription: NAME }).lean();
const tasks = () => greendoor.models.tasks.find({ tenant: TENANT, _id: /-handoff-\d+$/ }).lean();

/** Presses and waits for what is answered in the thread. */
async function follow(question: Message, message: Message, label: string, says: RegExp, user = MARCUS): Promise<Message> {
  const { workspace } = greendoor;
  const before = new Set(thread(workspace, question).map(shown));
  await press(workspace, user, message, label);
  return workspace.waitFor(() =>
    thread(workspace, question).find((each) => !each.streaming && says.test(shown(each)) && !before.has(shown(each))),
  );
}

/** Asks for the hand-off of that opportunity, where the account has several of which one is chosen. */
async function handOff(user = MARCUS): Promise<{ question: Message; draft: Message }> {
  const { question, answer } = await dm('hand off the techcorp expansion', user);
  if (labels(answer).includes('Ask for approval')) return { question, draft: answer };
  const choice = labels(answer).find((label) => label.startsWith(NAME)) ?? '';
  return { question, draft: await follow(question, answer, choice, /On Approve/, user) };
}

test('from the pipeline to one opportunity: what is open, whom to speak to, a note to them', async () => {
  const { question, answer } = await dm('my pipeline');
  expect(shown(answer)).toMatch(/^\d+ open expansion deals in your accounts, \$[\d.]+[KM] \(\$[\d.]+[KM] weighted\)/);
  expect(shown(answer)).toContain(NAME);
  const opened = await dm(`show the expansion opportunity of TechCorp, opportunity: "${NAME}"`);
  expect(shown(opened.answer)).toMatch(
    /Fraud desk rollout \(TechCorp Financial Services\): \$96K a year, .* identified for 12 days, not handed off yet/,
  );
  expect(labels(opened.answer)).toEqual(expect.arrayContaining(['Prepare the hand-off', 'People', 'Briefing', 'Milestones']));
  const people = await follow(opened.question, opened.answer, 'People', /Solutions engineer/);
  expect(shown(people)).toMatch(/Account executive: Marcus Johnson \(is the account’s own account executive/);
  const note = labels(people).find((label) => label.startsWith('Draft a note to ')) ?? '';
  const draft = await follow(opened.question, people, note, /Subject|Draft/);
  expect(labels(draft)).toContain('Ask for approval');
  expect(greendoor.mail.raw).toEqual([]);
  expect(question).toBeDefined();
});

test('the package is its author’s until they ask; not theirs to approve; a leader’s press hands it over, once', async () => {
  const { workspace } = greendoor;
  const { question, draft } = await handOff();
  expect(shown(draft)).toMatch(/Marcus Johnson sells it, it goes from identified to qualified/);
  expect(shown(draft)).toMatch(/First conversation with /);
  expect((await opportunity())?.salesStage).toBe('identified');
  const asked = await follow(question, draft, 'Ask for approval', /Waiting for approval/);
  expect(labels(asked)).not.toContain('Approve');
  const there = await workspace.waitFor(() => workspace.messages(CHANNELS.approvals).find((each) => /Fraud desk/.test(shown(each))));
  expect(await whispered(workspace, MARCUS, () => press(workspace, MARCUS, there, 'Approve'))).toMatch(
    /^Not approved, nothing was changed\. Only a manager, an executive or an admin may approve/,
  );
  await press(workspace, PRIYA, there, 'Approve');
  const done = await workspace.waitFor(() => {
    const card = workspace.messages(CHANNELS.approvals).find(({ ts }) => ts === there.ts);
    return labels(card).includes('Approve') ? undefined : shown(card);
  });
  expect(done).toMatch(/Handed off: Marcus Johnson sells Fraud desk rollout \(TechCorp Financial Services\), qualified; \d tasks written/);
  expect(await opportunity()).toMatchObject({
    salesStage: 'qualified',
    assignedSalesRepId: 'user-marcus-johnson',
    stageHistory: [{ from: 'identified', to: 'qualified', byUserId: 'user-priya-patel' }],
  });
  const written = await tasks();
  expect(written.some(({ ownerId }) => ownerId === 'user-marcus-johnson')).toBe(true);
  expect(written.some(({ ownerId, text }) => ownerId === 'user-sarah-williams' && /^Introduce Marcus Johnson/.test(text))).toBe(true);
  expect(shown((await dm('my tasks')).answer)).toContain('First conversation with');
});

test('along its stages by offers, back with a reason and by undo, to the signature', async () => {
  const { workspace } = greendoor;
  const wish = (words: string) => dm(`${words}, opportunity: "${NAME}"`);
  const stage = async () => (await opportunity())?.salesStage;
  const pressed = async (words: string, to: string) => {
    const { question, answer } = await wish(words);
    const label = labels(answer).find((each) => /^(Move|Close) an opportunity/.test(each)) ?? 'no offer';
    await press(workspace, MARCUS, answer, label);
    await until(async () => (await stage()) === to);
    return workspace.waitFor(() => thread(workspace, question).find((each) => labels(each).includes('Undo')));
  };

  const early = await wish('we signed the techcorp expansion');
  expect(shown(early.answer)).toMatch(/is qualified, and is won only from negotiating/);
  const skipping = await wish('move the techcorp expansion to proposing');
  expect(shown(skipping.answer)).toMatch(/developing comes next; no stage is left out/);
  const offered = await wish('move the techcorp expansion to developing');
  expect(shown(offered.answer)).toMatch(/qualified to developing/);
  expect(shown(offered.answer)).toMatch(/Still open/);
  expect(await stage()).toBe('qualified');

  await pressed('move the techcorp expansion to developing', 'developing');
  const further = await pressed('move the techcorp expansion to proposing', 'proposing');
  await press(workspace, MARCUS, further, 'Undo');
  await until(async () => (await stage()) === 'developing');
  expect((await opportunity())?.stageHistory.map(({ to }) => to)).toEqual(['qualified', 'developing']);
  await pressed('move the techcorp expansion to proposing', 'proposing');

  const back = await wish('move the techcorp expansion back to developing');
  expect(shown(back.answer)).toMatch(/^Nothing is moved yet\. Why does "Fraud desk rollout"/);
  await pressed('move the techcorp expansion to negotiating', 'negotiating');
  await pressed('we signed the techcorp expansion', 'closed_won');
  const history = (await opportunity())?.stageHistory ?? [];
  expect(history.map(({ to }) => to)).toEqual(['qualified', 'developing', 'proposing', 'negotiating', 'closed_won']);
  expect(new Set(history.slice(1).map(({ byUserId }) => byUserId))).toEqual(new Set(['user-marcus-johnson']));
});

test('refused with the reason: closed, already closed lost, in escalation, somebody else’s account, one’s own executive ask', async () => {
  const { workspace, models } = greendoor;
  const said = async (text: string, user = MARCUS) => shown((await dm(text, user)).answer);
  expect(await said(`hand off the techcorp expansion, opportunity: "${NAME}"`)).toMatch(
    /^Not handed off: .*was closed as won on .*What is closed stays closed/,
  );
  expect(await said(`hand off ${raised}, opportunity: "Night shift"`, ELENA)).toMatch(/closed as lost on .* \(no budget this year\)/);
  expect(await said(`hand off ${raised}, opportunity: "Second site"`, ELENA)).toMatch(/nothing is sold to .* now.*in escalation/);
  expect(await said(`hand off ${raised}, opportunity: "Second site"`)).toMatch(/is not your account/);

  await models.expansionOpportunities.updateOne(
    { tenant: TENANT, opportunityDescription: NAME },
    { $set: { salesStage: 'identified', stageHistory: [] }, $unset: { assignedSalesRepId: 1 } },
  );
  const { question, draft } = await handOff(PRIYA);
  const before = new Set(workspace.messages(CHANNELS.approvals).map(({ ts }) => ts));
  await follow(question, draft, 'Ask for approval', /Waiting for approval/, PRIYA);
  const there = await workspace.waitFor(() => workspace.messages(CHANNELS.approvals).find(({ ts }) => !before.has(ts)));
  expect(await whispered(workspace, PRIYA, () => press(workspace, PRIYA, there, 'Approve'))).toMatch(
    /You asked for it yourself, and this needs a second person/,
  );
  expect((await opportunity())?.salesStage).toBe('identified');
});
