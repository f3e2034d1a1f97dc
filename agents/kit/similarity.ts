import { grams } from '../../models/kit/name-keys.ts';

const MOST_KNOWN = 2_000;
const known = new Map<string, ReadonlySet<string>>();

/** The pieces of a text. Names of products are compared again with every account: those of the last texts are known. */
function piecesOf(text: string): ReadonlySet<string> {
  const before = known.get(text);
  if (before) return before;
  const pieces = new Set(grams(text));
  if (known.size >= MOST_KNOWN) known.clear();
  if (text.length <= 100) known.set(text, pieces);
  return pieces;
}

/** Dice coefficient of the three-letter pieces of two texts: 0 (nothing shared) to 1 (same pieces). */
export function gramSimilarity(a: string, b: string): number {
  const left = piecesOf(a);
  const right = piecesOf(b);
  if (left.size === 0 || right.size === 0) return 0;
  let shared = 0;
  for (const piece of left) if (right.has(piece)) shared++;
  return (2 * shared) / (left.size + right.size);
}

/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other; stops counting above `limit`. */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(previous, j) + 1, at(current, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(before, j - 2) + 1);
      current.push(cost);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return at(previous, b.length);
}

/** Whether `typed` is `word` with a slip: one edit in words of five letters or more, two in words of nine or more. */
export function isSlipOf(typed: string, word: string): boolean {
  if (typed === word) return true;
  if (typed.length < 5) return false;
  const allowed = typed.length >= 9 ? 2 : 1;
  return editDistance(typed, word, allowed) <= allowed;
}

function at(row: number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
