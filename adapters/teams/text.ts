/** Text as Teams takes it. Everything that reaches these functions may have been written by anybody. */
import { BOLD, ITALIC, toPlain } from '../../bot/card-words.ts';
import { splitText } from '../../bot/cut-text.ts';
import { inertMarkdown } from '../../bot/inert-markdown.ts';
import type { Element, RichTextBlock, TextRun } from './adaptive-card.ts';
import { LIMITS } from './limits.ts';

const MARKED = new RegExp(`${BOLD.source}|${ITALIC.source}`, 'g');
/** Nobody sees it, and what stands on both sides of it is no markup. */
const JOINER = '\u2060';

export type Look = Pick<TextRun, 'size' | 'isSubtle' | 'weight' | 'fontType'>;

/** What a value takes of a message's room. */
export const sizeOf = (value: unknown): number => JSON.stringify(value).length;
export const textSize = (text: string): number => sizeOf(text) - 2;

/** The cards' Markdown subset (bold, italic, lists) as runs, in which nothing else is markup. */
export function runs(text: string, look: Look = {}): RichTextBlock['inlines'] {
  const plain = Object.keys(look).length === 0;
  const run = (said: string, more: Partial<TextRun> = {}): TextRun => ({ type: 'TextRun', text: said, ...look, ...more });
  const inlines: RichTextBlock['inlines'] = [];
  const bulleted = text.replaceAll(/^([^\S\n]*)[-*] /gm, '$1• ');
  let at = 0;
  const until = (end: number) => {
    const said = bulleted.slice(at, end);
    if (said !== '') inlines.push(plain ? said : run(said));
  };
  for (const found of bulleted.matchAll(MARKED)) {
    until(found.index);
    const [whole, bold, italic = ''] = found;
    inlines.push(bold === undefined ? run(italic, { italic: true }) : run(toPlain(bold), { weight: 'Bolder' }));
    at = found.index + whole.length;
  }
  until(bulleted.length);
  return inlines;
}

/** The whole text, in as many blocks as it needs. */
export function blocks(text: string, look?: Look): RichTextBlock[] {
  return splitText(text, LIMITS.element / 4, textSize).map((chunk, index) => {
    const inlines = runs(chunk, look);
    return {
      type: 'RichTextBlock',
      ...(index > 0 ? { spacing: 'None' } : {}),
      // So many marks in so little text are no emphasis.
      inlines: sizeOf(inlines) > LIMITS.element / 2 ? runs(chunk.replaceAll('*', ' '), look) : inlines,
    };
  });
}

/** A text letter by letter, without formatting. */
export function exactBlocks(text: string): RichTextBlock[] {
  const chunks = splitText(text, LIMITS.element / 2, textSize);
  return (chunks.length > 0 ? chunks : ['(empty)']).map((chunk, index) => ({
    type: 'RichTextBlock',
    ...(index > 0 ? { spacing: 'None' } : {}),
    inlines: [{ type: 'TextRun', text: chunk }],
  }));
}

/** A text in bold, and close under it what it is the title of. */
export function titled(title: string, [first, ...rest]: Element[]): Element[] {
  return [...blocks(toPlain(title), { weight: 'Bolder' }), ...(first ? [{ ...first, spacing: 'Small' as const }] : []), ...rest];
}

/** Lines whose columns stand under each other. */
export const monospaced = (lines: string[]): RichTextBlock => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text: lines.join('\n').replaceAll(' ', '\u00a0'), fontType: 'Monospace' }],
});

export const small = (text: string): RichTextBlock[] => blocks(text, { size: 'Small', isSubtle: true });

/** Says that something was left out. */
export const showMore = (what: string): RichTextBlock[] => small(`… show more: ${what}`);

/**
 * A text for an element that reads Markdown, shown as it is. Phones do not know escapes with a backslash everywhere, so that
 * links, tags and lists are kept from coming about by what nobody sees.
 */
export function literal(text: string): string {
  return toPlain(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) =>
      line
        .replaceAll(/[\\`*~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
        .replaceAll(/<(?=[^\s\d=<-])|\](?=[([:])|&(?=#?\w+;)|:(?=\/\/)/g, `$&${JOINER}`)
        .replaceAll(/(?<=[\p{L}\p{N}-])\.(?=\p{L})/gu, `${JOINER}.`)
        .replace(/^(?=[-+#>=|]|\d{1,9}[.)])/, JOINER),
    )
    .join('\n\n');
}

/** Markdown of a message itself: inert, every line on its own, and without what looks like a citation. */
export function messageMarkdown(text: string): string {
  return inertMarkdown(text)
    .trimEnd()
    .replaceAll(/\[(?=\d+\])/g, `[${JOINER}`)
    .replaceAll(/(?<!\n)\n(?!\n|[^\S\n]*(?:[-*•]|\d+[.)]) )/g, '\n\n');
}
