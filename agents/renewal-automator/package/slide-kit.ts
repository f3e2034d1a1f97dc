import { createRequire } from 'node:module';
import type Module from 'pptxgenjs';
import { COLOR, FONT } from '../../kit/documents/look.ts';
import type { Sourced } from './content.ts';

type Constructor = typeof Module.default;
export type Deck = InstanceType<Constructor>;
type Slide = ReturnType<Deck['addSlide']>;
type TextOptions = Module.default.TextPropsOptions;
type Chart = Module.default.OptsChartData;
type ChartOptions = Module.default.IChartOpts;
type Cell = Module.default.TableCell;
type CellOptions = Module.default.TableCellProps;
type Border = Module.default.BorderProps;

// Its ES module has no ending or package type that says so; its CommonJS one loads everywhere.
const Pptx: Constructor = createRequire(import.meta.url)('pptxgenjs');

export const newDeck = (): Deck => new Pptx();

/** A twelve-column feel on a 13.33 × 7.5 inch page. */
export const PAGE = { width: 13.333, height: 7.5 } as const;
export const MARGIN = 0.65;
export const WIDTH = PAGE.width - 2 * MARGIN;
export const HALF = (WIDTH - 0.5) / 2;
export const TOP = 1.85;
export const BOTTOM = 6.75;

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** Text in a box, in the documents' font; runs where parts of it look different. */
export const write = (slide: Slide, text: Parameters<Slide['addText']>[0], box: Box, look: TextOptions): Slide =>
  slide.addText(text, { margin: 0, fontFace: FONT, color: COLOR.text, ...box, ...look });

/** What a chart or a row of shapes shows. */
export const caption = (slide: Slide, text: string, box: Omit<Box, 'h'>, look: TextOptions = {}): Slide =>
  write(slide, text, { ...box, h: 0.35 }, { fontSize: 13, bold: true, color: COLOR.dark, ...look });

const block = (slide: Slide, box: Box, color: string): Slide => slide.addShape('rect', { ...box, fill: { color } });

/** A pale field with a green edge, at its left or on top. */
export function panel(slide: Slide, box: Box, edge: 'left' | 'top'): void {
  block(slide, box, COLOR.wash);
  block(slide, edge === 'left' ? { ...box, w: 0.06 } : { ...box, h: 0.07 }, COLOR.green);
}

/** A slide with its message as the title, the footer, and the sources of its figures in the notes. */
export function messageSlide(
  deck: Deck,
  { kicker, title, footer, sources }: { kicker: string; title: string; footer: string; sources: readonly Sourced[] },
): Slide {
  const slide = deck.addSlide();
  slide.background = { color: COLOR.white };
  block(slide, { x: 0, y: 0, w: 0.18, h: PAGE.height }, COLOR.green);
  const full = { x: MARGIN, w: WIDTH };
  const small = { fontSize: 11, bold: true, charSpacing: 2, color: COLOR.green };
  write(slide, kicker.toUpperCase(), { ...full, y: 0.42, h: 0.3 }, small);
  const large = { valign: 'top', fontSize: title.length > 75 ? 24 : 28, bold: true, color: COLOR.dark } as const;
  write(slide, title, { ...full, y: 0.72, h: 0.95 }, large);
  slide.addShape('line', { ...full, y: 6.98, h: 0, line: { color: COLOR.line, width: 0.75 } });
  const foot = { fontSize: 9, color: COLOR.grey };
  write(slide, footer, { x: MARGIN, y: 7.03, w: WIDTH - 1, h: 0.3 }, foot);
  slide.slideNumber = { x: PAGE.width - MARGIN - 0.5, y: 7.06, w: 0.5, h: 0.3, margin: 0, align: 'right', fontFace: FONT, ...foot };
  slide.addNotes(notes(sources));
  return slide;
}

export const notes = (sources: readonly Sourced[]): string =>
  sources.length === 0
    ? 'No figure on this slide.'
    : ['Where the figures come from:', ...sources.map(({ label, shown, source }) => `${label}: ${shown} (${source})`)].join('\n');

export interface Tile {
  figure: string;
  label: string;
  about: string;
}

/** One large figure with what it is. */
export function tile(slide: Slide, { figure, label, about }: Tile, box: Box): void {
  panel(slide, box, 'left');
  const runs = [
    { text: figure, options: { fontSize: figure.length > 9 ? 20 : 26, bold: true, color: COLOR.green, breakLine: true } },
    { text: label, options: { fontSize: 12, bold: true, color: COLOR.dark, breakLine: true } },
    { text: about, options: { fontSize: 10, color: COLOR.grey } },
  ];
  write(slide, runs, { ...box, x: box.x + 0.2, w: box.w - 0.3 }, { valign: 'middle' });
}

/** Bars with their values on them and nothing else to read; PowerPoint can edit them. */
export function bars(deck: Deck, slide: Slide, series: Chart[], box: Box, look: ChartOptions): void {
  slide.addChart(deck.ChartType.bar, series, {
    catAxisLabelFontFace: FONT,
    catAxisLabelFontSize: 12,
    catAxisLabelColor: COLOR.text,
    showValue: true,
    dataLabelFontFace: FONT,
    dataLabelFontSize: 14,
    dataLabelFontBold: true,
    dataLabelColor: COLOR.dark,
    dataLabelFormatCode: '#,##0;;',
    valAxisHidden: true,
    valAxisMinVal: 0,
    valGridLine: { style: 'none' },
    catGridLine: { style: 'none' },
    showLegend: false,
    ...box,
    ...look,
  });
}

const FRAME: [Border, Border, Border, Border] = [
  { type: 'none' },
  { type: 'none' },
  { type: 'solid', color: COLOR.line, pt: 0.75 },
  { type: 'none' },
];

/** A plain table: green head, a hairline under each row; the last row is the total where asked. */
export function table(
  slide: Slide,
  head: readonly { label: string; w: number; right?: boolean }[],
  rows: readonly string[][],
  { x, y, rowHeight, total = false, fontSize = 12 }: { x: number; y: number; rowHeight: number; total?: boolean; fontSize?: number },
): void {
  const line = (texts: readonly string[], look: CellOptions): Cell[] =>
    texts.map((text, column) => {
      const align = head[column]?.right ? 'right' : 'left';
      const margin: [number, number, number, number] = [0.03, 0.08, 0.03, 0.08];
      return { text, options: { fontFace: FONT, fontSize, valign: 'middle', align, margin, border: FRAME, color: COLOR.text, ...look } };
    });
  const labels = head.map(({ label }) => label);
  const sum = { bold: true, color: COLOR.dark, fill: { color: COLOR.wash } };
  slide.addTable(
    [
      line(labels, { bold: true, color: COLOR.white, fill: { color: COLOR.green } }),
      ...rows.map((row, index) => line(row, total && index === rows.length - 1 ? sum : {})),
    ],
    {
      x,
      y,
      w: head.reduce((wide, { w }) => wide + w, 0),
      colW: head.map(({ w }) => w),
      rowH: [0.36, ...rows.map(() => rowHeight)],
    },
  );
}
