import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createImporter } from '../../../adapters/import/importer.ts';
import { loadFacts } from '../../../agents/facts/load.ts';
import { metricNamed, readingOf } from '../../../agents/metrics/index.ts';
import { presenceOf } from '../../../agents/metrics/person-presence.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { run } from './cli.ts';
import { temporaryFolder } from './shared-data.ts';

/** Posts come in as a monitoring service exports them, by file and by delivery, and are read by everybody alike. */

const NOW = new Date('2025-01-06T12:00:00Z');
const tenant = 'acme';
let database: Database;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
  await database.models.accounts.create({
    _id: 'a1',
    tenant,
    externalId: 'C-1',
    name: 'Globex',
    at: new Date('2023-01-01'),
    ingestedAt: new Date('2023-01-01'),
  });
  await database.models.contacts.create({
    _id: 'p1',
    tenant,
    accountId: 'a1',
    name: 'Ann Lee',
    email: 'ann@globex.example',
    at: new Date('2023-01-01'),
    ingestedAt: new Date('2023-01-01'),
  });
});
afterAll(() => database.close());

const EXPORT = `Post ID,Company,Author e-mail,Network,Type,Published,Text,Likes,Comments,Shares,Impressions,Followers
77,Globex,ann@globex.example,LinkedIn,Post,2024-12-20 09:30,"We love it: ""the rollout went smoothly"", no complaints.",120,14,9,4100,2300
78,Globex,ann@globex.example,X,Mention,2024-12-28 18:00,"Third outage this month, we are losing trust.",8,3,1,600,
79,Globex,ann@globex.example,LinkedIn,Talk,2024-11-12 14:00,Panel on automation,,,,180,
80,Nobody Inc,ann@globex.example,LinkedIn,Post,2024-12-01 10:00,Hello,1,0,0,10,
81,Globex,ann@globex.example,Carrier pigeon,Post,2024-12-01 10:00,Hello,1,0,0,10,
`;
const MAPPING = {
  collection: 'communityIntelligenceMonitoring',
  source: 'listening',
  externalId: ['Post ID'],
  at: { column: 'Published', date: ['YYYY-MM-DD HH:mm'] },
  columns: {
    accountId: { column: 'Company', reference: 'accounts', by: 'name' },
    contactId: { column: 'Author e-mail', reference: 'contacts', by: 'email', missing: 'omit' },
    platformType: { column: 'Network', values: { LinkedIn: 'linkedin', X: 'twitter' } },
    contentType: { column: 'Type', values: { Post: 'post', Mention: 'mention', Talk: 'speaking' } },
    contentText: 'Text',
    'engagementMetrics.likes': 'Likes',
    'engagementMetrics.comments': 'Comments',
    'engagementMetrics.shares': 'Shares',
    'engagementMetrics.views': 'Impressions',
    followerCount: 'Followers',
  },
};

test('a CSV of posts with a mapping of its columns', async () => {
  const [file, map] = [join(folder, 'posts.csv'), join(folder, 'posts.json')];
  await Promise.all([writeFile(file, EXPORT), writeFile(map, JSON.stringify(MAPPING))]);
  const { code, touched, err } = await run(database.models, [file, '--map', map, '--tenant', tenant]);
  expect(err).toBe('');
  // Two rows are set aside: a company nobody knows, and a network there is not.
  expect(code).toBe(2);
  expect(new Set(touched)).toEqual(new Set(['a1']));
  const stored = await database.models.communityIntelligenceMonitoring.find({ tenant }).sort({ externalId: 1 }).lean();
  expect(stored).toMatchObject([
    {
      externalId: '77',
      contactId: 'p1',
      platformType: 'linkedin',
      engagementMetrics: { likes: 120, comments: 14, shares: 9, views: 4100 },
      followerCount: 2300,
    },
    { externalId: '78', contentType: 'mention', platformType: 'twitter' },
    { externalId: '79', contentType: 'speaking', engagementMetrics: { views: 180 } },
  ]);
  expect((await run(database.models, [file, '--map', map, '--tenant', tenant])).touched).toEqual([]);
  expect(await database.models.communityIntelligenceMonitoring.countDocuments({ tenant })).toBe(3);
});

test('a delivery of mentions by ingest, whose own sentiment counts', async () => {
  const importer = createImporter({
    models: database.models,
    tenant,
    clock: { now: () => NOW },
    collection: 'communityIntelligenceMonitoring',
    source: 'listening',
    door: 'ingest',
  });
  const row = {
    externalId: '90',
    accountId: 'C-1',
    platformType: 'industry_forums',
    contentType: 'review',
    contentText: 'It does what it says.',
    sentimentScore: 0.5,
    competitiveMentions: [{ competitor: 'Vaultline', sentiment: -0.5 }],
    at: '2025-01-02T10:00:00Z',
  };
  const { new: taken, rejected } = await importer.take([
    { number: 1, row },
    { number: 2, row: { ...row, externalId: '91', sentimentScore: 7 } },
  ]);
  await importer.finish();
  expect(taken).toBe(1);
  expect(rejected.map(({ row: at }) => at)).toEqual([2]);
});

test('a post of another account’s person, and one of the future, are kept and said to be doubtful', async () => {
  const { models } = database;
  const since = { tenant: 'doubt', at: new Date('2023-01-01'), ingestedAt: new Date('2023-01-01') };
  await models.accounts.create(['b8', 'b9'].map((_id) => ({ ...since, _id, externalId: _id, name: _id })));
  await models.contacts.create({ ...since, _id: 'p9', externalId: 'K-9', accountId: 'b9', name: 'Ann Lee' });
  const importer = createImporter({
    models,
    tenant: 'doubt',
    clock: { now: () => NOW },
    collection: 'communityIntelligenceMonitoring',
    source: 'listening',
    door: 'ingest',
  });
  const row = { accountId: 'b8', platformType: 'linkedin', contentType: 'post', at: '2025-01-02T10:00:00Z' };
  const taken = await importer.take([
    { number: 1, row: { ...row, externalId: '1', contactId: 'K-9' } },
    { number: 2, row: { ...row, externalId: '2', accountId: 'b9', contactId: 'K-9' } },
    { number: 3, row: { ...row, externalId: '3', at: '2035-01-02T10:00:00Z' } },
  ]);
  await importer.finish();
  expect(taken.rejected).toEqual([]);
  expect(taken.flags).toEqual({ contact_elsewhere: 1, in_the_future: 1 });
});

test('what came in is what metrics and agents read', async () => {
  const facts = (await loadFacts({ tenant, models: database.models, asOf: NOW }, ['a1'])).get('a1');
  if (!facts) throw new Error('the account is known');
  const value = (key: string) => readingOf(metricNamed(key), { facts, opinions: {} })?.value;
  expect([value('community_posts'), value('community_talks'), value('community_mentions'), value('negative_mentions')]).toEqual([
    3, 1, 2, 1,
  ]);
  expect(value('public_competitor_mentions')).toBe(1);
  expect(value('community_audience')).toBe(2300);
  expect(value('mention_sentiment')).toBeLessThan(0.1);
  expect(presenceOf(facts, 'p1')).toMatchObject({ followers: 2300, listeners: 180 });
});
