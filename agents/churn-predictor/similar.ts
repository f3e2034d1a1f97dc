/** An account whose decision is known, as its factors stood two months before. */
export interface PastCase {
  accountId: string;
  name: string;
  outcome: 'churned' | 'renewed';
  /** When it left or renewed. */
  at: Date;
  strengths: Readonly<Record<string, number>>;
}

/** So many are shown, and only those at least so alike. */
const MOST = 3;
const LEAST_ALIKE = 0.35;

/** The past cases nearest by their factors, each factor weighing as it does in the prediction; `similarity` 1 is the same factors at the same strength. */
export function nearestCases(
  strengths: Readonly<Record<string, number>>,
  cases: readonly PastCase[],
  weights: Readonly<Record<string, number>>,
) {
  const size = (vector: (name: string) => number) =>
    Math.sqrt(Object.entries(weights).reduce((total, [name, weight]) => total + weight * vector(name) ** 2, 0));
  const own = size((name) => strengths[name] ?? 0);
  return cases
    .map((each) => {
      const distance = size((name) => (strengths[name] ?? 0) - (each.strengths[name] ?? 0));
      const reach = own + size((name) => each.strengths[name] ?? 0);
      return { ...each, similarity: reach === 0 ? 1 : 1 - distance / reach };
    })
    .filter(({ similarity }) => similarity >= LEAST_ALIKE)
    .sort((a, b) => b.similarity - a.similarity || (a.accountId < b.accountId ? -1 : 1))
    .slice(0, MOST);
}
