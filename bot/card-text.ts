import type { Button, Card, Part, Series } from '../agents/kit/card.ts';
import { evidenceText } from '../agents/kit/present/evidence.ts';
import { worded } from '../agents/kit/worded.ts';

const STATUS: Record<string, string> = { green: '🟢 green', yellow: '🟡 yellow', orange: '🟠 orange', red: '🔴 red' };
const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const MAX_CELL = 60;

/** What a card shows, as a model reads it: nothing padded, no buttons, no rows behind a figure. */
export function compactText(parts: readonly Part<string>[]): string {
  return parts.map(compactPart).filter(Boolean).join('\n');
}

function compactPart(part: Part<string>): string {
  switch (part.type) {
    case 'table': {
      const rows = [part.columns.map(({ label }) => label), ...part.rows].map((row) => row.map(unmarked).join(' | '));
      return [part.title ? unmarked(part.title) : '', ...rows].filter(Boolean).join('\n');
    }
    case 'evidence':
      return [part.title, ...part.figures.map(({ text }) => `- ${unmarked(text)}`)].join('\n');
    case 'chart':
      return [part.title, part.alt].map(unmarked).join('\n');
    case 'buttons':
      return '';
    default:
      return renderPart(part);
  }
}

/** A card as plain text for a terminal: the point first, hidden sections and buttons named at the end. */
export function renderText(given: Card): string {
  const card = worded(given);
  const blocks = [card.point, ...card.parts.map(renderPart)].filter((block) => block !== '');
  if (card.sections.length > 0) blocks.push(`More: ${card.sections.map((section) => section.label).join(' · ')}`);
  return blocks.join('\n');
}

function renderPart(part: Part<string>): string {
  switch (part.type) {
    case 'header': {
      const status = part.tone ? STATUS[part.tone] : undefined;
      return status ? `${unmarked(part.text)} (${status})` : unmarked(part.text);
    }
    case 'text':
      return unmarked(part.text);
    case 'fields':
      return part.fields.map(({ label, value }) => `${unmarked(label)}: ${unmarked(value)}`).join('\n');
    case 'table':
      return [part.title ?? '', table(part.columns, part.rows)].filter(Boolean).join('\n');
    case 'chart':
      return [
        part.title,
        ...part.series.map((series) => sparkline(series, part.unit)),
        ...(part.marks?.map((mark) => `${mark.x}: ${mark.label}`) ?? []),
      ].join('\n');
    case 'evidence':
      return [
        part.title,
        ...part.figures.flatMap((figure) => [
          `- ${unmarked(figure.text)}`,
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
      return unmarked(part.text);
  }
}

/** What a person without buttons would type instead. */
function hint({ effect }: Button): string {
  return effect.type === 'say' ? ` (say: ${effect.text})` : '';
}

/** One character a point, lowest to highest; a dot where there is no value. */
export function sparkline({ label, points }: Series, unit: string): string {
  const values = points.flatMap((point) => (point.y === null ? [] : [point.y]));
  if (values.length === 0) return `${label}: no values`;
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const line = points
    .map(({ y }) => (y === null ? '·' : (BARS[span === 0 ? 3 : Math.round(((y - low) / span) * (BARS.length - 1))] ?? '')))
    .join('');
  const shown = (value: number | undefined) =>
    `${value === undefined ? '' : Number(value.toFixed(2))}${unit && unit !== '%' ? ` ${unit}` : unit}`;
  return `${label}: ${line}  ${shown(values[0])} → ${shown(values.at(-1))}`;
}

function table(columns: { label: string; align?: 'left' | 'right' }[], rows: string[][]): string {
  const cut = (text: string) => (text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text);
  const cells = [columns.map((column) => column.label), ...rows].map((row) => columns.map((_, index) => cut(unmarked(row[index] ?? ''))));
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

/** Without the markup of cards. */
function unmarked(text: string): string {
  return text.replace(/\*\*(.+?)\*\*/g, '$1').replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '$1');
}
