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

export function createSegmenter(): Segmenter {
  let held = '';
  return {
    push(piece) {
      held += piece;
      const segments: string[] = [];
      for (let end = boundary(held); end > 0; end = boundary(held)) {
        segments.push(held.slice(0, end));
        held = held.slice(end);
      }
      return segments;
    },
    end() {
      const rest = held;
      held = '';
      return rest ? [rest] : [];
    },
  };
}

/** A day, month or rank written "31."; after such a word of English it is an amount that ends a sentence. */
const ORDINAL =
  /(?<![\p{L}\p{N}.,])(?<!\b(?:is|was|are|were|be|at|to|from|by|of|than|about|around|only|now|up|down)[ \t]+)(?:[12]?\d|3[01])\.[ \t]+$/u;

/** Where the first complete segment ends; 0 while there is none. */
function boundary(text: string): number {
  const ends = /\n+|(?<![.!?…])[.!?…]+["'”’)\]*_]*[ \t]+|[。！？]+/g;
  for (let found = ends.exec(text); found; found = ends.exec(text)) {
    const end = found.index + found[0].length;
    if (found[0].startsWith('\n') || /^[。！？]/.test(found[0])) return end;
    const next = text[end];
    if (next === undefined) return 0; // the white space may go on
    // "31. March", "approx. 50", "e.g. five": no sentence ends there.
    const ordinal = ORDINAL.test(text.slice(Math.max(0, end - 24), end));
    if (!ordinal && !/[\p{Ll}\p{N}]/u.test(next) && !(next === '\n')) return end;
  }
  return 0;
}
