import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, buttons, type Greendoor, openGreendoor, press, SARAH, shown, TENANT, thread } from '../support/greendoor.ts';

/** A CSM plans an onboarding in Slack, notes progress, and moves a phase with approval. */

const ACCOUNT = 'account-techcorp';
let greendoor: Greendoor;
let shownPlan: Awaited<ReturnType<typeof ask>>;
beforeAll(async () => {
  greendoor = await openGreendoor();
  await greendoor.start();
});
afterAll(() => greendoor.close());

const labels = (message: Parameters<typeof buttons>[0]) => buttons(message).map(({ label }) => label);
const plans = () => greendoor.models.customerSuccessPlans.find({ tenant: TENANT, accountId: ACCOUNT }).sort({ at: 1 }).lean();

test('the plan that is there is shown, the point first, the rest behind buttons', async () => {
  const { workspace } = greendoor;
  shownPlan = await ask(workspace, { user: SARAH, dm: true, text: "plan TechCorp's onboarding" });
  const { question, answer } = shownPlan;
  expect(shown(answer)).toMatch(
    /^Planned already\. TechCorp Financial Services, SOX compliance automation.*completed on .*9 of 9 milestones done/,
  );
  expect(shown(answer)).toMatch(/Sarah Williams: .*knows fintech/);
  expect(labels(answer)).toEqual(
    expect.arrayContaining(['Plan anew from today', 'Milestones', 'Goals and people', 'Risks and open points']),
  );
  await press(workspace, SARAH, answer, 'Goals and people');
  const people = await workspace.waitFor(() => thread(workspace, question)[1]);
  expect(shown(people)).toMatch(/95 % of the security team active[\s\S]*Mike Chen[\s\S]*David Kim|David Kim[\s\S]*Mike Chen/);
});

test('planned anew, adjusted by conversation: noted at once, dates only after approval', async () => {
  const { workspace } = greendoor;
  const { question, answer } = shownPlan;
  await press(workspace, SARAH, answer, 'Plan anew from today');
  const made = await workspace.waitFor(() =>
    thread(workspace, question).find((message) => !message.streaming && /Planned and saved/.test(shown(message))),
  );
  expect(shown(made)).toMatch(/\$340K a year[\s\S]*Foundation[\s\S]*Process integration[\s\S]*Value realization/);
  const [, fresh] = await plans();
  expect(fresh?.criticalMilestones.length).toBeGreaterThan(10);

  const done = labels(made).find((label) => label.startsWith('Done: ')) ?? '';
  await press(workspace, SARAH, made, done);
  await workspace.waitFor(() => thread(workspace, question).find((message) => !message.streaming && /is done\./.test(shown(message))));
  expect((await plans())[1]?.criticalMilestones.filter(({ completedAt }) => completedAt)).toHaveLength(1);

  const second = await ask(workspace, { user: SARAH, dm: true, text: 'move phase 2 of the plan of TechCorp by a week' });
  const before = (await plans())[1]?.criticalMilestones;
  expect(shown(second.answer)).toMatch(/Phase 2 with the phases after it moves 1 week later/);
  expect(labels(second.answer)).toContain('Approve');
  expect(before).toEqual((await plans())[1]?.criticalMilestones);
  await press(workspace, SARAH, second.answer, 'Approve');
  await workspace.waitFor(
    () =>
      /Phase 2 with the phases after it moves 1 week later/.test(shown(thread(workspace, second.question)[0])) &&
      labels(thread(workspace, second.question)[0]).every((label) => label !== 'Approve'),
  );
  const after = (await plans())[1]?.criticalMilestones ?? [];
  const days = after.map(({ dueAt, name }) =>
    Math.round((dueAt.getTime() - (before?.find((each) => each.name === name)?.dueAt.getTime() ?? 0)) / 86_400_000),
  );
  expect(new Set(after.map(({ phase }, index) => `${phase}: ${days[index]}`))).toEqual(new Set(['1: 0', '2: 7', '3: 7']));
});
