import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { worded } from '../../../agents/kit/worded.ts';
import { compactText } from '../../../bot/card-text.ts';
import { readToolContent, writeToolContent } from '../../../bot/tool-content.ts';
import { detailOf, keptOf, moreIn, shownOf } from '../../../bot/turn/details.ts';
import { createMenu, MOST_TOOLS } from '../../../bot/turn/menu.ts';
import { runTurn } from '../../../bot/turn/run-turn.ts';
import type { Database } from '../../../models/connection.ts';
import { ROLES } from '../../../models/user.ts';
import { runTool, type ToolSuccess } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';
import { argumentsFor, catalog, contextOf } from '../../support/every-tool.ts';
import { fillWithSample } from '../../support/sample.ts';
import { calls, says, scriptedModel } from '../../support/scripted-model.ts';
import { turnDeps } from '../../support/toy-world.ts';

/** What a language model is told of results and tools, with the catalogue that ships. */

const NOW = new Date();
const tenant = 'demo';
const MOST = 2_150;
let database: Database;
const results: ToolSuccess[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await fillWithSample(database, tenant, { accounts: 40 });
  const context = contextOf(database.models, tenant, NOW);
  for (const { name } of catalog.all.filter(({ access }) => access === 'read')) {
    const outcome = await runTool(catalog, name, argumentsFor(name, 'account-dataflow'), context);
    if (outcome.ok) results.push(outcome);
  }
}, 240_000);
afterAll(() => database.close());

/** The hidden sections a shown text names, each by the handle of its result. */
function hiddenIn(text = ''): string[] {
  const more = moreIn(text);
  expect(more.map(({ handle }) => handle)).toEqual(more.map(() => 'rabc123'));
  return more.map(({ section }) => section);
}

test('each result fits, begins with its point, and every hidden line can be had', () => {
  expect(results.length).toBeGreaterThan(15);
  for (const result of results) {
    const { content, shown } = shownOf(result, 'rabc123');
    const text = writeToolContent(content);
    expect([result.tool.name, text.length <= MOST]).toEqual([result.tool.name, true]);
    expect(readToolContent(text)).toEqual(content);
    for (const figure of shown.figures) expect(figure.label).toBeTruthy();
    const { sections, parts } = worded(result.card);
    const reached: string[] = [];
    const open = content.ok ? hiddenIn(content.shown) : [];
    const seen = new Set<string>();
    for (let section = open.pop(); section !== undefined; section = open.pop()) {
      if (seen.has(section)) throw new Error(`${result.tool.name}: ${section} leads to itself`);
      seen.add(section);
      const detail = detailOf(result, 'rabc123', section);
      if (!detail?.content.ok) throw new Error(`${result.tool.name} has no ${section}`);
      expect(writeToolContent(detail.content).length).toBeLessThanOrEqual(MOST);
      reached.push(detail.content.shown ?? '');
      open.push(...hiddenIn(detail.content.shown));
    }
    const all = [shown.text, ...reached].join('\n');
    const wanted = [parts, ...sections.map((section) => section.parts)].flatMap((each) => compactText(each).split('\n'));
    for (const line of wanted) expect(all).toContain(line.slice(0, 200));
    expect(writeToolContent(keptOf(result, 'rabc123')).length).toBeLessThanOrEqual(MOST);
  }
});

test('of a list a model reads every figure that was asked for, a line an account once', async () => {
  const show = ['churn_risk', 'arr', 'renewal_date', 'owner', 'open_tickets'];
  const outcome = await runTool(catalog, 'list_accounts', { show, limit: 4 }, contextOf(database.models, tenant, NOW));
  if (!outcome.ok) throw new Error(outcome.message);
  const { content, shown } = shownOf(outcome, 'rabc123');
  const text = writeToolContent(content);
  expect(text).toContain('Account | Churn risk | ARR | Renewal date | Owner | Open tickets | Health');
  const { accounts } = outcome.output as { accounts: { name: string; figures: unknown[] }[] };
  for (const { name } of accounts.slice(3)) expect(text.split(name)).toHaveLength(2);
  expect(new Set(shown.figures.map(({ metric }) => metric))).toEqual(
    new Set([...show.filter((key) => key !== 'owner'), 'health', 'as_of']),
  );
  expect(content.ok && hiddenIn(content.shown)).toEqual([]);
}, 60_000);

test('a list that goes on says how much of it is shown, and which page has the next', async () => {
  const read = async (page: number) => {
    const outcome = await runTool(catalog, 'list_accounts', { page }, contextOf(database.models, tenant, NOW));
    if (!outcome.ok) throw new Error(outcome.message);
    return { text: writeToolContent(shownOf(outcome, 'rabc123').content), ...(outcome.output as { total: number; pages: number }) };
  };
  const { text, total, pages } = await read(1);
  expect(text).toContain(`[10 of ${total}, page 1 of ${pages}; the next by "page": 2]`);
  expect((await read(pages)).text).not.toContain('the next by');
});

