import { LIMITS } from './limits.ts';
import type { Piece } from './parts.ts';
import { showMore, sizeOf } from './text.ts';

/** Room for the line that says that something was cut. */
const RESERVE = 200;

/** Distributes pieces over as few messages as their room allows, in order. */
export function pack(pieces: readonly Piece[], room: number): Piece[][] {
  const messages: Piece[][] = [];
  let size = 0;
  let cut = false;
  const fits = (piece: Piece, reserve = 0) => messages.length > 0 && size + weight(piece) + reserve <= room;
  const add = (piece: Piece) => {
    if (!fits(piece)) {
      messages.push([]);
      size = 0;
    }
    messages.at(-1)?.push(piece);
    size += weight(piece);
  };
  for (const piece of pieces) {
    if (piece.keep || (!cut && (messages.length < LIMITS.messages || fits(piece, RESERVE)))) add(piece);
    else if (!cut) {
      cut = true;
      add({ elements: showMore('the rest is longer than Teams can show'), keep: false });
    }
  }
  return messages;
}

/** With the comma or the separator before it. */
const weight = ({ elements }: Piece): number => sizeOf(elements) + 40;
