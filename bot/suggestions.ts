import { capital } from '../agents/metrics/index.ts';
import type { Catalog } from '../tools/catalog.ts';

/** Gives a few questions to begin with; each time the next ones, so that over time all that Greendoor can do is offered. */
export type Suggest = (count: number) => string[];

/** From the examples of what only reads, one agent after the other: the first four show four agents. */
export function createSuggestions(catalog: Catalog): Suggest {
  const reading = catalog.all.filter(({ access }) => access === 'read');
  const topics = [...Map.groupBy(reading, ({ name }) => catalog.wire(name).topic).values()].map((tools) =>
    alternating(tools.map((tool) => tool.examples)),
  );
  const questions = [...new Set(alternating(topics))];
  let next = 0;
  return (count) => {
    const picked = Array.from({ length: Math.min(count, questions.length) }, (_, at) =>
      capital(questions[(next + at) % questions.length] ?? ''),
    );
    next = (next + count) % Math.max(1, questions.length);
    return picked;
  };
}

/** The first of each list, then the second of each … */
function alternating(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}
