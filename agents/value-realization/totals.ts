import { VALUE_CATEGORIES, type ValueRecord } from '../../models/value-record.ts';
import { type AccountFacts, DAY, type Finding, fact } from '../facts/index.ts';
import { figuresOf, ofFacts, t } from '../kit/say.ts';
import { activeContracts, evidenceOf, round, sum } from '../metrics/index.ts';
import { CATEGORY_WORDS, type Counted, type CurrencyTotals, costsIn, type Period, shareWithin } from '../metrics/value.ts';

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

/** Value against investment of one currency, by category; amounts of different currencies are never added. */
export function currencyValueOf({ currency, counted, investment, proven, unproven, target }: CurrencyTotals, months: number) {
  const categories = VALUE_CATEGORIES.flatMap((category) => {
    const own = counted.filter(({ record }) => record.category === category);
    const targets = own.flatMap((each) => (each.target === null ? [] : [each.target]));
    return own.length === 0
      ? []
      : [
          {
            category,
            proven: total(own.filter((each) => each.proven)),
            unproven: total(own.filter((each) => !each.proven)),
            /** What was promised for the counted records. */
            target: targets.length === 0 ? null : round(sum(targets), 2),
          },
        ];
  });
  return {
    currency,
    investment,
    proven,
    /** Claimed without evidence, within the period. */
    unproven,
    categories,
    target,
    /** In %; null without an investment in this currency. */
    roi: investment > 0 ? (proven / investment) * 100 : null,
    monthlyValue: proven / months,
    paybackMonths: investment > 0 && proven > 0 ? (12 * investment) / proven : null,
  };
}

export type CurrencyValue = ReturnType<typeof currencyValueOf>;

/** A counted record; its contribution is in points of ROI and those of the proven ones add up to it. */
export function recordFinding(facts: AccountFacts, { record, amount, proven }: Counted, investment: number): Finding {
  const { _id, category, description, currency, periodStart, periodEnd, baseline, evidence } = record;
  const { money, date } = ofFacts(facts);
  const part = money(`value:${_id}`, description, amount, currency);
  const whole =
    amount === record.amount ? '' : t` (of ${money(`whole_value:${_id}`, description, record.amount, currency)} in its whole period)`;
  const from = date(`value_from:${_id}`, 'measured from', periodStart.toISOString());
  const to = date(`value_to:${_id}`, 'measured until', periodEnd.toISOString());
  const proof = proven ? `confirmed by: ${evidence?.trim()}` : 'nobody confirms it yet';
  return {
    label: description,
    value: amount,
    unit: currency,
    contribution: proven && investment > 0 ? round((amount / investment) * 100, 2) : 0,
    text: t`${description}: ${part}${whole}, ${CATEGORY_WORDS[category]}, ${from} to ${to}${baseline ? `; before: ${baseline}` : ''}; ${proof}`,
    evidence: evidenceOf('value_records', 'amount', [record]),
  };
}

/** What each contract cost within the period. */
export const investmentFindings = (facts: AccountFacts, period: Period): Finding[] =>
  costsIn(facts, period).map(({ contract: { _id, name, annualValue, currency, startDate, at }, months, amount }) => {
    const { money, date, of } = figuresOf({ kind: 'contract', id: _id, name }, facts.asOf.toISOString());
    const cost = money('contract_cost', name, amount, currency);
    const paid = of('months_paid', 'months in the period', months, '');
    const text = t`${name}: ${money('arr', 'yearly value', annualValue, currency)} a year since ${date('contract_start', 'start', startDate)}, ${paid} of 12 months in the period: ${cost}`;
    return fact(name, text, evidenceOf('contracts', 'annualValue', [{ _id, at }]), amount, currency);
  });

/** What the account pays a year now, in one currency. */
export const yearlyPrice = ({ contracts, asOf }: AccountFacts, currency: string): number =>
  sum(activeContracts(contracts, asOf).flatMap((each) => (each.currency === currency ? [each.annualValue] : [])));

/** Descriptions that look like one benefit recorded twice. */
export function doubles(counted: readonly Counted[]): string[] {
  const found = counted.flatMap(({ record: a }, index) =>
    counted.slice(index + 1).flatMap(({ record: b }) => (sameBenefit(a, b) ? [a.description] : [])),
  );
  return [...new Set(found)];
}

const HALF = 0.5;

type Benefit = Pick<ValueRecord, 'category' | 'description' | 'currency' | 'periodStart' | 'periodEnd'>;

/** Whether two records describe one benefit over mostly the same time: same words, same category, most of the shorter period shared. */
export function sameBenefit(a: Benefit, b: Benefit): boolean {
  const words = ({ description }: Benefit) => description.trim().toLowerCase().replace(/\s+/g, ' ');
  if (a.category !== b.category || a.currency !== b.currency || words(a) !== words(b)) return false;
  return Math.max(shareWithin(a, b.periodStart, b.periodEnd), shareWithin(b, a.periodStart, a.periodEnd)) > HALF;
}
