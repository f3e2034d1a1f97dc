import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { VOICES, voiceKindOf } from '../../../adapters/sample/generator/community.ts';
import { referralPathsOf } from '../../../agents/community-intelligence/referrals.ts';
import { spikesOf } from '../../../agents/community-intelligence/spikes.ts';
import { topVoice } from '../../../agents/community-intelligence/voices.ts';
import { assessEvangelist } from '../../../agents/evangelism-pipeline/assess.ts';
import { candidateOf } from '../../../agents/evangelism-pipeline/parts.ts';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import { loadAsked } from '../../../agents/kit/asking.ts';
import { isCritical, mentionsOf } from '../../../agents/metrics/community.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { fillWithSample } from '../../support/sample.ts';

/** Epic-9's figures of Mike Chen from raw signals, and the sample's kinds of voices told apart. */

const NOW = new Date('2026-11-22T09:00:00Z');
const tenant = 'demo';
let database: Database;
let all: AccountFacts[];
beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await fillWithSample(database, tenant, { accounts: 200, now: NOW });
  const ids = (await models.accounts.find({ tenant }, { _id: 1 }).lean()).map(({ _id }) => _id);
  all = [...(await loadFacts({ tenant, models, asOf: NOW }, ids)).values()];
});
afterAll(() => database.close());

const near = (value: number | null | undefined, wanted: number, within: number) => {
  expect(value).toBeGreaterThanOrEqual(wanted - within);
  expect(value).toBeLessThanOrEqual(wanted + within);
};

test('Mike Chen: influence 87, referrals 89, 76 and 67, thought leader, readiness 94', async () => {
  const asked = (await loadAsked({ tenant, models: database.models, asOf: NOW }, ['account-techcorp'])).get('account-techcorp');
  if (!asked) throw new Error('TechCorp is known');
  const { facts } = asked;
  expect(topVoice(facts)?.name).toBe('Mike Chen');
  near(topVoice(facts)?.score, 87, 4);
  const chances = Object.fromEntries(referralPathsOf(facts).map(({ company, probability }) => [company, 100 * probability]));
  near(chances.QuantumFinance, 89, 5);
  near(chances['NeoBank Solutions'], 76, 5);
  near(chances['PayFlow Technologies'], 67, 5);
  const mike = facts.contacts.find(({ name }) => name === 'Mike Chen');
  if (!mike) throw new Error('Mike Chen is known');
  const evangelist = assessEvangelist(candidateOf(asked, mike));
  expect(evangelist.tier).toBe('thought_leader');
  expect(evangelist.next).toBe('co_innovator');
  near(evangelist.readiness, 94, 4);
  expect(evangelist.confidence).toBeGreaterThan(0.9);
});

test('ten or more of each kind of voice, told apart by what is on record', () => {
  const heard = all.filter(
    ({ account, community }) => account.source === 'sample' && account._id.startsWith('account-7-') && community.length > 0,
  );
  const byKind = Map.groupBy(heard, ({ account }) => voiceKindOf({ id: account._id }));
  for (const kind of VOICES.filter((each) => each !== 'silent'))
    expect([kind, (byKind.get(kind)?.length ?? 0) >= 10]).toEqual([kind, true]);
  const mean = (kind: (typeof VOICES)[number], of: (facts: AccountFacts) => number) => {
    const values = (byKind.get(kind) ?? []).map(of);
    return values.reduce((sum, each) => sum + each, 0) / values.length;
  };
  const score = (facts: AccountFacts) => topVoice(facts)?.score ?? 0;
  // Who is loud without knowing anything is no more influential than who is on the rise.
  expect(mean('rising', score)).toBeGreaterThan(mean('loud', score) + 10);
  expect(mean('rising', score)).toBeGreaterThan(mean('quiet_expert', score) + 10);
  const ready = (facts: AccountFacts) => {
    const voice = topVoice(facts);
    const contact = facts.contacts.find(({ _id }) => _id === voice?.id);
    return contact ? (assessEvangelist(candidateOf({ facts, opinions: {} }, contact)).readiness ?? 0) : 0;
  };
  expect(mean('rising', ready)).toBeGreaterThan(mean('loud', ready) + 15);
  const critical = (facts: AccountFacts) => {
    const mentions = mentionsOf(facts);
    return mentions.length > 0 ? mentions.filter(isCritical).length / mentions.length : 0;
  };
  expect(mean('critic', critical)).toBeGreaterThan(0.8);
  expect(mean('steady', critical)).toBeLessThan(0.1);
  const spikes = (facts: AccountFacts) => Number(spikesOf(facts).some(({ critical: bad }) => bad > 0));
  // A burst that lies over two weeks may look like two busy ones.
  expect(mean('spike', spikes)).toBeGreaterThan(0.7);
  expect(mean('steady', spikes)).toBeLessThan(0.05);
});
