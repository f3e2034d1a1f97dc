import type { Reading, Span, Word } from '../reading/reading.ts';
import { isOf } from '../words/grammar.ts';
import type { Found } from './condition.ts';
import type { BookGrammar } from './grammar.ts';
import { groupIn } from './groups.ts';
import { leavingOut, leftOut } from './left-out.ts';
import type { BookQuestion } from './question.ts';
import { type BookReader, rest, type Step, saying, using } from './reader.ts';
import { isOwnWord, namedIn, saysState, withOtherNames } from './words.ts';

/** What a question about accounts calls by name: people, regions, groups, metrics and the values of filters. */

/** Whose accounts, and where: "my", "Omar's", "in EMEA", "not in EMEA". */
export function who(reader: BookReader): BookReader {
  const { lexicon, colleagues, regions, owner, words } = reader.reading;
  const cue = new Set([lexicon.conceptOf('region')]);
  const places = leftOut(regions, reader, cue);
  // "That are not mine"; but whom I have not met may be mine.
  const own = owner === 'mine' ? words.filter(({ word }) => isOf(word, 'mine') && /^m/.test(word)).slice(0, 1) : [];
  const people = leftOut([...colleagues, ...own.map((each) => ({ ...each, name: owner ?? '' }))], reader, ownerCues(reader));
  const before = [
    ...places.out.map(({ name }) => ['region', name] as const),
    ...people.out.map(({ name }) => ['owner', name] as const),
  ].reduce((read, [by, name]) => leavingOut(read, by, name, [...places.said, ...people.said]) ?? read, reader);
  const [region] = places.rest;
  const filters = { ...(owner && people.out.length === 0 && { owner }), ...(region && { region: region.name }) };
  const owners = [...new Set([...people.rest.map(({ name }) => name), ...besideMine(reader)])];
  const several =
    owners.length > 1
      ? { name: 'owner', values: owners }
      : places.rest.length > 1
        ? { name: 'region', values: places.rest.map(({ name }) => name) }
        : undefined;
  const named = saying(before, { filters, ...(several && { several }) });
  // "The EMEA region".
  return regions.length > 0
    ? using(
        named,
        reader.content.filter(({ concept }) => cue.has(concept)),
      )
    : named;
}

/** "Of Diego and mine": one's own are asked for beside those of a colleague. */
function besideMine({ reading: { colleagues, words, text } }: BookReader): string[] {
  const joins = (from: number, to: number) =>
    /^(?:['’]s?)?\s*(?:\p{L}+\s+)?(?:and|or|und|oder|et|ou|y|o|&|\+|vs\.?)\s+$/iu.test(text.slice(from, to));
  const own = words.filter(({ word }) => MINE.test(word));
  const isJoined = own.some((mine) => colleagues.some(({ from, to }) => joins(to, mine.from) || joins(mine.to, from)));
  return isJoined ? ['mine'] : [];
}
const MINE = /^(?:mine|my|me|myself|meine?\w*|mich|mir|moi|mes|mon|ma|mis?|mi[oa]s?|yo)$/;

/** "Not owned by Omar": what owning is called. */
const ownerCues = ({ grammar }: BookReader): ReadonlySet<string> =>
  new Set(grammar.metrics.filter(({ metric: { key } }) => key === 'owner').flatMap(({ parts }) => (parts.length === 1 ? parts : [])));

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
  const said = new Set(content.map(({ concept }) => concept));
  const used = new Set(reader.used);
  const found: Found[] = [];
  for (const { metric, parts, own } of grammar.metrics) {
    if (!parts.every((part) => said.has(part))) continue;
    const among = own ? content.filter((each) => isOwnWord(each, own)) : content;
    const next = () => namedIn(among, used, parts, reader.reading.text);
    for (let words = next(); words; words = next()) {
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
const isValue = (words: readonly Word[], { grammar, reading }: BookReader): boolean => {
  const [word, ...others] = words;
  const ofBook = reading.words.some((each) => grammar.plain.has(each.concept) || WE.test(each.word));
  const isState = (value: string) => ofBook && value === 'churned' && saysState(value, words, reading);
  const means = ({ value, words: own, parts }: Filter['values'][number]) =>
    own.length === 1 && (own[0] === word?.word || (parts[0] === word?.concept && isState(value)));
  return others.length === 0 && grammar.filters.some(({ values }) => values.some(means));
};

/** Whom we lost was an account. */
const WE = /^(?:we|wir|nous|hemos|perdimos)$/;

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

interface State extends Span {
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
  const { out, said, rest: chosen } = leftOut(statesIn(reader, values), reader, slot.nameCues);
  const without = out.reduce<BookReader | undefined>(
    (before, { value, words }) => before && leavingOut(before, slot.name, value, [...said, ...words]),
    reader,
  );
  const [first] = chosen;
  if (!without || out.length + chosen.length === 0) return reader;
  const beside = without.question.several !== undefined;
  const together = beside && slot.many && chosen.length > 1 ? chosen.map(({ value }) => value) : first?.value;
  const filters = { ...reader.question.filters, ...(together && { [slot.name]: together }) };
  // "Red and orange": each for itself.
  const each = beside && !slot.many ? chosen.slice(0, 1) : chosen;
  const several =
    each.length > 1 && !beside
      ? { several: { name: slot.name, values: each.map(({ value }) => value), ...(slot.many && { many: slot.many }) } }
      : {};
  return using(saying(without, { filters, ...several }), [
    ...each.flatMap(({ words }) => words),
    ...reader.content.filter(({ concept }) => slot.nameCues.has(concept)),
  ]);
}

/** "Plus orange", "retail too": beside those that were asked for before. */
export function addedTo(reader: BookReader): BookReader {
  const { question, grammar } = reader;
  const words = rest(reader).filter(({ word }) => ADDS.test(word));
  const named = grammar.filters.some(({ slot }) => slot.many && slot.name in question.filters);
  return named && words.length > 0 ? using(saying(reader, { adds: true }), words) : reader;
}
const ADDS =
  /^(?:plus|add|also|too|includ(?:e|ing)|additionally|auch|dazu|zusatzlich|inklusive|aussi|egalement|ajoute[rz]?|tambien|ademas|anade|incluye(?:ndo)?)$/;

const statesIn = ({ content, used, reading }: BookReader, values: Filter['values']): State[] =>
  values
    .flatMap(({ value, parts }) => {
      const words = namedIn(content, used, parts);
      const [first, last] = [words?.[0], words?.at(-1)];
      return words && first && last && saysState(value, words, reading) ? [{ value, words, from: first.from, to: last.to }] : [];
    })
    .toSorted((a, b) => a.from - b.from);

/** "What share of them is red": told beside all the others. */
function toldBeside(reader: BookReader, { slot }: Filter, share: Word): BookReader {
  const { question, grammar } = reader;
  if (question.groupBy || !grammar.groups.some(({ value }) => value === slot.name)) return reader;
  const { [slot.name]: _, ...filters } = question.filters;
  return using(saying(reader, { groupBy: slot.name, measure: 'count', filters }), [share]);
}
