import { afterAll, beforeAll, expect, test } from '@jest/globals';
import JSZip from 'jszip';
import { SaxesParser } from 'saxes';
import { loadSample } from '../../../adapters/sample/load.ts';
import type { ActionProposal } from '../../../agents/kit/proposal.ts';
import type { AssessOutput } from '../../../agents/renewal-automator/tools/assess-renewal.ts';
import type { PackageOutput } from '../../../agents/renewal-automator/tools/prepare-renewal-package.ts';
import type { ReleaseOutput } from '../../../agents/renewal-automator/tools/release-renewal-package.ts';
import { money, shown } from '../../../agents/renewal-automator/words.ts';
import type { ValueOutput } from '../../../agents/value-realization/tools/get-value-realization.ts';
import type { Database } from '../../../models/connection.ts';
import type { GeneratedFile } from '../../../models/generated-file.ts';
import { testDatabase } from '../../support/database.ts';
import { contextOf, elena, NOW, omar, refused, TENANT, use } from './setup.ts';

let database: Database;
let made: Awaited<ReturnType<typeof use<PackageOutput>>>;
let deck: { slides: string[]; notes: string[]; charts: { labels: string[]; values: number[] }[][] };
const context = (...rest: [actor?: typeof elena]) => contextOf(database.models, ...rest);

beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: TENANT, now: NOW, accounts: 3 });
  made = await use<PackageOutput>(context(), 'prepare_renewal_package', { account: 'TechCorp' });
  deck = await readDeck(await bytesOf(made.output.files[0]?.fileId));
});
afterAll(() => database.close());

async function bytesOf(fileId = ''): Promise<Uint8Array> {
  const row = await database.models.generatedFiles.findOne({ tenant: TENANT, _id: fileId }).lean<GeneratedFile>();
  if (!row) throw new Error(`no file ${fileId}`);
  return row.bytes.buffer;
}

const texts = (xml: string): string =>
  [...xml.matchAll(/<(?:a|w):t[^>]*>([^<]*)</g)]
    .map(([, text]) => (text ?? '').replaceAll('&amp;', '&').replaceAll('&quot;', '"'))
    .join('\n');
const values = (xml = ''): string[] => [...xml.matchAll(/<c:v>([^<]*)</g)].map(([, text]) => text ?? '');

async function readDeck(bytes: Uint8Array): Promise<typeof deck> {
  const zip = await JSZip.loadAsync(bytes);
  const read = (path: string) => zip.file(path)?.async('string') ?? Promise.resolve('');
  const count = Object.keys(zip.files).filter((path) => /^ppt\/slides\/slide\d+\.xml$/.test(path)).length;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const charts = await Promise.all(
    numbers.map(async (number) => {
      const names = [...(await read(`ppt/slides/_rels/slide${number}.xml.rels`)).matchAll(/charts\/(chart\d+\.xml)/g)].map(
        ([, name]) => name,
      );
      const xmls: string[] = await Promise.all(names.map((name) => read(`ppt/charts/${name}`)));
      return xmls.flatMap((xml) =>
        [...xml.matchAll(/<c:ser>.*?<\/c:ser>/gs)].map(([series]) => ({
          labels: values(/<c:cat>.*?<\/c:cat>/s.exec(series)?.[0]),
          values: values(/<c:val>.*?<\/c:val>/s.exec(series)?.[0]).map(Number),
        })),
      );
    }),
  );
  return {
    slides: (await Promise.all(numbers.map((number) => read(`ppt/slides/slide${number}.xml`)))).map(texts),
    notes: (await Promise.all(numbers.map((number) => read(`ppt/notesSlides/notesSlide${number}.xml`)))).map(texts),
    charts,
  };
}

test('the deck tells results, value, use, next year and investment, with charts PowerPoint can edit', () => {
  expect(deck.slides.map((text) => text.split('\n')[0])).toEqual([
    'RENEWAL PROPOSAL',
    'RESULTS',
    'VALUE',
    'ADOPTION',
    'NEXT YEAR',
    'INVESTMENT',
  ]);
  expect(deck.charts.map((list) => list.length)).toEqual([0, 1, 0, 1, 0, 2]);
});

