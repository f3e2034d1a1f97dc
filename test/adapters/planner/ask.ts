import { createPlanner } from '../../../adapters/planner/index.ts';
import { findMentions } from '../../../agents/kit/mentions.ts';
import type { ModelMessage, ModelRequest, ToolSpec } from '../../../bot/model-port.ts';
import type { Models } from '../../../models/index.ts';
import { nameKeys } from '../../../models/kit/name-keys.ts';
import { NOW } from './phrasings.ts';

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
export async function loadNames(models: Models): Promise<void> {
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
  calls: { name: string; arguments: Record<string, unknown> }[];
  pieces: number;
}

const planner = createPlanner({ clock: { now: () => NOW } });

/** One request to the planner, with mentions found as a turn finds them. */
export async function ask(
  { models, tools }: { models: Models; tools: ToolSpec[] },
  say: string,
  {
    focus = {},
    before = [],
    elsewhere = false,
  }: { focus?: { account?: string; contact?: string }; before?: ModelMessage[]; elsewhere?: boolean } = {},
): Promise<Answer> {
  const found = await findMentions({ tenant, models }, say, focus.account ? [idOf(focus.account)] : []);
  const named = (name: string | undefined) => (name ? { id: idOf(name), name } : undefined);
  const request: ModelRequest = {
    instructions: '',
    messages: [...before, { role: 'user', text: say }],
    tools,
    mentions: { ...found, focus: { account: named(focus.account), contact: named(focus.contact), ...(elsewhere ? { elsewhere } : {}) } },
    maxOutputTokens: 1_000,
  };
  const answer: Answer = { text: '', calls: [], pieces: 0 };
  for await (const chunk of planner.respond(request, new AbortController().signal)) {
    if (chunk.type === 'text') {
      answer.text += chunk.text;
      answer.pieces++;
    }
    if (chunk.type === 'call') answer.calls.push({ name: chunk.call.name, arguments: JSON.parse(chunk.call.arguments) });
  }
  return answer;
}
