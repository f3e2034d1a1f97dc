/** Beyond so many nothing more is kept; what is longer than a word was pasted. */
const MAX_KEPT = 20_000;
const MAX_LENGTH = 60;

/** The same pure function of a word or two, worked out once for each: a question's words are met again for every tool. */
export function kept<Value>(of: (word: string) => Value): (word: string) => Value {
  const known = new Map<string, Value>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined || known.has(word)) return before as Value;
    const value = of(word);
    if (known.size < MAX_KEPT && word.length <= MAX_LENGTH) known.set(word, value);
    return value;
  };
}
