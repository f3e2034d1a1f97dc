import { words } from '../../../models/kit/name-keys.ts';
import { asksForAccounts } from '../book/accounts.ts';
import { bookCall } from '../book/calls.ts';
import type { Condition } from '../book/condition.ts';
import { usualMetric } from '../book/groups.ts';
import { type BookQuestion, readBook } from '../book/question.ts';
import { SIZE } from '../book/words.ts';
import { isElliptic } from '../reading/clauses.ts';
import type { Reading } from '../reading/reading.ts';
import type { PlannedCall } from '../replies/ask-back.ts';
import type { Index, Route } from '../routing/route.ts';
import { isNoise, isOf } from '../words/grammar.ts';
import type { Listing, PastTurn } from './conversation.ts';

/** The nearest answer, of the turns before, that listed several, or so many; what was asked of one of them may stand between. */
export const listing = (turn: PastTurn | undefined, least = 2): Listing | undefined =>
  turn && (turn.listed && turn.listed.rows.length >= least ? { ...turn, listed: turn.listed } : listing(turn.earlier, least));

/** Of a list, "they" are those on it. */
const THEY = /^(?:they|their|both|together|altogether|combined|sie|ils|elles)$/;
const refersToThem = (question: string): boolean => words(question).some((word) => isOf(word, 'those') || THEY.test(word));
const MOST_ASKING = 8;

/** Whether nothing but an end, a sum or a number of what was listed is asked for: "which is biggest?", "how much in total". */
export function asksOfList(reading: Reading, own: BookQuestion, index: Index): boolean {
  const ranks = reading.words.some(({ word }) => isOf(word, 'most', 'least', 'best', 'worst'));
  const rest = own.unused.filter(({ word }) => !isOf(word, 'most', 'least', 'best', 'worst') && !THEY.test(word) && !isOf(word, 'those'));
  return (
    (ranks || own.sums) &&
    words(reading.text).length <= MOST_ASKING &&
    rest.length + reading.accounts.length + reading.unknownNames.length === 0 &&
    Object.keys(own.filters).length + own.conditions.length === 0 &&
    !own.groupBy &&
    !asksForAccounts(reading, index)
  );
}

interface Asked {
  route: Route;
  past: Record<string, unknown>;
}

/** "of those, …", "and retail?", "by region", "next page": the question about accounts before, with what is said now. */
export function sameBook(
  question: string,
  reading: Reading,
  { route, past }: Asked,
  turn: PastTurn,
  index: Index,
): PlannedCall[] | undefined {
  if (route !== index.list && route !== index.sums) return undefined;
  const opening = words(question)[0] ?? '';
  // "Which ones are in Europe?"
  const refers = refersToThem(question) || (words(question).includes('ones') && !asksForAccounts(reading, index));
  const own = readBook(reading, index.book);
  const ofList = asksOfList(reading, own, index);
  const first = route === index.list ? firstOf(reading, own) : undefined;
  const said = ofList && first ? first : own;
  const continues =
    ofList || refers || isOf(opening, 'also', 'only', 'by', 'page', 'not') || isElliptic(question) || words(question).length <= 3;
  if (!continues || reading.accounts.length > 0 || (reading.unknownNames.length > 0 && !refers)) return undefined;
  const before = { route, arguments: past, listed: turn.listed?.rows ?? [] };
  const dated = sameMetric(reading, past);
  if (dated && said.unused.every(({ from }) => reading.period.spans.some((span) => span.from === from)))
    return bookCall({ ...said, conditions: [...said.conditions.filter(({ metric }) => metric !== dated.metric), dated] }, index, before);
  if (said.unused.length > 0) return undefined;
  const compared = ((past.conditions as { value: unknown }[] | null) ?? []).some(({ value }) => typeof value === 'number');
  if (said.loose.length > 0 ? !compared : !said.says && Object.keys(said.filters).length + said.metrics.length === 0) return undefined;
  return bookCall(said, index, before);
}

const MONEY = /\p{Sc}\s?\d|\d\s?\p{Sc}|\b[A-Z]{3}\s?\d/u;

/** The same of what another tool listed: what it adds up to, where its answer begins with that, else of the accounts themselves where all were shown. */
export function ofListed(reading: Reading, { route, past }: Asked, { point, listed }: Listing, index: Index): PlannedCall[] | undefined {
  const own = readBook(reading, index.book);
  if (route === index.list || route === index.sums || !index.list || !asksOfList(reading, own, index)) return undefined;
  const first = firstOf(reading, own);
  const money = own.metrics.every(({ unit }) => unit === 'money') && (own.measure === 'sum' || own.measure === undefined);
  if (!first && (own.measure === 'count' || (money && MONEY.test(point)))) return [{ name: route.tool.name, arguments: past }];
  const accounts = [...new Set(listed.rows.map(({ id }) => id))];
  if (listed.of !== 'accounts' || !listed.whole || !(first || own.sums)) return undefined;
  return bookCall(first ?? own, index, { route: index.list, arguments: { accounts }, listed: listed.rows });
}

/** "Which one is biggest", of a list: the first of it, by size or by how they are. */
function firstOf(reading: Reading, own: BookQuestion): BookQuestion | undefined {
  const ranked = reading.words.find(({ word }) => isOf(word, 'most', 'least', 'best', 'worst'));
  const metric = usualMetric(ranked);
  // "The oldest" is no size.
  const bySize = own.sort !== undefined || !ranked || SIZE.test(ranked.word) || !isOf(ranked.word, 'most', 'least');
  if (!ranked || !metric || !bySize || !own.unused.every((each) => each === ranked || isNoise(each.word))) return undefined;
  const direction = isOf(ranked.word, 'most', 'best') ? 'descending' : 'ascending';
  return { ...own, unused: [], says: true, sort: own.sort ?? { metric: metric.key, direction }, limit: own.limit ?? 1 };
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
