import { comingTime } from '../../agents/kit/coming-day.ts';
import type { Mentions } from '../../bot/model-port.ts';
import { words } from '../../models/kit/name-keys.ts';
import type { PlannedCall } from './ask-back.ts';
import { usualMetric } from './book-groups.ts';
import { isElliptic, openingOf } from './clauses.ts';
import type { Condition } from './conditions.ts';
import type { PastTurn } from './conversation.ts';
import { fill } from './fill.ts';
import { IT } from './go-ahead.ts';
import { askedBy, isNoise, isOf, ordinalOf } from './grammar.ts';
import { asksForAccounts } from './plan-accounts.ts';
import { bookCall } from './plan-book.ts';
import { type BookQuestion, readBook } from './portfolio.ts';
import { isBare, type Reading, read } from './reading.ts';
import { type Index, likeness, nulls, type Route } from './route.ts';

/** What an answer can be about. */
const SUBJECTS: ReadonlySet<string> = new Set(['account', 'accounts', 'company', 'contact', 'owner']);

/** What a message that continues the one before it asks for; undefined where it stands for itself. */
export function followUp(question: string, before: PastTurn, mentions: Mentions, index: Index, now: Date): PlannedCall[] | undefined {
  const [asked] = before.calls;
  const route = asked && [...index.routes, index.list, index.sums].find((each) => each?.tool.name === asked.name);
  if (!asked || !route) return undefined;
  const past = parsed(asked.arguments);
  const reading = read(question, mentions, now, index.lexicon);
  // "How did you get this" is about the answer; what follows is about what was asked before it.
  if (before.earlier && !route.slots.some(({ kind }) => SUBJECTS.has(kind)))
    return followUp(question, before.earlier, mentions, index, now);
  return (
    chosen(question, before, route, past) ??
    why(reading, route, past, index) ??
    saying(question, reading, index, {
      topic: route.tool.topic,
      account: past[route.slots.find(({ kind }) => kind === 'account')?.name ?? ''],
    }) ??
    sameBook(question, reading, { route, past, lines: before.lines }, index) ??
    nextPage(question, route, past) ??
    backToNow(reading, route, past) ??
    sameTool(reading, route, past) ??
    again(question, reading, route, past, index)
  );
}

/** "the UK one", after a name that several have. */
function chosen(question: string, { choices }: PastTurn, { slots, tool }: Route, past: Record<string, unknown>): PlannedCall[] | undefined {
  const account = slots.find(({ kind }) => kind === 'account');
  if (!account || choices.length === 0) return undefined;
  const said = words(question).filter((word) => !isNoise(word) && !isOf(word, 'one', 'also'));
  const at = words(question)
    .map(ordinalOf)
    .find((each) => each !== undefined);
  const fitting = said.length > 0 ? choices.filter((choice) => said.every((word) => words(choice).includes(word))) : [];
  const choice = fitting.length === 1 ? fitting[0] : at === undefined ? undefined : choices.at(at);
  return choice ? [{ name: tool.name, arguments: { ...past, [account.name]: choice } }] : undefined;
}

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

/** "why?": the tool that explains what the last one was about. */
function why({ words: said, text }: Reading, route: Route, past: Record<string, unknown>, index: Index): PlannedCall[] | undefined {
  const [opening] = said;
  const account = route.slots.find(({ kind }) => kind === 'account');
  const content = said.filter(
    ({ word }) => !isNoise(word) && askedBy(word) === undefined && !isOf(word, 'auxiliary', 'least', 'most', 'count', 'those'),
  );
  if (!opening || askedBy(opening.word) !== 'why' || words(text).length > 8 || !account || typeof past[account.name] !== 'string')
    return undefined;
  if (content.some(({ concept }) => index.routes.some(({ topic }) => topic.includes(concept)))) return undefined;
  const features = ['why', 'xaccount', 'why xaccount', ...route.topic];
  const like = likeness(features, index);
  const [best] = index.routes
    .filter(({ tool, examples }) => tool.access === 'read' && examples.some((example) => example.features.has('why')))
    .map((each) => ({
      each,
      score: like(each) + 0.3 * each.topic.filter((word) => route.topic.includes(word)).length,
    }))
    .toSorted((a, b) => b.score - a.score);
  const slot = best?.each.slots.find(({ kind }) => kind === 'account');
  return best && slot ? [{ name: best.each.tool.name, arguments: { ...nulls(best.each), [slot.name]: past[account.name] } }] : undefined;
}

