import type { Context } from './place.ts';
import type { Sentence } from './reading/sentence.ts';
import { lineWords } from './reading/tokens.ts';
import type { Quote } from './shown.ts';
import type { Known } from './sources.ts';

/** A text as it is compared letter by letter: without markup, bullets and letter case. */
export const asRead = (text: string): string =>
  text
    .replace(/[*_`#>•|]+/g, ' ')
    .replace(/^\s*-\s/, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Whether something shown is of nobody, or of one of the accounts. */
export const whose = (shown: Pick<Quote, 'accounts'>, accounts: readonly string[] | null): boolean =>
  shown.accounts === null || (accounts !== null && shown.accounts.some((id) => accounts.includes(id)));

/** Whether the other system whose words they are is named where they are said again, or in what leads there. */
export function isNamed({ by }: Pick<Quote, 'by'>, sentence: Sentence, { leads = [] }: Context): boolean {
  return !by || by.some((name) => [sentence, ...leads].some(({ words }) => words.includes(lineWords(name))));
}

/** Whether a sentence as a whole was shown letter by letter: it says nothing of its own. */
export const isTold = (sentence: Sentence, known: Known, accounts: readonly string[] | null, context: Context): boolean =>
  stands(asRead(sentence.text.replace(/^[\s>#*•–-]+/, '')).replace(/[.,]$/, ''), sentence, known, accounts, context);

const stands = (said: string, sentence: Sentence, { lines }: Known, accounts: readonly string[] | null, context: Context): boolean =>
  said.length > 0 &&
  lines.some(
    (line) => !line.asked && line.text.includes(said) && (accounts === null || whose(line, accounts)) && isNamed(line, sentence, context),
  );
