import { identifies, words } from '../../models/kit/name-keys.ts';

/** One word of a person's text and where it stands there. */
export interface TextWord {
  /** As `words` writes it: lower case, no accents. */
  word: string;
  start: number;
  end: number;
  /** Written as a name: a capital that does not merely begin a sentence, an inner capital, or quotes around it. */
  emphasised: boolean;
  /** A legal form or article, which no name is found by. */
  filler: boolean;
}

/** Names have 200 characters at most: what is longer is none of their words. */
const LONGEST = 200;

/** Splits a text into its first `limit` words; a possessive 's is not a word. */
export function textWords(text: string, limit: number): TextWord[] {
  const found: TextWord[] = [];
  const shouting = text === text.toUpperCase();
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+(?:_[\p{L}\p{M}\p{N}]+)*/gu)) {
    if (found.length >= limit) break;
    const [raw] = match;
    const start = match.index;
    if (raw.length > LONGEST) continue;
    if (/^s$/i.test(raw) && /['’]/.test(text[start - 1] ?? '') && found.at(-1)?.end === start - 1) continue;
    for (const word of words(raw).slice(0, limit - found.length)) {
      found.push({
        word,
        start,
        end: start + raw.length,
        emphasised: !shouting && emphasised(text, raw, start),
        filler: !identifies(word),
      });
    }
  }
  return found;
}

/** "A note to mark about …": whom one writes to is somebody, however the name is written. */
const ADDRESSED =
  /(?<!\p{L})(?:draft|note|e-?mail|mail|message|letter|line|reply|write(?: back)?|invitation|apology)\s+(?:(?:back|a|in \p{L}+)\s+){0,2}to\s+$/iu;
const WRITTEN_OF = /^(?:\s+(?:about|regarding|re|on|that|at|from|saying|asking|thanking)(?!\p{L})|\s*[,:.!?]|\s*$)/iu;

function emphasised(text: string, raw: string, start: number): boolean {
  if (/["“„«`*]/.test(text[start - 1] ?? '')) return true;
  if (/^\P{Ll}*\p{Ll}.*\p{Lu}/u.test(raw)) return true;
  if (ADDRESSED.test(text.slice(Math.max(0, start - 60), start)) && WRITTEN_OF.test(text.slice(start + raw.length))) return true;
  let before = start;
  while (before > 0 && /\s/.test(text.charAt(before - 1))) before--;
  const opensSentence = before === 0 || /[.!?:;]/.test(text.charAt(before - 1));
  return !opensSentence && /^\p{Lu}/u.test(raw);
}
