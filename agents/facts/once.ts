/** What was made of facts, by what made it: all of it can be let go together. */
const memos = new WeakMap<object, Map<unknown, unknown>>();

export function memoOf(facts: object): Map<unknown, unknown> {
  const known = memos.get(facts);
  if (known) return known;
  const memo = new Map<unknown, unknown>();
  memos.set(facts, memo);
  return memo;
}

/** What several metrics rest on, made once of the same facts, whoever asks. Pure functions only, and nobody may change what they return. */
export function once<Facts extends object, Made>(make: (facts: Facts) => Made): (facts: Facts) => Made {
  return (facts) => {
    const memo = memoOf(facts);
    const known = memo.get(make);
    if (known !== undefined) return known as Made;
    const made = make(facts);
    memo.set(make, made);
    return made;
  };
}

/** Lets go of what was made of facts; whoever asks again has it made anew. */
export function forget(facts: object): void {
  memos.delete(facts);
}
