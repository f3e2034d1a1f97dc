import { comingTime } from '../../../agents/kit/coming-day.ts';
import type { Mentions } from '../../../bot/model-port.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { asksForAccounts } from '../book/accounts.ts';
import { readBook } from '../book/question.ts';
import { SAME } from '../one-wish.ts';
import { isElliptic, openingOf } from '../reading/clauses.ts';
import { isBare, type Reading, read } from '../reading/reading.ts';
import type { PlannedCall } from '../replies/ask-back.ts';
import { fill } from '../routing/fill.ts';
import { isLetter } from '../routing/letter.ts';
import { rank, type Scope } from '../routing/rank.ts';
import { type Index, likeness, nulls, type Route } from '../routing/route.ts';
import { askedBy, isNoise, isOf, ordinalOf } from '../words/grammar.ts';
import type { PastTurn } from './conversation.ts';
import { IT } from './go-ahead.ts';
import { asksOfList, listing, ofListed, refersToThem, sameBook } from './of-those.ts';
import { parsed, routeOf } from './set.ts';

/** What an answer can be about. */
export const SUBJECTS: ReadonlySet<string> = new Set(['account', 'accounts', 'company', 'contact', 'owner']);

/** What a message that continues the one before it asks for; undefined where it stands for itself. */
export function followUp(question: string, before: PastTurn, mentions: Mentions, index: Index, now: Date): PlannedCall[] | undefined {
  const [asked] = before.calls;
  const route = routeOf(asked?.name, index);
  // What came to nothing takes nothing away from "those".
  if (!asked || !route)
    return before.earlier && refersToThem(question) ? followUp(question, before.earlier, mentions, index, now) : undefined;
  const past = parsed(asked.arguments);
  const reading = read(question, mentions, now, index.lexicon);
  // "How did you get this" is about the answer; what follows is about what was asked before it.
  if (before.earlier && !route.slots.some(({ kind }) => SUBJECTS.has(kind)))
    return followUp(question, before.earlier, mentions, index, now);
  return (
    chosen(question, reading, before, route, past) ??
    why(reading, before, route, index) ??
    saying(question, reading, index, {
      topic: route.tool.topic,
      account: past[route.slots.find(({ kind }) => kind === 'account')?.name ?? ''],
    }) ??
    nextPage(question, route, past) ??
    ofTheList(question, reading, before, { mentions, index, now }) ??
    backToNow(reading, route, past) ??
    sameTool(reading, route, past) ??
    again(question, reading, route, past, index)
  );
}

/** What continues the list before, which an answer about one of it may stand between. */
function ofTheList(question: string, reading: Reading, before: PastTurn, scope: Scope): PlannedCall[] | undefined {
  const { index } = scope;
  // A count, or a list that is empty, is followed for itself.
  const counted = [index.list, index.sums].includes(routeOf(before.calls[0]?.name, index)) && before.answered && !before.listed;
  const own = readBook(reading, index.book);
  // Of one, nothing is biggest; but it is worth something.
  const of = !counted && asksOfList(reading, own, index) ? listing(before, own.sums ? 1 : 2) : undefined;
  // "How did you get that number" is asked in just these words.
  if (of && (rank(question, scope)[0]?.score ?? 0) >= SAME) return undefined;
  // Of the one that is biggest nothing is left to choose from.
  const ofOne =
    before.listed?.rows.length === 1 && parsed(before.calls[0]?.arguments ?? '').limit != null && isElliptic(question)
      ? listing(before)
      : undefined;
  const turn = of ?? ofOne ?? before;
  return sameBook(question, reading, turn, index) ?? (of && ofListed(reading, of, index));
}

