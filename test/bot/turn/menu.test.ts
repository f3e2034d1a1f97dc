import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { likelyTools } from '../../../adapters/planner/index.ts';
import { createMenu } from '../../../bot/turn/menu.ts';
import { runTurn } from '../../../bot/turn/run-turn.ts';
import type { TurnDeps } from '../../../bot/turn/types.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { catalog, contextOf } from '../../support/every-tool.ts';
import { calls, says, scriptedModel } from '../../support/scripted-model.ts';
import { turnDeps } from '../../support/toy-world.ts';

/** Which tools a language model is told of, with the catalogue that ships and what is known of how people ask. */

const NOW = new Date('2026-11-27T09:00:00Z');
const offered = catalog.forRoles(['csm']);
const names = offered.map(({ name }) => name);
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function menuFor(text: string, accounts: string[] = []) {
  const likely = await likelyTools(text, names, { accounts, people: [] });
  return createMenu({ catalog, offered, text, likely, likelyTools, used: [], popular: [], taken: 2 });
}

test.each([
  ['próximo paso con Marlow Books: enviar la propuesta el 9', 'set_next_step'],
  ['nächster Schritt mit Marlow Books: Angebot schicken', 'set_next_step'],
  ['only those over 50k, and what should we do about the top one', 'recommend_retention_strategy'],
  ['what else dont we have there', 'list_data_gaps'],
  ['rappelle-moi jeudi d’appeler Marlow Books', 'add_task'],
  ['mach bitte die Aufgabe zu', 'complete_task'],
])('%s: %s is in the menu', async (text, tool) => {
  const menu = await menuFor(text, ['Marlow Books']);
  expect(menu.specs().map(({ name }) => name)).toContain(tool);
});

/** What a model reads that looks for a tool. */
async function told(query: string, more: Partial<TurnDeps> = { likelyTools }): Promise<{ text: string; callable: string[] }> {
  const { actor } = contextOf(database.models, 'demo', NOW);
  const model = scriptedModel(calls([['find_tools', { query }]]), says('Done.'));
  const deps = { ...turnDeps(database.models, model), catalog, clock: { now: () => NOW }, ...more };
  await runTurn(deps, { tenant: 'demo', actor, conversation: query, text: 'hello' }, { status: () => {}, append: () => {} });
  const [, second] = model.requests;
  const last = second?.messages.at(-1);
  return { text: last?.role === 'tool' ? last.content : '', callable: second?.tools.map(({ name }) => name) ?? [] };
}

test.each([
  ['set the next step agreed with a customer', 'set_next_step'],
  ['find out what data is missing on an account', 'list_data_gaps'],
  ['put a task off to another day', 'postpone_task'],
  ['how often our churn forecasts came true', 'get_track_record'],
])('who looks for what can %s is told the name of the tool and what it does, and may call it', async (query, tool) => {
  for (const deps of [{ likelyTools }, {}]) {
    const { text, callable } = await told(query, deps);
    expect(text).toContain(`- ${tool}`);
    expect(text).toContain(catalog.brief(tool).description);
    expect(callable).toContain(tool);
  }
});

test('what comes nearest and is there already is called so', async () => {
  const { text } = await told('list contacts by role across all my accounts');
  expect(text).toContain('list_contacts (you have it already)');
  expect(text).not.toMatch(/detect_behavior_triggers|list_systems/);
});

test.each(['book a flight to Madrid', 'translate a PDF into Japanese', 'play some music'])('nothing fits: %s', async (query) => {
  expect((await told(query)).text).toContain('error not_found: Nothing fits: no tool does that.');
});
