import { COMPANY_WORDS, isCommonWord } from '../../agents/kit/common-words.ts';
import { UNSPACED } from './reading/amount.ts';
import { matchesOf } from './reading/matches.ts';
import type { Mention } from './reading/sentence.ts';
import { plainWord } from './reading/tokens.ts';

/** The accounts whose results were shown, found again in a text by their name or how it begins. */
export interface Accounts {
  /** `about`: a result is about it; otherwise it only stands in one, or is one of ours that nothing was shown of. */
  add(account: { id: string; name: string }, about: boolean): void;
  mentionsIn(text: string): Mention[];
  /** Those that results are about. */
  readonly ids: ReadonlySet<string>;
}

const MOST_WORDS = 8;
const WORD = new RegExp(`(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');

export function createAccounts(): Accounts {
  const ids = new Set<string>();
  const known = new Set<string>();
  /** By its words, joined; more than one id where several names begin so. */
  const byWords = new Map<string, { whole: Set<string>; begun: Set<string> }>();
  /** What names begin with. */
  const firsts = new Set<string>();

  return {
    ids,
    add({ id, name }, about) {
      if (about) ids.add(id);
      if (known.has(id)) return;
      known.add(id);
      const words = (name.match(WORD) ?? []).map(plainWord).slice(0, MOST_WORDS);
      for (let length = 1; length <= words.length; length++) {
        const [first = ''] = words;
        if (length === 1 && words.length > 1 && (first.length < 3 || isCommonWord(first) || COMPANY_WORDS.has(first))) continue;
        const key = words.slice(0, length).join(' ');
        const entry = byWords.get(key) ?? { whole: new Set(), begun: new Set() };
        (length === words.length ? entry.whole : entry.begun).add(id);
        byWords.set(key, entry);
        firsts.add(first);
      }
    },
    mentionsIn(text) {
      if (byWords.size === 0) return [];
      const found = matchesOf(WORD, text).map(({ 0: word, index }) => ({
        word,
        plain: plainWord(word),
        start: index,
        end: index + word.length,
      }));
      const mentions: Mention[] = [];
      for (let at = 0; at < found.length; at++) {
        if (!firsts.has(found[at]?.plain ?? '')) continue;
        for (let length = Math.min(MOST_WORDS, found.length - at); length > 0; length--) {
          const words = found.slice(at, at + length);
          const entry = byWords.get(words.map(({ plain }) => plain).join(' '));
          const [first] = words;
          if (!entry || !first || !/^[\p{Lu}\p{N}]/u.test(first.word)) continue;
          const { whole, begun } = entry;
          mentions.push({ ids: [...(whole.size > 0 ? whole : begun)], start: first.start, end: words.at(-1)?.end ?? first.end });
          at += length - 1;
          break;
        }
      }
      return mentions;
    },
  };
}