/** "the UK one", after a name that several have; "then to Quentin instead", after people who may be written to. */
function chosen(
  question: string,
  { contacts }: Reading,
  { choices }: PastTurn,
  { slots, tool }: Route,
  past: Record<string, unknown>,
): PlannedCall[] | undefined {
  const account = slots.find(({ kind }) => kind === 'account');
  if (!account || choices.length === 0) return undefined;
  const person = slots.find(({ kind }) => kind === 'contact');
  const [other] = contacts.flatMap(({ candidates }) => candidates.filter(({ name }) => choices.includes(name)));
  if (person && other) return [{ name: tool.name, arguments: { ...past, [person.name]: other.name } }];
  const said = words(question).filter((word) => !isNoise(word) && !isOf(word, 'one', 'also'));
  const at = words(question)
    .map(ordinalOf)
    .find((each) => each !== undefined);
  const fitting = said.length > 0 ? choices.filter((choice) => said.every((word) => words(choice).includes(word))) : [];
  const choice =
    choices.find((each) => each === question.trim()) ?? (fitting.length === 1 ? fitting[0] : at === undefined ? undefined : choices.at(at));
  if (!choice) return undefined;
  const { name, at: home } = PERSON_AT.exec(choice)?.groups ?? {};
  const asked = person && past[person.name];
  const isPerson = typeof asked === 'string' && name && words(asked).every((word) => words(name).includes(word));
  const meant = person && isPerson ? { [person.name]: name, [account.name]: home } : { [account.name]: choice };
  return [{ name: tool.name, arguments: { ...past, ...meant } }];
}

/** One of several people of a name, as a tool asks which: "Jennifer Walsh (PayFlow Technologies)". */
const PERSON_AT = /^(?<name>[^()]+) \((?<at>.+)\)$/u;

/**
 * "not now, no budget": begun as a tool is asked, in words too plain to tell tools apart; of the account named, or of the
 * one before for a tool of the same agent; the reason is what is said after.
 */
export function saying(
  question: string,
  reading: Reading,
  index: Index,
  last?: { topic: string; account: unknown },
): PlannedCall[] | undefined {
  const said = question.trim();
  const [named] = [...reading.accounts, ...reading.unknownNames];
  const account = named ?? last?.account;
  if (typeof account !== 'string') return undefined;
  for (const route of index.routes) {
    const slot = route.slots.find(({ kind }) => kind === 'account');
    if (route.tool.access !== 'act' || !slot || (!named && route.tool.topic !== last?.topic)) continue;
    const plain = route.tool.examples.map((example) => example.match(PLAIN_OPENING)?.[0] ?? '').filter(isPlain);
    const opening = plain.find((each) => said.toLowerCase().startsWith(each.toLowerCase()));
    if (!opening) continue;
    const reason = route.slots.find(({ kind, description }) => kind === 'text' && /\bwords\b/i.test(description));
    const rest = (named ? /[,:–](.*)$/.exec(said)?.[1] : said.slice(opening.length))?.replace(/^[\s,.:;–-]+|[\s.!]+$/g, '');
    return [
      { name: route.tool.name, arguments: { ...nulls(route), [slot.name]: account, ...(reason && rest ? { [reason.name]: rest } : {}) } },
    ];
  }
  return undefined;
}

/** Two words, said of an account: "not now for …". */
const PLAIN_OPENING = /^\p{L}+ \p{L}+(?= (?:for|at|of|with) )/u;
const isPlain = (said: string): boolean => said !== '' && words(said).every((word) => isNoise(word) || isOf(word, 'not', 'now'));

