import { metricOf } from '../../../agents/metrics/index.ts';
import type { Reading, Word } from '../reading/reading.ts';
import { isOf } from '../words/grammar.ts';
import type { Found } from './condition.ts';
import type { BookGrammar } from './grammar.ts';
import { groupIn } from './groups.ts';
import type { BookQuestion } from './question.ts';
import { type BookReader, requiring, rest, type Step, saying, using } from './reader.ts';
import { isOwnWord, namedIn, negationOf, saysState, withOtherNames } from './words.ts';

/** What a question about accounts calls by name: people, regions, groups, metrics and the values of filters. */

/** Whose accounts, and where: "my", "Omar's", "in EMEA". */
export function who(reader: BookReader): BookReader {
  const { owner, colleagues, regions, lexicon } = reader.reading;
  const [region] = regions;
  const filters = { ...(owner && { owner }), ...(region && { region: region.name }) };
  const owners = [...new Set(colleagues.map(({ name }) => name))];
  const several =
    owners.length > 1
      ? { name: 'owner', values: owners }
      : regions.length > 1
        ? { name: 'region', values: regions.map(({ name }) => name) }
        : undefined;
  const named = saying(reader, { filters, ...(several && { several }) });
  // "The EMEA region".
  return region
    ? using(
        named,
        reader.content.filter(({ concept }) => concept === lexicon.conceptOf('region')),
      )
    : named;
}

/** By what accounts are told apart, and who or what has most of them. */
export function groupedBy(reader: BookReader): BookReader {
  const grouped = groupIn(reader.reading, reader.content, reader.grammar.groups);
  if (!grouped) return reader;
  const said = saying(reader, { groupBy: grouped.value, ...(grouped.counts && { measure: 'count' }) });
  return using({ ...said, grouped }, grouped.words);
}

/** Words that compare; what was said of them before stays said. */
export const comparedBy =
  (wordsOf: (reading: Reading, question: BookQuestion) => Word[]): Step =>
  (reader) => {
    const words = wordsOf(reader.reading, reader.question).filter((each) => !reader.compares.includes(each));
    return using({ ...reader, compares: [...reader.compares, ...words] }, words);
  };

/** The longest names first. */
export function metricsNamed(reader: BookReader): BookReader {
  const { content, grammar } = reader;
  const used = new Set(reader.used);
  const found: Found[] = [];
  for (const { metric, parts, own } of grammar.metrics) {
    const among = own ? content.filter((each) => isOwnWord(each, own)) : content;
    for (let words = namedIn(among, used, parts); words; words = namedIn(among, used, parts)) {
      if (isValue(words, reader) && !(isDated(reader) && metric.unit === 'date')) break;
      // "Support tickets open": one of its names beside another is still its name.
      const run = withOtherNames(words, metric, content, used, grammar.metrics);
      for (const word of run) used.add(word);
      found.push({ metric, words: run });
    }
  }
  return { ...reader, used, found: found.toSorted((a, b) => (a.words[0]?.from ?? 0) - (b.words[0]?.from ?? 0)) };
}

/** "onboarding accounts" are in a stage … */
const isValue = (words: readonly Word[], { grammar }: BookReader): boolean =>
  words.length === 1 &&
  grammar.filters.some(({ values }) => values.some((each) => each.words.length === 1 && each.words[0] === words[0]?.word));

/** … "renewing in 60 days" renew. */
const isDated = ({ reading, question }: BookReader): boolean =>
  reading.constraints.length > 0 || reading.period.spans.length > 0 || question.groupBy === 'renewal_month';

/** Whose accounts, of another role: "where Omar is the account executive". */
export function executiveNamed(reader: BookReader): BookReader {
  const executive = reader.found.find(({ metric: { key } }) => key === 'account_executive');
  const { owner, ...filters } = reader.question.filters;
  if (!executive || !owner) return reader;
  return { ...saying(reader, { filters: { ...filters, executive: owner } }), found: reader.found.filter((each) => each !== executive) };
}

type Filter = BookGrammar['filters'][number];

interface State {
  value: string;
  words: Word[];
}

/** Red, onboarding, fintech: values of the arguments that choose accounts. */
export function filtersNamed(reader: BookReader): BookReader {
  const share = rest(reader).find(({ word }) => isOf(word, 'share'));
  return reader.grammar.filters.reduce((before, filter) => {
    const after = filterNamed(before, filter);
    return share && after !== before ? toldBeside(after, filter, share) : after;
  }, reader);
}

function filterNamed(reader: BookReader, { slot, values }: Filter): BookReader {
  const [first, ...others] = statesIn(reader, values);
  if (!first) return reader;
  const negation = negationOf(first.words, reader.content, reader.grammar.plain);
  const said = negation ? leavingOut(reader, slot.name, first.value) : choosing(reader, slot.name, first.value);
  if (!said) return reader;
  // "Red and orange": each for itself.
  const each = negation || others.length === 0 || said.question.several ? [] : others;
  const several = { name: slot.name, values: [first, ...each].map(({ value }) => value) };
  return using(each.length > 0 ? saying(said, { several }) : said, [
    ...(negation ? [negation] : []),
    ...[first, ...each].flatMap(({ words }) => words),
    ...reader.content.filter(({ concept }) => slot.nameCues.has(concept)),
  ]);
}

const statesIn = ({ content, used }: BookReader, values: Filter['values']): State[] =>
  values
    .flatMap(({ value, parts }) => {
      const words = namedIn(content, used, parts);
      return words && saysState(value, words) ? [{ value, words }] : [];
    })
    .toSorted((a, b) => (a.words[0]?.from ?? 0) - (b.words[0]?.from ?? 0));

const choosing = (reader: BookReader, name: string, value: string): BookReader =>
  saying(reader, { filters: { ...reader.question.filters, [name]: value } });

/** Nothing where there is no way to leave a value out. */
function leavingOut(reader: BookReader, name: string, value: string): BookReader | undefined {
  const metric = metricOf(name) ?? metricOf(`health_${name}`);
  if (metric?.values) return requiring(reader, { metric: metric.key, comparator: 'is not', value, to: null });
  // Those who churned are left out as it is.
  return value === 'churned' ? reader : undefined;
}

/** "What share of them is red": told beside all the others. */
function toldBeside(reader: BookReader, { slot }: Filter, share: Word): BookReader {
  const { question, grammar } = reader;
  if (question.groupBy || !grammar.groups.some(({ value }) => value === slot.name)) return reader;
  const { [slot.name]: _, ...filters } = question.filters;
  return using(saying(reader, { groupBy: slot.name, measure: 'count', filters }), [share]);
}
