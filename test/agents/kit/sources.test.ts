import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Card } from '../../../agents/kit/card.ts';
import { churnOpinions, healthOpinions } from '../../../agents/kit/opinions.ts';
import { evidenceText, nameSources } from '../../../agents/kit/present/evidence.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';

const tenant = 'acme';
const at = new Date('2026-11-12T09:00:00Z');
const row = { tenant, at, ingestedAt: at, source: 'test', accountId: 'a1' };
let database: Database;

beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await models.contacts.create({ ...row, _id: 'c1', name: 'Lisa Park' });
  await models.interactions.create([
    { ...row, _id: 'i1', contactId: 'c1', kind: 'email', direction: 'inbound', subject: 'Pricing' },
    { ...row, _id: 'i2', contactId: 'c1', kind: 'meeting', direction: 'outbound' },
    { ...row, _id: 'i3', tenant: 'other', kind: 'email', direction: 'inbound', subject: 'Secret' },
  ]);
  await models.supportTickets.create({ ...row, _id: 't1', subject: 'Export fails' });
  const score = (day: string, riskScore: number, more: object = {}) => ({
    ...row,
    asOf: new Date(day),
    modelVersion: 'm1',
    riskScore,
    probability30: 0.1,
    probability90: 0.2,
    probability180: 0.3,
    confidence: 0.9,
    base: 0,
    ...more,
  });
  await models.churnPredictions.create([
    score('2026-10-01', 40),
    score('2026-11-01', 60),
    score('2026-12-01', 80),
    score('2026-11-05', 10, { accountId: 'a2' }),
    score('2026-11-06', 99, { tenant: 'other' }),
  ]);
});
afterAll(() => database.close());

test('sources are said as people look them up, those of another tenant are not read', async () => {
  const source = (collection: string, id: string) => ({ collection, id, field: 'text', at: at.toISOString() });
  const evidence = [source('interactions', 'i1'), source('interactions', 'i2'), source('interactions', 'i3')];
  const finding = { label: 'x', value: 1, unit: '', contribution: 0, text: 'x', evidence };
  const tickets = {
    ...finding,
    evidence: [source('support_tickets', 't1'), source('customer_usage_analytics', 'u1'), source('odd_things', 'o1')],
  };
  const card: Card = {
    point: 'p',
    parts: [],
    sections: [{ label: 'Why', parts: [{ type: 'evidence', title: 'Why', figures: [finding, tickets] }] }],
  };
  const [part] = (await nameSources({ tenant, models: database.models }, card)).sections[0]?.parts ?? [];
  const said = part?.type === 'evidence' ? part.figures.map((each) => each.evidence.map(evidenceText)) : [];
  expect(said).toEqual([
    ['e-mail “Pricing” from Lisa Park, 12 Nov 2026', 'meeting with Lisa Park, 12 Nov 2026', 'conversation, 12 Nov 2026'],
    ['ticket “Export fails”, 12 Nov 2026', 'usage of the week to 12 Nov 2026', 'odd things, 12 Nov 2026'],
  ]);
});

test('an opinion is the last one issued by the instant, of the own tenant', async () => {
  const scope = { tenant, models: database.models };
  const risks = async (day: string) =>
    new Map([...(await churnOpinions(scope, ['a1', 'a2', 'a3'], new Date(day)))].map(([id, { riskScore }]) => [id, riskScore]));
  expect(await risks('2026-11-24')).toEqual(
    new Map([
      ['a1', 60],
      ['a2', 10],
    ]),
  );
  expect(await risks('2026-10-15')).toEqual(new Map([['a1', 40]]));
  expect(await risks('2026-09-01')).toEqual(new Map());
  expect(await healthOpinions(scope, ['a1'], at)).toEqual(new Map());
});