/** "why?", "why the first one": the tool that explains what the last answer was about. */
function why({ words: said, text, accounts: [named] }: Reading, before: PastTurn, route: Route, index: Index): PlannedCall[] | undefined {
  const [first] = said.filter(({ word }) => !isOf(word, 'also'));
  const asks = askedBy(first?.word ?? '') === 'why' || said.some(({ word }) => isOf(word, 'reason'));
  const content = said.filter(
    ({ word }) => !isNoise(word) && askedBy(word) === undefined && !isOf(word, 'auxiliary', 'least', 'most', 'count', 'those', 'reason'),
  );
  if (
    !asks ||
    said.some(({ word }) => ordinalOf(word) !== undefined) ||
    words(text).length > MOST_WHY ||
    content.some(({ concept }) => index.routes.some(({ topic }) => topic.includes(concept)))
  )
    return undefined;
  const listed = listing(before);
  const row = listed?.listed.rows.find(({ name }) => name === named);
  // Of a list, why one stands on it.
  const of = row && listed?.calls[0] ? routeOf(listed.calls[0].name, index) : route;
  const slot = route.slots.find(({ kind }) => kind === 'account');
  // "Which is riskiest?" lists one.
  const [only, ...others] = before.listed?.of === 'accounts' ? before.listed.rows : [];
  const asked = slot ? parsed(before.calls[0]?.arguments ?? '')[slot.name] : others.length === 0 ? only?.id : undefined;
  const account = named ? row?.name : asked;
  if (!of || typeof account !== 'string') return undefined;
  // A list is about what it is sorted by.
  const { sort } = parsed((row ? listed : before)?.calls[0]?.arguments ?? '');
  const topic = typeof sort === 'string' ? [...of.topic, ...index.lexicon.concepts(sort.replaceAll('_', ' '))] : of.topic;
  const features = ['why', 'xaccount', 'why xaccount', ...topic];
  const like = likeness(features, index);
  const [best] = index.routes
    .filter(({ tool, slots }) => tool.access === 'read' && slots.some(({ kind, required }) => kind === 'account' && required))
    .map((each) => ({ each, kin: each.topic.filter((word) => topic.includes(word)).length }))
    .filter(({ each, kin }) => kin > 0 || each.examples.some(({ features: held }) => held.has('why')))
    .map(({ each, kin }) => ({ each, score: like(each) + 0.3 * kin }))
    .toSorted((a, b) => b.score - a.score);
  const explained = best?.each.slots.find(({ kind }) => kind === 'account');
  if (!best || !explained) return undefined;
  // "Why the change?", of the last six months.
  const days = Object.entries(row ? {} : parsed(before.calls[0]?.arguments ?? '')).filter(
    ([name, value]) => value != null && best.each.slots.some((slot) => slot.name === name && slot.kind === 'date'),
  );
  return [{ name: best.each.tool.name, arguments: { ...nulls(best.each), ...Object.fromEntries(days), [explained.name]: account } }];
}
const MOST_WHY = 8;

/** "And today", of what was asked as of a day that has passed. */
function backToNow(reading: Reading, { slots, tool }: Route, past: Record<string, unknown>): PlannedCall[] | undefined {
  const asOf = slots.find(({ kind, name }) => kind === 'date' && /as ?of/i.test(name));
  const bare = reading.words.every(({ word }) => isNoise(word) || isOf(word, 'also', 'only', 'now', 'question', 'auxiliary'));
  const names = reading.accounts.length + reading.unknownNames.length + reading.contacts.length;
  if (!asOf || past[asOf.name] == null || !bare || names > 0 || !reading.words.some(({ word }) => isOf(word, 'now'))) return undefined;
  return [{ name: tool.name, arguments: { ...past, [asOf.name]: null } }];
}

/** "More", "the next page": of whatever has pages. */
function nextPage(question: string, { slots, tool }: Route, past: Record<string, unknown>): PlannedCall[] | undefined {
  const turns = words(question).every((word) => isNoise(word) || isOf(word, 'page', 'one') || TURNS.test(word));
  const says = words(question).some((word) => isOf(word, 'page') || TURNS.test(word));
  if (!turns || !says || !slots.some(({ name }) => name === 'page')) return undefined;
  return [{ name: tool.name, arguments: { ...past, page: (Number(past.page) || 1) + 1 } }];
}
const TURNS = /^(next|more|rest|others|weiter|weitere|nachste|suivante|suivants|siguiente|siguientes)$/;

/** What follows the first word that says something. */
const afterVerb = ({ text, words: said }: Reading): string => text.slice(said.find(({ word }) => !isNoise(word))?.to ?? text.length);

