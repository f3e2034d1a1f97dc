import { isLater } from './known.ts';

interface Change {
  from?: string | null | undefined;
  to: string;
  at: Date;
}

/** The stage of something whose changes are on record, and the changes until then; undefined where none came later. */
export function stageThen<Entry extends Change>(
  changes: Entry[] | undefined,
  asOf: Date,
): { stage: string | null; changes: Entry[] } | undefined {
  const first = changes?.toSorted((a, b) => a.at.getTime() - b.at.getTime()).find(({ at }) => isLater(at, asOf));
  if (!changes || !first) return undefined;
  const until = changes.filter(({ at }) => !isLater(at, asOf));
  return { stage: first.from ?? until.at(-1)?.to ?? null, changes: until };
}
