import { expect, test } from '@jest/globals';
import { generate } from '../../../adapters/sample/generate.ts';
import { companyName } from '../../../adapters/sample/generator/names.ts';
import { PATHS } from '../../../adapters/sample/generator/paths.ts';
import { GAPS, type Profile, profileOf, SEGMENTS } from '../../../adapters/sample/generator/profile.ts';
import { people } from '../../../adapters/sample/people.ts';
import { createRandom, deal } from '../../../adapters/sample/random.ts';
import type { Rows } from '../../../adapters/sample/rows.ts';
import { LIFECYCLE_STAGES, VERTICALS } from '../../../models/account.ts';
import { ROLES } from '../../../models/user.ts';

const today = new Date('2026-03-04T00:00:00Z');
const DAY = 86_400_000;
const SEED = 7;
const generated = (accounts: number, seed = SEED): Rows[] => [...generate({ today, accounts, seed })];
const portfolio = generated(200);
const profiles: Profile[] = portfolio.map((_, index) => profileOf(SEED, index, today));
const kinds = <Item>(list: Iterable<Item>) => [...new Set(list)].sort();

test('the same seed gives the same accounts, whatever their number; another seed gives others', () => {
  expect(generated(200)).toEqual(portfolio);
  expect(generated(37)).toEqual(portfolio.slice(0, 37));
  expect(generated(37, 8)).not.toEqual(portfolio.slice(0, 37));
});

test('every vertical, stage, segment, course and gap occurs', () => {
  expect(kinds(profiles.map(({ vertical }) => vertical))).toEqual(kinds(VERTICALS));
  expect(kinds(profiles.map(({ stage }) => stage))).toEqual(kinds(LIFECYCLE_STAGES));
  expect(kinds(profiles.map(({ segment }) => segment))).toEqual(kinds(SEGMENTS));
  expect(kinds(profiles.map(({ path }) => path))).toEqual(kinds(PATHS));
  expect(kinds(profiles.flatMap(({ gap }) => gap ?? []))).toEqual(kinds(GAPS));
  expect(kinds(profiles.map(({ currency }) => currency))).toEqual(['EUR', 'GBP', 'USD']);
});

test('a gap is a gap in the documents', () => {
  const of = (gap: (typeof GAPS)[number]) => portfolio.filter((_, index) => profiles[index]?.gap === gap);
  const none = (gap: (typeof GAPS)[number], collection: keyof Rows) => {
    expect(of(gap).length).toBeGreaterThan(0);
    for (const rows of of(gap)) expect(rows[collection] ?? []).toEqual([]);
  };
  none('no_usage', 'customerUsageAnalytics');
  none('no_contacts', 'contacts');
  none('no_surveys', 'surveys');
  none('no_invoices', 'invoices');
  none('no_interactions', 'interactions');
  none('nothing_but_a_name', 'contracts');
  for (const rows of of('one_contact')) expect(rows.contacts).toHaveLength(1);
  for (const rows of of('no_renewal_date')) expect(rows.contracts?.at(-1)?.endDate).toBeUndefined();
  for (const rows of of('three_contracts')) expect(rows.contracts?.filter(({ status }) => status === 'active')).toHaveLength(3);
  for (const rows of of('contract_ended')) {
    expect(rows.contracts?.some(({ status }) => status === 'active')).toBe(false);
    expect(rows.accounts?.[0]?.churnedAt).toBeUndefined();
  }
  for (const rows of of('stale'))
    for (const row of [...(rows.customerUsageAnalytics ?? []), ...(rows.interactions ?? [])])
      expect(row.at.getTime()).toBeLessThanOrEqual(today.getTime() - 60 * DAY);
  for (const rows of of('brand_new')) expect(rows.customerUsageAnalytics?.length).toBeLessThanOrEqual(1);
  for (const rows of of('no_owner')) expect(rows.accounts?.[0]?.ownerId).toBeUndefined();
  for (const rows of of('no_firmographics')) expect(rows.accounts?.[0]?.vertical).toBeUndefined();
});

test('references point at documents that exist, ids occur once, nothing but meetings lies in the future', () => {
  const users = new Set(people(today).users?.map(({ _id }) => _id));
  const ids = new Set<string>();
  for (const rows of portfolio) {
    const account = rows.accounts?.[0];
    const contacts = new Set(rows.contacts?.map(({ _id }) => _id));
    for (const owner of [account?.ownerId, account?.accountExecutiveId]) expect(owner == null || users.has(owner)).toBe(true);
    for (const [collection, list] of Object.entries(rows) as [
      keyof Rows,
      { _id: string; at: Date; accountId?: string; contactId?: string }[],
    ][])
      for (const row of list) {
        expect(row.at <= today || row._id.endsWith('-meeting-ahead')).toBe(true);
        if (collection !== 'accounts') expect(row.accountId).toBe(account?._id);
        if (row.contactId) expect(contacts.has(row.contactId)).toBe(true);
        expect(ids.has(row._id)).toBe(false);
        ids.add(row._id);
      }
  }
});

