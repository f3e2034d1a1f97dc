import { expect, test } from '@jest/globals';
import { happenedAt } from '../../../adapters/segment/times.ts';

const NOW = new Date('2026-11-28T12:00:00Z');
const happened = (timestamp: string, sentAt: unknown) => happenedAt({ timestamp, sentAt }, NOW)?.toISOString();

test('a clock that is wrong is corrected by when it says it sent', () => {
  expect(happened('2024-11-28T10:00:00Z', '2024-11-28T10:00:05Z')).toBe('2026-11-28T11:59:55.000Z');
  expect(happened('1970-01-01T00:09:00Z', '1970-01-01T00:10:00Z')).toBe('2026-11-28T11:59:00.000Z');
});

test.each([0, '1970-01-01T00:00:00Z', '2026-11-20T00:00:00Z', '2255-06-05T23:47:34Z', 'never'])(
  'a time of sending that cannot be (%s) is ignored',
  (sentAt) => {
    expect(happened('2026-11-28T11:00:00Z', sentAt)).toBe('2026-11-28T11:00:00.000Z');
  },
);
