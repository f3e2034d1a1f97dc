import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import '../../support/seed.ts';
import { drawChart, drawSvg } from '../../../adapters/charts/draw.ts';
import { fitted, widthOf, wrapped } from '../../../adapters/charts/text.ts';
import type { ChartPart } from '../../../agents/kit/card.ts';

const weeks = Array.from({ length: 26 }, (_, index) => `W${index + 1}`);
const health: ChartPart<string> = {
  type: 'chart',
  title: 'Health fell from 86 to 50 since May; champion left 12 Oct',
  alt: 'Health fell',
  kind: 'line',
  unit: 'points',
  series: [{ label: 'Health', points: weeks.map((x, index) => ({ x, y: 86 - Math.max(0, index - 13) * 3 })) }],
  marks: [
    { x: 'W10', label: 'Budget cut (3 Oct)' },
    { x: 'W18', label: 'Champion left (12 Oct)' },
  ],
};
const textOf = (svg: string | undefined) => [...(svg ?? '').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);

describe('a picture', () => {
  test('is a PNG of 960 device pixels with title, figures, marks and what they mean', async () => {
    const png = Buffer.from((await drawChart(health)) ?? []);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(960);
    expect(png.length).toBeLessThan(200_000);
    const said = textOf(drawSvg(health));
    expect(said.join(' ')).toContain('Health fell from 86 to 50 since May; champion left 12 Oct');
    for (const shown of ['86', '50', 'W1', 'W26', '1', '2', '1  Budget cut (3 Oct)', '2  Champion left (12 Oct)'])
      expect(said).toContain(shown);
  });

  test('shows scores between 0 and 100, so that a wobble stays one', () => {
    const said = textOf(
      drawSvg({ ...health, marks: [], series: [{ label: 'x', points: weeks.map((x, index) => ({ x, y: 80 + (index % 2) })) }] }),
    );
    for (const tick of ['0', '25', '50', '75', '100']) expect(said).toContain(tick);
  });

  test('lays bars down where their names need the room, and writes money short', () => {
    const months = weeks.slice(0, 12).map((_, index) => `Month ${index + 1} of 2027`);
    const bars = (xs: string[]): ChartPart<string> => ({
      ...health,
      kind: 'bar',
      unit: 'USD',
      marks: [],
      series: [{ label: 'ARR', points: xs.map((x, index) => ({ x, y: (index + 1) * 125_000 })) }],
    });
    const heightOf = (svg: string | undefined) => Number(/height="(\d+)"/.exec(svg ?? '')?.[1]);
    const [few, many] = [drawSvg(bars(['2026', '2027'])), drawSvg(bars(months))];
    expect(heightOf(many)).toBeGreaterThan(heightOf(few));
    for (const shown of [...months, '$125K', '$1.5M']) expect(textOf(many)).toContain(shown);
  });

  test('tells several lines apart by dash and shape, not by colour alone', () => {
    const points = health.series[0]?.points ?? [];
    const svg = drawSvg({
      ...health,
      series: ['A', 'B', 'C'].map((label, index) => ({ label, points: points.map(({ x, y }) => ({ x, y: (y ?? 0) - 9 * index })) })),
    });
    expect(new Set((svg ?? '').match(/stroke-dasharray="[^"]+"/g)).size).toBeGreaterThanOrEqual(3);
    expect(textOf(svg)).toEqual(expect.arrayContaining(['A', 'B', 'C']));
  });

  test('is none where text says more: nothing known, one point, a script the fonts lack', () => {
    const of = (change: Partial<ChartPart<string>>) => drawSvg({ ...health, ...change });
    expect(of({ series: [] })).toBeUndefined();
    expect(of({ series: [{ label: 'x', points: [{ x: 'W1', y: 3 }] }] })).toBeUndefined();
    expect(of({ series: [{ label: 'x', points: weeks.map((x) => ({ x, y: null })) }] })).toBeUndefined();
    expect(of({ title: '顧客の健康度' })).toBeUndefined();
    expect(of({ title: 'Santé de Café Lumière, здоровье, υγεία' })).toBeDefined();
  });

  test('takes whatever text and figures come, and never breaks the drawing', async () => {
    const word = fc.string({
      maxLength: 120,
      unit: fc.oneof(
        fc.constantFrom('__proto__', 'constructor', '<', '&', '"', '{a|', '\u0000', '\ud800', ' ', 'ß', 'w'),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
    });
    const point = fc.record({
      x: word,
      y: fc.option(fc.oneof(fc.double(), fc.integer({ min: -1000, max: 10_000_000 }), fc.constantFrom(0, 50, 1e12))),
    });
    const chart: fc.Arbitrary<ChartPart<string>> = fc.record({
      type: fc.constant('chart' as const),
      title: word,
      alt: word,
      kind: fc.constantFrom('line' as const, 'bar' as const),
      unit: fc.constantFrom('', '%', 'points', 'USD', 'hours'),
      series: fc.array(fc.record({ label: word, points: fc.array(point, { maxLength: 40 }) }), { maxLength: 10 }),
      marks: fc.array(fc.record({ x: word, label: word }), { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(chart, async (given) => {
        const svg = drawSvg(given);
        if (svg) expect(svg).not.toMatch(/NaN|Infinity/);
        const png = await drawChart(given);
        expect(png === undefined).toBe(svg === undefined);
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(({} as { prev?: unknown }).prev).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });
});

test('text is measured, wrapped and cut to its width', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 40, max: 500 }), fc.boolean(), (text, width, bold) => {
      for (const line of wrapped(text, width, 18, 3, bold)) expect(widthOf(line, 18, bold)).toBeLessThanOrEqual(width);
      expect(wrapped(text, width, 18, 3, bold).length).toBeLessThanOrEqual(3);
      expect(widthOf(fitted(text, width, 14), 14)).toBeLessThanOrEqual(width);
    }),
  );
});
