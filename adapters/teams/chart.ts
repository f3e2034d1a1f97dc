import type { ChartPart, Series } from '../../agents/kit/card.ts';
import { toPlain } from '../../bot/card-words.ts';
import { barsInWords, lineInWords, marksInWords, thinned } from '../../bot/chart-words.ts';
import { clip } from '../../bot/cut-text.ts';
import type { Chart, Container, Element, RichTextBlock } from './adaptive-card.ts';
import { LIMITS } from './limits.ts';
import { blocks, monospaced, showMore, sizeOf, small, titled } from './text.ts';

/** A chart drawn by Teams under its finding, with its events; in words where it is not. */
export function chart(part: ChartPart<string>): Element[] {
  const sketch = drawing(part);
  const drawn = sketch && sizeOf(sketch) <= LIMITS.element ? sketch : undefined;
  // Where names are cut in the picture, words say what it shows.
  const cut = drawn?.type === 'Chart.VerticalBar.Grouped' && !drawn.data.every(({ values }) => standing(values));
  return [...titled(part.title, drawn ? [drawn] : inWords(part).items), ...small(marksInWords(part)), ...(cut ? small(part.alt) : [])];
}

/** Whether names have room under bars that stand. */
const standing = (bars: readonly { x: string }[]): boolean =>
  bars.length <= LIMITS.standingBars && bars.every(({ x }) => x.length <= LIMITS.standingName);

/** Undefined where a picture would say less than words: no line to draw, or bars below zero, which Teams does not show. */
function drawing(part: ChartPart<string>): Chart | undefined {
  const { kind, unit } = part;
  const shown = part.series.slice(0, LIMITS.series).filter(({ points }) => points.some(({ y }) => y !== null));
  const [only] = shown;
  if (!only || shown.length < part.series.length) return undefined;
  const frame = { ...(unit ? { yAxisTitle: unit } : {}), fallback: inWords(part) };
  const most = Math.floor(LIMITS.points / shown.length);
  const pointsOf = ({ points }: Series) =>
    (kind === 'line' ? thinned(points, most) : points).flatMap(({ x, y }) => (y === null ? [] : [{ x: clip(x, LIMITS.axis), y }]));
  const data = shown.map((series) => ({ legend: clip(series.label.trim() || toPlain(part.title), LIMITS.axis), values: pointsOf(series) }));
  if (kind === 'line')
    return data.every(({ values }) => values.length > 1) ? { type: 'Chart.Line', ...frame, colorSet: 'categorical', data } : undefined;
  if (data.some(({ values }) => values.length > most || values.some(({ y }) => y < 0))) return undefined;
  const [first, ...others] = data;
  if (!first || others.length > 0) return { type: 'Chart.VerticalBar.Grouped', ...frame, colorSet: 'categorical', data };
  return standing(first.values)
    ? { type: 'Chart.VerticalBar', ...frame, showBarValues: true, data: first.values }
    : { type: 'Chart.HorizontalBar', ...frame, displayMode: 'AbsoluteNoAxis', data: first.values };
}

/** Lines as sparklines, bars as text, and what is to be seen in them; at most half an element. */
function inWords(part: ChartPart<string>): Container {
  const items: RichTextBlock[] = [];
  let room = LIMITS.element / 2;
  for (const series of part.series) {
    const said = part.kind === 'line' ? lineOf(series, part.unit) : barsOf(series, part.unit);
    room -= sizeOf(said);
    if (room < 0) return { type: 'Container', items: [...items, ...showMore('the chart is longer than Teams can show')] };
    items.push(...said);
  }
  return { type: 'Container', items: [...items, ...small(clip(part.alt, LIMITS.fact / 2))] };
}

function lineOf(series: Series, unit: string): RichTextBlock[] {
  const said = lineInWords(series, unit);
  if (!said) return blocks(`${series.label}: no values`);
  const spark = { type: 'TextRun', text: said.spark, fontType: 'Monospace' } as const;
  return [{ type: 'RichTextBlock', inlines: [spark, `  ${said.words}`] }];
}

function barsOf(series: Series, unit: string): RichTextBlock[] {
  const { rows, more } = barsInWords(series, unit);
  if (rows.length === 0) return blocks(`${series.label}: no values`);
  const widest = Math.max(...rows.map(([name = '']) => name.length));
  const lines = rows.map(([name = '', bar = '', figure = '']) => `${name.padEnd(widest)}  ${bar} ${figure}`);
  return [...(series.label ? blocks(series.label) : []), monospaced(lines), ...(more > 0 ? showMore(`${more} further values`) : [])];
}
