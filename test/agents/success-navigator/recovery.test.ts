import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { interventionOutcomes } from '../../../agents/churn-predictor/intervention-outcomes.ts';
import { plain } from '../../../agents/kit/text.ts';
import type { RunOutput } from '../../../agents/success-navigator/course/act.ts';
import type { RunView } from '../../../agents/success-navigator/course/view.ts';
import type { RecommendOutput } from '../../../agents/success-navigator/tools/recommend-playbook.ts';
import type { Approval } from '../../../models/approval.ts';
import { DAY, type Navigator, openNavigator, START, TENANT } from './playbook-setup.ts';

/** DataFlow's recovery, day by day: fourteen days in three phases, ninety days of validation, measured at the end. */

const ACCOUNT = 'account-dataflow';
const NAME = 'High-risk customer recovery';
let navigator: Navigator;
beforeAll(async () => {
  navigator = await openNavigator();
});
afterAll(() => navigator.database.close());

const progress = async (): Promise<RunView> => {
  const { output } = await navigator.use<{ runs: RunView[] }>('get_playbook_progress', { account: 'DataFlow' });
  const [run] = output.runs;
  if (!run) throw new Error('nothing runs');
  return run;
};
const open = (): Promise<Approval[]> =>
  navigator.database.models.approvals.find({ tenant: TENANT, state: 'pending', kind: 'outreach' }).lean<Approval[]>();
const stateOf = (run: RunView, number: number) => run.steps.find((step) => step.number === number);

/** Everything people can do today: approve the drafts, do the steps. */
async function work(except: number[] = []): Promise<void> {
  for (const { _id } of await open()) await navigator.decide(_id, 'approve');
  const run = await progress();
  for (const step of run.steps.filter(
    ({ state, number, kind }) => (state === 'due' || state === 'overdue') && kind !== 'email' && !except.includes(number),
  ))
    await navigator.use(
      'complete_playbook_step',
      { account: 'DataFlow', step: String(step.number), note: 'As planned' },
      'user-priya-patel',
    );
}

/** What the customer's side does once the obstacle is gone: answers, comes, uses it again. */
async function recover(until: number): Promise<void> {
  const { models } = navigator.database;
  const last = await models.customerUsageAnalytics.find({ tenant: TENANT, accountId: ACCOUNT }).sort({ usagePeriodEnd: 1 }).lean();
  const healthy = last.find(({ usagePeriodEnd }) => usagePeriodEnd.getTime() > START.getTime() - 160 * DAY);
  if (!healthy) throw new Error('no healthy week');
  for (let day = 7; day <= until; day += 7) {
    const at = new Date(START.getTime() + day * DAY);
    const { _id: _, externalId: __, ...row } = healthy;
    await models.customerUsageAnalytics.create({
      ...row,
      at,
      ingestedAt: at,
      usagePeriodEnd: at,
      usagePeriodStart: new Date(at.getTime() - 7 * DAY),
      lastWorkflowRunAt: at,
    });
    for (const [contactId, kind] of [
      ['contact-mark-rodriguez', 'email'],
      ['contact-jennifer-walsh', 'meeting'],
      ['contact-anil-gupta', 'chat'],
    ] as const)
      await models.interactions.create({
        tenant: TENANT,
        accountId: ACCOUNT,
        contactId,
        kind,
        direction: kind === 'meeting' ? 'outbound' : 'inbound',
        at: new Date(at.getTime() - 2 * DAY),
        ingestedAt: at,
        sentiment: 0.6,
        ...(kind === 'meeting' ? { attended: true } : { responseHours: 3 }),
      });
  }
  await models.supportTickets.updateMany(
    { tenant: TENANT, accountId: ACCOUNT, status: 'open' },
    { $set: { status: 'resolved', resolvedAt: new Date(START.getTime() + 6 * DAY), resolutionHours: 40 } },
  );
}

test('it is what fits DataFlow best, for reasons found in its signals', async () => {
  const { output, summary } = await navigator.use<RecommendOutput>('recommend_playbook', { account: 'DataFlow' });
  const [best] = output.recommended;
  expect(best?.name).toBe(NAME);
  expect(best?.reasons.map(({ text }) => plain(text)).join('\n')).toMatch(/Churn risk: 7\d[\s\S]*Jennifer Walsh promoted/);
  for (const { evidence } of best?.reasons ?? []) expect(evidence.length).toBeGreaterThan(0);
  expect(best?.adjustments.join()).toContain('audit');
  expect(plain(summary.point)).toContain(NAME);
  expect(summary.why.length).toBeLessThanOrEqual(5);
});

