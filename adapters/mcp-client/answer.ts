import type { ForeignAnswer } from '../../bot/foreign-servers.ts';
import { cleanPhrase, cleanWords } from './clean.ts';

/** Characters of an answer that are kept. */
const MAX_TEXT = 16_000;
const MAX_LINES = 400;
const MAX_DEPTH = 8;

interface RawAnswer {
  content?: unknown;
  structuredContent?: unknown;
  isError?: unknown;
}

/** What a server answered as text in lines, so that it can be read page by page. What is no text is named, never shown. */
export function readAnswer({ content, structuredContent, isError }: RawAnswer): ForeignAnswer {
  const parts = (Array.isArray(content) ? content : []).slice(0, 50) as { type?: unknown; text?: unknown }[];
  const texts = parts.filter(({ type, text }) => type === 'text' && typeof text === 'string').map(({ text }) => text as string);
  const data = structuredContent ?? (texts.length === 1 ? parsed(texts[0] ?? '') : undefined);
  const others = [...new Set(parts.filter(({ type }) => type !== 'text').map(({ type }) => cleanPhrase(String(type), 20)))];
  const said = data === undefined ? texts.join('\n') : linesOf(data).join('\n');
  const text = [said, ...others.map((type) => `(${type}, not shown)`)].filter(Boolean).join('\n');
  return { text: cleanWords(text, MAX_TEXT).trim(), data, failed: isError === true };
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** "name: Lisa Park": data as lines, lists indented. */
function linesOf(value: unknown, depth = 0): string[] {
  const lines: string[] = [];
  const indent = '  '.repeat(depth);
  const add = (label: string, each: unknown) => {
    if (lines.length >= MAX_LINES) return;
    if (typeof each !== 'object' || each === null) lines.push(`${indent}${label}${flat(each)}`);
    else if (depth >= MAX_DEPTH) lines.push(`${indent}${label}…`);
    else if (Object.keys(each).length === 0) lines.push(`${indent}${label}nothing`);
    else lines.push(...(label ? [`${indent}${label.trimEnd()}`] : []), ...linesOf(each, depth + (label ? 1 : 0)));
  };
  if (Array.isArray(value)) for (const [index, each] of value.entries()) add(`${index + 1}. `, each);
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) add(`${cleanPhrase(key, 60)}: `, each);
  else lines.push(flat(value));
  return lines.slice(0, MAX_LINES);
}

const flat = (value: unknown): string => cleanPhrase(String(value), 2_000);
