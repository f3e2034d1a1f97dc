import { listCall } from '../book/accounts.ts';
import { readBook } from '../book/question.ts';
import { CONTINUES } from '../reading/clauses.ts';
import { type Reading, read } from '../reading/reading.ts';
import type { PlannedCall } from '../replies/ask-back.ts';
import { fill } from '../routing/fill.ts';
import type { Scope } from '../routing/rank.ts';
import { isConnecting, isNoise, isOf } from '../words/grammar.ts';
import type { PastTurn } from './conversation.ts';
import { parsed } from './set.ts';

/** The tool that answered before, where it has a place for everything that is said now. */
export function narrowed(said: Reading, { calls: [asked] }: PastTurn, { index }: Scope): PlannedCall[] | undefined {
  const route = index.routes.find(({ tool }) => tool.name === asked?.name);
  if (!asked || route?.tool.access !== 'read' || said.accounts.length + said.contacts.length > 0) return undefined;
  const slots = route.slots.filter(({ kind }) => kind !== 'text' || route.tool.access !== 'read');
  const region = route.slots.filter(({ name }) => name === 'region');
  const filled = fill([...slots, ...region], { ...said, focus: {} }).arguments;
  const fresh = Object.entries(filled).filter(([, value]) => value !== null);
  const values = fresh.map(([, value]) => String(value));
  const left = said.words.filter(
    ({ word, concept }) =>
      !isNoise(word) && !isConnecting(word) && !route.asked.has(concept) && !index.book.plain.has(concept) && !isOf(word, 'mine'),
  );
  const figures = said.constraints.filter(({ value }) => !values.includes(String(value)));
  const regions = said.regions.filter(({ name }) => !values.includes(name));
  const days = said.period.from !== undefined && !values.includes(said.period.from);
  if (fresh.length === 0 || left.length + figures.length + regions.length > 0 || days) return undefined;
  return [
    {
      name: asked.name,
      arguments: { ...parsed(asked.arguments), ...Object.fromEntries(fresh), ...('page' in filled ? { page: null } : {}) },
    },
  ];
}

/** Both questions as one about accounts: "renewals in the next 90 days", and then "only those over 50k". */
export function listedAgain(question: string, { calls: [asked], question: earlier }: PastTurn, scope: Scope): PlannedCall[] | undefined {
  const { index, mentions, now } = scope;
  const route = index.routes.find(({ tool }) => tool.name === asked?.name);
  const past = asked ? parsed(asked.arguments) : {};
  const about = route?.slots.some(({ kind, name }) => (kind === 'account' || kind === 'contact') && past[name] != null);
  if (!asked || route?.tool.access !== 'read' || about) return undefined;
  const { owner } = past;
  const reading = read(`${earlier} ${question.trim().replace(CONTINUES, ' ')}`, mentions, now, index.lexicon);
  const whole = { ...reading, owner: reading.owner ?? (typeof owner === 'string' ? owner : undefined) };
  const book = readBook(whole, index.book);
  // What the list was of is not left out of what is left of it.
  return book.unused.length === 0 ? listCall(whole, book, index) : undefined;
}
