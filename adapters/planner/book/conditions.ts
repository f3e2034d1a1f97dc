import type { Metric } from '../../../agents/facts/metric.ts';
import { metricOf, metrics } from '../../../agents/metrics/index.ts';
import type { Constraint } from '../reading/figures.ts';
import { levelsIn } from '../reading/levels.ts';
import type { Word } from '../reading/reading.ts';
import { isConnecting, isNoise, isOf } from '../words/grammar.ts';
import { type Condition, conditionOf, dateOf, defaultFor, type Found, fits, isCounted, kinOf, nearestTo } from './condition.ts';
import { type BookReader, free, open, requiring, rest, saying, settling, superlatives, using } from './reader.ts';
import { between, isTop, MOST_BETWEEN } from './words.ts';

/** What a question about accounts demands of their figures, and how many accounts it wants. */

const MEASURES = ['count', 'average', 'median', 'sum'] as const;

/** "How many", "average", "total": the first of them that is said. */
export const measured = (reader: BookReader): BookReader =>
  MEASURES.reduce((before, measure) => {
    const words = rest(before).filter(({ word }) => isOf(word, measure));
    if (words.length === 0) return before;
    const { measure: said } = before.question;
    // "A number: the total ARR" is the total.
    const isTotal = measure === 'sum' && said === 'count' && before.found.some(({ metric }) => metric.unit === 'money');
    return using(said === undefined || isTotal ? saying(before, { measure }) : before, words);
  }, reader);

/** "Top 5", "the five customers most likely to leave". */
export function limited(reader: BookReader): BookReader {
  const ends = superlatives(reader);
  const counts = (each: Constraint) => isTop(each, ends) || (ends.length > 0 && each.bound === 'exact' && countsAccounts(each, reader));
  const top = reader.figures.find(counts);
  if (!top && ends.some((end) => isOfOne(end, reader))) return saying(reader, { limit: 1 });
  return top ? { ...saying(reader, { limit: top.value }), figures: reader.figures.filter((each) => !counts(each)) } : reader;
}

/** "My biggest account", "our largest customer": one is asked for. */
function isOfOne({ to }: Word, { content, grammar, reading }: BookReader): boolean {
  const noun = content.find(({ from, concept }) => from > to && grammar.plain.has(concept));
  if (!noun || !ONE.test(noun.word) || noun.from - to > MOST_BETWEEN) return false;
  // "The biggest account risks" are no accounts.
  const after = reading.words.find(({ from }) => from > noun.to);
  return !after || isConnecting(after.word) || isNoise(after.word) || isOf(after.word, 'by');
}
const ONE = /^(?:account|acct|customer|client|logo|kunde|kundin|konto|compte|cuenta|cliente)$/;

/** "Page 2". */
export function paged(reader: BookReader): BookReader {
  const page = reader.figures.find(({ before }) => isOf(before.at(-1) ?? '', 'page'));
  if (!page) return reader;
  const words = reader.content.filter(({ word }) => isOf(word, 'page'));
  return using({ ...saying(reader, { page: page.value }), figures: reader.figures.filter((each) => each !== page) }, words);
}

/** Each figure with the metric it stands by. */
export function conditionsFromFigures(reader: BookReader): BookReader {
  const { found, question, grammar } = reader;
  const content = saidOfFigures(reader);
  const settled = new Set(reader.settled);
  const conditions: Condition[] = [];
  const loose: Constraint[] = [];
  for (const figure of reader.figures) {
    const at = nearestTo(figure, found, settled);
    const kin = at ? undefined : kinOf(figure, found, grammar.metrics);
    const of = at ?? kin?.of;
    if (of) settled.add(of);
    const metric = at?.metric ?? kin?.metric ?? (countsAccounts(figure, reader) ? undefined : defaultFor(figure, grammar.metrics));
    if (metric) conditions.push(conditionOf(metric, figure, content));
    else loose.push(figure);
  }
  return { ...saying(reader, { conditions: [...question.conditions, ...conditions], loose }), settled };
}

/** "Excluding retail, contacted in the last 30 days": what took a value out says nothing of the days. */
const saidOfFigures = ({ content, used, found }: BookReader): Word[] =>
  content.filter((word) => !used.has(word) || found.some(({ words }) => words.includes(word)));

/** "More than 3 accounts" counts them: it is said of none of their figures. */
const countsAccounts = ({ unit, after }: Constraint, { reading, grammar }: BookReader): boolean =>
  unit === 'plain' && grammar.plain.has(reading.lexicon.conceptOf(after[0] ?? ''));

