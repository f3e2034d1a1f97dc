import type { Figure, Text } from '../facts/index.ts';
import { ofAccount, t } from '../kit/say.ts';
import { metricNamed, round } from '../metrics/index.ts';
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
    each: ({ confidence: how, ...found }: One & { confidence: number }) => figuresOfOne(account, asOf, found, round(100 * how)),
    of,
    money,
  };
}
type Shown = Pick<ExpansionAssessment, 'asOf' | 'value' | 'currency' | 'confidence' | 'readiness'>;
type One = Pick<Found, 'cause' | 'value' | 'currency'>;

/** The figures of one of several, by what it comes from; how sure it is, 0 to 100. */
export function figuresOfOne(
  account: { id: string; name: string },
  asOf: string | Date,
  { cause, value, currency }: One,
  sure: number | null,
) {
  const { of, money } = ofAccount(account, asOf);
  return {
    worth: money(`expansion:${cause}`, 'yearly value', value, currency),
    sure: of(`expansion_sure:${cause}`, 'confidence', sure, '%'),
  };
}

/** "$280K a year", or that it has no price yet. */
export const worthText = (worth: Figure): Text => (worth.value === null ? 'not priced yet' : t`${[worth]} a year`);
