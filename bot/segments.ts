/**
 * Cuts text that arrives in pieces into sentences and lines, each with the white space after it. A
 * sentence is given out only once what follows shows that it ended, so that no figure, date, mention
 * or link is ever cut in two. Joined, the segments are the text.
 */
export interface Segmenter {
  push(piece: string): string[];
  /** What is left. */
  end(): string[];
}

/** So much of what stands before a place decides whether a segment ends there. */
const CONTEXT = 24;

export function createSegmenter(): Segmenter {
  /** The beginning of the segment, not read again with every piece of a long sentence. */
  let begun = '';
  let held = '';
  /** No segment ends before here in what is held. */
  let read = 0;
  /** White space may go on. */
  let undecided = false;
  return {
    push(piece) {
      held += piece;
      const mayEnd = undecided || /[\s。！？]/.test(piece);
      undecided = /[ \t]/.test(piece.slice(-1) || (undecided ? ' ' : ''));
      if (!mayEnd || /^[ \t]*$/.test(piece)) return [];
      const segments: string[] = [];
      for (;;) {
        const { end, resume } = boundary(held, read);
        if (end === 0) {
          const settled = Math.max(0, resume - CONTEXT);
          begun += held.slice(0, settled);
          held = held.slice(settled);
          read = resume - settled;
          return segments;
        }
        segments.push(begun + held.slice(0, end));
        begun = '';
        held = held.slice(end);
        read = 0;
      }
    },
    end() {
      const rest = begun + held;
      begun = held = '';
      read = 0;
      undecided = false;
      return rest ? [rest] : [];
    },
  };
}

/** A day, month or rank written "31."; after such a word of English it is an amount that ends a sentence. */
const ORDINAL =
  /(?<![\p{L}\p{N}.,])(?<!\b(?:is|was|are|were|be|at|to|from|by|of|than|about|around|only|now|up|down)[ \t]+)(?:[12]?\d|3[01])\.[ \t]+$/u;

/** Where the first complete segment ends, 0 while there is none; and from where to look on. */
function boundary(text: string, from: number): { end: number; resume: number } {
  const ends = /\n+|(?<![.!?…])[.!?…]+["'”’)\]*_]*[ \t]+|[。！？]+/g;
  ends.lastIndex = from;
  for (let found = ends.exec(text); found; found = ends.exec(text)) {
    const end = found.index + found[0].length;
    if (found[0].startsWith('\n') || /^[。！？]/.test(found[0])) return { end, resume: end };
    const next = text[end];
    if (next === undefined) return { end: 0, resume: found.index }; // the white space may go on
    // "31. March", "approx. 50", "e.g. five": no sentence ends there.
    const ordinal = ORDINAL.test(text.slice(Math.max(0, end - CONTEXT), end));
    if (!ordinal && !/[\p{Ll}\p{N}]/u.test(next) && !(next === '\n')) return { end, resume: end };
  }
  return { end: 0, resume: Math.max(from, text.lastIndexOf(' ') + 1, text.lastIndexOf('\t') + 1) };
}
