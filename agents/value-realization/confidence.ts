import { type AccountFacts, age, DAY } from '../facts/index.ts';
import { clamp, decay, knowledgeOf } from '../metrics/index.ts';
import { datedContracts, isProven, YEAR_DAYS } from '../metrics/value.ts';
import { coveredDays } from './totals.ts';

/** A measurement is fresh for a quarter and a bit, then loses half its worth in as much time. */
const GRACE_DAYS = 100;
const HALF_LIFE_DAYS = 100;

/** How much of what the figures need is known, and how fresh it is. Every part only falls when rows are removed. */
export function confidenceOf(facts: AccountFacts) {
  const { asOf, values, plans } = facts;
  const yearAgo = asOf.getTime() - YEAR_DAYS * DAY;
  const proven = values.filter((record) => isProven(record) && record.periodStart <= asOf && record.periodEnd.getTime() > yearAgo);
  const newest = Math.max(...proven.map(({ periodEnd }) => Math.min(periodEnd.getTime(), asOf.getTime())));
  const fresh = proven.length === 0 ? 0 : decay(age(new Date(newest), asOf) - GRACE_DAYS, HALF_LIFE_DAYS);
  const target = proven.some(({ targetAmount }) => (targetAmount ?? 0) > 0) || plans.some(({ targetMetrics }) => targetMetrics.length > 0);
  const baseline =
    values.some((record) => (record.baseline ?? '').trim() !== '') ||
    plans.some(
      ({ roiBaseline, targetMetrics }) => roiBaseline.length > 0 || targetMetrics.some((each) => typeof each.baseline === 'number'),
    );
  const paid = datedContracts(facts).some(({ contract }) => contract.annualValue > 0);
  const days = coveredDays(values.filter(isProven), new Date(yearAgo), asOf);
  return knowledgeOf([
    { name: 'contract value (the investment)', weight: 0.25, quality: Number(paid) },
    { name: 'value with evidence in the last 12 months', weight: 0.35, quality: Number(proven.length > 0), fresh },
    { name: '', weight: 0.2, quality: clamp(days / YEAR_DAYS, 0, 1), fresh },
    { name: 'targets', weight: 0.1, quality: Number(target) },
    { name: 'baseline', weight: 0.1, quality: Number(baseline) },
  ]);
}
