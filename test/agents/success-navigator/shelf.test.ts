import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createImporter } from '../../../adapters/import/importer.ts';
import { plain } from '../../../agents/kit/text.ts';
import type { RunOutput } from '../../../agents/success-navigator/course/act.ts';
import type { RecommendOutput } from '../../../agents/success-navigator/tools/recommend-playbook.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import { DAY, type Navigator, openNavigator, START, TENANT } from './playbook-setup.ts';

/** What a tenant writes itself takes effect without code: a changed playbook, a segment's variant; and the accounts with little on record. */

const FILE = new URL('../../../agents/success-navigator/playbooks/retention.json', import.meta.url);
const NAME = 'High-risk customer recovery';
let navigator: Navigator;
beforeAll(async () => {
  navigator = await openNavigator();
});
afterAll(() => navigator.database.close());

interface Shipped {
  externalId: string;
  playbookName: string;
  version: number;
  playbookSteps: { number: number; title: string }[];
}

async function imported(collection: 'successPlaybooks' | 'segmentSuccessPlaybooks', row: object): Promise<void> {
  const { models, clock } = navigator.assistant;
  const importer = createImporter({ models, tenant: TENANT, clock, collection });
  const { rejected } = await importer.take([{ number: 1, row: row as Record<string, unknown> }]);
  expect(rejected).toEqual([]);
  await importer.finish();
}

test('a changed copy of a file that comes with Greendoor, imported under a higher version, takes its place', async () => {
  const playbook = (JSON.parse(readFileSync(FILE, 'utf8')) as Shipped[]).find(({ playbookName }) => playbookName === NAME);
  if (!playbook) throw new Error('it is not in the file');
  const before = (await navigator.use<RecommendOutput>('recommend_playbook', { account: 'DataFlow' })).output.recommended[0];
  expect(before).toMatchObject({ name: NAME, version: 1, source: 'greendoor' });
  await imported('successPlaybooks', {
    ...playbook,
    externalId: 'ours-recovery',
    version: 2,
    playbookSteps: playbook.playbookSteps.slice(0, 14),
  });
  const after = (await navigator.use<RecommendOutput>('recommend_playbook', { account: 'DataFlow' })).output.recommended[0];
  expect(after).toMatchObject({ name: NAME, version: 2, source: 'own', steps: 14 });
});

test('everything that comes with Greendoor is a file the import takes', async () => {
  const read = (file: string) => JSON.parse(readFileSync(new URL(file, FILE), 'utf8')) as { externalId: string; version: number }[];
  const files = readdirSync(new URL('.', FILE)).filter((name) => name.endsWith('.json'));
  const renamed = (row: { externalId: string }) => ({
    ...row,
    externalId: `again-${row.externalId}`,
    playbookName: `${row.externalId} again`,
  });
  const rows = files.flatMap((file) => read(file));
  expect(rows.length).toBeGreaterThanOrEqual(12);
  for (const row of rows) await imported('successPlaybooks', renamed(row));
  for (const row of read('segments/variants.json')) await imported('segmentSuccessPlaybooks', renamed(row));
  await navigator.database.models.successPlaybooks.deleteMany({ tenant: TENANT, playbookName: / again$/ });
  await navigator.database.models.segmentSuccessPlaybooks.deleteMany({ tenant: TENANT, playbookName: / again$/ });
});

