import type { KnownBlock, SectionBlock, TableBlock } from '@slack/types';
import type { Part } from '../../agents/kit/card.ts';
import { toPlain } from '../../bot/card-words.ts';
import { clip } from '../../bot/cut-text.ts';
import { LIMITS } from './limits.ts';
import { rawMrkdwn, sections, showMore } from './objects.ts';
import { escapeText } from './text.ts';

type Table = Extract<Part<string>, { type: 'table' }>;
type Align = 'left' | 'right';

const MONOSPACED_CELL = 24;
/** The last column pushes no other aside. */
const MONOSPACED_LAST = 56;

/** A table as Slack's block, or as monospaced text where the message holds a table already. Says what it left out. */
export function table(part: Table, as: 'block' | 'text'): KnownBlock[] {
  const title = part.title ? sections(`**${part.title}**`) : [];
  const columns = part.columns.slice(0, LIMITS.tableColumns);
  if (columns.length === 0) return title;
  const room = (index: number) => (as === 'block' ? LIMITS.tableCell : index === columns.length - 1 ? MONOSPACED_LAST : MONOSPACED_CELL);
  const cell = (text: string | undefined, index: number) =>
    clip(
      toPlain((text ?? '').slice(0, 2 * LIMITS.tableCell))
        .replaceAll(/\s+/g, ' ')
        .trim() || '–',
      room(index),
    );
  const rows = [
    columns.map(({ label }, index) => cell(label, index)),
    ...part.rows.map((row) => columns.map((_, index) => cell(row[index], index))),
  ];
  const aligns = columns.map(({ align }) => align ?? 'left');
  const fitting = as === 'block' ? rows.slice(0, fittingCells(rows)) : rows.slice(0, fittingLines(rows));
  const left = [
    ...(rows.length > fitting.length ? [`${rows.length - fitting.length} further rows`] : []),
    ...(part.columns.length > columns.length ? [`${part.columns.length - columns.length} further columns`] : []),
  ];
  return [...title, as === 'block' ? tableBlock(fitting, aligns) : monospaced(fitting, aligns), ...left.map(showMore)];
}

function tableBlock(rows: string[][], aligns: Align[]): TableBlock {
  return {
    type: 'table',
    rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
    column_settings: aligns.map((align) => ({ align })),
  };
}

function monospaced(rows: string[][], aligns: Align[]): SectionBlock {
  return { type: 'section', text: rawMrkdwn(codeBlock(textLines(rows, aligns))), expand: true };
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

function fittingLines(rows: string[][]): number {
  const aligns = (rows[0] ?? []).map((): Align => 'left');
  let count = Math.min(rows.length, LIMITS.tableRows);
  while (count > 1 && codeBlock(textLines(rows.slice(0, count), aligns)).length > LIMITS.section) count = Math.floor(count * 0.8);
  return count;
}
