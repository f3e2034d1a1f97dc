import { environmentSchema, type Setting } from './environment.ts';

const SETTINGS = Object.keys(environmentSchema.shape) as Setting[];
/** What a variable that is meant for us begins with; PORT and HOST alone say nothing. */
const OURS = new Set(SETTINGS.filter((name) => name.includes('_')).map(beginning));
const LIKE = 2;

/**
 * Settings that nobody reads because their name is slightly wrong, with the name that was meant. Only names that begin
 * as ours do, or are a slip away from one: the environment is full of others' variables.
 */
export function misspelt(names: readonly string[]): { name: string; meant: Setting }[] {
  const known = new Set<string>(SETTINGS);
  return names.flatMap((name) => {
    if (known.has(name) || !name.includes('_')) return [];
    const [nearest] = SETTINGS.map((meant) => ({ meant, slips: distance(name, meant) })).sort((a, b) => a.slips - b.slips);
    const near = nearest && nearest.slips <= (OURS.has(beginning(name)) ? LIKE + 1 : LIKE) && nearest.slips < nearest.meant.length / 3;
    return near ? [{ name, meant: nearest.meant }] : [];
  });
}

function beginning(name: string): string {
  return name.slice(0, name.indexOf('_') + 1);
}

/** How many letters have to be added, left out, changed or swapped with the next. */
function distance(a: string, b: string): number {
  const far = LIKE + 2;
  if (Math.abs(a.length - b.length) >= far) return far;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? far) + 1, (next[j - 1] ?? far) + 1, (last[j - 1] ?? far) + same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? far) + 1);
      next.push(least);
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? far;
}
