import type { Reading } from '../reading/reading.ts';

/** A change to a note that was drafted: what is done, and to which part of it or with what. */
export type Edit =
  /** A part of it as the tool takes it: `paragraph 2`, `sentence -1`, `question`, or what a sentence is about. */
  | { does: 'leaves out' | 'keeps only' | 'puts back'; part: string }
  /** A sentence in the author’s words, after or before what it says already. */
  | { does: 'says'; text: string; first: boolean }
  /** A sentence more about something: it is worded as the note stands. */
  | { does: 'brings up'; what: string }
  | { does: 'asks'; text: string }
  /** A time proposed; null takes it out. */
  | { does: 'proposes'; when: string | null }
  /** A time proposed, so many minutes from the one before. */
  | { does: 'moves'; by: number }
  /** What it is for, as a fresh wish would say it. */
  | { does: 'is about'; wish: string }
  | { does: 'sounds'; manner?: 'warm' | 'formal' | null; short?: boolean; language?: string }
  | { does: 'is headed'; subject: string }
  | { does: 'goes to'; contact: string | null; role: string | null; account?: string }
  | { does: 'is as before' }
  | { does: 'is shown' }
  | { does: 'is explained' }
  /** What is not done with a note, and what may be said instead. */
  | { does: 'nothing'; says: string; instead: readonly string[] };

/** One part of a wish, without what is only said to us. */
export interface Clause {
  text: string;
  /** The same in small letters without accents: the places are the same. */
  plain: string;
  reading: Reading;
  /** It is to stand at the beginning. */
  first: boolean;
  /** Something else is meant than what stands there. */
  instead: boolean;
  now: Date;
  /** The note as it was asked for, and its language where that is known. */
  past: Record<string, unknown>;
}

export type Reader = (clause: Clause) => Edit | undefined;

/** What of the original stands where a group was found in the plain text. */
export const saidAt = ({ text, plain }: Clause, pattern: RegExp, group = 1): string | undefined => {
  const found = new RegExp(pattern.source, `${pattern.flags.replace('d', '')}d`).exec(plain);
  const [from, to] = found?.indices?.[group] ?? [];
  return from === undefined || to === undefined ? undefined : text.slice(from, to).trim();
};
