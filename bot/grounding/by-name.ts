import type { FoundFigure } from './reading/figures.ts';
import type { Sentence } from './reading/sentence.ts';
import { termsOfWord } from './reading/terms.ts';
import type { Known } from './sources.ts';

/** Standards and turns of speech with a number in their name. */
const STANDARD = /(?<![\d.,$€£])(?:SOC ?[123]|ISO(?:\/IEC)? ?\d{4,5}(?:-\d)?|PCI[ -]DSS ?\d(?:\.\d)?|24\/7|24x7|365|360°?|Web ?2\.0)$/;
/** Parts of a financial year and calendar weeks: they name a time, not a figure. */
const PERIOD = /^(?:fy ?\d{2,4}|gj ?\d{2,4}|h[12]|[12]h|s[12]|kw ?\d{1,2}|cw ?\d{1,2}|w\d{1,2})$/;

/** Whether a figure is part of what something is called: "SOC 2", "24/7", "FY26", "H2", or letters and digits that were shown. */
export function isByName(figure: FoundFigure, { text }: Sentence, { lines }: Known): boolean {
  const isShown = (words: string) => lines.some((line) => line.words.includes(` ${words} `));
  if (STANDARD.test(text.slice(Math.max(0, figure.start - 12), figure.end))) return true;
  const before = /(?:^|[^\p{L}\p{N}])(\p{Lu}{2,8})[ -]$/u.exec(text.slice(Math.max(0, figure.start - 12), figure.start))?.[1];
  if (before && /^\d{1,5}$/.test(figure.text) && termsOfWord(before.toLowerCase()).length === 0)
    return isShown(`${before.toLowerCase()} ${figure.text}`);
  return figure.readings.some((claims) =>
    claims.every(
      (claim) => claim.kind === 'word' && (PERIOD.test(claim.text) || isShown(claim.text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim())),
    ),
  );
}
