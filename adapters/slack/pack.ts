import { LIMITS } from './limits.ts';
import { showMore, weight } from './objects.ts';
import type { Piece } from './parts.ts';

/** What is longer than this many messages is cut, except buttons. */
const MESSAGES = 6;
/** Room for the line that says so. */
const RESERVE = { blocks: 1, weight: 600 };

/**
 * Distributes blocks over as few messages as Slack's limits allow, in order. `used` is the room the first message has lost
 * already; that one may come out empty. A picture counts as much as its stand-in, so that either fits.
 */
export function pack(pieces: Piece[], used = 0): Piece[][] {
  let current: Piece[] = [];
  const messages = [current];
  let size = used;
  let count = 0;
  let cut = false;
  const fits = (piece: Piece, reserve = { blocks: 0, weight: 0 }) => {
    const room = roomOf(piece);
    return count + room.blocks + reserve.blocks <= LIMITS.blocks && size + room.weight + reserve.weight <= LIMITS.message;
  };
  const add = (piece: Piece) => {
    if (!fits(piece)) {
      current = [];
      messages.push(current);
      size = 0;
      count = 0;
    }
    current.push(piece);
    const room = roomOf(piece);
    size += room.weight;
    count += room.blocks;
  };
  for (const piece of pieces) {
    if (piece.keep || (!cut && (messages.length < MESSAGES || fits(piece, RESERVE)))) add(piece);
    else if (!cut) {
      cut = true;
      add({ block: showMore('the rest is longer than Slack can show'), keep: false });
    }
  }
  return messages;
}

function roomOf({ block, inWords = [] }: Piece): { blocks: number; weight: number } {
  const words = inWords.reduce((sum, each) => sum + weight(each), 0);
  return { blocks: Math.max(1, inWords.length), weight: Math.max(weight(block), words) };
}
