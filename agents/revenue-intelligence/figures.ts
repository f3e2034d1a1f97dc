import type { Figure, Text } from '../facts/figure.ts';
import { ofAccount } from '../kit/present/figures.ts';
import { t } from '../kit/text.ts';
import { metricNamed } from '../metrics/index.ts';
import { round } from '../metrics/statistics.ts';
import type { ExpansionAssessment, Found } from './assess.ts';

/** The figures of an account's growth, each made once for every place that shows it. */
export function figuresOfGrowth(account: { id: string; name: string }, { asOf, value, currency, confidence, readiness }: Shown) {
  const { of, money, score } = ofAccount(account, asOf);
  const label = (key: string) => metricNamed(key).label;
  return {
    worth: money('expansion_value', label('expansion_value'), value, currency),
    sure: of('expansion_confidence', label('expansion_confidence'), confidence === null ? null : 100 * confidence, '%'),
    ready: score('expansion_readiness', label('expansion_readiness'), readiness.score),
    part: (part: string, points: number | null): Figure => score(`expansion_readiness:${part}`, `readiness, ${part}`, points),
    /** Of one of several. */
    each: ({ cause, value: own, currency: money_, confidence: how }: Pick<Found, 'cause' | 'value' | 'currency' | 'confidence'>) => ({
      worth: money(`expansion:${cause}`, 'yearly value', own, money_),
      sure: of(`expansion_sure:${cause}`, 'confidence', round(100 * how), '%'),
    }),
    of,
    money,
  };
}
type Shown = Pick<ExpansionAssessment, 'asOf' | 'value' | 'currency' | 'confidence' | 'readiness'>;

/** "$280K a year", or that it has no price yet. */
export const worthText = (worth: Figure): Text => (worth.value === null ? 'not priced yet' : t`${[worth]} a year`);
