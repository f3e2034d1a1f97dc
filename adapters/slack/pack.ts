import type { KnownBlock } from '@slack/types';
import { LIMITS } from './limits.ts';
import { showMore, weight } from './objects.ts';
import type { Piece } from './parts.ts';

/** What is longer than this many messages is cut, except buttons. */
const MESSAGES = 6;
/** Room for the line that says so. */
const RESERVE = { blocks: 1, weight: 600 };

/**
 * Distributes blocks over as few messages as Slack's limits allow, in order. `used` is the room the first message has lost
 * already; that one may come out empty.
 */
export function pack(pieces: Piece[], used = 0): KnownBlock[][] {
  let current: KnownBlock[] = [];
  const messages = [current];
  let size = used;
  let cut = false;
  const fits = (block: KnownBlock, reserve = { blocks: 0, weight: 0 }) =>
    current.length + reserve.blocks < LIMITS.blocks && size + weight(block) + reserve.weight <= LIMITS.message;
  const add = (block: KnownBlock) => {
    if (!fits(block)) {
      current = [];
      messages.push(current);
      size = 0;
    }
    current.push(block);
    size += weight(block);
  };
  for (const { block, keep } of pieces) {
    if (keep || (!cut && (messages.length < MESSAGES || fits(block, RESERVE)))) add(block);
    else if (!cut) {
      cut = true;
      add(showMore('the rest is longer than Slack can show'));
    }
  }
  return messages;
}