test('a segment’s variant of the tenant changes pace, steps and targets of what is started', async () => {
  await imported('segmentSuccessPlaybooks', {
    externalId: 'ours-fintech',
    at: new Date(START.getTime() - DAY),
    segmentType: 'vertical',
    segmentIdentifier: 'fintech',
    playbookName: NAME,
    playbookType: 'retention',
    timelineFactor: 0.5,
    stepAdjustments: [{ number: 4, leaveOut: true, reason: 'our executives write first' }],
    segmentSuccessMetrics: [{ name: 'health', unit: 'points', target: 80 }],
  });
  await navigator.day(1);
  const id = await navigator.propose('start_playbook', { account: 'DataFlow', playbook: 'start the recovery playbook for DataFlow' });
  await navigator.decide(id, 'approve', 'user-sarah-williams');
  const { output } = await navigator.use<{ runs: RunOutput['run'][] }>('get_playbook_progress', { account: 'DataFlow' });
  const [run] = output.runs;
  expect(run?.steps).toHaveLength(13);
  expect(run?.steps.map(({ number }) => number)).not.toContain(4);
  expect(run?.targets.find(({ label }) => label === 'Health')?.target).toBe(80);
  expect(run?.adjustments.join()).toMatch(/Days × 0.5.*our executives write first/);
  const last = run?.steps.find(({ number }) => number === 13);
  expect(Math.round((Number(last?.dueAt) - Number(run?.startedAt)) / DAY)).toBe(6);
});

test('it waits, goes on with its dates moved, and is cancelled; then it may start anew', async () => {
  const step = async (number: number) =>
    (await navigator.use<{ runs: RunOutput['run'][] }>('get_playbook_progress', { account: 'DataFlow' })).output.runs[0]?.steps.find(
      (each) => each.number === number,
    )?.dueAt;
  const before = await step(13);
  const unclear = await navigator.refused('complete_playbook_step', { account: 'DataFlow', step: 'the thing' });
  expect(unclear.code).toBe('which_step');
  for (const { say } of unclear.choices) expect(say).toMatch(/^Step \d+ of the playbook of DataFlow Analytics is done$/);
  await navigator.use('pause_playbook', { account: 'DataFlow', action: 'pause', reason: null });
  await navigator.day(11);
  expect(await navigator.morning()).toEqual([]);
  await navigator.use('pause_playbook', { account: 'DataFlow', action: 'resume', reason: null });
  expect((Number(await step(13)) - Number(before)) / DAY).toBe(10);
  expect(
    (await navigator.refused('pause_playbook', { account: 'DataFlow', action: 'cancel', reason: null }, 'user-omar-haddad')).code,
  ).toBe('refused');
  await navigator.use('pause_playbook', { account: 'DataFlow', action: 'cancel', reason: 'merged' });
  expect((await navigator.refused('complete_playbook_step', { account: 'DataFlow', step: '1' })).code).toBe('none_running');
  const again = await navigator.propose('start_playbook', { account: 'DataFlow', playbook: NAME });
  expect(await navigator.database.models.approvals.findOne({ tenant: TENANT, _id: again }).lean()).toMatchObject({ state: 'pending' });
});

test('an account with nothing but a name: nothing fits, nothing is made up, a named playbook can be started all the same', async () => {
  const at = new Date(START.getTime() - DAY);
  await navigator.database.models.accounts.create({
    tenant: TENANT,
    _id: 'account-bare',
    name: 'Barely There',
    ...nameKeys('Barely There'),
    ownerId: 'user-sarah-williams',
    at,
    ingestedAt: at,
  });
  const { output, summary } = await navigator.use<RecommendOutput>('recommend_playbook', { account: 'Barely There' });
  expect(output.recommended).toEqual([]);
  expect(plain(summary.point)).toContain('no playbook fits');
  expect((await navigator.refused('start_playbook', { account: 'Barely There', playbook: 'recommended' })).code).toBe('no_playbook_fits');
  const id = await navigator.propose('start_playbook', { account: 'Barely There', playbook: 'silent champion' });
  await navigator.decide(id, 'approve', 'user-sarah-williams');
  expect(await navigator.morning()).toEqual(['user-sarah-williams']);
  const { output: due } = await navigator.use<{ due: { step: { problem: string | null; number: number } }[] }>('list_due_steps', {
    owner: null,
  });
  expect(due.due.find(({ step }) => step.number === 1)?.step.problem).toContain('no champion is on record');
});
