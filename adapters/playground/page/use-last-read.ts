import { useCallback, useEffect, useState } from 'react';

type Marks = Record<string, string>;

const load = (as: string): Marks => {
  try {
    return JSON.parse(localStorage.getItem(`read:${as}`) ?? '{}') as Marks;
  } catch {
    return {};
  }
};

/** The newest message a person has seen in each channel, kept by the browser. */
export function useLastRead(as: string) {
  const [marks, setMarks] = useState<Marks>(() => load(as));
  useEffect(() => setMarks(load(as)), [as]);
  const of = useCallback((channel: string) => marks[channel], [marks]);
  const mark = useCallback(
    (channel: string, ts: string) => {
      setMarks((known) => {
        if (Number(known[channel] ?? 0) >= Number(ts)) return known;
        const next = { ...known, [channel]: ts };
        localStorage.setItem(`read:${as}`, JSON.stringify(next));
        return next;
      });
    },
    [as],
  );
  return { of, mark };
}
