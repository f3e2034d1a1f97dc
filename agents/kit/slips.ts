import { isCommonWord } from './common-words.ts';
import type { Span } from './mentions.ts';
import { accountNames, type NamedAccount, nameWords } from './name-search.ts';
import { isSlipOf } from './similarity.ts';
import type { TextWord } from './text-words.ts';

/** "Crosfell Clincs": of a name that is begun, the words that go on as it does, slips of the pen apart. */
export const withSlips = (spans: readonly Span<NamedAccount>[], text: readonly TextWord[]): Span<NamedAccount>[] =>
  spans.map((span) => {
    if (!span.leads) return span;
    const longer = accountNames(span.row).map((name) => {
      const parts = nameWords(name);
      let to = span.to;
      for (let next = text[to + 1]; next && isOf(next, parts[to + 1 - span.from]); next = text[to + 1]) to++;
      return { ...span, to, full: to - span.from + 1 === parts.length };
    });
    const [longest] = longer.filter(({ to }) => to > span.to).sort((a, b) => b.to - a.to);
    return longest ?? span;
  });

const isOf = ({ word }: TextWord, part: string | undefined): boolean =>
  part !== undefined && (word === part || (!isCommonWord(word) && isSlipOf(word, part)));