test('there are people who left, who opted out, and who share a name with somebody elsewhere; five CSMs own accounts', () => {
  const contacts = portfolio.flatMap((rows) => rows.contacts ?? []);
  expect(contacts.some(({ leftAt }) => leftAt)).toBe(true);
  expect(contacts.some(({ optedOutAt }) => optedOutAt)).toBe(true);
  const byName = Map.groupBy(contacts, ({ name }) => name);
  expect([...byName.values()].some((same) => new Set(same.map(({ accountId }) => accountId)).size > 1)).toBe(true);
  expect(contacts.find(({ name }) => name === 'Jennifer Walsh')?.title).toBe('VP Engineering');
  expect(kinds(portfolio.flatMap((rows) => rows.accounts?.[0]?.ownerId ?? []))).toHaveLength(5);
  expect(kinds(people(today).users?.flatMap(({ roles }) => roles ?? []) ?? [])).toEqual(kinds(ROLES));
});

test('those who left were mostly, not always, worse off before than those who renewed', () => {
  const many = Array.from({ length: 1_500 }, (_, index) => profileOf(11, index, today)).filter(({ levels }) => levels.length >= 20);
  const last = (profile: Profile) => profile.levels.slice(-6).reduce((sum, level) => sum + level, 0) / 6;
  const left = many.filter(({ stage }) => stage === 'churned').map(last);
  const stayed = many.filter(({ stage }) => stage === 'established').map(last);
  // The chance that one who left was worse off than one who stayed: 0.5 would teach nothing, 1 would be no test.
  const pairs = left.flatMap((gone) => stayed.map((here): number => (gone < here ? 1 : 0)));
  const separation = pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
  expect(separation).toBeGreaterThan(0.75);
  expect(separation).toBeLessThan(0.97);
});

test('at least thirty went the way a struggling account goes, to an end that is known: they left, or came through', () => {
  const struggled = (profile: Profile) => Math.min(...profile.levels.slice(-16)) < 0.45;
  const past = profiles.filter((profile) => struggled(profile) && (profile.stage === 'churned' || profile.path === 'recovery'));
  expect(past.length).toBeGreaterThanOrEqual(30);
  expect(past.filter(({ stage }) => stage !== 'churned').length).toBeGreaterThanOrEqual(5);
});

test('the decision to leave is one thing, the end of the contract another', () => {
  const left = Array.from({ length: 1_500 }, (_, index) => profileOf(SEED, index, today)).filter(
    ({ churnedAt, renewalDate }) => churnedAt && renewalDate,
  );
  const early = left.filter(({ churnedAt, renewalDate }) => (renewalDate as Date) > (churnedAt as Date)).length / left.length;
  expect(early).toBeGreaterThan(0.5);
  expect(early).toBeLessThan(0.7);
});

test('usage follows the hidden condition, with noise', () => {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [index, rows] of portfolio.entries())
    for (const [week, row] of (rows.customerUsageAnalytics ?? []).entries()) {
      if ((row.provisionedUsersCount ?? 0) < 10) continue;
      xs.push(profiles[index]?.levels[week] ?? 0);
      ys.push((row.activeUsersCount ?? 0) / (row.provisionedUsersCount ?? 1));
    }
  const r = correlation(xs, ys);
  expect(r).toBeGreaterThan(0.85);
  expect(r).toBeLessThan(0.999);
});

test('a hundred thousand company names are all different', () => {
  const names = VERTICALS.flatMap((vertical) => Array.from({ length: 16_700 }, (_, ordinal) => companyName(vertical, ordinal)));
  expect(new Set(names).size).toBe(names.length);
});

test('dealing gives each card once a round, in an order of the seed', () => {
  const deck = ['a', 'b', 'c', 'd'];
  const dealt = Array.from({ length: 40 }, (_, index) => deal('x', index, deck));
  for (let round = 0; round < 10; round++) expect(kinds(dealt.slice(round * 4, round * 4 + 4))).toEqual(deck);
  expect(dealt).not.toEqual(Array.from({ length: 40 }, (_, index) => deal('y', index, deck)));
});

test('random numbers have the mean and spread they should', () => {
  const random = createRandom('spread');
  const uniform = Array.from({ length: 20_000 }, () => random.next());
  const normal = Array.from({ length: 20_000 }, () => random.normal(3, 2));
  const mean = (list: number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const deviation = (list: number[], middle = mean(list)) => Math.sqrt(mean(list.map((each) => (each - middle) ** 2)));
  expect(mean(uniform)).toBeCloseTo(0.5, 1);
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...uniform)).toBeLessThan(1);
  expect(mean(normal)).toBeCloseTo(3, 1);
  expect(Math.abs(deviation(normal) - 2)).toBeLessThan(0.05);
});

function correlation(xs: number[], ys: number[]): number {
  const n = xs.length;
  const mx = xs.reduce((sum, x) => sum + x, 0) / n;
  const my = ys.reduce((sum, y) => sum + y, 0) / n;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const [i, x] of xs.entries()) {
    const y = ys[i] ?? 0;
    xy += (x - mx) * (y - my);
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}
