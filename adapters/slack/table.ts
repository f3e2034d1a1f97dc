import type { KnownBlock, TableBlock } from '@slack/types';
import type { Part } from '../../agents/kit/card.ts';
import { small } from '../../agents/kit/text.ts';
import { toPlain } from '../../bot/card-words.ts';
import { clip } from '../../bot/cut-text.ts';
import { LIMITS } from './limits.ts';
import { sections, showMore } from './objects.ts';
import { escapeText } from './text.ts';

type Table = Extract<Part<string>, { type: 'table' }>;
type Align = 'left' | 'right';

/** A table as Slack's block, or as a line a row where the message holds a table already. Says what it left out. */
export function table(part: Table, as: 'block' | 'lines'): KnownBlock[] {
  const title = part.title ? sections(`**${part.title}**`) : [];
  if (part.columns.length === 0) return title;
  return [...title, ...(as === 'block' ? asBlock(part) : asLines(part))];
}

const oneLine = (text: string | undefined): string =>
  (text ?? '')
    .slice(0, 2 * LIMITS.tableCell)
    .replaceAll(/\s+/g, ' ')
    .trim();

function asBlock(part: Table): KnownBlock[] {
  const columns = part.columns.slice(0, LIMITS.tableColumns);
  const cell = (text: string | undefined) => clip(toPlain(oneLine(text)) || '–', LIMITS.tableCell);
  const rows = [columns.map(({ label }) => cell(label)), ...part.rows.map((row) => columns.map((_, index) => cell(row[index])))];
  const fitting = rows.slice(0, fittingCells(rows));
  const left = [...leftOut(rows.length - fitting.length, 'row'), ...leftOut(part.columns.length - columns.length, 'column')];
  return [
    tableBlock(
      fitting,
      columns.map(({ align }) => align ?? 'left'),
    ),
    ...left,
  ];
}

/** What a row is called, and under their labels the figures it has: readable at any width, and no word of it is cut. */
function asLines({ columns: [, ...columns], rows }: Table): KnownBlock[] {
  const shown = rows.slice(0, LIMITS.tableRows);
  const lines = shown.map(([name, ...cells]) => {
    const told = columns.flatMap(({ label }, index) => {
      const value = oneLine(cells[index]);
      return value === '' || value === '–' ? [] : [`${small(oneLine(label))} ${value}`];
    });
    return `- **${toPlain(oneLine(name)) || '–'}**${told.length > 0 ? `: ${told.join(', ')}` : ''}`;
  });
  return [...sections(lines.join('\n')), ...leftOut(rows.length - shown.length, 'row')];
}

const leftOut = (count: number, what: string): KnownBlock[] =>
  count > 0 ? [showMore(`${count} further ${count === 1 ? what : `${what}s`}`)] : [];

function tableBlock(rows: string[][], aligns: Align[]): TableBlock {
  return {
    type: 'table',
    rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
    // Words take a second line before they make a table wider than its message; figures stay whole.
    column_settings: aligns.map((align) => (align === 'left' ? { align, is_wrapped: true } : { align })),
  };
}

/** Lines as they stand, in a fixed-width font. */
export function codeBlock(lines: string[]): string {
  return `\`\`\`\n${lines.map((line) => escapeText(line.replaceAll('`', "'"))).join('\n')}\n\`\`\``;
}

/** The columns padded to their widest cell. */
export function textLines(rows: string[][], aligns: Align[]): string[] {
  const widths = aligns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, index) => (aligns[index] === 'right' ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** How many rows the block's room allows, always the header. */
function fittingCells(rows: string[][]): number {
  let room = LIMITS.table;
  let count = 0;
  for (const row of rows.slice(0, LIMITS.tableRows)) {
    room -= row.reduce((sum, text) => sum + text.length, 0);
    if (room < 0) break;
    count += 1;
  }
  return Math.max(1, count);
}
