import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Button, Card } from '../../agents/kit/card.ts';
import { figuresIn, summaryLines, worded } from '../../agents/kit/worded.ts';
import { buttonsOf, numberButtons } from '../../bot/number-buttons.ts';
import { readToolContent, writeToolContent } from '../../bot/tool-content.ts';
import { keptOf, MOST_ROWS } from '../../bot/turn/details.ts';
import { saveTrace } from '../../bot/turn/trace.ts';
import type { Database } from '../../models/connection.ts';
import { ROLES, type Role } from '../../models/user.ts';
import { offerTool } from '../../tools/offer-tool.ts';
import { BadArgumentsError, parseArguments } from '../../tools/parse-arguments.ts';
import { runTool, type ToolSuccess } from '../../tools/run-tool.ts';
import { shutOutSystem } from '../support/crm.ts';
import { testDatabase } from '../support/database.ts';
import { argumentsFor, catalog, contextOf, TASK, THREAD } from '../support/every-tool.ts';
import { fillWithSample } from '../support/sample.ts';

const NOW = new Date();
const tenant = 'demo';
/** As different as the sample has them: at risk, well, small, renewing, with too little data, gone. */
const ACCOUNTS = 10;
/** What no argument made from a schema says. */
const SAID: Record<string, object> = {
  propose_plan_change: {
    change: `add milestone "Second team live" on ${new Date(NOW.getTime() + 30 * 86_400_000).toISOString().slice(0, 10)}`,
  },
  show_system: { system: 'crm' },
  list_followed_changes: { since: new Date(NOW.getTime() - 60 * 86_400_000).toISOString() },
};
let database: Database;
let accounts: string[];

beforeAll(async () => {
  database = await testDatabase();
  const { models } = database;
  await fillWithSample(database, tenant, { accounts: 40 });
  const task = { accountId: 'account-techcorp', ownerId: 'user-sarah-williams', text: 'Send the figures', dueAt: NOW };
  await models.tasks.create({ tenant, _id: TASK, ...task });
  const answer = { conversation: THREAD, actorId: 'user-sarah-williams', at: NOW, origin: 'asked', model: 'a model', ms: 2_300 } as const;
  const call = { kind: 'tool' as const, name: 'list_accounts', title: 'Accounts', arguments: '{"owner":"mine"}', ms: 40, sources: [] };
  const read = { ...call, outcome: 'ok', sources: [{ collectionName: 'support_tickets', count: 2 }] };
  const steps = [{ kind: 'model' as const, name: 'a model', inputTokens: 900, outputTokens: 40, sources: [] }, read, call];
  await saveTrace(models, tenant, { ...answer, steps, usage: { inputTokens: 900, outputTokens: 40 }, removed: 1, stopped: 'time' });
  await shutOutSystem(models, tenant, NOW);
  const rows = await models.accountStandings.find({ tenant }).sort({ health: 1, name: 1 }).lean<{ accountId: string }[]>();
  const step = rows.length / (ACCOUNTS - 2);
  const spread = Array.from({ length: ACCOUNTS - 2 }, (_, index) => rows[Math.floor(index * step)]?.accountId ?? '');
  accounts = [...new Set(['account-dataflow', 'account-techcorp', ...spread])];
  const followed = accounts.map((accountId) => ({ tenant, userId: 'user-sarah-williams', accountId, mode: 'daily' as const, modeAt: NOW }));
  await models.follows.insertMany(followed);
  // Open ones of different kinds: on their way, due, without a value.
  const sales = accounts.map((accountId, index) => ({
    tenant,
    accountId,
    expansionType: 'upsell' as const,
    opportunitySource: 'new_team' as const,
    opportunityDescription: 'A second desk',
    at: NOW,
    ingestedAt: NOW,
    ...(index % 3 === 0 ? {} : { estimatedValue: 40_000, businessDriver: 'Asked for in a meeting' }),
    ...(index % 4 === 3 ? { salesStage: 'negotiating' as const, expectedDecisionDate: NOW } : {}),
  }));
  await models.expansionOpportunities.insertMany(sales);
  // Their cards have buttons of their own only while something runs.
  const context = contextOf(models, tenant, NOW);
  for (const account of accounts.slice(1, 4)) {
    await runTool(catalog, 'create_success_plan', argumentsFor('create_success_plan', account), context, { pressed: true });
    const started = await runTool(catalog, 'start_playbook', argumentsFor('start_playbook', account), context);
    if (started.ok && started.proposal?.kind === 'action')
      await runTool(catalog, started.proposal.call.tool, started.proposal.call.arguments, context, { approved: true });
  }
});
afterAll(() => database.close());

/** Everybody at once, and those who may do least. */
const EVERY_ROLE = [...ROLES];
const PEOPLE: Role[][] = [EVERY_ROLE, ['marketing'], ['csm']];

/** What is wrong with a button; empty where nothing is. */
function dangling(button: Button, card: Card, roles: readonly Role[]): string[] {
  const { label, effect } = button;
  const wrong = (what: string) => [`"${label}" of "${JSON.stringify(card.point).slice(0, 80)}": ${what}`];
  if (label.trim() === '' || label.length > 75) return wrong('its label is empty or is cut');
  if (effect.type === 'show') return card.sections[effect.section] ? [] : wrong(`no section ${effect.section}`);
  if (effect.type === 'say') return effect.text.trim() ? [] : wrong('says nothing');
  if (effect.type === 'decide' || effect.type === 'offer' || effect.type === 'approval') return [];
  if (effect.type === 'home') return wrong('only the home itself shows a home');
  const tool = catalog.get(effect.tool);
  if (!tool || tool.access === 'approved') return wrong(`no tool ${effect.tool} for a button`);
  if (!catalog.forRoles(roles).includes(tool)) return wrong(`${effect.tool} is not for who sees it`);
  try {
    const parsed = tool.input.safeParse(parseArguments(effect.arguments, catalog.wire(tool.name).parameters));
    return parsed.success ? [] : wrong(`${effect.tool}: ${parsed.error.message}`);
  } catch (error) {
    if (error instanceof BadArgumentsError) return wrong(`${effect.tool}: ${error.message}`);
    throw error;
  }
}

