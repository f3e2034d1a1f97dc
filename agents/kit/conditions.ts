import { z } from 'zod';
import type { Metric } from '../facts/metric.ts';
import { DAY } from '../facts/time.ts';
import { longDate } from '../metrics/format.ts';
import { metricNamed, metrics } from '../metrics/index.ts';
import { valueWords } from '../metrics/words.ts';
import { UserError } from './errors.ts';
import { optional } from './inputs.ts';
import { isIn, type Money } from './standings/money.ts';
import { fieldOf } from './standings/values.ts';
import { small } from './text.ts';

/** Conditions on any metric of the standings. */

export const LISTED = metrics.filter(({ listable }) => listable);
const LISTED_KEYS = LISTED.map(({ key }) => key) as [string, ...string[]];
export const metricKey = z.enum(LISTED_KEYS);
/** The same where the keys stand in another field of the tool: a model pays for each time it reads them. */
export const metricKeyAgain = z
  .string()
  .refine((key) => LISTED_KEYS.includes(key), { error: 'is no metric; its key is one of those of conditions' });

const COMPARATORS = ['below', 'at most', 'above', 'at least', 'is', 'is not', 'known', 'unknown', 'between'] as const;
type Comparator = (typeof COMPARATORS)[number];

const value = optional(z.union([z.number(), z.string()]));
export const conditionSchema = z.object({
  metric: metricKey.describe('Which metric, by key; shares are in %, times in days unless the key says otherwise'),
  comparator: z
    .enum(COMPARATORS)
    .describe('"below" leaves the value itself out, "at most" takes it in; "known" and "unknown" ask whether there is data'),
  value: value.describe('A number in the metric’s unit, a word it can take, or a date as 2026-05-31'),
  to: value.describe('The upper end, for "between"'),
  currency: optional(z.string().regex(/^[A-Z]{3}$/)).describe('Of an amount, where one was said: EUR'),
});
type Asked = z.output<typeof conditionSchema>;
/** Most are on no amount and have one end. */
export type Condition = Omit<Asked, 'currency' | 'to'> & Partial<Pick<Asked, 'currency' | 'to'>>;

export const condition = (
  metric: string,
  comparator: Comparator,
  value: Condition['value'] = null,
  to: Condition['to'] = null,
): Condition => ({
  metric,
  comparator,
  value,
  to,
});

type Range = { low?: unknown; high?: unknown };
const rangeOf = ({ low, high }: Range) => ({ ...(low === undefined ? {} : { $gte: low }), ...(high === undefined ? {} : { $lt: high }) });

/** What a comparison with something that begins and ends holds of: below it, with it, between two. */
function compared<Edge>(comparator: Comparator, begin: Edge, end: Edge): { low?: Edge; high?: Edge } {
  if (comparator === 'below') return { high: begin };
  if (comparator === 'at most') return { high: end };
  if (comparator === 'above') return { low: end };
  return comparator === 'at least' ? { low: begin } : { low: begin, high: end };
}

/** Judged on the value people see: 59.7 that is shown as 60 is not below 60. */
function numberRange(metric: Metric, { comparator, value, to }: Condition): Range {
  const number = (given: Condition['to']): number => {
    const read = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    if (typeof read !== 'number' || Number.isNaN(read)) throw unclear(metric, 'a number');
    return read;
  };
  const half = (seen: number) => (Number.isInteger(seen * 10 ** metric.digits) ? 0.5 * 10 ** -metric.digits : 1e-9);
  const [least, most] = [number(value), comparator === 'between' ? number(to) : number(value)];
  return compared(comparator, least - half(least), most + half(most));
}

const dayOf = (date: Date): number => Math.floor(date.getTime() / DAY);
const TURNED: Partial<Record<Comparator, Comparator>> = { below: 'above', 'at most': 'at least', above: 'below', 'at least': 'at most' };

function datesOf(metric: Metric, { comparator, value, to }: Condition, asOf: Date): Range {
  const { counts } = metric;
  const day = (given: Condition['to']): number => {
    if (counts) {
      const days = Number(given ?? Number.NaN);
      if (Number.isNaN(days)) throw unclear(metric, 'a number of days');
      return counts.from === 'until' ? dayOf(asOf) + Math.round(days) : dayOf(asOf) - Math.round(days);
    }
    const date = typeof given === 'string' ? new Date(given) : new Date(Number.NaN);
    if (Number.isNaN(date.getTime())) throw unclear(metric, 'a date such as 2026-05-31');
    return dayOf(date);
  };
  const days = comparator === 'between' ? [day(value), day(to)] : [day(value)];
  const [begin, end] = [new Date(Math.min(...days) * DAY), new Date((Math.max(...days) + 1) * DAY)];
  // More days since is an earlier date.
  return compared((counts?.from === 'since' && TURNED[comparator]) || comparator, begin, end);
}

const unclear = (metric: Metric, wanted: string) =>
  new UserError('unclear_condition', `${metric.label} is compared with ${wanted}${metric.values ? `: ${metric.values.join(', ')}` : ''}.`);

