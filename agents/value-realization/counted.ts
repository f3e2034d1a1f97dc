import { VALUE_CATEGORIES, type ValueRecord } from '../../models/value-record.ts';
import type { Finding } from '../facts/finding.ts';
import { DAY } from '../facts/time.ts';
import { longDate, shortMoney } from '../metrics/format.ts';
import { round, sum } from '../metrics/statistics.ts';
import { againstTarget, type Counted, shareWithin } from '../metrics/value.ts';
import type { CategoryValue, CurrencyValue } from './assessment.ts';

export const CATEGORY_WORDS = { direct_savings: 'direct savings', efficiency: 'efficiency', strategic: 'strategic' } as const;

/** Days between two instants that at least one of the records covers. */
export function coveredDays(records: readonly Pick<ValueRecord, 'periodStart' | 'periodEnd'>[], from: Date, to: Date): number {
  const spans = records
    .map(
      ({ periodStart, periodEnd }) =>
        [Math.max(periodStart.getTime(), from.getTime()), Math.min(periodEnd.getTime(), to.getTime())] as const,
    )
    .filter(([start, end]) => end > start)
    .sort(([a], [b]) => a - b);
  let covered = 0;
  let reached = from.getTime();
  for (const [start, end] of spans) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered / DAY;
}

const total = (rows: readonly Counted[]): number => round(sum(rows.map(({ amount }) => amount)), 2);

/** Value against investment of one currency. `counted` and `investment` are of that currency only. */
export function currencyValueOf(currency: string, counted: readonly Counted[], investment: number, months: number): CurrencyValue {
  const categories = VALUE_CATEGORIES.flatMap((category): CategoryValue[] => {
    const own = counted.filter(({ record }) => record.category === category);
    const targets = own.flatMap(({ target }) => (target === null ? [] : [target]));
    const proven = total(own.filter((each) => each.proven));
    const unproven = total(own.filter((each) => !each.proven));
    return own.length === 0 ? [] : [{ category, proven, unproven, target: targets.length === 0 ? null : round(sum(targets), 2) }];
  });
  const proven = total(counted.filter((each) => each.proven));
  const unproven = total(counted.filter((each) => !each.proven));
  const roiOf = (amount: number) => (investment > 0 ? (amount / investment) * 100 : null);
  return {
    currency,
    investment,
    proven,
    unproven,
    categories,
    target: againstTarget(counted),
    roi: roiOf(proven),
    roiWithUnproven: roiOf(proven + unproven),
    monthlyValue: proven / months,
    paybackMonths: investment > 0 && proven > 0 ? (12 * investment) / proven : null,
  };
}

/** A counted record as a figure; its contribution is in points of ROI and those of the proven ones add up to it. */
export function figureOf({ record, amount, proven }: Counted, investment: number): Finding {
  const { _id, at, category, description, currency, periodStart, periodEnd, baseline, evidence } = record;
  const part = amount === record.amount ? '' : ` (of ${shortMoney(record.amount, currency)} in its whole period)`;
  return {
    label: description,
    value: amount,
    unit: currency,
    contribution: proven && investment > 0 ? round((amount / investment) * 100, 2) : 0,
    text: [
      `${description}: ${shortMoney(amount, currency)}${part}, ${CATEGORY_WORDS[category]}, ${longDate(periodStart)} to ${longDate(periodEnd)}`,
      ...(baseline ? [`before: ${baseline}`] : []),
      proven ? `confirmed by: ${evidence?.trim()}` : 'nobody confirms it yet',
    ].join('; '),
    evidence: [
      { collection: 'value_records', id: _id, field: 'amount', at: at.toISOString() },
      ...(proven ? [{ collection: 'value_records', id: _id, field: 'evidence', at: at.toISOString() }] : []),
    ],
  };
}

/** Pairs that look like one benefit recorded twice: same words, same category, most of the shorter period shared. */
export function doubles(counted: readonly Counted[]): string[] {
  const found = counted.flatMap(({ record: a }, index) =>
    counted.slice(index + 1).flatMap(({ record: b }) => (sameBenefit(a, b) ? [a.description] : [])),
  );
  return [...new Set(found)];
}

const HALF = 0.5;

type Benefit = Pick<ValueRecord, 'category' | 'description' | 'currency' | 'periodStart' | 'periodEnd'>;

/** Whether two records describe one benefit over mostly the same time. */
export function sameBenefit(a: Benefit, b: Benefit): boolean {
  const words = ({ description }: Benefit) => description.trim().toLowerCase().replace(/\s+/g, ' ');
  if (a.category !== b.category || a.currency !== b.currency || words(a) !== words(b)) return false;
  return Math.max(shareWithin(a, b.periodStart, b.periodEnd), shareWithin(b, a.periodStart, a.periodEnd)) > HALF;
}