/** A list's rows, of which each is opened by its own call, are those that a later question means by their places. */
function problemsOfRows(outcome: ToolSuccess, roles: readonly Role[]): string[] {
  const { card } = outcome;
  const opening = (card.rows ?? []).flatMap(({ open }) => open ?? []);
  const kept = keptOf(outcome, 'r1');
  const opens = kept.ok ? (kept.listed?.rows.flatMap((row) => row.opens ?? []) ?? []) : [];
  const calls = opening.flatMap(({ effect }) => (effect.type === 'call' ? [{ tool: effect.tool, arguments: effect.arguments }] : []));
  return [
    ...opening.flatMap((button) => dangling(button, card, roles)),
    ...(isDeepStrictEqual(opens, calls.slice(0, MOST_ROWS)) ? [] : ['its rows are not kept with what opens them']),
    ...(isDeepStrictEqual(readToolContent(writeToolContent(kept)), kept) ? [] : ['what is kept of it does not read as it was']),
  ];
}

function problems(outcome: ToolSuccess, roles: readonly Role[]): string[] {
  const { card, summary, proposal, tool } = outcome;
  const shown = JSON.stringify(worded(card)) + summaryLines(summary);
  const call = proposal?.kind === 'action' ? catalog.get(proposal.call.tool) : undefined;
  const callParses =
    proposal?.kind !== 'action' ||
    call?.input.safeParse(parseArguments(proposal.call.arguments, catalog.wire(call.name).parameters)).success === true;
  const shows = new Set(buttonsOf(numberButtons([card])).flatMap(({ effect }) => (effect.type === 'show' ? [effect.section] : [])));
  return [
    ...buttonsOf(numberButtons([card])).flatMap((button) => dangling(button, card, roles)),
    ...problemsOfRows(outcome, roles),
    ...card.sections.flatMap(({ label }, index) => (shows.has(index) ? [] : [`the section "${label}" has no button`])),
    ...(proposal?.kind === 'action' && call?.access !== 'approved'
      ? [`Approve would run ${proposal.call.tool}, which is not "approved"`]
      : []),
    ...(callParses ? [] : ['what Approve would run does not take its arguments']),
    ...(/\[object |undefined|NaN|Infinity/.test(shown)
      ? [`"${/.{0,40}(\[object |undefined|NaN|Infinity).{0,20}/.exec(shown)?.[0]}" is shown`]
      : []),
    ...figuresIn(card, summary).flatMap(({ label, subject, asOf }) =>
      label && subject.name && !Number.isNaN(Date.parse(asOf)) ? [] : [`a figure of ${tool.name} has no label, subject or date`],
    ),
  ];
}

const walked = catalog.all.filter(({ access }) => access === 'read' || access === 'propose').map(({ name }) => name);

test.each(walked)(
  '%s: no button dangles, no section is unreachable, nothing raw is shown',
  async (name) => {
    let cards = 0;
    const declined: string[] = [];
    const wrong: string[] = [];
    // What takes no account is asked once.
    const asked = [...new Map(accounts.map((account) => [JSON.stringify(argumentsFor(name, account)), account])).values()];
    for (const [index, roles] of PEOPLE.entries())
      for (const account of index === 0 ? asked : asked.slice(0, 1)) {
        const context = contextOf(database.models, tenant, NOW);
        const outcome = await runTool(
          catalog,
          name,
          { ...argumentsFor(name, account), ...SAID[name] },
          { ...context, actor: { ...context.actor, roles } },
        );
        if (outcome.ok) {
          cards += 1;
          wrong.push(...problems(outcome, roles).map((problem) => `${account}, ${roles}: ${problem}`));
        } else if (['unknown_tool', 'bad_arguments', 'failed', 'timeout'].includes(outcome.code))
          wrong.push(`${account}: ${outcome.message}`);
        else declined.push(outcome.message);
      }
    expect(wrong).toEqual([]);
    expect(cards > 0 ? [] : declined).toEqual([]);
  },
  60_000,
);

test.each(catalog.all.filter(({ access }) => access === 'act'))('$name: what it asks back names the account, not its id', async (tool) => {
  const context = contextOf(database.models, tenant, NOW);
  for (const account of accounts) {
    const outcome = await offerTool(catalog, tool, argumentsFor(tool.name, account), context);
    const choices = 'offered' in outcome || outcome.ok ? [] : outcome.choices;
    expect(choices.filter(({ label, say }) => `${label} ${say}`.includes(account))).toEqual([]);
  }
});

test('a button that dangles is found', () => {
  const card: Card = { point: 'p', parts: [], sections: [] };
  const pressed = (effect: Button['effect']) => dangling({ label: 'x', effect }, card, EVERY_ROLE);
  expect(pressed({ type: 'show', section: 0 })).toHaveLength(1);
  expect(pressed({ type: 'call', tool: 'no_such_tool', arguments: {} })).toHaveLength(1);
  expect(pressed({ type: 'call', tool: 'begin_playbook', arguments: {} })).toHaveLength(1);
  expect(pressed({ type: 'call', tool: 'assess_churn_risk', arguments: { account: 'a', more: 1 } })).toHaveLength(1);
  expect(pressed({ type: 'call', tool: 'assess_churn_risk', arguments: { account: 'a' } })).toEqual([]);
});