function wordFilter(metric: Metric, { comparator, value }: Condition): object {
  if (comparator !== 'is' && comparator !== 'is not')
    throw new UserError('unclear_condition', `${metric.label} is a word: say "is" or "is not".`);
  const word = String(value ?? '').trim();
  const known = metric.values?.find((each) => each.replaceAll('_', ' ') === word.toLowerCase().replaceAll('_', ' '));
  if (metric.values && !known) throw unclear(metric, 'one of its words');
  const match = known ?? new RegExp(`^${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'i');
  return comparator === 'is' ? (known ? { $eq: match } : { $regex: match }) : { $nin: [match, null] };
}

const isWord = ({ unit, values, key }: Metric, { value }: Condition): boolean =>
  Boolean(values) || (unit === '' && typeof value === 'string' && Number.isNaN(Number(value))) || key === 'owner';

/** None of what is absent where there is none. */
const isNone = ({ orAbsent }: Metric, { comparator, value }: Condition): boolean =>
  orAbsent === true && ((comparator === 'is' && Number(value) === 0) || (comparator === 'below' && Number(value) === 1));

type Filter = Record<string, unknown>;

/** Each amount in its own currency. */
const OWN: Money = { currencies: [], rates: null };

/** The filter of standings that a condition is: no other place compares what they hold with a number. `money` says how amounts compare. */
export function filterOf(condition: Condition, asOf: Date, money = OWN): Filter {
  const metric = metricNamed(condition.metric);
  const field = fieldOf(metric);
  if (condition.comparator === 'known') return { [field]: { $ne: null } };
  if (condition.comparator === 'unknown' || isNone(metric, condition)) return { [field]: null };
  const without = (range: Range): Filter => ({ $nor: [{ [field]: rangeOf(range) }], [field]: { $ne: null } });
  const within = (range: Range): Filter => (condition.comparator === 'is not' ? without(range) : { [field]: rangeOf(range) });
  if (metric.counts || metric.unit === 'date') return within(datesOf(metric, condition, asOf));
  if (isWord(metric, condition)) return { [field]: wordFilter(metric, condition) };
  const range = numberRange(metric, condition);
  return metric.unit === 'money' ? amountFilter(metric, condition, money, (factor) => within(times(range, factor))) : within(range);
}

/** Whether a condition holds of a number that is at hand; of what is not known none does. */
export function holds(condition: Condition, value: number | null): boolean {
  if (value === null) return false;
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = numberRange(metricNamed(condition.metric), condition);
  return (value >= Number(low) && value < Number(high)) === (condition.comparator !== 'is not');
}

const times = ({ low, high }: Range, factor: number): Range => ({
  ...(low === undefined ? {} : { low: Number(low) * factor }),
  ...(high === undefined ? {} : { high: Number(high) * factor }),
});

/** An amount in the currency that was said, or in the rates' one, as each currency's rate makes it; without a rate in the currency said alone, or in each account's own. */
function amountFilter(
  metric: Metric,
  { currency: said }: Condition,
  { currencies, rates }: Money,
  within: (factor: number) => Filter,
): Filter {
  const unit = rates?.worth[said ?? rates.into];
  if (!rates || unit === undefined) return said ? { ...isIn(metric, said), ...within(1) } : within(1);
  if (currencies.length === 1 && unit === 1) return within(1);
  return { $or: currencies.map((currency) => ({ ...isIn(metric, currency), ...within(unit / (rates.worth[currency] ?? Number.NaN)) })) };
}

/** A day is not below another. */
const OF_DAYS: Partial<Record<Comparator, string>> = { below: 'before', 'at most': 'until', above: 'after', 'at least': 'since', is: 'on' };

/** "health below 60", "renewal date between 1 March 2027 and 31 March 2027", "champion unknown"; "ARR above 900K, each in its own currency". */
export function conditionWords({ metric: key, comparator, value, to, currency: said }: Condition, usual?: string): string {
  const metric = metricNamed(key);
  const name = small(metric.label);
  const currency = said ?? usual;
  const one = (given: Condition['to']) => {
    if (given === null || given === undefined) return '?';
    // The name says that they are days.
    if (metric.counts) return String(given);
    if (metric.unit === 'date') return Number.isNaN(Date.parse(String(given))) ? String(given) : longDate(new Date(given));
    return valueWords(
      metric,
      typeof given === 'string' && given.trim() !== '' && !Number.isNaN(Number(given)) ? Number(given) : given,
      currency,
    );
  };
  if (comparator === 'known' || comparator === 'unknown') return `${name} ${comparator}`;
  if (isNone(metric, { metric: key, comparator, value })) return `no ${name} on record`;
  // "With open urgent tickets": one and more of what is counted; "with an amount overdue", of what most have none of.
  const hasAny = metric.orNone || (metric.unit === '' && !metric.counts);
  if (comparator === 'above' && Number(value) === 0 && hasAny) return `with ${name}`;
  if (comparator === 'is' && Number(value) === 0 && metric.orNone) return `without ${name}`;
  const spoken = metric.unit === 'date' && !metric.counts ? (OF_DAYS[comparator] ?? comparator) : comparator;
  const own = metric.unit === 'money' && !currency ? ', each in its own currency' : '';
  const means = metric.means?.[String(value)];
  if (means) return `${name} ${spoken} ${one(value)}: ${means}`;
  return `${comparator === 'between' ? `${name} between ${one(value)} and ${one(to)}` : `${name} ${spoken} ${one(value)}`}${own}`;
}

/** A text as it is recorded, in whatever capitals. */
export const caseless = (text: string) => ({ $regex: new RegExp(`^${text.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'i') });
