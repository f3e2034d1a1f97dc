import type { Sourced } from './content.ts';
import type { Border, Cell, CellOptions, Deck, Slide } from './pptx.ts';
import { COLOR, FONT, MARGIN, PAGE, WIDTH } from './theme.ts';

/** A slide with its message as the title, the footer, and the sources of its figures in the notes. */
export function messageSlide(
  deck: Deck,
  { kicker, title, footer, sources }: { kicker: string; title: string; footer: string; sources: readonly Sourced[] },
): Slide {
  const slide = deck.addSlide();
  slide.background = { color: COLOR.white };
  slide.addShape('rect', { x: 0, y: 0, w: 0.18, h: PAGE.height, fill: { color: COLOR.green } });
  slide.addText(kicker.toUpperCase(), {
    x: MARGIN,
    y: 0.42,
    w: WIDTH,
    h: 0.3,
    margin: 0,
    fontFace: FONT,
    fontSize: 11,
    bold: true,
    charSpacing: 2,
    color: COLOR.green,
  });
  slide.addText(title, {
    x: MARGIN,
    y: 0.72,
    w: WIDTH,
    h: 0.95,
    margin: 0,
    valign: 'top',
    fontFace: FONT,
    fontSize: title.length > 75 ? 24 : 28,
    bold: true,
    color: COLOR.dark,
  });
  slide.addShape('line', { x: MARGIN, y: 6.98, w: WIDTH, h: 0, line: { color: COLOR.line, width: 0.75 } });
  slide.addText(footer, { x: MARGIN, y: 7.03, w: WIDTH - 1, h: 0.3, margin: 0, fontFace: FONT, fontSize: 9, color: COLOR.grey });
  slide.slideNumber = {
    x: PAGE.width - MARGIN - 0.5,
    y: 7.06,
    w: 0.5,
    h: 0.3,
    margin: 0,
    align: 'right',
    fontFace: FONT,
    fontSize: 9,
    color: COLOR.grey,
  };
  slide.addNotes(notes(sources));
  return slide;
}

export const notes = (sources: readonly Sourced[]): string =>
  sources.length === 0
    ? 'No figure on this slide.'
    : ['Where the figures come from:', ...sources.map(({ label, shown, source }) => `${label}: ${shown} (${source})`)].join('\n');

/** One large figure with what it is. */
export function tile(
  slide: Slide,
  { x, y, w, h, figure, label, about }: { x: number; y: number; w: number; h: number; figure: string; label: string; about: string },
): void {
  slide.addShape('rect', { x, y, w, h, fill: { color: COLOR.wash }, line: { color: COLOR.wash, width: 0 } });
  slide.addShape('rect', { x, y, w: 0.06, h, fill: { color: COLOR.green } });
  slide.addText(
    [
      { text: figure, options: { fontSize: figure.length > 9 ? 20 : 26, bold: true, color: COLOR.green, breakLine: true } },
      { text: label, options: { fontSize: 12, bold: true, color: COLOR.dark, breakLine: true } },
      { text: about, options: { fontSize: 10, color: COLOR.grey } },
    ],
    { x: x + 0.2, y, w: w - 0.3, h, margin: 0, valign: 'middle', fontFace: FONT },
  );
}

const FRAME: Border[] = [{ type: 'none' }, { type: 'none' }, { type: 'solid', color: COLOR.line, pt: 0.75 }, { type: 'none' }];

/** A plain table: green head, a hairline under each row; the last row is the total where asked. */
export function table(
  slide: Slide,
  head: readonly { label: string; w: number; right?: boolean }[],
  rows: readonly string[][],
  { x, y, rowHeight, total = false, fontSize = 12 }: { x: number; y: number; rowHeight: number; total?: boolean; fontSize?: number },
): void {
  const cell = (text: string, column: number, options: CellOptions): Cell => ({
    text,
    options: {
      fontFace: FONT,
      fontSize,
      valign: 'middle',
      align: head[column]?.right ? 'right' : 'left',
      margin: [0.03, 0.08, 0.03, 0.08],
      border: FRAME as [Border, Border, Border, Border],
      ...options,
    },
  });
  const header = head.map(({ label }, column) => cell(label, column, { bold: true, color: COLOR.white, fill: { color: COLOR.green } }));
  const body = rows.map((row, index) => {
    const last = total && index === rows.length - 1;
    return row.map((text, column) =>
      cell(text, column, last ? { bold: true, color: COLOR.dark, fill: { color: COLOR.wash } } : { color: COLOR.text }),
    );
  });
  slide.addTable([header, ...body], {
    x,
    y,
    w: head.reduce((sum, { w }) => sum + w, 0),
    colW: head.map(({ w }) => w),
    rowH: [0.36, ...rows.map(() => rowHeight)],
  });
}

export const clip = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);