test('a reason is left out where the card says the same of the same, and nowhere else', () => {
  const [first] = results;
  if (!first) throw new Error('no tool answered');
  const text = '• Overdue invoices: 2, $8K\n• **Acme Retail** health 40, owner Omar Haddad\n• Logins +83 % over 60 days';
  const aside = 'Globex: asked on 4 Oct';
  const card = {
    point: 'Two accounts.',
    parts: [
      { type: 'header' as const, text: 'Raise' },
      { type: 'text' as const, text },
      { type: 'text' as const, text: `**Not now (8 of 23 accounts)**\n• ${aside}` },
      { type: 'text' as const, text: '**0–48 hours**\n• Call whoever wrote the last ticket' },
    ],
    sections: [],
  };
  const said = [
    `Not now: ${aside}`,
    '0–48 hours: Call whoever wrote the last ticket',
    'Raise: Overdue invoices: 2, $8K.',
    'Acme Retail: health 40',
    'Logins +83 % over 60 days. Owner: Omar Haddad',
  ];
  const others = ['Foxglove Motors: health 40', 'Logins −83 % over 60 days', 'Raise: Renewal in 55 days'];
  const { content } = shownOf({ ...first, card, summary: { point: 'Two accounts.', why: [...said, ...others] } }, 'rabc123');
  expect(content.ok && content.summary.why).toEqual(others);
});

test('a list is kept with its rows in order, by name and id', () => {
  const list = results.find(({ tool }) => tool.name === 'list_accounts');
  const kept = list && keptOf(list, 'rabc123');
  if (!kept?.ok) throw new Error('no list answered');
  expect(kept.listed?.rows.length).toBeGreaterThan(1);
  for (const { id, name } of kept.listed?.rows ?? []) expect([id, name]).toEqual([expect.stringMatching(/^account-/), expect.any(String)]);
  expect(writeToolContent(kept)).toMatch(/accounts listed:\n1\. .+ \(account-\S+\)\n2\. /);
  expect(readToolContent(writeToolContent(kept))).toEqual(kept);
});

test('what is listed of accounts is kept by its own name and id, whatever the names hold', () => {
  const rows = [
    { id: 'a-1', name: 'Acme (Nordics): first (a-9)', own: { id: 't-1', name: 'Call them (soon): say so (t-9)' } },
    { id: 'a-2', name: 'Beta', own: { id: '3', name: 'Kick-off' } },
    { id: 'a-3', name: 'Gamma' },
  ];
  const content = {
    ok: true as const,
    tool: 'list_tasks',
    summary: { point: 'Three.', why: [] },
    listed: { of: 'ofAccounts' as const, noun: 'task', rows, whole: true },
  };
  const read = readToolContent(writeToolContent(content));
  expect(read?.ok && read.listed).toEqual({
    ...content.listed,
    rows: [
      { ...rows[0], name: 'Acme (Nordics) : first (a-9)', own: { id: 't-1', name: 'Call them (soon) : say so (t-9)' } },
      ...rows.slice(1),
    ],
  });
});

test.each(ROLES)('%s: at most twenty tools, the rest can be found, the beginning is the same whatever is asked', async (role) => {
  const offered = catalog.forRoles([role]);
  const of = (text: string) => createMenu({ catalog, offered, text, used: [], popular: [], taken: 2 });
  const menu = of('who renews next quarter?');
  expect(menu.specs().length).toBeLessThanOrEqual(MOST_TOOLS - 2);
  const core = offered.filter((tool) => tool.core).map(({ name }) => name);
  for (const text of ['who renews next quarter?', 'complete step 3'])
    expect(
      of(text)
        .specs()
        .slice(0, core.length)
        .map(({ name }) => name),
    ).toEqual(core);
  for (const tool of offered) {
    const fresh = of('hello');
    const known = fresh.specs().some(({ name }) => name === tool.name);
    const found = await fresh.find(`${tool.title} ${tool.examples[0] ?? ''}`, 5);
    expect([tool.name, found.find(({ spec }) => spec.name === tool.name)?.had]).toEqual([tool.name, known]);
  }
});

test('what is asked for is in the menu', () => {
  const offered = catalog.forRoles(['csm']);
  for (const tool of offered)
    for (const example of tool.examples.slice(0, 3)) {
      const menu = createMenu({ catalog, offered, text: example, used: [], popular: [], taken: 2 });
      expect([example, menu.specs().some(({ name }) => name === tool.name)]).toEqual([example, true]);
    }
});

test('in a later turn of the thread the model gets more of an earlier result, as of then', async () => {
  const { actor } = contextOf(database.models, tenant, NOW);
  const ask = (model: ReturnType<typeof scriptedModel>, text: string) =>
    runTurn(
      { ...turnDeps(database.models, model), catalog, clock: { now: () => NOW } },
      { tenant, actor, conversation: 'later', text },
      { status: () => {}, append: () => {} },
    );
  const first = scriptedModel(calls([['get_account_health', { account: 'DataFlow' }]]), says('It is orange.'));
  await ask(first, 'how healthy is DataFlow?');
  let told = '';
  const second = scriptedModel(
    (request, signal) => {
      const past = request.messages.find((message) => message.role === 'tool');
      const handle = /\[more: (\w+) — card\]/.exec(past?.role === 'tool' ? past.content : '')?.[1] ?? '';
      return calls([['get_details', { handle, section: 'card' }]])(request, signal);
    },
    says((request) => {
      const last = request.messages.at(-1);
      told = last?.role === 'tool' ? last.content : '';
      return 'See above.';
    }),
  );
  const result = await ask(second, 'say more');
  expect(told).toMatch(/^<tool_result tool="get_account_health"/);
  expect(told).toContain('DataFlow Analytics');
  expect(result.tools).toEqual([]);
  expect(second.requests[0]?.instructions).toBe(first.requests[0]?.instructions);
  expect(second.requests[0]?.tools.length).toBeLessThanOrEqual(MOST_TOOLS);
});
