import { metricOf } from '../../../agents/metrics/index.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { asksForAccounts } from '../book/accounts.ts';
import { bookCall } from '../book/calls.ts';
import type { Condition } from '../book/condition.ts';
import { usualMetric } from '../book/groups.ts';
import { type BookQuestion, readBook } from '../book/question.ts';
import { SIZE } from '../book/words.ts';
import { isAll, UNIT } from '../reading/calendar.ts';
import { isElliptic, isShort } from '../reading/clauses.ts';
import { plainOf } from '../reading/dates.ts';
import type { Reading } from '../reading/reading.ts';
import type { PlannedCall } from '../replies/ask-back.ts';
import type { Index, Route } from '../routing/route.ts';
import { askedBy, isConnecting, isNoise, isOf } from '../words/grammar.ts';
import type { Listing, PastTurn } from './conversation.ts';
import { parsed, routeOf, selectedBy } from './set.ts';

/** The nearest answer, of the turns before, that listed several, or so many; what was asked of one of them may stand between. */
export const listing = (turn: PastTurn | undefined, least = 2): Listing | undefined =>
  turn && (turn.listed && turn.listed.rows.length >= least ? { ...turn, listed: turn.listed } : listing(turn.earlier, least));

/** Of a list, "they" are those on it. */
const THEY = /^(?:they|their|both|beide[nr]?|deux|ambos|ambas|together|altogether|combined|sie|ils|elles)$/;
/** "How much together?" of those before; "how much renews in May, all of us together" is of what it names. */
const TOGETHER = /^(?:together|altogether|combined)$/;
const MOST_TOGETHER = 5;
export const refersToThem = (question: string): boolean => {
  const said = words(question);
  return said.some((word, at) => {
    const [before, after] = [said[at - 1], said[at + 1]];
    // "Who uses half of their seats" speaks of nobody before.
    if (word === 'their' && askedBy(said[0] ?? '') !== undefined) return askedBy(said[0] ?? '') === 'how';
    const alone = (each: string | undefined) => each === undefined || isNoise(each) || isConnecting(each);
    // "Which ones", but not "my orange ones".
    if (TOGETHER.test(word)) return said.length <= MOST_TOGETHER;
    if (THEY.test(word) || (word === 'ones' && alone(before))) return true;
    if (!isOf(word, 'those') || isAll(after ?? '', UNIT)) return false;
    // "How much is that", but neither "that account" nor "accounts that wait".
    return !/^th(?:at|is)$/.test(word) || (alone(before) && alone(after));
  });
};
/** "At which accounts?" says nothing else. */
export const asksWhichAccounts = (reading: Reading, index: Index): boolean =>
  asksWhich(reading, index) &&
  asksForAccounts(reading, index) &&
  reading.owner === undefined &&
  !isOf(reading.words[0]?.word ?? '', 'show');
/** Whether it speaks of accounts before: in "the biggest customers and how they feel" they are those it names itself. */
export const refersBack = (question: string, reading: Reading, index: Index): boolean =>
  asksWhichAccounts(reading, index) ||
  (refersToThem(question) &&
    (words(question).some((word) => isOf(word, 'those')) || !asksForAccounts(reading, index) || asksWhich(reading, index)));

const MOST_ASKING = 8;

/** Whether nothing but an end, a sum or a number of what was listed is asked for: "which is biggest?", "how much in total". */
export function asksOfList(reading: Reading, own: BookQuestion, index: Index): boolean {
  const ranks = reading.words.some(({ word }) => isOf(word, 'most', 'least', 'best', 'worst'));
  const rest = own.unused.filter(
    ({ word }) => !isOf(word, 'most', 'least', 'best', 'worst') && !(ranks && SIZE.test(word)) && !THEY.test(word) && !isOf(word, 'those'),
  );
  return (
    (ranks || own.sums) &&
    words(reading.text).length <= MOST_ASKING &&
    rest.length + reading.accounts.length + reading.unknownNames.length === 0 &&
    Object.keys(own.filters).length + own.conditions.length === 0 &&
    !own.groupBy &&
    !asksForAccounts(reading, index)
  );
}

/** "of those, …", "and retail?", "by region", "next page": the question about accounts before, with what is said now. */
export function sameBook(question: string, reading: Reading, turn: PastTurn, index: Index): PlannedCall[] | undefined {
  const route = routeOf(turn.calls[0]?.name, index);
  return route === index.list || route === index.sums ? ofSelected(question, reading, turn, index) : undefined;
}

