/** A chart in words, for what shows no picture and for who does not see it. */
import type { ChartPart, Series } from '../agents/kit/card.ts';
import { valueText } from './card-words.ts';
import { clip } from './cut-text.ts';

type Point = Series['points'][number];

const LEVELS = [...'▁▂▃▄▅▆▇█'];
const LINE_POINTS = 40;
const BARS = 15;
const BAR_WIDTH = 12;

/** What the picture shows, for who does not see it. */
export function altOf({ alt, marks = [] }: ChartPart<string>): string {
  return [alt.replace(/\.$/, ''), ...marks.map(({ label }) => label)].join('. ').trim() || 'Chart';
}

/** The events of a chart in one line. */
export function marksInWords({ marks = [] }: ChartPart<string>): string {
  return marks.map(({ x, label }) => `${x}: ${label}`).join(' · ');
}

/** One character a point, low to high; a dot where there is no value. Long series are thinned evenly, keeping the last point. */
export function sparkline(points: readonly Point[]): string {
  const drawn = thinned(points, LINE_POINTS).map(({ y }) => y);
  const values = drawn.filter((y) => y !== null);
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  return drawn.map((y) => (y === null ? '·' : LEVELS[range === 0 ? 3 : Math.round(((y - low) / range) * (LEVELS.length - 1))])).join('');
}

/** At most `most` points, evenly picked; the last one stays. */
export function thinned(points: readonly Point[], most: number): Point[] {
  const step = Math.max(1, points.length / most);
  const count = Math.ceil(points.length / step);
  return Array.from({ length: count }, (_, index) => points[Math.min(points.length - 1, Math.ceil((index + 1) * step) - 1)]).filter(
    (point) => point !== undefined,
  );
}

/** The course of a line, and where it began and ended; undefined without a value. */
export function lineInWords({ label, points }: Series, unit: string): { spark: string; words: string } | undefined {
  const known = points.filter(({ y }) => y !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return undefined;
  const span = `${valueText(first.y, unit)} (${first.x}) → ${valueText(last.y, unit)} (${last.x})`;
  return { spark: sparkline(points), words: `${label ? `${clip(label, 200)}: ` : ''}${clip(span, 300)}` };
}

/** Bars as rows of name, bar and figure, and how many were left out. */
export function barsInWords({ points }: Series, unit: string): { rows: string[][]; more: number } {
  const shown = points.slice(0, BARS);
  const most = Math.max(...shown.map(({ y }) => Math.abs(y ?? 0)));
  const rows = shown.map(({ x, y }) => [
    clip(x, 24),
    '█'.repeat(most === 0 ? 0 : Math.round((Math.abs(y ?? 0) / most) * BAR_WIDTH)),
    clip(valueText(y, unit), 24),
  ]);
  return { rows, more: points.length - shown.length };
}
