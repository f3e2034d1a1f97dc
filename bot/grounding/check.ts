import { findFigures } from './figures.ts';
import type { Sources } from './sources.ts';

export interface GroundingCheck {
  /** The segment as it may be shown: itself, or only its line break when a figure of it is in no source. */
  check(segment: string): string;
  /** Figures removed so far. */
  readonly removed: number;
}

/** Checks a reply segment by segment, in order; segments are whole sentences or lines. */
export function createGroundingCheck(sources: Sources): GroundingCheck {
  let removed = 0;
  let lineStart = true;
  let nextItem = 1;

  const withoutNumbering = (segment: string): string => {
    const marker = lineStart ? /^[\s>#*_]*(\d{1,2})[.)][*_]*(?=\s)/.exec(segment) : null;
    const number = Number(marker?.[1]);
    if (!marker || (number !== 1 && number !== nextItem)) return segment;
    nextItem = number + 1;
    return segment.slice(marker[0].length);
  };

  return {
    get removed() {
      return removed;
    },
    check(segment) {
      const wrong = ungrounded(withoutNumbering(segment), sources);
      const startsLine = lineStart;
      const tail = segment.slice(segment.trimEnd().length);
      if (segment !== '') lineStart = tail.includes('\n');
      if (wrong.length === 0) return segment;
      removed += wrong.length;
      return startsLine || !lineStart ? '' : tail.slice(tail.indexOf('\n'));
    },
  };
}

/** The figures of a text that no source confirms, as written. */
export function ungrounded(text: string, sources: Sources): string[] {
  return findFigures(text)
    .filter((figure) => !figure.readings.some((claims) => claims.every((claim) => sources.confirms(claim))))
    .map((figure) => figure.text);
}
