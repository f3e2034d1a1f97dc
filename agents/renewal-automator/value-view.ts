import type { Evidence } from '../facts/evidence.ts';
import { sum } from '../metrics/statistics.ts';
import { countedIn, periodOf } from '../metrics/value.ts';
import { confidenceOf, currencyValueOf, investmentsIn } from '../value-realization/face.ts';
import type { RenewalFacts } from './renewal-facts.ts';

/** The proven return as the value agent computes it, without its words: a book of ten thousand needs it for each. */
export interface ValueView {
  /** %; null where nothing is proven or nothing was invested. */
  roi: number | null;
  proven: number;
  investment: number;
  currency: string;
  months: number;
  /** 0 to 1. */
  confidence: number;
  evidence: Evidence[];
}

export function valueViewOf(facts: RenewalFacts): ValueView {
  const { account, values } = facts;
  const period = periodOf(facts);
  const counted = countedIn(values, period);
  const paid = investmentsIn(facts, period);
  const currencies = [...new Set([...paid, ...counted.map(({ record }) => record)].map(({ currency }) => currency))];
  const [first] = currencies
    .map((currency) =>
      currencyValueOf(
        currency,
        counted.filter(({ record }) => record.currency === currency),
        sum(paid.flatMap((each) => (each.currency === currency ? [each.amount] : []))),
        period.months,
      ),
    )
    .sort((a, b) => b.investment - a.investment || b.proven - a.proven || b.unproven - a.unproven || (a.currency < b.currency ? -1 : 1));
  const proven = counted.filter((each) => each.proven && each.record.currency === first?.currency);
  return {
    roi: proven.length === 0 ? null : (first?.roi ?? null),
    proven: first?.proven ?? 0,
    investment: first?.investment ?? 0,
    currency: first?.currency ?? account.currency,
    months: period.months,
    confidence: confidenceOf(facts).confidence,
    evidence: proven
      .toSorted((a, b) => b.amount - a.amount)
      .slice(0, 3)
      .map(({ record }) => ({ collection: 'value_records', id: record._id, field: 'amount', at: record.at.toISOString() })),
  };
}
