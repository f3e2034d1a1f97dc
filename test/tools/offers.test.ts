import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { worded } from '../../agents/kit/worded.ts';
import { carryOut, claimOffer, makeOffer, offerCard, undoOffer } from '../../bot/offers/index.ts';
import { findOffer } from '../../bot/offers/press.ts';
import type { Database } from '../../models/connection.ts';
import { runTool } from '../../tools/run-tool.ts';
import { shutOutSystem } from '../support/crm.ts';
import { testDatabase } from '../support/database.ts';
import { argumentsFor, catalog, contextOf, TASK } from '../support/every-tool.ts';
import { fillWithSample } from '../support/sample.ts';

/** Every tool that writes: what it offers writes nothing, says its figures, is written by the press, and undone to what was. */

const NOW = new Date();
const tenant = 'demo';
const ACCOUNT = 'account-techcorp';
const SARAH = 'user-sarah-williams';
const tomorrow = new Date(NOW.getTime() + 86_400_000).toISOString().slice(0, 10);
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  await fillWithSample(database, tenant);
  const context = contextOf(database.models, tenant, NOW);
  const started = await runTool(catalog, 'start_playbook', { account: ACCOUNT, playbook: 'recommended' }, context);
  if (!started.ok || started.proposal?.kind !== 'action') throw new Error('no playbook runs');
  await runTool(catalog, started.proposal.call.tool, started.proposal.call.arguments, context, { approved: true });
}, 120_000);
afterAll(() => database.close());

async function task(): Promise<void> {
  const stored = { accountId: ACCOUNT, ownerId: SARAH, text: 'Send the figures', dueAt: NOW };
  await database.models.tasks.updateOne({ tenant, _id: TASK }, { $set: stored }, { upsert: true });
}

