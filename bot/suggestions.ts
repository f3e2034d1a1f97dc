import { capital } from '../agents/metrics/index.ts';
import type { Catalog } from '../tools/catalog.ts';

/** Gives a few questions to begin with; each time the next ones, so that over time every agent's are offered. */
export type Suggest = (count: number) => string[];

type Tools = Catalog['all'];

/** Questions to begin with, one agent after the other: the first four show four agents. */
export function createSuggestions(catalog: Catalog): Suggest {
  const questions = firstQuestions(catalog, catalog.all);
  let next = 0;
  return (count) => {
    const picked = Array.from({ length: Math.min(count, questions.length) }, (_, at) => questions[(next + at) % questions.length] ?? '');
    next = (next + count) % Math.max(1, questions.length);
    return picked;
  };
}

/** The first example of what only reads, where anybody can ask it first. */
export function firstQuestions(catalog: Catalog, tools: Tools): string[] {
  const reading = tools.filter(({ access }) => access === 'read');
  const topics = Map.groupBy(reading, ({ name }) => catalog.wire(name).topic);
  const asked = [...topics.values()].map((of) => of.flatMap(({ examples }) => examples.slice(0, 1).filter(standsAlone)));
  return [...new Set(alternating(asked).map(capital))];
}

/** A name is of somebody whom not every company has; what points back needs something said before. */
const standsAlone = (question: string): boolean => !/(?<=\s)\p{Lu}\p{Ll}/u.test(question) && !/\bthat\b|\bthis$/.test(question);

/** The first of each list, then the second of each … */
function alternating(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}