/** A message that only names somebody, a figure or a day, asks the same of that. */
function sameTool(reading: Reading, route: Route, past: Record<string, unknown>): PlannedCall[] | undefined {
  // "How is Acme?" asks the same of nobody: it stands for itself.
  const [first, second] = words(reading.text).filter((word) => !isOf(word, 'also'));
  if (askedBy(first ?? '') === 'how' && (first === 'hows' || isOf(second ?? '', 'auxiliary'))) return undefined;
  const dates = route.slots.some(({ kind }) => kind === 'date');
  // "Say the 18th": a day of the month is one only as it is said.
  const isNumbered = (word: string) => /^\d{1,2}(?:st|nd|rd|th)?$/.test(word) && comingTime(reading.text, reading.now) !== undefined;
  const isDay = (word: string) => dates && (comingTime(word, reading.now) !== undefined || isNumbered(word));
  const rest = reading.words.filter(
    ({ word, to }) =>
      // "Make it Wednesday" changes what was asked.
      !isNoise(word) &&
      !isOf(word, 'also', 'only', 'one', 'auxiliary', 'those', 'question', 'by', 'not', 'share') &&
      !(dates && RATHER.test(word)) &&
      !IT.test(reading.text.slice(to)) &&
      !isDay(word),
  );
  const says =
    reading.accounts.length +
    reading.unknownNames.length +
    reading.contacts.length +
    reading.colleagues.length +
    reading.regions.length +
    reading.constraints.length +
    reading.period.spans.length +
    words(reading.text).filter(isDay).length;
  // "Make it commit", of a call that is to be recorded.
  const { chosen, more } = choices(reading, route);
  const corrects = route.tool.access === 'act' && !more && Object.keys(chosen).length > 0 && IT.test(afterVerb(reading));
  if (corrects && says === 0) return [{ name: route.tool.name, arguments: { ...past, ...chosen } }];
  if (rest.length > 0 || says === 0) return undefined;
  if (!isBare(reading) && reading.accounts.length > 0 && reading.constraints.length === 0 && reading.period.spans.length === 0)
    return undefined;
  const said = fill(route.slots, { ...reading, focus: {} }).arguments;
  const fresh = Object.fromEntries(
    Object.entries(said).filter(([name, value]) => value !== null && route.slots.find((slot) => slot.name === name)?.kind !== 'text'),
  );
  // "Last month?" names no month to group by.
  const dated = reading.accounts.length + reading.unknownNames.length + reading.contacts.length + reading.constraints.length === 0;
  if (dated) for (const { name, kind } of route.slots) if (kind === 'enum') delete fresh[name];
  // "And DACH?", of a region: a place nobody has recorded.
  const [stranger] = reading.unknownNames;
  if (stranger && typeof past.region === 'string' && reading.accounts.length === 0) {
    for (const { name, kind } of route.slots) if (kind === 'account' || kind === 'accounts') delete fresh[name];
    fresh.region = stranger;
  }
  if (Object.keys(fresh).length === 0) return undefined;
  return [
    { name: route.tool.name, arguments: { ...nulls(route), ...past, ...withoutStalePerson(route, fresh), ...renamed(route, past, fresh) } },
  ];
}

/** "Say Friday", "better the 11th". */
const RATHER = /^(?:say|better|rather|lieber|besser|sagen|disons|plutot|digamos|mejor)$/;

/** "And one for Globex": what is written down of one account names the other. */
function renamed({ slots, tool }: Route, past: Record<string, unknown>, fresh: Record<string, unknown>): Record<string, unknown> {
  const account = slots.find(({ kind }) => kind === 'account')?.name ?? '';
  const [before, now] = [past[account], fresh[account]];
  if (tool.access !== 'act' || typeof before !== 'string' || typeof now !== 'string') return {};
  const texts = slots.flatMap(({ kind, name }) => (kind === 'text' && typeof past[name] === 'string' ? [[name, past[name]] as const] : []));
  return Object.fromEntries(texts.filter(([, text]) => text.includes(before)).map(([name, text]) => [name, text.replaceAll(before, now)]));
}

