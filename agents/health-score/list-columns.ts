import type { Metric } from '../facts/index.ts';
import type { Condition } from '../kit/conditions.ts';
import { metricNamed } from '../metrics/index.ts';
import { isCompared } from './account-list.ts';
import { keysAskedFor, type Asked as OfBook } from './book-filters.ts';

/** What a list shows when no metric was asked about. */
const USUAL = ['health', 'churn_risk', 'arr', 'renewal_date', 'health_change_30', 'owner'];
/** And of accounts side by side. */
const COMPARED = [
  'health',
  'health_change_30',
  'churn_risk',
  'arr',
  'renewal_date',
  'active_share',
  'open_tickets',
  'last_contact',
  'owner',
];

/** What of a list's question says which figures it shows. */
type Asked = Pick<OfBook, 'accounts' | 'conditions'> & { sort: string | null; show: string[] | null };

/** What is asked to be seen of each account, by conditions or by name. */
export const asksFor = ({ conditions, show }: Asked): boolean => (conditions ?? []).length + (show ?? []).length > 0;

/** What was asked about most; a list with nothing asked shows the least healthy first. */
export function sortOf({ sort, conditions }: Asked): Metric {
  const sortable = ({ metric, comparator }: Condition) => !['known', 'unknown'].includes(comparator) && !metricNamed(metric).values;
  return metricNamed(sort ?? madeOf(conditions)[0] ?? conditions?.find(sortable)?.metric ?? 'health');
}

/** What the words are made of that accounts are chosen by. */
const madeOf = (conditions: Asked['conditions']): string[] => (conditions ?? []).flatMap(({ metric }) => metricNamed(metric).madeOf ?? []);

export const endOf = ({ unit, word, values }: Metric, direction: number): string =>
  word || values ? 'by' : unit === 'date' ? (direction > 0 ? 'earliest' : 'latest') : direction > 0 ? 'lowest' : 'highest';

export function columnsOf(asked: Asked, sort: Metric): Metric[] {
  const told = keysAskedFor(asked).filter((key) => !metricNamed(key).madeOf);
  const keys = [...madeOf(asked.conditions), ...told, ...(asked.show ?? [])];
  if (asked.accounts && (asked.show ?? []).length > 0) return [...new Set(keys)].map(metricNamed);
  const usual = isCompared(asked) ? COMPARED : USUAL;
  // What a list was asked to be sorted by is seen on it, whatever its accounts were chosen by.
  const first = asked.sort ? [sort.key] : [];
  return [...new Set(keys.length > 0 ? [...first, ...keys, sort.key] : [sort.key, ...usual])].map(metricNamed);
}
