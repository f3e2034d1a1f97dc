import type { Button, Card, Part, Series } from '../agents/kit/card.ts';
import { evidenceText } from '../agents/kit/present/evidence.ts';
import { worded } from '../agents/kit/worded.ts';
import { markOf, toPlain, valueText } from './card-words.ts';
import { sparkline } from './chart-words.ts';

const MAX_CELL = 60;

/** What a card shows, as a model reads it: nothing padded, no buttons, no rows behind a figure. */
export function compactText(parts: readonly Part<string>[]): string {
  return parts.map(compactPart).filter(Boolean).join('\n');
}

function compactPart(part: Part<string>): string {
  switch (part.type) {
    case 'table': {
      const rows = [part.columns.map(({ label }) => label), ...part.rows].map((row) => row.map(toPlain).join(' | '));
      return [part.title ? toPlain(part.title) : '', ...rows].filter(Boolean).join('\n');
    }
    case 'evidence':
      return [part.title, ...part.figures.map(({ text }) => `- ${toPlain(text)}`)].join('\n');
    case 'chart':
      return [part.title, part.alt].map(toPlain).join('\n');
    case 'buttons':
      return '';
    default:
      return renderPart(part);
  }
}

/** A card as plain text for a terminal: the point first, hidden sections and buttons named at the end. */
export function renderText(given: Card): string {
  const card = worded(given);
  // A heading that is the point says it once.
  const [heading, ...rest] = card.parts.map(renderPart);
  const blocks = [card.point, ...(heading === card.point.replace(/\.$/, '') ? [] : [heading ?? '']), ...rest].filter(
    (block) => block !== '',
  );
  if (card.sections.length > 0) blocks.push(`More: ${card.sections.map((section) => section.label).join(' · ')}`);
  return blocks.join('\n');
}

function renderPart(part: Part<string>): string {
  switch (part.type) {
    case 'header': {
      const status = markOf(part.tone);
      return status ? `${toPlain(part.text)} (${status})` : toPlain(part.text);
    }
    case 'text':
      return toPlain(part.text);
    case 'fields':
      return part.fields.map(({ label, value }) => `${toPlain(label)}: ${toPlain(value)}`).join('\n');
    case 'table':
      return [part.title ?? '', table(part.columns, part.rows)].filter(Boolean).join('\n');
    case 'chart':
      return [
        part.title,
        ...part.series.map((series) => courseText(series, part.unit)),
        ...(part.marks?.map((mark) => `${mark.x}: ${mark.label}`) ?? []),
      ].join('\n');
    case 'evidence':
      return [
        part.title,
        ...part.figures.flatMap((figure) => [
          `- ${toPlain(figure.text)}`,
          ...figure.evidence.slice(0, 3).map((each) => `    ${evidenceText(each)}`),
        ]),
      ].join('\n');
    case 'input':
      return `${part.label}: ${part.multiline ? `\n${part.value}` : part.value}`;
    case 'file':
      return `File: ${part.name} (${part.about})`;
    case 'buttons':
      return part.buttons.map((button) => `[${button.label}]${hint(button)}`).join('  ');
    case 'feedback':
      return '';
    case 'context':
      return toPlain(part.text);
  }
}

/** What a person without buttons would type instead. */
function hint({ effect }: Button): string {
  return effect.type === 'say' ? ` (say: ${effect.text})` : '';
}

/** The course of a series in one line. */
export function courseText({ label, points }: Series, unit: string): string {
  const values = points.flatMap(({ y }) => (y === null ? [] : [y]));
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return `${label}: no values`;
  return `${label}: ${sparkline(points)}  ${valueText(first, unit)} → ${valueText(last, unit)}`;
}

function table(columns: { label: string; align?: 'left' | 'right' }[], rows: string[][]): string {
  const cut = (text: string) => (text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text);
  const cells = [columns.map((column) => column.label), ...rows].map((row) => columns.map((_, index) => cut(toPlain(row[index] ?? ''))));
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, index) => (columns[index]?.align === 'right' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
