import type { Evidence } from '../facts/evidence.ts';
import { mainValue, periodOf } from '../metrics/value.ts';
import { confidenceOf } from '../value-realization/face.ts';
import type { RenewalFacts } from './renewal-facts.ts';

/** The proven return of the account's main currency. */
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
  const main = mainValue(facts);
  const proven = (main?.counted ?? []).filter((each) => each.proven);
  return {
    roi: main && main.investment > 0 && proven.length > 0 ? (main.proven / main.investment) * 100 : null,
    proven: main?.proven ?? 0,
    investment: main?.investment ?? 0,
    currency: main?.currency ?? facts.account.currency,
    months: periodOf(facts).months,
    confidence: confidenceOf(facts).confidence,
    evidence: proven
      .toSorted((a, b) => b.amount - a.amount)
      .slice(0, 3)
      .map(({ record }) => ({ collection: 'value_records', id: record._id, field: 'amount', at: record.at.toISOString() })),
  };
}
