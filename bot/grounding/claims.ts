import { deedClaimed, isDenied, isTelling } from './doing.ts';
import { lineWords } from './reading/tokens.ts';
import type { Known } from './sources.ts';

/**
 * Whether a sentence says that something was done which was not. A model does nothing itself: a draft it may speak of is one that
 * stands in this turn; anything else has to have been shown, and while something waits for a press nothing else is meant.
 */
export function isFalseClaim(sentence: string, { lines, waits }: Pick<Known, 'lines' | 'waits'>): boolean {
  const claim = deedClaimed(sentence);
  if (!claim || (claim.deed === 'drafted' && waits.has('draft'))) return false;
  if (claim.fresh || waits.size > 0) return true;
  const telling = lineWords(sentence).trim().split(' ').filter(isTelling);
  const says = ({ words }: Known['lines'][number]) => telling.every((word) => words.includes(` ${word} `));
  return telling.length < 2 || !lines.some((line) => !line.asked && says(line) && (claim.deed === 'drafted' || !isDenied(line.text)));
}
