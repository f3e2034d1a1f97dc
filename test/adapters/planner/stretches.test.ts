import { describe, expect, test } from '@jest/globals';
import { periodOf } from '../../../adapters/planner/reading/dates.ts';

const NOW = new Date('2026-11-27T09:00:00Z');
const days = (text: string) => {
  const { from, to } = periodOf(text, NOW);
  return [from, to];
};

describe('stretches of time no single day names', () => {
  test.each([
    ['by eow', '2026-11-27', '2026-11-29'],
    ['before the end of the quarter', '2026-11-27', '2026-12-31'],
    ['where will the quarter land', '2026-10-01', '2026-12-31'],
    ['commit for the year', '2026-01-01', '2026-12-31'],
    ['rest of this month', '2026-11-27', '2026-11-30'],
    ['renewals b4 xmas', '2026-11-27', '2026-12-25'],
    ['h1 renewals', '2027-01-01', '2027-06-30'],
    ['renewals in h2 2025', '2025-07-01', '2025-12-31'],
    ['renewing jan to mar', '2027-01-01', '2027-03-31'],
    ['renewals in q1 27', '2027-01-01', '2027-03-31'],
    ['who spoke for us in 2025', '2025-01-01', '2025-12-31'],
    ['calls last december', '2025-12-01', '2025-12-31'],
    ['what happened in late october', '2026-10-21', '2026-10-31'],
    ['calls in mid-november', '2026-11-11', '2026-11-20'],
    ['contracts that run out in january', '2027-01-01', '2027-01-31'],
  ])('%s', (text, from, to) => {
    expect(days(text)).toEqual([from, to]);
  });

  test.each([
    ['arr won ytd', '2026-01-01'],
    ['tickets in the last couple of weeks', '2026-11-06'],
    ['since the start of the quarter', '2026-10-01'],
    ['call in 20 min, not looked at since early nov', '2026-11-01'],
  ])('%s has no end', (text, from) => {
    expect(days(text)).toEqual([from, undefined]);
  });

  test.each(['the week 8 checkpoint', 'the month after?', 'et le mois d’après ?', 'the week of the launch'])(
    '%s is not the one that runs',
    (text) => {
      expect(days(text)).toEqual([undefined, undefined]);
    },
  );

  test('a day with its year is that day', () => {
    expect(days('between 1 June 2025 and 3 July 2025')).toEqual(['2025-06-01', '2025-07-03']);
  });
});

test('a month that says which ones is that month; what is another word too is none', () => {
  expect(periodOf('which December renewals have no call', NOW)).toMatchObject({ from: '2026-12-01', to: '2026-12-31' });
  expect(periodOf('may renewals slip', NOW)).toEqual({ spans: [] });
});
