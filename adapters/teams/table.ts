import type { Part } from '../../agents/kit/card.ts';
import { toPlain } from '../../bot/card-words.ts';
import { clip } from '../../bot/cut-text.ts';
import type { Element, RichTextBlock, Table } from './adaptive-card.ts';
import { LIMITS } from './limits.ts';
import { showMore, sizeOf, titled } from './text.ts';

type TablePart = Extract<Part<string>, { type: 'table' }>;

/** How much of the width a column asks for at least and at most, in letters. */
const NARROW = 8;
const WIDE = 30;
/** A word of a header is bold, and is not broken. */
const BOLD = 1.2;

/** A table where its columns fit a phone, else a line a row: the name, then each figure with what it is. Says what it left out. */
export function table(part: TablePart): Element[][] {
  const columns = part.columns.slice(0, LIMITS.tableColumns);
  const under = (elements: Element[]) => (part.title ? titled(part.title, elements) : elements);
  if (columns.length === 0) return [under([])];
  const rows = part.rows.slice(0, LIMITS.tableRows).map((row) => columns.map((_, index) => cellText(row[index])));
  const native = columns.length <= LIMITS.nativeColumns;
  const drawn = native ? nativeTable(columns, rows) : undefined;
  const shown = drawn ? drawn.rows.length - 1 : rows.length;
  const further = [
    ...(part.rows.length > shown ? [`${part.rows.length - shown} further rows`] : []),
    ...(part.columns.length > columns.length ? [`${part.columns.length - columns.length} further columns`] : []),
  ];
  const [first, ...lines] = drawn ? [drawn] : rows.map((row) => line(columns, row));
  return [under(first ? [first] : []), ...lines.map((each) => [each]), ...further.map(showMore)];
}

const cellText = (text = '') =>
  clip(
    toPlain(text.slice(0, 2 * LIMITS.tableCell))
      .replaceAll(/\s+/g, ' ')
      .trim() || '–',
    LIMITS.tableCell,
  );

function nativeTable(columns: TablePart['columns'], rows: string[][]): Table {
  const header = columns.map(({ label }) => cellText(label));
  const widths = columns.map((_, index) =>
    widthOf(
      header[index] ?? '',
      rows.map((row) => row[index] ?? ''),
    ),
  );
  const made: Table = {
    type: 'Table',
    firstRowAsHeader: true,
    showGridLines: false,
    columns: columns.map(({ align }, index) => ({
      width: widths[index] ?? NARROW,
      ...(align === 'right' ? { horizontalCellContentAlignment: 'Right' } : {}),
    })),
    rows: [tableRow(header, true)],
  };
  let room = LIMITS.element - sizeOf(made);
  for (const cells of rows) {
    const row = tableRow(cells);
    room -= sizeOf(row) + 1;
    if (room < 0) break;
    made.rows.push(row);
  }
  return made;
}

/** Its longest word; of what it would take beyond that, less than half. */
function widthOf(header: string, cells: string[]): number {
  const longest = (texts: string[]) => Math.max(0, ...texts.map(({ length }) => length));
  const word = Math.max(NARROW, BOLD * longest(header.split(' ')), longest(cells.flatMap((cell) => cell.split(' '))));
  return Math.round(Math.min(WIDE, word + 0.4 * Math.max(0, longest(cells) - word)));
}

const tableRow = (cells: string[], header = false): Table['rows'][number] => ({
  type: 'TableRow',
  cells: cells.map((text) => ({
    type: 'TableCell',
    items: [{ type: 'RichTextBlock', inlines: [header ? { type: 'TextRun', text, weight: 'Bolder' } : text] }],
  })),
});

function line(columns: TablePart['columns'], [name = '–', ...rest]: string[]): RichTextBlock {
  const said = rest.flatMap((text, index) => (/^[–—-]$/.test(text) ? [] : [`${cellText(columns[index + 1]?.label)} ${text}`]));
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [{ type: 'TextRun', text: name, weight: 'Bolder' }, ...(said.length > 0 ? [clip(` · ${said.join(' · ')}`, LIMITS.fact)] : [])],
  };
}
