import { metrics } from '../../../agents/metrics/index.ts';
import type { ToolSpec } from '../../../bot/model-port.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { type BookGrammar, bookGrammar } from '../book/grammar.ts';
import { openingOf } from '../reading/clauses.ts';
import { ACCOUNT, mask, PERSON } from '../reading/mask.ts';
import { compounded, featuresOf } from '../reading/reading.ts';
import { isNoise, SHORTHAND } from '../words/grammar.ts';
import { kept } from '../words/kept.ts';
import { createLexicon, type Lexicon } from '../words/lexicon.ts';
import { type Objects, objectsOf } from './object.ts';
import { type Slot, slotsOf } from './schema.ts';

/** A tool as the router knows it. */
export interface Route {
  tool: ToolSpec;
  slots: Slot[];
  /** Features of each example, quoted ones in the description included, and the length of their vector. */
  examples: { features: ReadonlySet<string>; norm: number }[];
  /** All of these features. */
  features: ReadonlySet<string>;
  /** Every concept its name, description and examples hold. */
  profile: Set<string>;
  /** Those people ask it by: of its name, examples, words and values. */
  asked: Set<string>;
  /** What changes of the same topic are asked by: "who recorded it?" is a question to what shows it. */
  kin: Set<string>;
  /** What its examples begin with; and those words as they are written. */
  openings: Set<string>;
  openingWords: Set<string>;
  /** What it is done to. */
  objects: Objects;
  /** What it is called after, the plainest words apart. */
  topic: string[];
  /** Whether its examples seldom go without one of its topic's words. */
  topical: boolean;
}

export interface Index {
  /** Tools that are reached by what they are like. */
  routes: Route[];
  /** The tools that list accounts, and that sum up over them: reached by grammar. */
  list?: Route;
  sums?: Route;
  book: BookGrammar;
  lexicon: Lexicon;
  /** How much a feature tells, learnt from all tools' examples. */
  weight(feature: string): number;
}

const SLIGHT = 0.25;

/** Words of tool names that do not tell one tool from another. */
const PLAIN = new Set(['get', 'list', 'show', 'find', 'account', 'accounts']);

/** An example without the names in it: they are no words of ours. */
const masked = (example: string): string => mask(example, { account: [], person: [] }).text;