test('its figures are those of the tools', async () => {
  const value = (await use<ValueOutput>(context(), 'get_value_realization', { account: 'TechCorp' })).output.assessment;
  const { assessment } = (await use<AssessOutput>(context(), 'assess_renewal', { account: 'TechCorp' })).output;
  const [, results = '', confirmed = '', use_ = '', next = '', investment = ''] = deck.slides;
  const { total } = value;
  expect(results).toContain(`a return of ${Math.round(total.roi ?? 0)} %`);
  expect(results).toContain(`${shown(total.proven, 'USD')} of confirmed value on ${shown(total.investment, 'USD')}`);
  expect(results).toContain('6.4 months');
  expect(results).toContain(`${assessment.nps} of 10`);
  expect(deck.charts[1]?.[0]?.values).toEqual(total.categories.map(({ proven }) => proven / 1_000));
  expect(confirmed).toContain(money(total.proven, 'USD'));
  expect(confirmed).toContain(`Promised ${shown(total.target?.promised ?? 0, 'USD')}, achieved ${shown(total.target?.proven ?? 0, 'USD')}`);
  const active = await database.models.customerUsageAnalytics
    .find({ tenant: TENANT, accountId: 'account-techcorp' })
    .sort({ usagePeriodEnd: -1 })
    .limit(1)
    .lean();
  expect(use_).toContain(`${active[0]?.activeUsersCount} of your ${active[0]?.provisionedUsersCount} people`);
  expect(deck.charts[3]?.[0]?.values.at(-1)).toBe(active[0]?.activeUsersCount);
  for (const { name, annualValue, source } of assessment.lines) {
    expect(investment).toContain(name);
    expect(investment).toContain(money(annualValue, 'USD'));
    if (source !== 'contract') expect(next).toContain(name);
  }
  const [all] = assessment.totals;
  expect(investment).toContain(money(all?.proposed ?? 0, 'USD'));
  expect(deck.charts[5]?.map((series) => series.values)).toEqual([
    [875, 875],
    [0, 465],
  ]);
  expect(made.output).toMatchObject({ proposed: all?.proposed, current: all?.current });
});

test('no amount stands in it that no tool states', async () => {
  const value = (await use<ValueOutput>(context(), 'get_value_realization', { account: 'TechCorp' })).output.assessment;
  const { total } = value;
  const rows = new Map<string, number>();
  for (const { label, value: amount } of value.proven) rows.set(label, (rows.get(label) ?? 0) + (amount ?? 0));
  const benefits = [...rows.values()].sort((a, b) => b - a);
  const rest = benefits.slice(6).reduce((sum, each) => sum + each, 0);
  const { lines, proposed, current } = made.output;
  const amounts = [
    total.proven,
    total.investment,
    total.target?.promised ?? 0,
    total.target?.proven ?? 0,
    ...benefits,
    rest,
    proposed,
    current,
    proposed - current,
    ...lines.map(({ annualValue }) => annualValue),
  ];
  const known = new Set([...amounts.flatMap((amount) => [money(amount, 'USD'), shown(amount, 'USD')]), '$180K']); // a baseline in the customer's words
  const stated = deck.slides.flatMap((text) => [...text.matchAll(/[$€£]\d[\d,.]*[KM]?/g)].map(([amount]) => amount.replace(/[.,]$/, '')));
  expect(stated.length).toBeGreaterThan(15);
  expect(stated.filter((amount) => !known.has(amount))).toEqual([]);
});

test('each slide with figures names the row of each, and those rows exist', async () => {
  expect(deck.notes).toHaveLength(6);
  for (const [index, notes] of deck.notes.entries()) {
    const sources = [...notes.matchAll(/(\w+) ([\w-]+), \d{1,2} \w+ \d{4}\)/g)].map(([, collection = '', id = '']) => ({ collection, id }));
    if (index > 0) expect(sources.length).toBeGreaterThan(0);
    for (const { collection, id } of sources)
      expect(await database.connection.collection<{ _id: string }>(collection).countDocuments({ _id: id, tenant: TENANT })).toBe(1);
  }
  for (const { evidence } of made.output.facts) expect(evidence.length).toBeGreaterThan(0);
});

test('nothing of what we think of them is in what they get', async () => {
  const terms = await JSZip.loadAsync(await bytesOf(made.output.files[1]?.fileId));
  const sheet = texts((await terms.file('word/document.xml')?.async('string')) ?? '');
  expect(sheet).toContain('$1,340,000');
  expect(sheet).toContain('To be agreed (today: 16 months)');
  expect(sheet).toContain('TechCorp Financial Services, represented by Mike Chen');
  for (const text of [...deck.slides, ...deck.notes, sheet])
    expect(text).not.toMatch(/health score|churn|probab|likely|at risk|expected value|CFO|procurement|950|\b95 %/i);
});