/** A stretch of time, with the date it is said of. */
export function conditionFromPeriod(reader: BookReader): BookReader {
  const { from, to, point } = reader.reading.period;
  const dated = open(reader).find(({ metric }) => dateOf(metric)) ?? eventNamed(reader);
  const metric = dated ? dateOf(dated.metric) : dateMeant(reader);
  if (!metric || !from || point) return reader;
  // "Not met since October": the last time was before.
  const before = to ? [] : saidOfFigures(reader).filter(({ word }) => isOf(word, 'not'));
  const comparator = to ? 'between' : before.length > 0 ? 'below' : 'at least';
  const required = using(requiring(reader, { metric: metric.key, comparator, value: from, to: to ?? null }), before);
  return { ...(dated ? settling(using(required, dated.words), dated) : required), periodUsed: true };
}

/** "Which accounts signed in 2026": the date is that of what they did. */
function eventNamed(reader: BookReader): Found | undefined {
  const [event] = reader.grammar.events.flatMap(({ metric, concepts }) => {
    const words = free(reader).filter(({ concept }) => concepts.has(concept));
    return words.length > 0 ? [{ metric, words }] : [];
  });
  return event;
}

/** The date that time is said of where none is named. */
function dateMeant({ reading, question }: BookReader): Metric | undefined {
  const { from, to } = reading.period;
  const today = reading.now.toISOString().slice(0, 10);
  // Who churned did so on a day.
  if (question.filters.stage === 'churned') return metricOf('churned_at');
  // What is still to come, of accounts, is a renewal.
  const ahead = from !== undefined && from > today;
  // "At risk this quarter": what is lost in a time that runs is lost when it renews.
  const runs = to !== undefined && to >= today && levelsIn(reading.words).some(({ metric }) => isBesideRenewal(metric));
  return ahead || runs ? metricOf('renewal_date') : undefined;
}

const isBesideRenewal = ({ key }: Metric): boolean =>
  metrics.some(({ beside }) => beside?.level === key && beside.named.includes('renewal_date'));

/** "At risk": from where on the catalogue calls it so; "not at risk", below that; "detractors", below what it calls low. Where a figure is said of it, that is the level. */
export const graded = (reader: BookReader): BookReader =>
  levelsIn(reader.reading.words).reduce((before, { metric, at, end, words }) => {
    const of = before.found.find((each) => each.metric === metric && each.words.some((word) => words.includes(word)));
    if ((of && before.settled.has(of)) || before.question.conditions.some((each) => each.metric === metric.key)) return before;
    const said = of ?? { metric, words };
    // Of accounts that are named it is told, not asked of others.
    if (before.reading.accounts.length > 0) return saying(before, { sort: { metric: metric.key, direction: null } });
    // "Not contacted" is called so.
    const negation = words.some(({ word }) => isOf(word, 'not')) ? undefined : notBefore(said, before);
    const level = {
      metric: metric.key,
      comparator: (end === 'low') === (negation === undefined) ? 'below' : 'at least',
      value: at,
      to: null,
    };
    const required = requiring(using(before, [...words, ...(negation ? [negation] : [])]), level);
    // "A bad survey" is no survey besides.
    const inside = required.found.filter((each) => each.words.every((word) => words.includes(word)));
    return [...inside, said].reduce(settling, saying(required, { level: metric.key }));
  }, reader);

/** "Without a champion", "no open tickets". */
export const withoutWhat = (reader: BookReader): BookReader =>
  open(reader).reduce((before, each) => {
    const negation = notBefore(each, before);
    if (!negation) return before;
    const none = isCounted(each.metric) ? { comparator: 'is', value: 0 } : { comparator: 'unknown', value: null };
    return settling(requiring(using(before, [negation]), { metric: each.metric.key, ...none, to: null }), each);
  }, reader);

/** The "not" that is said of a metric: between the two stands nothing that says something else. */
function notBefore({ words: [first] }: Found, { content, used, grammar, reading }: BookReader): Word | undefined {
  const saysNothing = (each: Word) =>
    used.has(each) || grammar.plain.has(each.concept) || isConnecting(each.word) || reading.lexicon.isIdle(each.word);
  return content.find(
    (word) =>
      isOf(word.word, 'not') && !used.has(word) && word.from < (first?.from ?? 0) && between(content, word, first).every(saysNothing),
  );
}

/** "NPS is negative". */
export const belowZero = (reader: BookReader): BookReader =>
  rest(reader)
    .filter(({ word }) => isOf(word, 'negative'))
    .reduce((before, word) => {
      const of = open(before).find(({ metric }) => fits({ unit: 'plain', falling: false }, metric));
      if (!of) return before;
      return settling(requiring(using(before, [word]), { metric: of.metric.key, comparator: 'below', value: 0, to: null }), of);
    }, reader);
