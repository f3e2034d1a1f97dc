import type { ChartPart, Series } from '../../agents/kit/card.ts';
import { toPlain } from '../../bot/card-words.ts';
import { altOf, barsInWords, lineInWords, marksInWords, thinned } from '../../bot/chart-words.ts';
import { clip } from '../../bot/cut-text.ts';
import type { Chart, Container, Element, RichTextBlock } from './adaptive-card.ts';
import { LIMITS } from './limits.ts';
import { blocks, showMore, sizeOf, small } from './text.ts';

/** A chart drawn by Teams under its finding, with its events and what it shows in words. */
export function chart(part: ChartPart<string>): Element[] {
  const title = toPlain(part.title);
  const sketch = drawing(part);
  const drawn = sketch && sizeOf(sketch) <= LIMITS.element ? sketch : undefined;
  const words = [...small(marksInWords(part)), ...small(part.alt)];
  return [...blocks(`**${title}**`), ...(drawn ? [drawn] : inWords(part).items), ...words];
}

/** Undefined where a picture would say less than words: no line to draw, or bars below zero, which Teams does not show. */
function drawing(part: ChartPart<string>): Chart | undefined {
  const { kind, unit } = part;
  const shown = part.series.slice(0, LIMITS.series).filter(({ points }) => points.some(({ y }) => y !== null));
  const [only] = shown;
  if (!only || shown.length < part.series.length) return undefined;
  const frame = { title: clip(altOf(part), LIMITS.fact), ...(unit ? { yAxisTitle: unit } : {}), fallback: inWords(part) };
  const most = Math.floor(LIMITS.points / shown.length);
  const pointsOf = ({ points }: Series) =>
    (kind === 'line' ? thinned(points, most) : points).flatMap(({ x, y }) => (y === null ? [] : [{ x: clip(x, LIMITS.axis), y }]));
  const data = shown.map((series) => ({ legend: clip(series.label.trim() || title(part), LIMITS.axis), values: pointsOf(series) }));
  if (kind === 'line') return data.every(({ values }) => values.length > 1) ? { type: 'Chart.Line', ...frame, data } : undefined;
  if (data.some(({ values }) => values.length > most || values.some(({ y }) => y < 0))) return undefined;
  return data.length === 1
    ? { type: 'Chart.VerticalBar', ...frame, showBarValues: true, data: data[0]?.values ?? [] }
    : { type: 'Chart.VerticalBar.Grouped', ...frame, data };
}

const title = (part: ChartPart<string>): string => toPlain(part.title);

/** Lines as sparklines, bars as text; at most half an element. */
function inWords(part: ChartPart<string>): Container {
  const items: RichTextBlock[] = [];
  let room = LIMITS.element / 2;
  for (const series of part.series) {
    const said = part.kind === 'line' ? lineOf(series, part.unit) : barsOf(series, part.unit);
    room -= sizeOf(said);
    if (room < 0) return { type: 'Container', items: [...items, ...showMore('the chart is longer than Teams can show')] };
    items.push(...said);
  }
  return { type: 'Container', items };
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
  return [
    ...(series.label ? blocks(series.label) : []),
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: lines.join('\n'), fontType: 'Monospace' }] },
    ...(more > 0 ? showMore(`${more} further values`) : []),
  ];
}
