import type { AccountFacts, Figure } from '../facts/index.ts';
import type { Issued } from '../kit/opinions.ts';
import { figureOf, metricNamed } from '../metrics/index.ts';

/** What was issued of an account, before and now; undefined where nothing was. */
export interface Opinions {
  was: Issued | undefined;
  is: Issued | undefined;
}

/** Health and churn risk 30 days before, as their own changes tell it; where none is known, as issued by `then`. */
export const before30Days = (issued: Issued, then: Issued | undefined): Issued => ({
  ...issued,
  opinions: Object.fromEntries(
    ['health', 'churn_risk'].flatMap((key) => {
      const [now, change, before] = [issued.opinions[key], issued.opinions[`${key}_change_30`], then?.opinions[key]];
      if (typeof now === 'number' && typeof change === 'number') return [[key, Math.round(now) - Math.round(change)]];
      return before === undefined ? [] : [[key, before]];
    }),
  ),
});

/** What an agent last said of the account, told from what it said before where that was another: "86 → 52". */
export function movedOpinion(key: string, facts: AccountFacts, { was, is }: Opinions): Figure {
  const metric = metricNamed(key);
  const figure = figureOf(metric, metric.read({ facts, opinions: is?.opinions ?? {} }), facts);
  const [before, source] = [was?.opinions[key], is?.rows[key]];
  return {
    ...figure,
    from: typeof before === 'number' && figure.value !== null && before !== figure.value ? before : null,
    ...(source ? { asOf: source.at, evidence: [source] } : { evidence: [] }),
  };
}
