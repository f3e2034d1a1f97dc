/** Text as Slack takes it. Everything that reaches these functions may have been written by anybody. */
import { BOLD, ITALIC } from '../../bot/card-words.ts';
import { splitText as split } from '../../bot/cut-text.ts';

/** Escapes the three characters from which mentions, broadcasts and links are made. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The cards' Markdown subset (bold, italic, lists) as Slack's mrkdwn, never longer than the escaped text. */
export function toMrkdwn(text: string): string {
  return escapeText(text.replaceAll('\u0000', ''))
    .replaceAll(/^([^\S\n]*)[-*] /gm, '$1• ')
    .replaceAll(BOLD, '\u0000$1\u0000')
    .replaceAll(ITALIC, '_$1_')
    .replaceAll('\u0000', '*');
}

/** Cuts a text into pieces whose escaped form has at most `limit` characters. */
export const splitText = (text: string, limit: number): string[] => split(text, limit, (piece) => escapeText(piece).length);