test('a leader releases it once; the receipt says where the files are', async () => {
  const { call, deciders, files, kind } = made.proposal as ActionProposal;
  expect({ kind, deciders, tool: call.tool }).toEqual({ kind: 'action', deciders: 'leaders', tool: 'release_renewal_package' });
  expect(files).toEqual(made.output.files);
  const status = async () =>
    (
      await database.models.renewalForecasts
        .find({ tenant: TENANT, 'documentation.packageId': made.output.packageId, accountId: 'account-techcorp' })
        .lean()
    ).map((each) => [each.renewalDocumentationStatus, each.documentation?.releasedBy ?? null]);
  expect(await status()).toEqual([['in_progress', null]]);
  expect(await refused(context(elena), call.tool, call.arguments)).toMatchObject({ code: 'unknown_tool' });
  const approved = { approved: true } as const;
  const first = await use<ReleaseOutput>(context(elena), call.tool, call.arguments, approved);
  expect(first.summary.point).toMatch(
    /^Released for TechCorp Financial Services by Elena Rossi .*renewal\.pptx and .*term sheet\.docx.*Nothing was sent/,
  );
  expect(await status()).toEqual([['completed', 'user-elena-rossi']]);
  const again = await use<ReleaseOutput>(
    contextOf(database.models, { ...elena, id: 'user-priya-patel', roles: ['manager'] }),
    call.tool,
    call.arguments,
    approved,
  );
  expect(again.output).toEqual(first.output);
  expect(await refused(context(elena), call.tool, { ...call.arguments, packageId: 'another' }, approved)).toMatchObject({
    code: 'unknown_package',
  });
  expect(await refused(context(omar), 'prepare_renewal_package', { account: 'TechCorp' })).toMatchObject({ code: 'refused' });
  expect(await database.models.outbox.countDocuments({ tenant: TENANT })).toBe(0);
});

test('without proven value or usage the deck says so instead of inventing', async () => {
  await database.models.valueRecords.deleteMany({ tenant: TENANT, accountId: 'account-dataflow' });
  await database.models.customerUsageAnalytics.deleteMany({ tenant: TENANT, accountId: 'account-dataflow' });
  const { output } = await use<PackageOutput>(context(), 'prepare_renewal_package', { account: 'DataFlow', termMonths: 24 });
  const { slides } = await readDeck(await bytesOf(output.files[0]?.fileId));
  expect(slides).toHaveLength(5);
  expect(slides[1]).toContain('still to be measured');
  expect(slides.join('\n')).not.toMatch(/ROI|return of/);
  expect(slides[4]).toContain('for 24 months');
  expect(output.open).toContain('no proven value: the deck proposes to measure instead');
});

test('every part of both files is XML that a strict parser takes, whatever characters the names hold', async () => {
  const { accounts, users, contracts } = database.models;
  const hostile = 'Tech\u000bCorp\u000c \u0000<Sons> & "Co" \ud800\uffff\u001b';
  await accounts.updateOne({ tenant: TENANT, _id: 'account-techcorp' }, { $set: { name: hostile } });
  await contracts.updateMany({ tenant: TENANT, accountId: 'account-techcorp' }, { $set: { name: hostile } });
  await users.updateOne({ tenant: TENANT, _id: 'user-mike-chen' }, { $set: { name: hostile } });
  const { output } = await use<PackageOutput>(
    contextOf(database.models, { ...elena, name: hostile, title: hostile }),
    'prepare_renewal_package',
    {
      account: 'account-techcorp',
    },
  );
  const broken: string[] = [];
  for (const { fileId, name } of output.files) {
    expect(name).toMatch(/^Tech Corp +Sons +& +Co/);
    await collectBroken(await JSZip.loadAsync(await bytesOf(fileId)), name, broken);
  }
  expect(broken).toEqual([]);
});

/** Names the parts of a file, and of the workbooks in it, that are no XML. */
async function collectBroken(zip: JSZip, path: string, broken: string[]): Promise<void> {
  for (const [name, part] of Object.entries(zip.files)) {
    if (name.endsWith('.xlsx')) await collectBroken(await JSZip.loadAsync(await part.async('uint8array')), `${path}/${name}`, broken);
    if (!/\.(xml|rels)$/.test(name)) continue;
    try {
      new SaxesParser().write(await part.async('string')).close();
    } catch (error) {
      broken.push(`${path}/${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
}
