import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import '../../support/seed.ts';
import type { AccountFacts } from '../../../agents/facts/account-facts.ts';
import { historyChart } from '../../../agents/health-score/history-chart.ts';
import { type Milestone, milestonesOf } from '../../../agents/health-score/milestones.ts';
import { plain } from '../../../agents/kit/text.ts';

const WEEK = 7 * 86_400_000;
const NOW = Date.parse('2026-11-22T09:00:00Z');
const weekly = (scores: number[]) =>
  scores.map((score, index) => ({ asOf: new Date(NOW - (scores.length - 1 - index) * WEEK).toISOString(), score }));
const ago = (days: number) => new Date(NOW - days * 86_400_000);
const milestone = (days: number, text: string, direction: Milestone['direction'], weight: number): Milestone => ({
  at: ago(days).toISOString(),
  kind: text,
  text,
  direction,
  weight,
});

describe('health over time', () => {
  test('is titled with the finding and marks what happened', () => {
    const chart = historyChart(weekly([86, 86, 84, 80, 71, 60, 50]), [
      milestone(41, 'Champion left: Ann Lee', 'bad', 5),
      milestone(20, 'Complaint', 'bad', 3),
      milestone(13, 'Budget approved', 'good', 4),
      milestone(300, 'Layoffs', 'bad', 4),
    ]);
    if (chart.type !== 'chart') throw new Error('no chart');
    expect(chart.title).toBe('Health fell from 86 to 50 since 11 Oct; champion left: Ann Lee, 12 Oct');
    expect(chart.alt).toBe(`${chart.title}. Between 50 and 86 over 7 weeks.`);
    expect(chart.marks).toEqual([
      { x: '18 Oct', label: 'Champion left: Ann Lee (12 Oct)' },
      { x: '8 Nov', label: 'Complaint (2 Nov)' },
      { x: '15 Nov', label: 'Budget approved (9 Nov)' },
    ]);
  });

  test('does not credit a rise to bad news, nor name a cause of what did not move', () => {
    const bad = [milestone(10, 'Champion left', 'bad', 5)];
    expect(historyChart(weekly([60, 62, 70, 81]), bad)).toMatchObject({ title: 'Health rose from 60 to 81 since 1 Nov' });
    expect(historyChart(weekly([80, 81, 80, 81]), bad)).toMatchObject({ title: 'Health held at 81 over 4 weeks' });
  });

  test('is words where there are fewer than four weeks', () => {
    expect(historyChart(weekly([80, 70, 60]), [])).toEqual({
      type: 'text',
      text: 'Too few weeks for a course: 8 Nov: 80, 15 Nov: 70, 22 Nov: 60.',
    });
    expect(historyChart([], [])).toEqual({ type: 'text', text: 'Too few weeks for a course.' });
  });

  test('whatever the course, the title’s figures are the chart’s own and every mark stands on its axis', () => {
    const scores = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 4, maxLength: 27 });
    const news = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 200 }).map((days) => ago(days).toISOString()),
        kind: fc.constantFrom('a', 'b', 'c'),
        text: fc.string({ minLength: 1, maxLength: 100 }),
        direction: fc.constantFrom('good' as const, 'bad' as const, 'open' as const),
        weight: fc.integer({ min: 1, max: 5 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(scores, news, (given, milestones) => {
        const chart = historyChart(weekly(given), milestones);
        if (chart.type !== 'chart') throw new Error('no chart');
        const points = chart.series[0]?.points ?? [];
        const [from, to] = /from (\d+) to (\d+)/.exec(plain(chart.title))?.slice(1).map(Number) ?? [points.at(-1)?.y, points.at(-1)?.y];
        const shown = points.map(({ y }) => y);
        expect(shown).toContain(from);
        expect(shown.at(-1)).toBe(to);
        expect(chart.marks?.length).toBeLessThanOrEqual(5);
        for (const { x } of chart.marks ?? []) expect(points.map((point) => point.x)).toContain(x);
      }),
      { numRuns: 200 },
    );
  });
});

test('what happened is told by what it means to us: a champion who changes role has left', () => {
  const row = { tenant: 't', source: 's', ingestedAt: ago(1), accountId: 'a', at: ago(5) };
  const contact = (id: string, role: string) => ({ ...row, _id: id, name: id, role });
  const event = (kind: string, rest: object = {}) => ({ ...row, _id: kind, kind, confidence: 1, ...rest });
  const ticket = (id: string, rest: object) => ({
    ...row,
    _id: id,
    subject: id,
    severity: 'urgent',
    escalated: false,
    executivesCopied: false,
    ...rest,
  });
  const facts = {
    contacts: [contact('Ann Lee', 'champion'), contact('Bob Ray', 'user')],
    events: [
      event('role_change', { contactId: 'Ann Lee' }),
      event('role_change', { contactId: 'Bob Ray' }),
      event('budget_approved', { amount: 950_000 }),
      event('competitor_evaluation', { confidence: 0.4 }),
      event('hiring'),
    ],
    tickets: [ticket('Export down', { escalated: true }), ticket('Slow', {}), ticket('Typo', { severity: 'low', escalated: true })],
  } as unknown as AccountFacts;
  expect(milestonesOf(facts, 'EUR').map(({ text, direction }) => [text, direction])).toEqual([
    ['Champion left: Ann Lee', 'bad'],
    ['Changed role: Bob Ray', 'open'],
    ['Budget approved: €950K', 'good'],
    ['Incident: Export down', 'bad'],
  ]);
});
