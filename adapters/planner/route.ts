import type { ToolSpec } from '../../bot/model-port.ts';
import { ACCOUNT, mask, PERSON } from './mask.ts';
import { type Slot, slotsOf } from './schema.ts';
import { meaningOf, meanings } from './vocabulary.ts';

/** A tool as the router knows it. */
export interface Route {
  tool: ToolSpec;
  slots: Slot[];
  /** Features of each example, quoted ones in the description included, and the length of their vector. */
  examples: { features: ReadonlySet<string>; norm: number }[];
  /** Every meaning its name, description and examples hold. */
  profile: Set<string>;
  /** What it is called after, the plainest words apart. */
  topic: string[];
  /** Whether its examples seldom go without one of its topic's words. */
  topical: boolean;
}

export interface Index {
  routes: Route[];
  /** Every meaning a tool knows. */
  vocabulary: ReadonlySet<string>;
  /** How much a feature tells, learnt from all tools' examples. */
  weight(feature: string): number;
}

/** Words of tool names that do not tell one tool from another. */
const PLAIN = new Set(['get', 'list', 'show', 'find', 'account', 'accounts']);

/** Reads the tools' own descriptions and examples; nothing else is known of a tool. */
export function indexTools(tools: ToolSpec[]): Index {
  const read = tools.map((tool) => {
    const positive = tool.description.split(/(?<=[.;])\s+/).filter((sentence) => !/\b(not|never|does not|nothing)\b/i.test(sentence));
    const quoted = positive.flatMap((sentence) =>
      [...sentence.matchAll(/[“"]([^”"]{6,})[”"]/g)].map((match) => (match[1] ?? '').replace(/\b[XY]\b/g, ` ${ACCOUNT} `)),
    );
    const examples = [...tool.examples, ...quoted].map((example) => features(mask(example, { account: [], person: [] }).text));
    const slots = slotsOf(tool.parameters);
    const profile = new Set([
      ...meanings(tool.name.replaceAll('_', ' ')),
      ...meanings(positive.join(' ').replace(/\([^)]*\)/g, ' ')),
      ...examples.flat(),
      ...slots.flatMap((slot) => slot.values.flatMap((value) => meanings(value.replaceAll('_', ' ')))),
    ]);
    const topic = tool.name
      .split('_')
      .filter((word) => !PLAIN.has(word))
      .map(meaningOf);
    const without = examples.filter((example) => !topic.some((word) => example.includes(word))).length;
    return {
      tool,
      slots: slotsOf(tool.parameters),
      examples,
      profile,
      topic,
      topical: topic.length > 0 && without <= examples.length * 0.25,
    };
  });
  const documents = read.flatMap((route) => route.examples.map((example) => new Set(example)));
  const frequency = new Map<string, number>();
  for (const document of documents) for (const feature of document) frequency.set(feature, (frequency.get(feature) ?? 0) + 1);
  const weight = (feature: string) => {
    const idf = Math.log(1 + documents.length / (0.5 + (frequency.get(feature) ?? 0)));
    return idf * (feature.includes(' ') ? 0.5 : 1) * (feature === ACCOUNT || feature === PERSON ? 0.6 : 1);
  };
  const routes = read.map(
    (route): Route => ({
      ...route,
      examples: route.examples.map((example) => {
        const held = new Set(example);
        return { features: held, norm: norm(held, weight) };
      }),
    }),
  );
  return { routes, vocabulary: new Set(routes.flatMap(({ profile }) => [...profile])), weight };
}

/** Reads a list of tools once: the next question with the same ones finds it read. */
export function createIndexer(): (tools: ToolSpec[]) => Index {
  let last: { tools: ToolSpec[]; index: Index } | undefined;
  return (tools) => {
    if (!last || last.tools.length !== tools.length || last.tools.some((tool, at) => tool !== tools[at]))
      last = { tools: [...tools], index: indexTools(tools) };
    return last.index;
  };
}

const norm = (features: ReadonlySet<string>, weight: Index['weight']): number =>
  Math.sqrt([...features].reduce((sum, feature) => sum + weight(feature) ** 2, 0));

/** Meanings and pairs of neighbouring meanings of a masked text. */
export function features(masked: string): string[] {
  const single = meanings(masked.replace(/reach(ing)? out/gi, 'draft note').replace(/\bwhat if\b/gi, 'whatif'));
  return [...single, ...single.slice(1).map((word, index) => `${single[index]} ${word}`)];
}

/** How well a question fits a tool's examples and profile: 0 (nothing shared) to about 1 (an example word for word). */
export function similarity(question: string[], route: Route, { weight }: Index): number {
  const asked = new Set(question);
  if (asked.size === 0) return 0;
  const squares = [...asked].map((feature) => [feature, weight(feature) ** 2] as const);
  const askedNorm = norm(asked, weight);
  const closest = Math.max(
    0,
    ...route.examples.map((example) => {
      const shared = squares.reduce((sum, [feature, square]) => (example.features.has(feature) ? sum + square : sum), 0);
      return shared / (askedNorm * example.norm || 1);
    }),
  );
  const single = [...asked].filter((feature) => !feature.includes(' '));
  const total = single.reduce((sum, feature) => sum + weight(feature), 0);
  const covered = single.filter((feature) => route.profile.has(feature)).reduce((sum, feature) => sum + weight(feature), 0);
  return 0.65 * closest + 0.35 * (total > 0 ? covered / total : 0);
}
