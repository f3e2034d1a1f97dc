import type { Part } from '../../agents/kit/card.ts';
import { toPlain } from '../../bot/card-words.ts';
import { clip } from '../../bot/cut-text.ts';
import type { Element, RichTextBlock, Table } from './adaptive-card.ts';
import { LIMITS } from './limits.ts';
import { blocks, showMore, sizeOf } from './text.ts';

type TablePart = Extract<Part<string>, { type: 'table' }>;

/** How much of the width a column asks for at least and at most, in characters. */
const NARROW = 6;
const WIDE = 30;

/** A table where its columns fit a phone, else a line a row: the name, then each figure with what it is. Says what it left out. */
export function table(part: TablePart): Element[][] {
  const title = part.title ? blocks(`**${toPlain(part.title)}**`) : [];
  const columns = part.columns.slice(0, LIMITS.tableColumns);
  if (columns.length === 0) return [title];
  const rows = part.rows.slice(0, LIMITS.tableRows).map((row) => columns.map((_, index) => cellText(row[index])));
  const native = columns.length <= LIMITS.nativeColumns;
  const drawn = native ? nativeTable(columns, rows) : undefined;
  const shown = drawn ? drawn.rows.length - 1 : rows.length;
  const further = [
    ...(part.rows.length > shown ? [`${part.rows.length - shown} further rows`] : []),
    ...(part.columns.length > columns.length ? [`${part.columns.length - columns.length} further columns`] : []),
  ];
  const lines = drawn ? [] : rows.map((row) => [line(columns, row)]);
  return [...(drawn ? [[...title, drawn]] : [title, ...lines]), ...further.map(showMore)];
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
  const widths = columns.map((_, index) => Math.min(WIDE, Math.max(NARROW, ...[header, ...rows].map((row) => row[index]?.length ?? 0))));
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

const tableRow = (cells: string[], header = false): Table['rows'][number] => ({
  type: 'TableRow',
  cells: cells.map((text) => ({
    type: 'TableCell',
    items: [{ type: 'RichTextBlock', inlines: [header ? { type: 'TextRun', text, weight: 'Bolder' } : text] }],
  })),
});

function line(columns: TablePart['columns'], [name = '–', ...rest]: string[]): RichTextBlock {
  const said = rest.flatMap((text, index) => (text === '–' ? [] : [`${cellText(columns[index + 1]?.label)} ${text}`]));
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [{ type: 'TextRun', text: name, weight: 'Bolder' }, ...(said.length > 0 ? [clip(` · ${said.join(' · ')}`, LIMITS.fact)] : [])],
  };
}
