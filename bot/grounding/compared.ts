import { comparedIn, isDistance } from './reading/comparing.ts';
import type { Sentence } from './reading/sentence.ts';

/** As many letters may stand between two figures that are compared. */
const NEAR = 80;
/** What the second figure is a part of is no figure to compare with: "52 %, above 60 % of its peers". */
const OF_ALL = /^ ?(?:of|der|des|von|de|del|d[ao]s)(?!\p{L})/iu;

/** Counts of whatever is above or below, and what is told of something else. */
const OTHER = /(?<!\p{L})(?:of (?:your|my|our|the|them)|accounts?|customers?|kunden|konten|clients|cuentas|contas|and|und|et|y)(?!\p{L})/iu;

/** Second figures of comparisons that the first one belies: "a health of 63 beats the median of 70". */
export function wrongComparisons({ figures, text }: Sentence): string[] {
  return figures.flatMap((second, at) => {
    const first = figures[at - 1];
    const between = first && text.slice(first.end, second.start);
    if (
      !first ||
      !between ||
      between.length > NEAR ||
      /[,;:.()]/.test(between) ||
      OTHER.test(between) ||
      isDistance(between) ||
      OF_ALL.test(text.slice(second.end))
    )
      return [];
    const [[a] = [], [b] = []] = [first.readings[0], second.readings[0]];
    if (a?.kind !== 'number' || b?.kind !== 'number' || a.unit !== b.unit || first.loose || second.loose) return [];
    return comparedIn(between) * (a.value - b.value) < 0 ? [second.text] : [];
  });
}
