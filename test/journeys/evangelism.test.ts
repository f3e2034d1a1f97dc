import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Message } from '../../adapters/playground/index.ts';
import { ask, buttons, CHANNELS, ELENA, type Greendoor, openGreendoor, press, shown, TENANT, thread } from '../support/greendoor.ts';

/** Marketing's way in Slack from who is heard in public to a partner who builds with us: asked, planned, approved by an executive, moved. */

const DANA = 'UDANACOLE';
let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

const labels = (message: Message | undefined) => buttons(message).map(({ label }) => label);
const dm = (text: string) => ask(greendoor.workspace, { user: DANA, dm: true, text });
const mike = () => greendoor.models.evangelismPipelineManagement.findOne({ tenant: TENANT, contactId: 'contact-mike-chen' }).lean();
const answered = (question: Parameters<typeof thread>[1], said: RegExp) =>
  greendoor.workspace.waitFor(() => thread(greendoor.workspace, question).find((each) => said.test(shown(each))), 15_000);

test('who is heard, what they say, and whom they could refer', async () => {
  const { question, answer } = await dm('how influential is Mike Chen?');
  expect(shown(answer)).toMatch(
    /^Mike Chen \(TechCorp Financial Services\): influence 8\d, high; \d+ public mentions of us, none critical/,
  );
  expect(shown(answer)).toContain('Vaultline');
  expect(shown(answer)).toMatch(/234 decision makers/);
  await press(greendoor.workspace, DANA, answer, 'Why');
  expect(shown(await answered(question, /What it rests on/))).toMatch(/post on linkedin/);

  const paths = await dm('who can introduce us to QuantumFinance?');
  expect(shown(paths.answer)).toMatch(
    /ways? to QuantumFinance; the best is Sarah Martinez \(CTO\) at QuantumFinance, (?:8[4-9]|9[0-4]) % by Mike Chen/,
  );
  expect(shown(paths.answer)).toContain('Nobody was asked');
});

test('the assessment, the move that is not ripe, the project an executive approves, and the move', async () => {
  const { workspace, mail } = greendoor;
  const { question, answer } = await dm('is Mike Chen an evangelist?');
  expect(shown(answer)).toMatch(/^Mike Chen \(TechCorp Financial Services\): thought leader \(4 of 5\), readiness 9\d\./);
  expect(shown(answer)).toMatch(/For co-innovator: projects agreed with us: 0, wanted 1/);

  const early = await dm('move Mike Chen to strategic partner');
  expect(shown(early.answer)).toMatch(/Nothing was moved\. Open before strategic partner: a project agreed with us/);
  expect((await mike())?.pipelineStage).toBe('active');

  await press(workspace, DANA, answer, 'Plan a project together');
  const planned = await answered(question, /^(?!.*thought leader \(4 of 5\)).*FinTech compliance automation framework/s);
  expect(shown(planned)).toMatch(/6 months from/);
  const mine = await workspace.waitFor(() => thread(workspace, question).find((each) => labels(each).includes('Ask for approval')));
  await press(workspace, DANA, mine, 'Ask for approval');
  const there = await workspace.waitFor(() =>
    workspace.messages(CHANNELS.approvals).find((each) => /FinTech compliance automation/.test(shown(each))),
  );
  expect((await mike())?.coInnovationProjects).toEqual([]);
  await press(workspace, ELENA, there, 'Approve');
  await workspace.waitFor(() => {
    const card = workspace.messages(CHANNELS.approvals).find(({ ts }) => ts === there.ts);
    return /Approved by Elena Rossi/.test(shown(card)) ? card : undefined;
  });
  expect((await mike())?.coInnovationProjects).toMatchObject([{ status: 'agreed', agreedBy: 'user-elena-rossi' }]);

  const now = await dm('is Mike Chen an evangelist?');
  expect(shown(now.answer)).toMatch(/co-innovator \(5 of 5\)/);
  await press(workspace, DANA, now.answer, 'Move to strategic partner');
  await answered(now.question, /moved from active to strategic partner/);
  const moved = await mike();
  expect(moved?.pipelineStage).toBe('strategic_partner');
  expect(moved?.stageHistory.at(-1)).toMatchObject({ from: 'active', to: 'strategic_partner', byUserId: 'user-dana-cole' });
  const done = await workspace.waitFor(() => thread(workspace, now.question).find((each) => labels(each).includes('Undo')));
  await press(workspace, DANA, done, 'Undo');
  await answered(now.question, /is active again/);
  expect((await mike())?.pipelineStage).toBe('active');
  expect(mail.raw).toEqual([]);
});

test('the programme, and who is stuck in it', async () => {
  const { answer } = await dm('evangelism pipeline');
  expect(shown(answer)).toMatch(/^\d+ people in the programme/);
  expect(shown(answer)).toContain('Mike Chen (TechCorp Financial Services): active');
});

test('nobody of an account at risk is moved or planned with, and the reason is said', async () => {
  const { models } = greendoor;
  for (const said of ['add Mark Rodriguez to the evangelism programme', 'plan a co-innovation project with Mark Rodriguez']) {
    const { answer } = await dm(said);
    expect(shown(answer)).toMatch(/Not done: .*(?:Churn risk \d+, (?:medium|high)|Health \d+, (?:orange|red))/s);
  }
  expect(await models.evangelismPipelineManagement.countDocuments({ tenant: TENANT, accountId: 'account-dataflow' })).toBe(0);
});
