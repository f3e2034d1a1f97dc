import type { WireTool } from './wire.ts';

type Ranked = Pick<WireTool, 'name' | 'description' | 'examples' | 'topic'>;

/** Beginnings of words are compared, so that "renewals" and "renewing" are one. */
const STEM = 5;
const termsOf = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .normalize('NFKD')
      .match(/[\p{L}\p{N}]{3,}/gu) ?? []
  ).map((word) => word.slice(0, STEM));

/** What a tool answers to: its examples weigh most, then its name, then what it says of itself. */
const fieldsOf = ({ name, description, examples, topic }: Ranked): [string, number][] => [
  [examples.join(' '), 1],
  [name.replaceAll('_', ' '), 1.5],
  [description, 0.6],
  [topic, 0.3],
];

type Fields = (readonly [terms: ReadonlySet<string>, weight: number])[];
const read = new WeakMap<Ranked, Fields>();

/** What tools say of themselves is the same in every question. */
function termsIn(tool: Ranked): Fields {
  const known = read.get(tool);
  if (known) return known;
  const fields = fieldsOf(tool).map(([field, weight]) => [new Set(termsOf(field)), weight] as const);
  read.set(tool, fields);
  return fields;
}

/** Tools by how much of what tells them apart a text holds; those that share nothing with it are left out. */
export const rankTools = <Tool extends Ranked>(text: string, tools: readonly Tool[]): Tool[] =>
  fitTools(text, tools).map(({ tool }) => tool);

/** The same with how much of the text each answers to: all of it is 1, where its examples say it. */
export function fitTools<Tool extends Ranked>(text: string, tools: readonly Tool[]): { tool: Tool; share: number }[] {
  const asked = new Set(termsOf(text));
  const all = tools.map((tool) => ({ tool, fields: termsIn(tool) }));
  const rare = (term: string) =>
    Math.log(1 + tools.length / (1 + all.filter(({ fields }) => fields.some(([terms]) => terms.has(term))).length));
  const rarity = new Map([...asked].map((term) => [term, rare(term)]));
  const whole = [...rarity.values()].reduce((sum, each) => sum + each, 0);
  const scored = all.map(({ tool, fields }) => {
    const weights = [...rarity].map(
      ([term, rarely]) => rarely * Math.max(0, ...fields.map(([terms, weight]) => (terms.has(term) ? weight : 0))),
    );
    return { tool, share: weights.reduce((sum, each) => sum + each, 0) / whole };
  });
  return scored.filter(({ share }) => share > 0).toSorted((a, b) => b.share - a.share);
}
