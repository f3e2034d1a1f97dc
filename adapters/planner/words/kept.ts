/** Letters of the longest word, and of two: what is longer was pasted. */
export const LONGEST = 60;
/** Beyond so many nothing more is kept. */
const MAX_KEPT = 20_000;

/** The same pure function of a word or two, worked out once for each: a question's words are met again for every tool. */
export function kept<Value>(of: (word: string) => Value): (word: string) => Value {
  const known = new Map<string, Value>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined || known.has(word)) return before as Value;
    const value = of(word);
    if (known.size < MAX_KEPT && word.length <= 2 * LONGEST) known.set(word, value);
    return value;
  };
}

/** The same for what is asked of one object, for as long as that is used: a question is read, filled in and ranked for several ends. */
export function keptFor<Owner extends object, Key, Value>(of: (owner: Owner, key: Key) => Value): (owner: Owner, key: Key) => Value {
  const known = new WeakMap<Owner, Map<Key, Value>>();
  return (owner, key) => {
    const values = known.get(owner) ?? new Map<Key, Value>();
    known.set(owner, values);
    const before = values.get(key);
    if (before !== undefined || values.has(key)) return before as Value;
    const value = of(owner, key);
    values.set(key, value);
    return value;
  };
}