/** The same of whichever tool told which accounts its answer was about. */
export function ofSelected(question: string, reading: Reading, turn: PastTurn, index: Index): PlannedCall[] | undefined {
  const past = selectedBy(turn, index);
  // What was asked since of something else takes nothing away from "those".
  if (!past && turn.earlier && refersBack(question, reading, index)) return ofSelected(question, reading, turn.earlier, index);
  const route = routeOf(turn.calls[0]?.name, index) === index.sums ? index.sums : index.list;
  if (!past || !route) return undefined;
  // One account is no set: its next figure is told as the one before.
  if (route === index.list && [past.accounts ?? []].flat().length === 1 && past.conditions == null && !refersToThem(question))
    return undefined;
  // "Leave out the churned ones" opens with a "not".
  const opening = reading.words[0]?.word ?? '';
  const refers = refersBack(question, reading, index);
  const own = readBook(reading, index.book);
  const ofList = asksOfList(reading, own, index);
  // "Who is worst", of a figure told for each: its lines say so.
  if (ofList && route === index.sums && past.groupBy != null && !own.sums) return [{ name: route.tool.name, arguments: past }];
  const first = route === index.list ? firstOf(reading, own) : undefined;
  // "Which region is worst", after the NPS of each: by that.
  const sameLines = own.usual && own.groupBy === past.groupBy;
  const said = ofList && first ? first : sameLines ? { ...own, metrics: [], measure: undefined } : own;
  const continues =
    ofList ||
    sameLines ||
    refers ||
    asksBehind(reading, route, index) ||
    isOf(opening, 'also', 'only', 'by', 'page', 'not') ||
    isElliptic(question) ||
    words(question).length <= 3 ||
    // "How many are in fintech?", of accounts that were listed.
    (own.measure === 'count' &&
      (turn.listed?.of === 'accounts' || route === index.sums) &&
      isShort(question) &&
      !asksForAccounts(reading, index));
  if (!continues || reading.accounts.length > 0 || (reading.unknownNames.length > 0 && !refers)) return undefined;
  const before = { route, arguments: past, listed: turn.listed?.rows ?? [] };
  const whose = reading.words.some(({ word }) => WHOSE.test(word));
  if (refers && whose && asksWhich(reading, index))
    return index.list && bookCall({ ...own, metrics: showing('owner') }, index, { ...before, route: index.list });
  if ((refers && asksWhich(reading, index)) || asksBehind(reading, route, index))
    return index.list && bookCall(own, index, { ...before, route: index.list });
  const dated = sameMetric(reading, past);
  if (dated && said.unused.every(({ from }) => reading.period.spans.some((span) => span.from === from)))
    return bookCall({ ...said, conditions: [...said.conditions.filter(({ metric }) => metric !== dated.metric), dated] }, index, before);
  if (said.unused.length > 0) return undefined;
  // "Without the churned ones": they are left out already.
  const leavesNobodyOut = isOf(opening, 'not') && !said.says && Object.keys(said.filters).length + said.loose.length === 0;
  if (leavesNobodyOut) return [{ name: route.tool.name, arguments: past }];
  const compared = ((past.conditions as { value: unknown }[] | null) ?? []).some(({ value }) => typeof value === 'number');
  if (said.loose.length > 0 ? !compared : !said.says && Object.keys(said.filters).length + said.metrics.length === 0) return undefined;
  return bookCall(said, index, before);
}

/** "Which ones?", "who are they": nothing but which they are. */
const asksWhich = ({ words: said }: Reading, { book }: Index): boolean =>
  said.some(({ word }) => ['who', 'what'].includes(askedBy(word) ?? '') || isOf(word, 'show')) &&
  said.every(
    ({ word, concept }) =>
      !isOf(word, 'say') && !LAST.test(word) && (isNoise(word) || isConnecting(word) || THEY.test(word) || book.plain.has(concept)),
  );
/** "What did they say last?" asks for a day. */
const LAST = /^(?:last|latest|recent|letzte\w*|dernier\w*|ultim\w*)$/;

const WHOSE = /^(?:whose|wessen|wem)$/;
const showing = (key: string) => [metricOf(key) ?? []].flat();

/** "Which accounts make up most of it?", of a sum: those that were summed up. */
const asksBehind = (reading: Reading, route: Route, index: Index): boolean =>
  route === index.sums &&
  asksForAccounts(reading, index) &&
  (reading.refersToAccount || words(reading.text).some((word) => isOf(word, 'those'))) &&
  reading.words.some(({ word }) => ['who', 'what'].includes(askedBy(word) ?? '')) &&
  readBook(reading, index.book).named.length === 0;

const MONEY = /\p{Sc}\s?\d|\d\s?\p{Sc}|\b[A-Z]{3}\s?\d/u;

/** The same of what another tool listed: what it adds up to, where its answer begins with that, else of the accounts themselves. */
export function ofListed(reading: Reading, turn: Listing, index: Index): PlannedCall[] | undefined {
  const [asked] = turn.calls;
  const route = routeOf(asked?.name, index);
  const own = readBook(reading, index.book);
  if (!asked || !route || route === index.list || route === index.sums || !asksOfList(reading, own, index)) return undefined;
  const first = firstOf(reading, own);
  const money = own.metrics.every(({ unit }) => unit === 'money') && (own.measure === 'sum' || own.measure === undefined);
  if (!first && (own.measure === 'count' || (money && MONEY.test(turn.point))))
    return [{ name: route.tool.name, arguments: parsed(asked.arguments) }];
  const selected = selectedBy(turn, index);
  if (!selected || !index.list || !(first || own.sums)) return undefined;
  return bookCall(first ?? own, index, { route: index.list, arguments: selected, listed: turn.listed.rows });
}

const ORDER = /\b(?:first|zuerst|zuoberst|abord|primero)(?=\W*$)/;

/** "Which one is biggest", of a list: the first of it, by size or by how they are. */
function firstOf(reading: Reading, own: BookQuestion): BookQuestion | undefined {
  const ranked = reading.words.find(({ word }) => isOf(word, 'most', 'least', 'best', 'worst'));
  const metric = usualMetric(ranked);
  // "The biggest ones first" leaves none out.
  const order = ORDER.exec(plainOf(reading.text).trimEnd());
  // "The oldest" is no size.
  const bySize =
    own.sort !== undefined || !ranked || reading.words.some(({ word }) => SIZE.test(word)) || !isOf(ranked.word, 'most', 'least');
  if (
    !ranked ||
    !metric ||
    !bySize ||
    !own.unused.every((each) => each === ranked || isNoise(each.word) || SIZE.test(each.word) || each.word === order?.[0])
  )
    return undefined;
  const direction = isOf(ranked.word, 'most', 'best') ? 'descending' : 'ascending';
  return {
    ...own,
    unused: [],
    says: true,
    sort: own.sort ?? { metric: metric.key, direction },
    limit: own.limit ?? (order ? undefined : 1),
  };
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
