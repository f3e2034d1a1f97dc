import type { HomeView, KnownBlock } from '@slack/types';
import { summaryOf, withPoint } from '../../bot/card-words.ts';
import { clip } from '../../bot/cut-text.ts';
import type { Outgoing } from '../../bot/platform.ts';
import { LIMITS } from './limits.ts';
import { sections, showMore } from './objects.ts';
import { pack } from './pack.ts';
import { type Drawing, drawPart, type Piece } from './parts.ts';
import type { Drawn } from './pictures.ts';
import { escapeText } from './text.ts';

export { renderForm } from './form.ts';

/** The start of a block id in a message that is one of several. */
export const SEVERAL = 'several';

/** One Slack message: its blocks, and the plain text for notifications and screen readers. */
export interface Rendered {
  text: string;
  blocks: KnownBlock[];
  /** The same blocks without pictures; absent where there are none. */
  inWords?: KnownBlock[];
}

/** What the reader has already: the text streamed before the blocks. */
export interface Streamed {
  text: string;
}

/**
 * A message as Slack takes it: one message, or several where the limits demand it. Every text in it is inert: no mention,
 * broadcast or link comes out of a card. With `streamed`, the blocks that follow that text in the same message; the first
 * message's blocks may then be empty. Charts in `drawn` are shown as their pictures.
 */
export function renderMessage(outgoing: Outgoing<string>, streamed?: Streamed, drawn: Drawn = new Map()): Rendered[] {
  const drawing: Drawing = { replyId: outgoing.replyId, tables: 0, drawn };
  const said = `${streamed?.text ?? ''}${outgoing.text}`.trim() !== '';
  const pieces = piecesOf(outgoing, said, drawing);
  const used = streamed ? LIMITS.blockOverhead + escapeText(streamed.text).length : 0;
  const messages = pack(pieces, used);
  const point = fallback(outgoing, streamed);
  return messages.map((pieces, index) => {
    const text = index === 0 ? point : `${point} (${index + 1} of ${messages.length})`;
    const finished = (blocks: KnownBlock[]) => (messages.length === 1 ? blocks : blocks.map(markSeveral));
    const blocks = finished(pieces.map(({ block }) => block));
    const inWords = pieces.some((piece) => piece.inWords) && finished(pieces.flatMap((piece) => piece.inWords ?? [piece.block]));
    return inWords ? { text, blocks, inWords } : { text, blocks };
  });
}

const piecesOf = ({ text, cards }: Outgoing<string>, said: boolean, drawing: Drawing): Piece[] => [
  ...still(sections(text)),
  ...cards.flatMap((card) => withPoint(card, said).flatMap((part) => drawPart(part, drawing))),
];

/** The same as a page of its own: without pictures, tables and verdicts, which Slack has in messages only. */
export function renderHome(outgoing: Outgoing<string>, metadata: string): HomeView {
  const drawing: Drawing = { replyId: outgoing.replyId, tables: 1, drawn: new Map() };
  const blocks = piecesOf(outgoing, false, drawing).flatMap(({ block }) => (block.type === 'context_actions' ? [] : [block]));
  const cut = blocks.length > LIMITS.viewBlocks;
  const shown = cut ? [...blocks.slice(0, LIMITS.viewBlocks - 1), showMore('the rest is longer than Slack can show')] : blocks;
  return { type: 'home', private_metadata: metadata, blocks: shown };
}

/** Whatever can be pressed says that its message has others beside it. */
function markSeveral(block: KnownBlock, index: number): KnownBlock {
  return block.type === 'actions' || block.type === 'context_actions' ? { ...block, block_id: `${SEVERAL}:${index}` } : block;
}

function still(blocks: KnownBlock[]): Piece[] {
  return blocks.map((block) => ({ block, keep: false }));
}

function fallback(outgoing: Outgoing<string>, streamed?: Streamed): string {
  const point = summaryOf({ ...outgoing, text: `${streamed?.text ?? ''}${outgoing.text}` });
  return escapeText(clip(point, LIMITS.fallback));
}
