import { expect, test } from '@jest/globals';
import { agents } from '../../agents/index.ts';
import { createSuggestions } from '../../bot/suggestions.ts';
import { createCatalog } from '../../tools/catalog.ts';

const catalog = createCatalog(agents);
const topicOf = (question: string) => {
  const tool = catalog.all.find(({ examples: [first = ''] }) => first.toLowerCase() === question.toLowerCase());
  return tool && catalog.wire(tool.name).topic;
};

test('what one may begin with names nobody and points at nothing, comes from one agent after the other, and goes on', () => {
  const suggest = createSuggestions(catalog);
  const first = suggest(4);
  expect(new Set(first.map(topicOf)).size).toBe(4);
  const second = suggest(4);
  expect(second.filter((each) => first.includes(each))).toEqual([]);
  for (const question of suggest(1_000)) {
    expect(question).not.toMatch(/ [A-Z][a-z]|\bthat\b|\bthis$/);
    expect(topicOf(question)).toBeDefined();
  }
});
