import { rolesIn } from '../../../agents/kit/contact-roles.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { asksForAccounts } from '../book/accounts.ts';
import { plainOf } from '../reading/dates.ts';
import { read } from '../reading/reading.ts';
import type { PlannedCall } from '../replies/ask-back.ts';
import { isLetter } from '../routing/letter.ts';
import type { Scope } from '../routing/rank.ts';
import { isOf } from '../words/grammar.ts';
import { lastAnswered, type PastTurn } from './conversation.ts';
import { parsed, routeOf, type Selected, selectedBy } from './set.ts';

/** What is longer stands for itself. */
const MOST_WORDS = 4;
/** What is said of everybody's. */
const EVERYBODY =
  /\b(?:all|everybody|everyone|company|whole|team|we|our|alle|firma|wir|unser\w*|tou[ts]e?s?|nous|notre|tod[oa]s|nuestr\w*)\b/;

/** What a thread goes on with where a few words say nothing of it: whose, when, and to whom. */
export const keptOn = (calls: readonly PlannedCall[], question: string, before: PastTurn | undefined, scope: Scope): PlannedCall[] =>
  [ofSameOwner, ofSameDays, ofSameStretch, ofSameReader].reduce((kept, carry) => carry(kept, question, before, scope), [...calls]);

/** "What's overdue?", after my day, is of whom that was. */
function ofSameOwner(calls: readonly PlannedCall[], question: string, before: PastTurn | undefined, scope: Scope): PlannedCall[] {
  const { mentions, now, index } = scope;
  const last = lastAnswered(before);
  const [asked] = last?.calls ?? [];
  const route = routeOf(asked?.name, index);
  const slot = route?.slots.find(({ kind }) => kind === 'owner');
  const owner = asked && slot ? parsed(asked.arguments)[slot.name] : undefined;
  const reading = read(question, mentions, now, index.lexicon);
  const { accounts, contacts, unknownNames, regions, owner: said } = reading;
  const names = accounts.length + contacts.length + unknownNames.length + regions.length > 0 || said !== undefined;
  if (
    typeof owner !== 'string' ||
    names ||
    words(question).length > MOST_WORDS ||
    asksForAccounts(reading, index) ||
    EVERYBODY.test(plainOf(question))
  )
    return [...calls];
  return calls.map((call) => {
    const { tool, slots = [] } = routeOf(call.name, index) ?? {};
    const own = slots.find(({ kind }) => kind === 'owner');
    const about = slots.some(({ kind, name }) => /^(?:account|accounts|contact|company)$/.test(kind) && call.arguments[name] != null);
    return tool?.access === 'read' && own && !about && call.arguments[own.name] == null && call.name !== asked?.name
      ? { ...call, arguments: { ...call.arguments, [own.name]: owner } }
      : call;
  });
}

/** "Why the change?", of the last six months, is of these: the same tool is asked of the same account. */
function ofSameDays(calls: readonly PlannedCall[], question: string, before: PastTurn | undefined, scope: Scope): PlannedCall[] {
  const { mentions, now, index } = scope;
  const [asked] = lastAnswered(before)?.calls ?? [];
  const { period, words: said } = read(question, mentions, now, index.lexicon);
  if (!asked || period.spans.length > 0 || said.some(({ word }) => isOf(word, 'now'))) return [...calls];
  const past = parsed(asked.arguments);
  return calls.map((call) => {
    const { tool, slots = [] } = routeOf(call.name, index) ?? {};
    const account = slots.find(({ kind }) => kind === 'account')?.name;
    const dates = slots.filter(({ kind }) => kind === 'date').map(({ name }) => name);
    if (tool?.access !== 'read' || call.name !== asked.name || !account || call.arguments[account] !== past[account]) return call;
    if (dates.some((name) => call.arguments[name] != null)) return call;
    return { ...call, arguments: { ...call.arguments, ...Object.fromEntries(dates.map((name) => [name, past[name] ?? null])) } };
  });
}

/** How the ends of a stretch of time are called by tools that take one. */
const STRETCHES = [
  ['from', 'until'],
  ['since', 'until'],
] as const;

/** "Best case against commit?", after the renewals of a quarter, is of that quarter: another tool that takes the same ends. */
function ofSameStretch(calls: readonly PlannedCall[], question: string, before: PastTurn | undefined, scope: Scope): PlannedCall[] {
  const { mentions, now, index } = scope;
  const last = lastAnswered(before);
  const [asked] = last?.calls ?? [];
  const { period, accounts, constraints } = read(question, mentions, now, index.lexicon);
  if (!last || !asked || words(question).length > MOST_WORDS + 2 || period.spans.length + accounts.length + constraints.length > 0)
    return [...calls];
  const renews = renewing(selectedBy(last, index));
  const taken = new Set([...(routeOf(asked.name, index)?.slots ?? []).map(({ name }) => name), ...Object.keys(renews)]);
  const past: Record<string, unknown> = { ...parsed(asked.arguments), ...renews };
  return calls.map((call) => {
    const { tool, slots = [] } = routeOf(call.name, index) ?? {};
    // "Since October, until the 15th" is of what has been, and no end of what is to come.
    const ends = STRETCHES.find((names) => names.every((name) => taken.has(name) && slots.some((slot) => slot.name === name)));
    const given = ends?.map((name) => [name, past[name] ?? null] as const) ?? [];
    const free = given.every(([name]) => call.arguments[name] == null) && call.arguments.withinDays == null;
    if (tool?.access !== 'read' || call.name === asked.name || !free || given.every(([, day]) => typeof day !== 'string')) return call;
    return { ...call, arguments: { ...call.arguments, ...Object.fromEntries(given) } };
  });
}

/** The days between which a list of accounts was asked to renew. */
function renewing(selected: Selected | undefined): { from?: unknown; until?: unknown } {
  const conditions = (selected?.conditions ?? []) as { metric: string; comparator: string; value: unknown; to: unknown }[];
  const between = conditions.find(({ metric, comparator }) => metric === 'renewal_date' && comparator === 'between');
  return between ? { from: between.value, until: between.to } : {};
}

/** Of a note what says to whom it is, and how. */
const READER = ['contact', 'role', 'language'];

/** "More formal, and shorter", of a note that was drafted: whatever else of it changes, it stays a note to the same person. */
function ofSameReader(calls: readonly PlannedCall[], question: string, before: PastTurn | undefined, scope: Scope): PlannedCall[] {
  const { mentions, now, index } = scope;
  const [asked] = lastAnswered(before)?.calls ?? [];
  const route = routeOf(asked?.name, index);
  const { contacts } = read(question, mentions, now, index.lexicon);
  if (!asked || !route || !isLetter(route.slots) || contacts.length + rolesIn(question).length > 0) return [...calls];
  const past = parsed(asked.arguments);
  const says = ({ arguments: given }: PlannedCall) => ['kind', 'purpose', 'message', 'subject', 'body'].some((name) => given[name] != null);
  return calls.map((call) => {
    const { account, contact, role } = call.arguments;
    if (call.name !== asked.name || account !== past.account || contact != null || role != null) return call;
    const own = Object.entries(call.arguments).filter(([, value]) => value != null);
    const kept = says(call) ? Object.entries(past).filter(([name]) => READER.includes(name)) : Object.entries(past);
    return { ...call, arguments: { ...call.arguments, ...Object.fromEntries([...kept, ...own]) } };
  });
}
