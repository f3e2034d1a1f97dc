/** Text as Slack takes it. Everything that reaches these functions may have been written by anybody. */

const WORD_START = /(?<![\p{L}\p{N}_.@-])/u.source;
const BROADCAST = new RegExp(`${WORD_START}@(channel|here|everyone)\\b`, 'giu');

/** Slack makes a link of "monday.com" unless a word joiner, which nobody sees, stands before its dots. Mail addresses stay. */
const HOST = /(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,24}(?![\p{L}\p{N}@-])/gu;

/** Escapes the three characters from which mentions, broadcasts and links are made. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The cards' Markdown subset (bold, italic, lists) as Slack's mrkdwn, never longer than the escaped text. */
export function toMrkdwn(text: string): string {
  return escapeText(text.replaceAll('\u0000', ''))
    .replaceAll(/^([^\S\n]*)[-*] /gm, '$1• ')
    .replaceAll(/\*\*(?=\S)([^\n]+?)(?<=\S)\*\*/g, '\u0000$1\u0000')
    .replaceAll(/(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])/g, '_$1_')
    .replaceAll('\u0000', '*');
}

/** The same text without marks, for notifications and screen readers. */
export function toPlain(text: string): string {
  return text
    .replaceAll(/\*\*(?=\S)([^\n]+?)(?<=\S)\*\*/g, '$1')
    .replaceAll(/(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])/g, '$1');
}

/**
 * Markdown in which nothing mentions, broadcasts or links, for the streaming methods, which know no escaping. Works word by
 * word: texts cut at white space give the same result as the whole.
 */
export function inertMarkdown(text: string): string {
  return text
    .replaceAll(/<(?=[^\s\d=<-])/g, '< ')
    .replaceAll(/\](?=[([:])/g, '] ')
    .replaceAll(/&(?=#?\w+;)/g, '& ')
    .replaceAll(BROADCAST, '@ $1')
    .replaceAll(/:(?=\/\/)/g, ': ')
    .replaceAll(HOST, (host) => host.replaceAll('.', '\u2060.'))
    .replaceAll(/(?<![\p{L}\p{N}_.])www(?=\.)/giu, '$& ');
}

/** At most `max` UTF-16 units, the last one an ellipsis where something was cut; never half a character. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${wholeCharacters(text, max - 1)}…`;
}

/** Cuts a text into pieces whose escaped form has at most `limit` characters, at lines, then at words, then anywhere. */
export function splitText(text: string, limit: number): string[] {
  const chunks: string[] = [];
  let chunk = '';
  let size = 0;
  for (const piece of pieces(text, limit)) {
    const length = escapeText(piece).length;
    if (size + length > limit && chunk !== '') {
      chunks.push(chunk);
      chunk = '';
      size = 0;
    }
    chunk += piece;
    size += length;
  }
  if (chunk !== '') chunks.push(chunk);
  return chunks.map((each) => each.replace(/\n+$/, '')).filter((each) => each.trim() !== '');
}

function* pieces(text: string, limit: number): Generator<string> {
  for (const line of text.split(/(?<=\n)/)) {
    if (escapeText(line).length <= limit) yield line;
    else
      for (const word of line.split(/(?<=\s)/)) {
        if (escapeText(word).length <= limit) yield word;
        else yield* word;
      }
  }
}

/** The first `max` units of a text without half a character at the end. */
export function wholeCharacters(text: string, max: number): string {
  const cut = text.slice(0, max);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A text up to and with its last white space. */
export function wholeWords(text: string): string {
  let end = text.length;
  while (end > 0 && !/\s/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