/** "shorten it", "warmer please", "and one to Jennifer": the draft before, with what is said now. */
function again(question: string, reading: Reading, route: Route, past: Record<string, unknown>, index: Index): PlannedCall[] | undefined {
  if (route.tool.access !== 'propose') return undefined;
  const asks = askedBy(openingOf(question)) !== undefined || isOf(openingOf(question), 'show', 'auxiliary');
  const purpose = route.slots.find(({ kind, required, description }) => kind === 'text' && !required && /\bwords\b/i.test(description));
  if (asks || !purpose || words(question).length > 12) return undefined;
  if (asksForAccounts(reading, index)) return undefined;
  const to = Object.fromEntries(
    Object.entries(fill(route.slots, { ...reading, focus: {} }).arguments).filter(([, value]) => value !== null),
  );
  const named = reading.accounts.length + reading.contacts.length > 0 || 'role' in to;
  const own = reading.words.some(
    ({ word, concept, to }) =>
      // "Make it shorter" makes nothing else.
      !isNoise(word) &&
      !IT.test(reading.text.slice(to)) &&
      index.routes.some(({ openings, tool }) => tool.access !== 'read' && openings.has(concept)),
  );
  if (own && !named) return undefined;
  if (named) {
    if (own || !(isOf(words(question)[0] ?? '', 'also', 'one') || TO_ANOTHER.test(question))) return undefined;
    // Somebody else by name has not the role of the one before.
    const other = 'contact' in to ? { role: null } : 'role' in to ? { contact: null } : {};
    return [{ name: route.tool.name, arguments: { ...past, ...other, ...to } }];
  }
  if (reading.unknownNames.length > 0) return undefined;
  const { chosen, more } = choices(reading, route);
  if (!more && Object.keys(chosen).length === 0) return undefined;
  // Of a note nothing is taken for what it is about that was not read as a change to it.
  if (more && isLetter(route.slots)) return undefined;
  const wish = question.trim().replace(/[.!]+$/, '');
  const about = past[purpose.name];
  const said = { [purpose.name]: typeof about === 'string' ? `${about}; ${wish}` : wish };
  return [{ name: route.tool.name, arguments: more ? { ...past, ...unsaid(chosen, past), ...said } : { ...past, ...chosen } }];
}

/** "To the champion instead". */
const TO_ANOTHER =
  /^\W*(?:(?:no|nein|non),?\s+)?(?:to|an|für|à|au|pour|a|al|para)\s+\p{L}|(?<!\p{L})(?:instead|stattdessen|lieber|plutôt|en su lugar|en vez)\W*$/iu;

/** What a wish chooses of the values a tool knows ("shorter", "in German"), and whether it says more than that. */
function choices(reading: Reading, { slots }: Route): { chosen: Record<string, unknown>; more: boolean } {
  const filled = fill(slots, { ...reading, focus: {} }).arguments;
  const taken = slots.filter(({ kind, name }) => kind === 'enum' && filled[name] !== null);
  const concepts = new Set(taken.flatMap(({ name, values, parts }) => parts[values.indexOf(String(filled[name]))] ?? []));
  const more = reading.words.some(
    ({ word, concept, to }) =>
      !isNoise(word) && !isOf(word, 'also', 'only', 'one', 'most') && !concepts.has(concept) && !IT.test(reading.text.slice(to)),
  );
  return { chosen: Object.fromEntries(taken.map(({ name }) => [name, filled[name]])), more };
}

/** What was not said before. */
const unsaid = (chosen: Record<string, unknown>, past: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(chosen).filter(([name]) => past[name] == null));

/** A new account makes the person of the old one meaningless, and a new person the role of the old one. */
function withoutStalePerson({ slots }: Route, fresh: Record<string, unknown>): Record<string, unknown> {
  const account = slots.find((slot) => slot.kind === 'account');
  const contact = slots.find((slot) => slot.kind === 'contact');
  if (contact && contact.name in fresh) return slots.some(({ name }) => name === 'role') ? { role: null, ...fresh } : fresh;
  return account && contact && account.name in fresh ? { ...fresh, [contact.name]: null } : fresh;
}
