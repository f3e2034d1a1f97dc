/** Keys of a call that end with a unit of time tell a length of it: `withinDays: 90`. */
const LENGTH = /^(.*?)_?(days?|weeks?|months?|years?)$/i;
const DAY = /^\d{4}-\d{2}-\d{2}/;
const MOST = 40;

/** The days and lengths of time a tool was called with, a line each: a reply may say of which time its answer is. */
export const timesCalled = (given: unknown): string[] => timesIn('', given).slice(0, MOST);

function timesIn(key: string, given: unknown): string[] {
  if (typeof given === 'string') return DAY.test(given) ? [`${key} ${given}`] : [];
  if (typeof given === 'number') {
    const [, of = '', unit = ''] = LENGTH.exec(key) ?? [];
    return unit ? [`${of} ${given} ${unit.toLowerCase()}`.trim()] : [];
  }
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([name, value]) => timesIn(Array.isArray(given) ? key : name, value));
}
