import { diffArrays, diffWordsWithSpace } from 'diff';
import { reveal } from './hidden-characters.ts';

const CONTEXT_WORDS = 4;

/**
 * What a new version changed, word by word: for each change the old words after "−" and the new
 * ones after "+", between a few unchanged words. Empty for equal texts.
 */
export function difference(before: string, after: string): string[] {
  const pieces = diffWordsWithSpace(before, after);
  const lines: string[] = [];
  for (let at = 0; at < pieces.length; at++) {
    if (!pieces[at]?.added && !pieces[at]?.removed) continue;
    const start = at;
    let removed = '';
    let added = '';
    for (let piece = pieces[at]; piece && (piece.added || piece.removed || isGap(piece.value, pieces[at + 1])); piece = pieces[++at]) {
      if (!piece.added) removed += piece.value;
      if (!piece.removed) added += piece.value;
    }
    const lead = words(pieces[start - 1]?.value ?? '').slice(-CONTEXT_WORDS);
    const trail = words(pieces[at]?.value ?? '').slice(0, CONTEXT_WORDS);
    const line = (sign: string, text: string) => `${sign} ${[...lead, `[${oneLine(text)}]`, ...trail].join(' ')}`;
    lines.push(line('−', removed), line('+', added));
  }
  return lines;
}

/** The changes of one named text; empty for equal ones. */
export const changed = (name: string, before: string, after: string): string[] =>
  difference(before, after).map((line) => `${name} ${line}`);

/** What changed of each paragraph, named by its number in the new text; paragraphs that came or went are shown whole. */
export function byParagraph(before: string, after: string): string[] {
  const lines: string[] = [];
  let number = 0;
  const pieces = diffArrays(paragraphs(before), paragraphs(after));
  for (const [at, { value, added, removed }] of pieces.entries()) {
    if (!added && !removed) number += value.length;
    else if (removed) {
      // What takes the place of another paragraph is compared with it word by word.
      const next = pieces[at + 1];
      const instead = next?.added ? next.value : [];
      for (const [index, text] of value.entries()) {
        const now = instead[index];
        lines.push(...(now === undefined ? [`Dropped − ${oneLine(text)}`] : changed(`Paragraph ${number + index + 1}`, text, now)));
      }
      for (const [index, text] of instead.slice(value.length).entries())
        lines.push(`Paragraph ${number + value.length + index + 1} + ${oneLine(text)}`);
      number += instead.length;
    } else if (!pieces[at - 1]?.removed) {
      for (const [index, text] of value.entries()) lines.push(`Paragraph ${number + index + 1} + ${oneLine(text)}`);
      number += value.length;
    }
  }
  return lines;
}

const paragraphs = (text: string): string[] => text.split(/\n\s*\n/).map((each) => each.trim());

/** A space between two changed words belongs to the change. */
function isGap(value: string, next: { added?: boolean; removed?: boolean } | undefined): boolean {
  return /^[ \t]*$/.test(value) && Boolean(next?.added || next?.removed);
}

const words = (text: string): string[] => oneLine(text).split(' ').filter(Boolean);
const oneLine = (text: string): string =>
  reveal(text)
    .replace(/\n/g, ' ⏎ ')
    .replace(/[ \t]+/g, ' ')
    .trim();