/** "of those, …", "and retail?", "by region", "next page": the question about accounts before, with what is said now. */
function sameBook(
  question: string,
  reading: Reading,
  { route, past, lines }: { route: Route; past: Record<string, unknown>; lines: readonly string[] },
  index: Index,
): PlannedCall[] | undefined {
  if (route !== index.list && route !== index.sums) return undefined;
  const opening = words(question)[0] ?? '';
  const refers = words(question).some((word) => isOf(word, 'those') || THEY.test(word));
  const own = readBook(reading, index.book);
  // "How much ARR in total", after a list: of those.
  const sumsUp =
    own.sums && Object.keys(own.filters).length + own.conditions.length === 0 && !own.groupBy && !asksForAccounts(reading, index);
  const first = route === index.list ? firstOf(reading, own, index) : undefined;
  const said = first ?? own;
  const continues =
    first !== undefined ||
    refers ||
    sumsUp ||
    isOf(opening, 'also', 'only', 'by', 'page') ||
    isElliptic(question) ||
    words(question).length <= 3;
  if (!continues || reading.accounts.length > 0 || (reading.unknownNames.length > 0 && !refers)) return undefined;
  const dated = sameMetric(reading, past);
  if (dated && said.unused.every(({ from }) => reading.period.spans.some((span) => span.from === from)))
    return bookCall({ ...said, conditions: [...said.conditions, dated] }, index, { route, arguments: past, lines });
  if (said.unused.length > 0) {
    return nextPage(question, route, past);
  }
  const compared = ((past.conditions as { value: unknown }[] | null) ?? []).some(({ value }) => typeof value === 'number');
  if (said.loose.length > 0 ? !compared : !said.says && Object.keys(said.filters).length + said.metrics.length === 0) return undefined;
  return bookCall(said, index, { route, arguments: past, lines });
}

/** "Which one is biggest", of a list: the first of it, by size or by how they are. */
function firstOf(reading: Reading, own: BookQuestion, index: Index): BookQuestion | undefined {
  const ranked = reading.words.find(({ word }) => isOf(word, 'most', 'least', 'best', 'worst'));
  const metric = usualMetric(ranked);
  const short = words(reading.text).length <= MOST_RANKING && own.unused.every((each) => each === ranked) && !own.groupBy;
  if (!ranked || !metric || !short || asksForAccounts(reading, index)) return undefined;
  const direction = isOf(ranked.word, 'most', 'best') ? 'descending' : 'ascending';
  return { ...own, unused: [], says: true, sort: own.sort ?? { metric: metric.key, direction }, limit: own.limit ?? 1 };
}
const MOST_RANKING = 6;

/** Of a list, "they" are those on it. */
const THEY = /^(?:they|their|both|together|altogether|combined|sie|ils|elles)$/;

/** "And today", of what was asked as of a day that has passed. */
function backToNow(reading: Reading, { slots, tool }: Route, past: Record<string, unknown>): PlannedCall[] | undefined {
  const asOf = slots.find(({ kind, name }) => kind === 'date' && /as ?of/i.test(name));
  const bare = reading.words.every(({ word }) => isNoise(word) || isOf(word, 'also', 'only', 'now', 'question', 'auxiliary'));
  const names = reading.accounts.length + reading.unknownNames.length + reading.contacts.length;
  if (!asOf || past[asOf.name] == null || !bare || names > 0 || !reading.words.some(({ word }) => isOf(word, 'now'))) return undefined;
  return [{ name: tool.name, arguments: { ...past, [asOf.name]: null } }];
}

/** "And January?": of the date that was compared before, on the side of today it was on. */
function sameMetric({ period: { from, to }, now }: Reading, past: Record<string, unknown>): Condition | undefined {
  const before = ((past.conditions as Condition[] | null) ?? []).find(({ value }) => typeof value === 'string' && /^\d{4}-/.test(value));
  if (!before || !from || !to) return undefined;
  const today = now.toISOString().slice(0, 10);
  const ahead = String(before.to ?? before.value) >= today && to < today;
  const turned = (day: string) => (ahead ? `${Number(day.slice(0, 4)) + 1}${day.slice(4)}` : day);
  return { ...before, comparator: 'between', value: turned(from), to: turned(to) };
}

/** "More", "the next page": of whatever has pages. */
function nextPage(question: string, { slots, tool }: Route, past: Record<string, unknown>): PlannedCall[] | undefined {
  const turns = words(question).every((word) => isNoise(word) || isOf(word, 'page', 'one') || TURNS.test(word));
  const says = words(question).some((word) => isOf(word, 'page') || TURNS.test(word));
  if (!turns || !says || !slots.some(({ name }) => name === 'page')) return undefined;
  return [{ name: tool.name, arguments: { ...past, page: (Number(past.page) || 1) + 1 } }];
}
const TURNS = /^(next|more|rest|others|weiter|weitere|nachste|suivante|suivants|siguiente|siguientes)$/;

