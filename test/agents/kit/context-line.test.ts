import { expect, test } from '@jest/globals';
import { conditionWords } from '../../../agents/kit/conditions.ts';
import { contextLine } from '../../../agents/kit/present/index.ts';
import { plain } from '../../../agents/kit/text.ts';

const missingIn = (missing: string[]): string => {
  const part = contextLine({ asOf: '2026-11-22T09:00:00Z', missing });
  return part.type === 'context' ? plain(part.text) : '';
};

test('of many gaps the first are named and the others counted; one more than that is named', () => {
  expect(missingIn(['a', 'b', 'c', 'd', 'e'])).toBe('As of 22 Nov · Missing: a; b; c; d; e');
  expect(missingIn(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('As of 22 Nov · Missing: a; b; c; d and 2 more');
  expect(missingIn([])).toBe('As of 22 Nov · Nothing missing');
});

test('one or more of what is counted is told as people say it; what is measured keeps its comparison', () => {
  const above = (metric: string, value: number) => conditionWords({ metric, comparator: 'above', value });
  expect(above('open_urgent_tickets', 0)).toBe('with open urgent tickets');
  expect(above('open_urgent_tickets', 2)).toBe('open urgent tickets above 2');
  expect(above('days_overdue', 0)).toBe('days overdue above 0');
});
