import { isCommonWord } from './common-words.ts';
import type { Span } from './mentions.ts';
import { accountNames, type NamedAccount, nameWords } from './name-search.ts';
import { isSlipOf } from './similarity.ts';
import type { TextWord } from './text-words.ts';

/** "Crosfell Clincs", "Calder Diag", "Marlow CU": of a name that is begun, what goes on as it does: slips of the pen, words cut short, first letters. */
export const withSlips = (spans: readonly Span<NamedAccount>[], text: readonly TextWord[]): Span<NamedAccount>[] =>
  spans.map((span) => {
    if (!span.leads) return span;
    const longer = accountNames(span.row).map((name) => {
      const parts = nameWords(name);
      let to = span.to;
      for (let next = text[to + 1]; next && isOf(next, parts[to + 1 - span.from]); next = text[to + 1]) to++;
      const left = parts.slice(to + 1 - span.from);
      if (areFirstLetters(text[to + 1], left)) return { ...span, to: to + 1, full: true };
      return { ...span, to, full: to - span.from + 1 === parts.length };
    });
    const [longest] = longer.filter(({ to }) => to > span.to).sort((a, b) => b.to - a.to);
    return longest ?? span;
  });

const isOf = ({ word }: TextWord, part: string | undefined): boolean =>
  part !== undefined && (word === part || (!isCommonWord(word) && (isSlipOf(word, part) || isCutShort(word, part))));

/** As short as words are cut. */
const SHORTEST = 4;
const isCutShort = (word: string, part: string): boolean => word.length >= SHORTEST && part.startsWith(word);

/** "CU" of a credit union: all that is left of a name, where it has several words. */
const areFirstLetters = (next: TextWord | undefined, left: readonly string[]): boolean =>
  next !== undefined && left.length > 1 && next.word === left.map((part) => part[0]).join('');