/** A message that only names somebody, a figure or a day, asks the same of that. */
function sameTool(reading: Reading, route: Route, past: Record<string, unknown>): PlannedCall[] | undefined {
  const isDay = (word: string) => route.slots.some(({ kind }) => kind === 'date') && comingTime(word, reading.now) !== undefined;
  const rest = reading.words.filter(
    ({ word, to }) =>
      // "Make it Wednesday" changes what was asked.
      !isNoise(word) &&
      !isOf(word, 'also', 'only', 'one', 'auxiliary', 'those', 'question', 'by', 'not') &&
      !IT.test(reading.text.slice(to)) &&
      !isDay(word),
  );
  const says =
    reading.accounts.length +
    reading.unknownNames.length +
    reading.contacts.length +
    reading.constraints.length +
    reading.period.spans.length +
    reading.words.filter(({ word }) => isDay(word)).length;
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
  if (Object.keys(fresh).length === 0) return undefined;
  return [{ name: route.tool.name, arguments: { ...nulls(route), ...past, ...withoutStalePerson(route, fresh) } }];
}

/** "shorten it", "warmer please", "and one to Jennifer": the draft before, with what is said now. */
function again(question: string, reading: Reading, route: Route, past: Record<string, unknown>, index: Index): PlannedCall[] | undefined {
  if (route.tool.access !== 'propose') return undefined;
  const asks = askedBy(openingOf(question)) !== undefined || isOf(openingOf(question), 'show', 'auxiliary');
  const purpose = route.slots.find(({ kind, required, description }) => kind === 'text' && !required && /\bwords\b/i.test(description));
  if (asks || !purpose || words(question).length > 12) return undefined;
  if (asksForAccounts(reading, index)) return undefined;
  const named = reading.accounts.length + reading.contacts.length > 0;
  const own = reading.words.some(
    ({ word, concept, to }) =>
      // "Make it shorter" makes nothing else.
      !isNoise(word) &&
      !IT.test(reading.text.slice(to)) &&
      index.routes.some(({ openings, tool }) => tool.access !== 'read' && openings.has(concept)),
  );
  if (own && !named) return undefined;
  if (named) {
    if (own || !isOf(words(question)[0] ?? '', 'also', 'one')) return undefined;
    const said = Object.fromEntries(
      Object.entries(fill(route.slots, { ...reading, focus: {} }).arguments).filter(([, value]) => value !== null),
    );
    return [{ name: route.tool.name, arguments: { ...past, ...said } }];
  }
  if (reading.unknownNames.length > 0) return undefined;
  const { chosen, more } = choices(reading, route);
  if (!more && Object.keys(chosen).length === 0) return undefined;
  const wish = question.trim().replace(/[.!]+$/, '');
  const about = past[purpose.name];
  const said = { [purpose.name]: typeof about === 'string' ? `${about}; ${wish}` : wish };
  return [{ name: route.tool.name, arguments: more ? { ...past, ...unsaid(chosen, past), ...said } : { ...past, ...chosen } }];
}

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

/** A question with "the second one" replaced by what stood second in the list before; a sum of it may stand between. */
export function withListed(question: string, before: PastTurn, { sums }: Index): { question: string; name?: string } {
  const turns = [before, ...(before.earlier ? [before.earlier] : [])].filter(({ calls }) =>
    calls.some(({ name }) => name !== sums?.tool.name),
  );
  let listed: string | undefined;
  const put = (said: string, word: string) => {
    const at = ordinalOf(word.toLowerCase());
    const line = at === undefined ? undefined : turns.find(({ lines }) => lines.length > 1 && lines.at(at) !== undefined)?.lines.at(at);
    listed ??= line?.split(/[:,]\s/)[0];
    return listed ?? said;
  };
  const named = question.replace(/\b(?:the\s+)?(\w+)\s+(?:one|account|customer|of (?:them|those|these))\b/i, put);
  return { question: listed ? named : named.replace(/\bthe\s+(\w+)(?=\W*$)/i, put), name: listed };
}

/** A new account makes the person of the old one meaningless. */
function withoutStalePerson({ slots }: Route, fresh: Record<string, unknown>): Record<string, unknown> {
  const account = slots.find((slot) => slot.kind === 'account');
  const contact = slots.find((slot) => slot.kind === 'contact');
  return account && contact && account.name in fresh && !(contact.name in fresh) ? { ...fresh, [contact.name]: null } : fresh;
}

export function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