test('nothing begins before a person approves; approving twice begins it once; it never runs twice at once', async () => {
  const { models } = navigator.database;
  const id = await navigator.propose('start_playbook', { account: 'DataFlow', playbook: 'start the high-risk recovery' });
  expect(await models.playbookExecutions.countDocuments({ tenant: TENANT })).toBe(0);
  const twin = await models.approvals.findOne({ tenant: TENANT, _id: id }).lean();
  expect(twin?.body).toMatch(/Crisis response[\s\S]*Partnership restored[\s\S]*Month 3/);
  expect(await navigator.decide(id, 'approve', 'user-sarah-williams')).toContain('Begun.');
  expect(await models.playbookExecutions.countDocuments({ tenant: TENANT })).toBe(1);
  const again = await navigator.refused('start_playbook', { account: 'DataFlow', playbook: NAME });
  expect(again.code).toBe('already_running');
  expect(again.message).toMatch(/runs for DataFlow Analytics already, day 1 of 105, 0 of 18 steps done/);
  const outcome = await navigator.assistant.catalog.get('begin_playbook');
  expect(outcome?.access).toBe('approved');
});

test('the first morning puts up three notes and tells each person their steps in one message', async () => {
  const people = await navigator.morning();
  expect(people).toEqual(['user-priya-patel']);
  const drafts = await open();
  expect(drafts.map((each) => (each as { recipient?: { name: string } }).recipient?.name).sort()).toEqual(['Mark Rodriguez', 'Tom Nguyen']);
  for (const { body } of drafts) {
    expect(body).not.toMatch(/\{\{|undefined|churn|health score|risk/i);
    expect(body).toContain('Sarah Williams');
  }
  expect(drafts.map(({ body }) => body).join('\n')).toMatch(/nightly load failed again/);
  await navigator.morning();
  expect(await open()).toHaveLength(drafts.length);
  const { card } = await navigator.use('list_due_steps', { owner: 'user-priya-patel' });
  expect(JSON.stringify(card)).toContain('Done: 1. Executive briefing');
});

test('an approved draft is a done step; a rejected one goes back to a person', async () => {
  const [first, second] = await open();
  await navigator.decide(first?._id ?? '', 'approve');
  await navigator.decide(second?._id ?? '', 'reject');
  await navigator.use('complete_playbook_step', { account: 'DataFlow', step: '1', note: null }, 'user-priya-patel');
  await navigator.day(1);
  const people = await navigator.morning();
  const run = await progress();
  const emails = [2, 3].map((number) => stateOf(run, number));
  expect(emails.map((step) => step?.state).sort()).toEqual(['done', 'due']);
  expect(emails.find((step) => step?.state === 'due')?.problem).toContain('rejected');
  expect(people).toContain('user-sarah-williams');
  const back = emails.find((step) => step?.state === 'due');
  const refusal = await navigator.refused('skip_playbook_step', { account: 'DataFlow', step: String(back?.number) });
  expect(refusal.code).toBe('which_reason');
  const { output } = await navigator.use<RunOutput>('skip_playbook_step', {
    account: 'DataFlow',
    step: String(back?.number),
    reason: 'we spoke on the phone instead',
  });
  expect(stateOf(output.run, back?.number ?? 0)).toMatchObject({ state: 'skipped', note: 'we spoke on the phone instead' });
});

test('without an answer the executive calls; a late step escalates, is recorded, and asks somebody else to take over', async () => {
  await navigator.morning();
  expect((await progress()).decisions[0]).toMatchObject({ answer: 'no', question: expect.stringContaining('answered') });
  expect(stateOf(await progress(), 4)?.state).toBe('due');
  await work([6, 7]);
  await navigator.day(8);
  await navigator.morning();
  const run = await progress();
  expect(run.health).toBe('escalated');
  expect(run.escalations.map(({ when }) => when)).toContain('A step is three days late');
  expect(run.steps.find(({ title }) => title.startsWith('Escalated: A step is three days late'))?.assignee).toBe('Priya Patel');
});

test('the recovery shows in the data, takes the short way, and is measured at the end', async () => {
  await recover(110);
  let seen: RunView | undefined;
  for (let day = 9; day <= 110; day++) {
    const weekday = new Date(START.getTime() + day * DAY).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    await navigator.day(day, day % 7 === 2);
    await navigator.morning();
    await work();
    await navigator.morning();
    seen = await progress();
    if (seen.status === 'completed') break;
  }
  expect(seen?.status).toBe('completed');
  expect(seen?.targets.find(({ label }) => label === 'Churn risk')).toMatchObject({ reached: true, target: 45 });
  expect(seen?.targets.find(({ label }) => label === 'Churn risk')?.baseline).toBeGreaterThan(65);
  expect(seen?.day).toBeGreaterThan(85);
  expect(
    seen?.steps
      .filter(({ state }) => state === 'skipped')
      .map(({ note }) => note)
      .join('\n'),
  ).toContain('Branch: ');

  const { models } = navigator.database;
  const row = await models.successPlaybooks.findOne({ tenant: TENANT, playbookName: NAME }).lean();
  expect(row).toMatchObject({ executionCount: 1, successRate: seen?.successScore === 100 ? 1 : 0 });
  const outcomes = await interventionOutcomes({ tenant: TENANT, models, asOf: navigator.now() });
  expect(outcomes).toEqual([{ tier: 'executive', success: (seen?.successScore ?? 0) / 100 }]);
  const { output } = await navigator.use<{ books: { name: string; executions: number }[] }>('list_playbooks', { type: 'retention' });
  expect(output.books.find(({ name }) => name === NAME)?.executions).toBe(1);
});
