import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plain } from '../../../agents/kit/text.ts';
import type { Experience } from '../../../agents/success-navigator/advocacy/experience.ts';
import type { PlanOutput } from '../../../agents/success-navigator/plan/case.ts';
import type { Contact } from '../../../models/contact.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import { DAY, type Navigator, openNavigator, START, TENANT } from './playbook-setup.ts';

/** The success plan of 9.1.1 and the advocate's preparation of 9.5.2, from the sample's raw signals and from bare accounts. */

const PRIYA = 'user-priya-patel';
let navigator: Navigator;
beforeAll(async () => {
  navigator = await openNavigator();
  await seed();
  await navigator.score(['account-newbank', 'account-lonely']);
});
afterAll(() => navigator.database.close());

const known = { tenant: TENANT, at: new Date(START.getTime() - 10 * DAY), ingestedAt: new Date(START.getTime() - 10 * DAY) };

async function seed() {
  const { models } = navigator.database;
  const account = (id: string, name: string, rest = {}) =>
    models.accounts.create({ ...known, _id: id, name, ...nameKeys(name), ownerId: 'user-sarah-williams', ...rest });
  await account('account-newbank', 'Newbank', {
    vertical: 'fintech',
    ownerId: undefined,
    description: 'Wants audit evidence and compliance in one place',
    employees: 1500,
  });
  await account('account-nodeal', 'Nodeal');
  await account('account-lonely', 'Lonely', { employees: 10 });
  const deal = (accountId: string, goals: string[], rest = {}) =>
    models.opportunities.create({
      ...known,
      _id: `deal-${accountId}`,
      accountId,
      name: 'First contract',
      kind: 'new',
      stage: 'closed_won',
      amount: 90_000,
      currency: 'EUR',
      closeDate: known.at,
      goals,
      ...rest,
    });
  await deal(
    'account-newbank',
    ['Automate compliance evidence, saving €40K a year', '95 % of the security team active within 8 weeks', 'Be audit ready'],
    { competitor: 'Vantory' },
  );
  await deal('account-lonely', []);
  await models.contracts.create({
    ...known,
    _id: 'contract-newbank',
    accountId: 'account-newbank',
    name: 'First',
    startDate: START,
    annualValue: 90_000,
    currency: 'EUR',
    seats: 80,
    status: 'active',
  });
  const contact = (id: string, accountId: string, name: string, role: Contact['role']) =>
    models.contacts.create({ ...known, _id: id, accountId, name, ...nameKeys(name), role, email: `${id}@customer.example` });
  await contact('c1', 'account-newbank', 'Ines Wolf', 'executive_sponsor');
  await contact('c2', 'account-newbank', 'Paul Adler', 'technical_lead');
  await contact('c3', 'account-lonely', 'Only One', 'user');
}

