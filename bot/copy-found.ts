import type { ForeignAnswer } from './foreign-servers.ts';

/**
 * Whether a search for a key found it: an entry of a list that holds the key, or that there are lists and none does. Undefined
 * where the answer says neither: a text that only repeats the question proves nothing.
 */
export function isThere({ data, failed }: Pick<ForeignAnswer, 'data' | 'failed'>, key: string): boolean | undefined {
  if (failed) return undefined;
  const lists = listsIn(data);
  if (lists.length === 0) return undefined;
  return lists.some((list) => list.some((entry) => holds(entry, key)));
}

const MAX_DEPTH = 6;

function listsIn(value: unknown, depth = 0): unknown[][] {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return [value];
  return Object.values(value).flatMap((each) => listsIn(each, depth + 1));
}

const holds = (value: unknown, key: string, depth = 0): boolean =>
  value === key ||
  (typeof value === 'object' && value !== null && depth <= MAX_DEPTH && Object.values(value).some((each) => holds(each, key, depth + 1)));
