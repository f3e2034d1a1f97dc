import type { ContextBlock, KnownBlock, MrkdwnElement, PlainTextElement, SectionBlock } from '@slack/types';
import { clip } from '../../bot/cut-text.ts';
import { LIMITS } from './limits.ts';
import { splitText, toMrkdwn } from './text.ts';

/** A text object Slack only formats: `verbatim` keeps it from making links and mentions of its own. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: toMrkdwn(text), verbatim: true };
}

/** Mrkdwn whose marks were made by code; the texts in it must be escaped already. */
export function rawMrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** A literal text of 1 to `max` characters. */
export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: clip(text.trim() === '' ? '…' : text, max), emoji: true };
}

/** Sections that show the whole text, as many as it needs. */
export function sections(text: string): SectionBlock[] {
  return splitText(text, LIMITS.section).map((chunk) => ({ type: 'section', text: mrkdwn(chunk), expand: true }));
}

/** Sections that show a text exactly as it is, without formatting. */
export function exactSections(text: string): SectionBlock[] {
  const chunks = splitText(text, LIMITS.section);
  if (chunks.length === 0) return [{ type: 'section', text: plain('(empty)', LIMITS.section) }];
  return chunks.map((chunk) => ({
    type: 'section',
    text: { type: 'plain_text', text: chunk, emoji: false },
    expand: true,
  }));
}

/** Small grey text, as many blocks as it needs. */
export function contexts(texts: string[]): ContextBlock[] {
  return texts.flatMap((text) => splitText(text, LIMITS.contextText)).map((chunk) => ({ type: 'context', elements: [mrkdwn(chunk)] }));
}

/** Says that something was left out. */
export function showMore(what: string): ContextBlock {
  return { type: 'context', elements: [rawMrkdwn(`… show more: ${toMrkdwn(clip(what, 300))}`)] };
}

/** What a block takes of a message's room. */
export function weight(block: KnownBlock): number {
  return LIMITS.blockOverhead + texts(block);
}

function texts(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + texts(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === 'text' && typeof inner === 'string' ? inner.length : texts(inner)),
    0,
  );
}