describe('the plan', () => {
  test('TechCorp is planned already: its plan of 9.1.1 with progress, owner and why, people, criteria, three phases, risks', async () => {
    const { output, summary, card } = await navigator.use<PlanOutput>('create_success_plan', { account: 'TechCorp' });
    expect(output.said).toBe('Planned already.');
    expect(output.plan).toMatchObject({ status: 'completed', done: 9, total: 9 });
    expect(output.plan.owner?.name).toBe('Sarah Williams');
    expect(output.plan.owner?.reasons.join()).toMatch(/knows fintech.*carries \d+ of 40 accounts/);
    expect(output.plan.hypothesis).toContain('$340K');
    expect(output.plan.phases).toHaveLength(3);
    expect(output.plan.criteria).toHaveLength(5);
    expect(output.plan.stakeholders.map(({ name }) => name)).toEqual(expect.arrayContaining(['Mike Chen', 'David Kim']));
    expect(output.plan.metrics.find(({ name }) => name === 'Quarterly cost savings')).toMatchObject({ target: 85, actual: 140 });
    expect(summary.why.length).toBeLessThanOrEqual(5);
    expect(JSON.stringify(card)).toContain('Plan anew from today');
  });

  test('planned anew it follows from the deal, dated from today, and is saved once', async () => {
    const first = await navigator.use<PlanOutput>('create_success_plan', { account: 'TechCorp', again: true });
    const { plan } = first.output;
    expect(first.output.said).toBe('Planned and saved.');
    expect(plan.hypothesis).toMatch(/saving \$340K a year; Cut manual SOX work by 78 %.*\$875K/);
    expect(plan.metrics.find(({ name }) => name.startsWith('95 %'))).toMatchObject({
      target: 95,
      unit: '%',
      dueAt: new Date(Date.UTC(2026, 10, 23) + 56 * DAY),
    });
    expect(plan.metrics.find(({ name }) => name.startsWith('$85K'))).toMatchObject({ target: 85_000, unit: 'USD a quarter' });
    expect(plan.metrics.find(({ name }) => name.startsWith('NPS'))).toMatchObject({ target: 8 });
    expect(plan.phases.map(({ name }) => name)).toEqual(['Foundation', 'Process integration', 'Value realization']);
    for (const { milestones } of plan.phases) for (const { dueAt } of milestones) expect([0, 6]).not.toContain(dueAt.getUTCDay());
    const again = await navigator.use<PlanOutput>('create_success_plan', { account: 'TechCorp', again: true });
    expect(again.output.plan.id).toBe(plan.id);
    expect(await navigator.database.models.customerSuccessPlans.countDocuments({ tenant: TENANT, accountId: 'account-techcorp' })).toBe(2);
  });

  test('a new account: the best CSM by field and load, gaps left to agree, nothing invented', async () => {
    const { output } = await navigator.use<PlanOutput>('create_success_plan', { account: 'Newbank' }, 'user-priya-patel');
    const { plan } = output;
    expect(plan.owner?.name).toBe('Sarah Williams');
    // By the use case it was classified into.
    expect(plan.phases[0]?.milestones.map(({ name }) => name)).toContain('Environment configured and security validated');
    expect(plan.stakeholders.map(({ name }) => name)).toEqual(['Ines Wolf', 'Paul Adler']);
    expect(plan.toAgree).toEqual(
      expect.arrayContaining([
        'Who carries it day by day (champion)',
        'How "Be audit ready" is measured',
        'What it costs and takes today (baseline), before go-live',
      ]),
    );
    expect(plan.risks.map(({ text }) => text)).toEqual(expect.arrayContaining(['Vantory was in the running', '1 goal without a number']));
    expect(plan.metrics.map(({ unit }) => unit)).toEqual(['EUR a year', '%']);
    expect(plan.startsAt).toEqual(new Date('2026-11-23T00:00:00.000Z'));
    expect(plan.team).toEqual([]);
  });

  test('without a deal it asks; without goals and people it says so', async () => {
    expect(await navigator.refused('create_success_plan', { account: 'Nodeal' })).toMatchObject({ code: 'no_deal' });
    const { output } = await navigator.use<PlanOutput>('create_success_plan', { account: 'Lonely' });
    expect(output.plan.risks[0]?.severity).toBe('high');
    expect(output.plan.risks.map(({ text }) => text).join()).toMatch(/no goal.*Everything rests on one person, Only One/);
    expect(output.plan.hypothesis).toBeNull();
  });

  test('internal changes act at once; dates are proposed, approved, applied once, and refused when the plan moved on', async () => {
    const say = (change: string) => ({ account: 'Newbank', change });
    const done = await navigator.use<PlanOutput>('adjust_success_plan', say('mark milestone environment configured done'), PRIYA);
    expect(done.output.plan.done).toBe(1);
    const more = await navigator.use<PlanOutput>('adjust_success_plan', say('add a criterion: every team lead trained'), PRIYA);
    expect(more.output.plan.criteria).toContain('every team lead trained');
    expect(await navigator.refused('adjust_success_plan', say('move phase 2 by a week'), PRIYA)).toMatchObject({ code: 'needs_approval' });
    expect(await navigator.refused('adjust_success_plan', say('make it nicer'), PRIYA)).toMatchObject({ code: 'unclear_change' });

    const phase = (output: PlanOutput, number: number) => output.plan.phases[number - 1]?.milestones.map(({ dueAt }) => dueAt) ?? [];
    const first = await navigator.propose('propose_plan_change', say('move phase 2 by a week'), PRIYA);
    const second = await navigator.propose('propose_plan_change', say('move phase 3 by 2 weeks'), PRIYA);
    expect((await navigator.use<PlanOutput>('get_success_plan', { account: 'Newbank' })).output.plan.phases).toEqual(
      more.output.plan.phases,
    );
    expect(await navigator.decide(first, 'approve', PRIYA)).toContain('Phase 2 with the phases after it moves 1 week later');
    expect(await navigator.decide(second, 'approve', PRIYA)).toContain('the plan has changed since this was proposed');
    const third = await navigator.propose('propose_plan_change', say('move phase 3 by 3 weeks'), PRIYA);
    const approval = await navigator.database.models.approvals.findOne({ tenant: TENANT, _id: third }).lean();
    expect(approval?.body).toMatch(/Phase 3 moves 3 weeks later[\s\S]* → [\s\S]*tell Ines Wolf/);
    expect(await navigator.decide(third, 'approve', PRIYA)).toContain('Phase 3 moves 3 weeks later');
    const after = (await navigator.use<PlanOutput>('get_success_plan', { account: 'Newbank' })).output;
    const shift = (number: number) =>
      phase(after, number).map((dueAt, index) => (dueAt.getTime() - Number(phase(more.output, number)[index])) / DAY);
    expect(new Set(shift(1))).toEqual(new Set([0]));
    expect(new Set(shift(2))).toEqual(new Set([7]));
    expect(new Set(shift(3))).toEqual(new Set([28]));
    const call = (approval as { call?: { arguments: Record<string, unknown> } } | null)?.call?.arguments ?? {};
    const { runTool } = await import('../../../tools/run-tool.ts');
    const { contextFor } = await import('../../../bot/assistant.ts');
    const repeated = await runTool(
      navigator.assistant.catalog,
      'apply_plan_change',
      call,
      contextFor(navigator.assistant, TENANT, await navigator.as(PRIYA)),
      { approved: true },
    );
    expect(repeated.ok && (repeated.output as PlanOutput).said).toBe('Changed already.');
  });

  test('others may look and not touch', async () => {
    expect(
      (await navigator.refused('adjust_success_plan', { account: 'TechCorp', change: 'add risk: none' }, 'user-omar-haddad')).code,
    ).toBe('refused');
    expect((await navigator.refused('create_success_plan', { account: 'TechCorp' }, 'user-dana-cole')).code).toBe('refused');
    const { output } = await navigator.use<PlanOutput>('get_success_plan', { account: 'TechCorp' }, 'user-dana-cole');
    expect(output.plan.total).toBeGreaterThan(0);
  });
});

describe('the advocate', () => {
  test('TechCorp: a talk by Mike Chen, prepared from recorded results only', async () => {
    const { output, card } = await navigator.use<Experience>('plan_advocacy_experience', {
      account: 'TechCorp',
      contact: 'Mike Chen',
      format: 'conference_talk',
    });
    expect(output.against).toEqual([]);
    expect(output.schedule).toHaveLength(7);
    expect(output.interview.flatMap(({ questions }) => questions).join('\n')).toMatch(/380K|\$380/);
    expect(output.outline.map(({ slide }) => slide).join('\n')).toMatch(/Mike Chen[\s\S]*Result: /);
    expect(output.facts.every(({ evidence }) => evidence.length > 0)).toBe(true);
    expect(JSON.stringify(card)).toContain('Draft the ask to Mike Chen');
  });

  test('an account at risk is not asked, and it says why', async () => {
    const { output, summary, card } = await navigator.use<Experience>('plan_advocacy_experience', { account: 'DataFlow' });
    expect(plain(summary.point)).toContain('do not ask');
    expect(output.against.length).toBeGreaterThan(1);
    expect(JSON.stringify(card)).not.toContain('propose_advocacy_program');
  });
});
