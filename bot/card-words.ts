/** What every renderer says of a card in the same words. */
import type { Finding } from '../agents/facts/finding.ts';
import type { Card, Part, Tone } from '../agents/kit/card.ts';
import { evidenceText } from '../agents/kit/present/evidence.ts';
import { clip } from './cut-text.ts';
import type { Outgoing } from './platform.ts';

const MARKS: Record<Exclude<Tone, 'neutral'>, string> = { green: '🟢', yellow: '🟡', orange: '🟠', red: '🔴' };
const FIGURES = 30;
const SOURCES = 3;
const SOURCE = 200;

/** How cards mark bold and italic. */
export const BOLD = /\*\*(?=\S)((?:(?!\*\*)[^\n])+)(?<=\S)\*\*/g;
export const ITALIC = /(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])/g;

/** A text of a card without these marks. */
export const toPlain = (text: string): string => text.replaceAll(BOLD, '$1').replaceAll(ITALIC, '$1');

/** The mark of a tone, which never stands without its word: "🟠 orange". */
export function markOf(tone: Tone | undefined): string | undefined {
  return !tone || tone === 'neutral' ? undefined : `${MARKS[tone]} ${tone}`;
}

/** A text with its status mark, and with the word for it unless the text says it. */
export function statusText(text: string, tone: Tone | undefined): string {
  if (!tone || tone === 'neutral') return text;
  const named = new RegExp(`\\b${tone}\\b`, 'i').test(text);
  return named ? `${MARKS[tone]} ${text}` : `${MARKS[tone]} ${tone.charAt(0).toUpperCase()}${tone.slice(1)} · ${text}`;
}

/** A bare value as people read it: at most one decimal, the unit attached where it is a sign. */
export function valueText(value: number | null, unit: string): string {
  if (value === null) return 'no value';
  const number = value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  if (unit === '') return number;
  return unit === '%' ? `${number}%` : `${number} ${unit}`;
}

/** The findings of an evidence part as lines, their sources under the same numbers, and how many were left out. */
export function evidenceInWords(figures: readonly Finding<string>[]): { lines: string[]; sources: string[]; more: number } {
  const shown = figures.slice(0, FIGURES);
  const number = (index: number) => (shown.length > 1 ? `${index + 1}. ` : '');
  return {
    lines: shown.map((finding, index) => `${number(index)}${findingLine(finding)}`),
    sources: shown.flatMap(({ evidence }, index) => (evidence.length > 0 ? [`${number(index)}${sourcesText(evidence)}`] : [])),
    more: figures.length - shown.length,
  };
}

function findingLine({ label, value, unit, text, contribution }: Finding<string>): string {
  const said = text.trim() || `${label}: ${valueText(value, unit)}`;
  const rounded = Math.round(contribution * 10) / 10;
  return rounded === 0 ? said : `${said} (${rounded > 0 ? '+' : '−'}${valueText(Math.abs(rounded), 'points')})`;
}

function sourcesText(evidence: Finding<string>['evidence']): string {
  const shown = evidence.slice(0, SOURCES).map((each) => clip(evidenceText(each), SOURCE));
  const more = evidence.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** The parts of a card with its point, under its header where it has one, unless what is said before or the card itself says it. */
export function withPoint({ point, parts, stands }: Card<string>, said: boolean): Part<string>[] {
  const bare = toPlain(point).replace(/\.$/, '');
  const repeated = parts.some((part) => (part.type === 'text' || part.type === 'header') && toPlain(part.text).includes(bare));
  const [first, ...rest] = parts;
  if (said) return withoutIdleHeader(parts);
  // The header of what stands somewhere says how it stands.
  if (repeated || (stands && first?.type === 'header')) return parts;
  const pointed: Part<string> = { type: 'text', text: point };
  return first?.type === 'header' ? [first, pointed, ...rest] : [pointed, ...parts];
}

const CONTENT: ReadonlySet<Part['type']> = new Set(['text', 'fields', 'table', 'chart', 'evidence', 'file', 'input']);

/** A header with nothing beneath it says no more than the text above; a status mark it keeps. */
const withoutIdleHeader = (parts: Part<string>[]): Part<string>[] =>
  parts.some(({ type }) => CONTENT.has(type)) ? parts : parts.filter((part) => part.type !== 'header' || markOf(part.tone) !== undefined);

/** What a message says where only one line is read: in a notification, to a screen reader. */
export function summaryOf({ text, cards }: Outgoing<string>): string {
  return toPlain(cards.find(({ point }) => point.trim() !== '')?.point ?? (text.trim() || '…'));
}
