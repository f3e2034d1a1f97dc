import { afterAll, beforeAll } from '@jest/globals';
import { createPlanner } from '../../../adapters/planner/index.ts';
import { agents } from '../../../agents/index.ts';
import { findMentions } from '../../../agents/kit/mentions.ts';
import type { ModelMessage, ModelRequest, ToolSpec } from '../../../bot/model-port.ts';
import { type ToolContent, writeToolContent } from '../../../bot/tool-content.ts';
import type { Database } from '../../../models/connection.ts';
import type { Models } from '../../../models/index.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import { ROLES } from '../../../models/user.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { testDatabase } from '../../support/database.ts';
import { NOW } from './phrasings.ts';

export const catalog = createCatalog(agents);
/** Every tool, as the planner is told of it. */
export const tools: ToolSpec[] = catalog.forRoles(ROLES).map((tool) => catalog.wire(tool.name));

export const tenant = 'planner';
const ACCOUNTS = ['TechCorp Financial Services', 'DataFlow Analytics', 'Northwind Traders', 'Summit Health', 'Summit Foods', 'Renew'];
const CONTACTS: [name: string, account: string][] = [
  ['Mark Rodriguez', 'DataFlow Analytics'],
  ['Jennifer Walsh', 'DataFlow Analytics'],
  ['Jennifer Walsh', 'TechCorp Financial Services'],
  ['Mike Chen', 'TechCorp Financial Services'],
];
const COLLEAGUES = ['Omar Haddad', 'Lucy Grant'];
const idOf = (name: string) => name.toLowerCase().replaceAll(' ', '-');

/** The names the phrasings speak of. */
async function loadNames(models: Models): Promise<void> {
  await models.accounts.insertMany(ACCOUNTS.map((name) => ({ _id: idOf(name), tenant, name, ...nameKeys(name) })));
  await models.users.insertMany(
    COLLEAGUES.map((name) => ({
      _id: idOf(name),
      tenant,
      name,
      email: `${idOf(name)}@example.com`,
      title: 'CSM',
      roles: ['csm'],
      timezone: 'UTC',
      active: true,
    })),
  );
  await models.contacts.insertMany(
    CONTACTS.map(([name, account]) => ({
      _id: `${idOf(name)}@${idOf(account)}`,
      tenant,
      name,
      accountId: idOf(account),
      ...nameKeys(name),
    })),
  );
}

export interface Answer {
  text: string;
  /** What its buttons say. */
  choices: string[];
  calls: { name: string; arguments: Record<string, unknown> }[];
  pieces: number;
}

const planner = createPlanner({ clock: { now: () => NOW } });

type Listed = Extract<ToolContent, { ok: true }>['listed'];

interface Asked {
  focus?: { account?: string; contact?: string };
  before?: ModelMessage[];
  /** What was spoken of was so in another conversation. */
  elsewhere?: boolean;
}

/** A turn before, which one tool answered, perhaps with a list. */
export const answered = (question: string, name: string, given: object, point: string, listed?: Listed): ModelMessage[] => [
  { role: 'user', text: question },
  { role: 'assistant', text: '', calls: [{ id: 'c', name, arguments: JSON.stringify(given) }] },
  { role: 'tool', callId: 'c', name, content: writeToolContent({ ok: true, tool: name, summary: { point, why: [] }, listed }) },
  { role: 'assistant', text: point, calls: [] },
];

/** What the planner says in one test file, over a database of its own that holds the names, and what else is loaded. */
export function overNames(load: (models: Models) => Promise<unknown> = async () => {}) {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase();
    await loadNames(database.models);
    await load(database.models);
  });
  afterAll(() => database.close());
  return (say: string, options: Asked = {}, among: ToolSpec[] = tools): Promise<Answer> => ask(database.models, among, say, options);
}

/** One request to the planner, with mentions found as a turn finds them. */
async function ask(models: Models, among: ToolSpec[], say: string, { focus = {}, before = [], elsewhere = false }: Asked): Promise<Answer> {
  const found = await findMentions({ tenant, models }, say, focus.account ? [idOf(focus.account)] : []);
  const named = (name: string | undefined) => (name ? { id: idOf(name), name } : undefined);
  const request: ModelRequest = {
    instructions: '',
    messages: [...before, { role: 'user', text: say }],
    tools: among,
    mentions: { ...found, focus: { account: named(focus.account), contact: named(focus.contact), ...(elsewhere ? { elsewhere } : {}) } },
    maxOutputTokens: 1_000,
  };
  const answer: Answer = { text: '', choices: [], calls: [], pieces: 0 };
  for await (const chunk of planner.respond(request, new AbortController().signal)) {
    if (chunk.type === 'text') {
      answer.text += chunk.text;
      answer.pieces++;
    }
    if (chunk.type === 'choice') answer.choices.push(chunk.choice.label);
    if (chunk.type === 'call') answer.calls.push({ name: chunk.call.name, arguments: JSON.parse(chunk.call.arguments) });
  }
  return answer;
}
