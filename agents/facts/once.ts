/** What several metrics rest on, made once of the same facts, whoever asks. Pure functions only, and nobody may change what they return. */
export function once<Facts extends object, Made>(make: (facts: Facts) => Made): (facts: Facts) => Made {
  const made = new WeakMap<Facts, { of: Made }>();
  return (facts) => {
    const known = made.get(facts) ?? { of: make(facts) };
    made.set(facts, known);
    return known.of;
  };
}
