import { matchesOf } from './reading/matches.ts';
import type { Sentence } from './reading/sentence.ts';
import { lineWords } from './reading/tokens.ts';
import type { Known, Line } from './sources.ts';
import { whose } from './verbatim.ts';

/** Words of what was shown that a sentence quotes: fewer letters may stand anywhere. */
const QUOTED = /[“"«„]([^“”"«»„]{12,300})[”"»“]/gu;

/** The lines a sentence quotes words of, by quote. */
const quotedLines = ({ text }: Sentence, { lines }: Known): { said: string; lines: readonly Line[] }[] =>
  matchesOf(QUOTED, text).map(([said, words = '']) => ({
    said,
    lines: lines.filter((line) => !line.asked && line.words.includes(lineWords(words))),
  }));

/** The accounts of whose lines a sentence quotes words; null where it quotes nobody's. */
export function accountsOfQuoted(sentence: Sentence, known: Known): readonly string[] | null {
  const found = quotedLines(sentence, known).flatMap(({ lines }) => lines.flatMap(({ accounts }) => accounts ?? []));
  return found.length > 0 ? [...new Set(found)] : null;
}

/** Quotes that were shown of other accounts than the ones a sentence names. */
export function wrongQuotes(sentence: Sentence, known: Known): string[] {
  const named = sentence.mentions.flatMap(({ ids }) => ids);
  if (named.length === 0) return [];
  return quotedLines(sentence, known).flatMap(({ said, lines }) =>
    lines.length > 0 && !lines.some((line) => whose(line, named)) ? [said] : [],
  );
}
