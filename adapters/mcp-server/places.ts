/** Runs what somebody asks for where they have a place left; undefined where they have none. */
export type InPlace = <Result>(whose: string, work: () => Promise<Result>) => Promise<Result> | undefined;

/** So many places each, so that nobody's program takes them all. */
export function createPlaces(each: number): InPlace {
  const taken = new Map<string, number>();
  const change = (whose: string, by: number) => {
    const now = (taken.get(whose) ?? 0) + by;
    if (now > 0) taken.set(whose, now);
    else taken.delete(whose);
  };
  return (whose, work) => {
    if ((taken.get(whose) ?? 0) >= each) return undefined;
    change(whose, 1);
    return work().finally(() => change(whose, -1));
  };
}