/** What to ask each for, and what its offer must say. */
const ASKED: Record<string, { args: object; says: RegExp; first?: () => Promise<void> }> = {
  record_renewal_call: { args: { probability: 90, category: 'commit' }, says: /"Call","value":"commit".*"90 %".*\$875,000/ },
  record_value: {
    args: { amount: 50_000, description: 'fewer audit hours', category: 'direct_savings', from: '2026-01-01', until: '2026-06-30' },
    says: /fewer audit hours.*\$50,000.*it stays unproven/,
  },
  adjust_success_plan: { args: { change: 'add risk: their IT freezes changes' }, says: /Risk added: their IT freezes changes/ },
  complete_playbook_step: { args: { step: '1', note: 'all there' }, says: /"Done","value":"1\. .*all there/ },
  skip_playbook_step: { args: { step: '2', reason: 'done otherwise' }, says: /"Left out","value":"2\. .*done otherwise/ },
  pause_playbook: { args: { action: 'pause' }, says: /It is on hold/ },
  create_success_plan: {
    args: {},
    says: /"Plan".*Milestones: \\n• .*\\n• .*\d{4}/,
    first: async () => void (await database.models.customerSuccessPlans.deleteMany({ tenant, accountId: ACCOUNT })),
  },
  set_next_step: { args: { text: 'A security review', due: tomorrow }, says: /"Next step","value":"A security review, due/ },
  add_task: { args: { text: 'Send the figures', due: tomorrow }, says: /"What","value":"Send the figures".*"For","value":"you"/ },
  complete_task: { args: {}, says: /"Task","value":"Send the figures, due/, first: () => task() },
  postpone_task: { args: { until: tomorrow }, says: /"Task","value":"Send the figures, due/, first: () => task() },
  follow_account: { args: {}, says: /"You get","value":"what changed, in one message a day"/ },
  unfollow_account: {
    args: {},
    says: /"You no longer get","value":"alerts when they happen/,
    first: async () => {
      const follow = { tenant, userId: SARAH, accountId: ACCOUNT, mode: 'each' as const, modeAt: NOW };
      await database.models.follows.create(follow);
    },
  },
  advance_opportunity: {
    args: { opportunity: 'sale', stage: 'developing' },
    says: /"Opportunity","value":"Second desk".*"Stage","value":"qualified to developing".*"Still open"/,
    first: async () => {
      const kinds = { expansionType: 'upsell' as const, opportunitySource: 'new_team' as const, salesStage: 'qualified' as const };
      const sale = {
        tenant,
        accountId: ACCOUNT,
        opportunityDescription: 'Second desk',
        at: NOW,
        ingestedAt: NOW,
        assignedSalesRepId: SARAH,
        ...kinds,
      };
      await database.models.expansionOpportunities.create({ ...sale, _id: 'sale' });
    },
  },
  mute_expansion_signal: {
    args: { opportunity: 'second region', reason: 'Wrong time' },
    says: /"Opportunity","value":"Second region with data residency, \$280K a year".*"Reason","value":"Wrong time"/,
  },
  move_evangelism_stage: {
    args: { contact: 'Mike Chen', reason: 'They asked to join' },
    says: /"Person","value":".*Mike Chen.*They asked to join/,
  },
  record_advocacy_step: {
    args: { contact: 'Mike Chen', type: 'case_study', status: 'active' },
    says: /Case study with Mike Chen.*running/,
  },
  accept_system: {
    args: { system: 'Our CRM' },
    says: /"find_contact said".*Finds people”.*"find_contact says now".*Finds people and more.*"find_deal says now"/,
    first: () => shutOutSystem(database.models, tenant, NOW),
  },
  record_outcome: {
    args: { outcome: 'left', reason: 'Bought by another' },
    says: /"Afterwards","value":"no longer a customer.*"Reason","value":"Bought by another"/,
  },
  log_activity: { args: { text: 'They like it', kind: 'meeting' }, says: /"Kind","value":"meeting".*"Said","value":"“They like it”"/ },
};
/** A question is open only after certain steps. */
const NOT_NOW = ['answer_playbook_decision'];

const WRITTEN = [
  'accounts',
  'contracts',
  'accountEvents',
  'renewalCalls',
  'valueRecords',
  'customerSuccessPlans',
  'playbookExecutions',
  'approvals',
  'outbox',
  'tasks',
  'follows',
  'interactions',
  'expansionOpportunities',
  'advocacyEngagements',
  'evangelismPipelineManagement',
  'foreignServers',
] as const;
async function everything(): Promise<string> {
  const all: Record<string, unknown[]> = {};
  for (const name of WRITTEN) {
    const rows = await (database.models[name] as unknown as { find(filter: object): { lean(): Promise<Record<string, unknown>[]> } })
      .find({ tenant })
      .lean();
    all[name] = rows
      .map(({ revision, updatedAt, recordedAt, validFrom, ...row }) => row)
      .sort((a, b) => String(a._id).localeCompare(String(b._id)));
  }
  return JSON.stringify(all);
}

test('the list is whole', () => {
  const acts = catalog.all.filter(({ access }) => access === 'act').map(({ name }) => name);
  expect(acts.toSorted()).toEqual([...Object.keys(ASKED), ...NOT_NOW].toSorted());
  for (const { name, access, offer, undo } of catalog.all) expect([name, Boolean(offer && undo)]).toEqual([name, access === 'act']);
});

test.each(Object.entries(ASKED))('%s', async (name, { args, says, first }) => {
  await first?.();
  const context = contextOf(database.models, tenant, NOW);
  const { clock, log, models } = context;
  const deps = { clock, log, models, catalog };
  const tool = catalog.get(name);
  if (!tool) throw new Error(`no tool ${name}`);
  const before = await everything();
  const made = await makeOffer(deps, tool, { ...argumentsFor(name, ACCOUNT), ...args }, { context, conversation: 'c' });
  if (!('offer' in made)) throw new Error(made.ok ? 'nothing to offer' : made.message);
  expect(await everything()).toBe(before);
  expect(JSON.stringify(worded(offerCard(made.offer)))).toMatch(says);
  const press = { tenant, actor: context.actor, offerId: made.offer._id };
  const claim = await claimOffer(deps, press);
  if (!('claimed' in claim)) throw new Error(claim.answer);
  expect(await carryOut(deps, claim.claimed, context)).toMatchObject({ ok: true });
  expect(await everything()).not.toBe(before);
  const undone = await undoOffer(deps, press);
  expect(undone.answer).toMatch(/^Undone: /);
  expect(JSON.parse(await everything())).toEqual(JSON.parse(before));
  expect((await findOffer(deps, tenant, made.offer._id))?.status).toBe('undone');
});
