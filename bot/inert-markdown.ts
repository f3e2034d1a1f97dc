const WORD_START = /(?<![\p{L}\p{N}_.@-])/u.source;
const BROADCAST = new RegExp(`${WORD_START}@(channel|here|everyone)\\b`, 'giu');

/** Platforms make a link of "monday.com" unless a word joiner, which nobody sees, stands before its dots. Mail addresses stay. */
const HOST = /(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,24}(?![\p{L}\p{N}@-])/gu;

/**
 * Markdown in which nothing mentions, broadcasts or links, for what knows no escaping. Works word by word: texts cut at white
 * space give the same result as the whole.
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
