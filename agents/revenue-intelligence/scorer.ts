import { isToday } from '../facts/index.ts';
import { loadPrices } from '../facts/prices.ts';
import { type AccountScorer, defineScorer, type RescoreScope } from '../kit/tool.ts';
import { assessExpansion, opinionsOf } from './assess.ts';
import { loadBook } from './book.ts';
import { type Kept, keptOf, recordGrowth } from './record.ts';

/** Growth's part in rescoring: keeps what is found in `expansion_opportunities`, and says what it is worth and how ready the account is. Past weeks are none of its concern. */
export async function expansionScorer(scope: RescoreScope): Promise<AccountScorer> {
  const wanted = isToday(scope.asOf, scope.now);
  const [prices, book] = wanted ? await Promise.all([loadPrices(scope), loadBook(scope)]) : [[], null];
  return defineScorer<Kept>({
    agent: 'revenue-intelligence',
    fields: [],
    assess(facts, asOf, opinions) {
      if (!book || !isToday(asOf, scope.now)) return {};
      const assessment = assessExpansion(facts, { prices, book }, opinions);
      const issued = keptOf(facts, assessment, scope.now);
      return { opinions: opinionsOf(assessment), ...(issued ? { issued } : {}) };
    },
    record: (kept) => recordGrowth(scope, kept),
  });
}