/** Reads the tools' own words, descriptions and examples, and the metrics'; nothing else is known of what can be asked. */
export function indexTools(given: ToolSpec[]): Index {
  // What nobody gave an example of cannot be asked for.
  const tools = given.filter(({ examples }) => examples.length > 0);
  const lexicon = createLexicon({
    synonyms: [...tools.flatMap((tool) => tool.words ?? []), ...SHORTHAND],
    texts: [
      ...tools.flatMap((tool) => [tool.name.replaceAll('_', ' '), ...tool.examples.map(masked), ...valuesIn(tool.parameters)]),
      ...metrics.flatMap(({ key, label, aliases }) => [key.replaceAll('_', ' '), label, ...aliases]),
    ],
  });
  const concepts = (text: string) => lexicon.concepts(text);
  const read = tools.map((tool) => {
    const positive = tool.description.split(/(?<=[.;])\s+/).filter((sentence) => !/\b(not|never|does not|nothing)\b/i.test(sentence));
    const quoted = positive.flatMap((sentence) =>
      [...sentence.matchAll(/[“"]([^”"]{6,})[”"]/g)].map((match) => (match[1] ?? '').replace(/\b[XY]\b/g, ` ${ACCOUNT} `)),
    );
    const said = [...tool.examples, ...quoted].map((each) => compounded(masked(each), lexicon));
    const slots = slotsOf(tool.parameters, lexicon);
    const takesNote = slots.some(({ kind, required }) => kind === 'text' && required);
    // What is written down follows the colon; it says nothing of the wish.
    const examples = said.map((example) => featuresOf(takesNote ? (example.split(/:\s/)[0] ?? '') : example, lexicon));
    const asked = new Set([
      ...concepts(tool.name.replaceAll('_', ' ')),
      ...said.flatMap((example) => featuresOf(example, lexicon)),
      ...(tool.words ?? []).flatMap((line) => concepts(line.split(':')[0] ?? '')),
      ...slots.flatMap((slot) => slot.parts.flat()),
    ]);
    const topic = tool.name
      .split('_')
      .filter((word) => !PLAIN.has(word))
      .map(lexicon.conceptOf);
    const without = examples.filter((example) => !topic.some((word) => example.includes(word))).length;
    return {
      tool,
      slots,
      examples,
      asked,
      profile: new Set([...asked, ...concepts(positive.join(' ').replace(/\([^)]*\)/g, ' '))]),
      openings: new Set(
        said.flatMap((example) =>
          [words(example).find((word) => !isNoise(word)) ?? '', openingOf(example)].filter(Boolean).map(lexicon.conceptOf),
        ),
      ),
      openingWords: new Set([...said, ...tool.examples].map(openingOf)),
      objects: objectsOf(said.map((example) => ({ opening: lexicon.conceptOf(openingOf(example)), concepts: lexicon.concepts(example) }))),
      topic,
      topical: topic.length > 0 && without <= examples.length * 0.25,
    };
  });
  const documents = read.flatMap((route) => route.examples.map((example) => new Set(example)));
  const frequency = new Map<string, number>();
  for (const document of documents) for (const feature of document) frequency.set(feature, (frequency.get(feature) ?? 0) + 1);
  const weight = kept((feature: string) => {
    const idf = Math.log(1 + documents.length / (0.5 + (frequency.get(feature) ?? 0)));
    // A word that nothing in the catalogue has, or two side by side, says nothing of any tool.
    if (!frequency.has(feature) && feature.split(' ').some((word) => !lexicon.knows(word))) return SLIGHT * idf;
    return idf * (feature.includes(' ') ? 0.5 : 1) * (feature === ACCOUNT || feature === PERSON ? 0.6 : 1);
  });
  const all = read.map(
    (route): Route => ({
      ...route,
      kin: new Set(
        route.tool.access === 'read'
          ? read.flatMap(({ tool, openings, topic, slots }) =>
              tool.access === 'act' && tool.topic === route.tool.topic
                ? [...openings, ...topic, ...slots.flatMap(({ kind, nameCues }) => (kind === 'text' ? [...nameCues] : []))]
                : [],
            )
          : [],
      ),
      features: new Set(route.examples.flat()),
      examples: route.examples.map((example) => {
        const held = new Set(example);
        return { features: held, norm: norm(held, weight) };
      }),
    }),
  );
  const compares = ({ slots }: Route) => slots.some(({ items }) => items?.some(({ name }) => name === 'comparator'));
  const list = all.find((route) => compares(route) && route.slots.some(({ name }) => name === 'sort'));
  const sums = all.find((route) => compares(route) && route.slots.some(({ name }) => name === 'groupBy'));
  return {
    routes: all.filter((route) => route !== list && route !== sums),
    list,
    sums,
    book: bookGrammar({ list: list?.slots ?? [], sums: sums?.slots ?? [], lexicon }),
    lexicon,
    weight,
  };
}

function valuesIn(parameters: unknown): string[] {
  if (!parameters || typeof parameters !== 'object') return [];
  if (Array.isArray(parameters)) return parameters.flatMap(valuesIn);
  const { enum: values, ...rest } = parameters as { enum?: unknown[] };
  return [
    ...(values ?? []).flatMap((value) => (typeof value === 'string' ? [value.replaceAll('_', ' ')] : [])),
    ...Object.values(rest).flatMap(valuesIn),
  ];
}

/** People of different roles are told of different tools. */
const MOST_LISTS = 16;

const read: { tools: ToolSpec[]; index: Index }[] = [];

/** A list of tools as the router knows it, read once: the next question with the same ones finds it read. */
export function indexOf(tools: ToolSpec[]): Index {
  const same = read.find((list) => list.tools.length === tools.length && list.tools.every((tool, at) => tool === tools[at]));
  if (same) return same.index;
  const list = { tools: [...tools], index: indexTools(tools) };
  read.unshift(list);
  read.length = Math.min(read.length, MOST_LISTS);
  return list.index;
}

const norm = (features: ReadonlySet<string>, weight: Index['weight']): number =>
  Math.sqrt([...features].reduce((sum, feature) => sum + weight(feature) ** 2, 0));

/** How well a question fits a tool's examples and profile: 0 (nothing shared) to about 1 (an example word for word). */
export function likeness(question: readonly string[], { weight }: Pick<Index, 'weight'>): (route: Route) => number {
  const asked = [...new Set(question)].map((feature) => ({ feature, weight: weight(feature), square: weight(feature) ** 2 }));
  if (asked.length === 0) return () => 0;
  const askedNorm = norm(new Set(question), weight);
  const single = asked.filter(({ feature }) => !feature.includes(' '));
  const total = single.reduce((sum, each) => sum + each.weight, 0);
  return ({ examples, features, profile }) => {
    const held = asked.filter(({ feature }) => features.has(feature));
    let closest = 0;
    for (const example of held.length > 0 ? examples : []) {
      let shared = 0;
      for (const { feature, square } of held) if (example.features.has(feature)) shared += square;
      closest = Math.max(closest, shared / (askedNorm * example.norm || 1));
    }
    let covered = 0;
    for (const { feature, weight } of single) if (profile.has(feature)) covered += weight;
    return 0.65 * closest + 0.35 * (total > 0 ? covered / total : 0);
  };
}

export const nulls = ({ slots }: Route): Record<string, unknown> => Object.fromEntries(slots.map((slot) => [slot.name, null]));
