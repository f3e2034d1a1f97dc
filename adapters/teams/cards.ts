import { summaryOf, withPoint } from '../../bot/card-words.ts';
import { clip, splitText } from '../../bot/cut-text.ts';
import type { Outgoing } from '../../bot/platform.ts';
import { type AdaptiveCard, adaptiveCard } from './adaptive-card.ts';
import { labelOf, labelsOf, type MessageEntity } from './labels.ts';
import { LIMITS } from './limits.ts';
import { pack } from './pack.ts';
import { drawPart, type Piece } from './parts.ts';
import { messageMarkdown, sizeOf, textSize } from './text.ts';

export type { AdaptiveCard } from './adaptive-card.ts';
export { readValues, renderForm } from './form.ts';
export { labelsOf } from './labels.ts';
export { messageMarkdown } from './text.ts';

/** One Teams message: text or a card. Teams makes two of what has both, gives no id for them and does not update them. */
export interface Rendered {
  /** Markdown; empty for a card. */
  text: string;
  card?: AdaptiveCard;
  /** The point as plain text, for notifications and screen readers. */
  summary: string;
  /** That a machine wrote it, and what it rests on; only where `labelled` was asked for. */
  entities?: MessageEntity[];
}

export interface Drawing {
  /** Whom the card is fetched anew for when they see it; at most 60 ids. */
  refreshFor?: readonly string[];
  /** Marks the text and adds the entities of `labelsOf`. */
  labelled?: boolean;
}

/**
 * A message as Teams takes it: what is said before the cards, then the cards, each in several where its size demands it. Every
 * text in it is inert: no mention, link, image or markup comes out of a card.
 */
export function renderMessage(outgoing: Outgoing<string>, drawing: Drawing = {}): Rendered[] {
  const point = summaryOf(outgoing);
  const refresh = refreshOf(outgoing.replyId, drawing.refreshFor);
  const frame = (body: AdaptiveCard['body']) => adaptiveCard(clip(point, LIMITS.fallback), body, refresh);
  const labels = drawing.labelled ? labelsOf(outgoing) : { text: messageMarkdown(outgoing.text), entities: [] };
  const texts = splitText(labels.text, LIMITS.text, textSize).map((text) => ({ text }));
  const packed = pack(piecesOf(outgoing), LIMITS.message - sizeOf(frame([])) - LIMITS.beside);
  const cards = packed.map((pieces) => ({ text: '', card: frame(pieces.flatMap(({ elements }) => elements)) }));
  const summary = clip(point, LIMITS.summary);
  const messages: Pick<Rendered, 'text' | 'card'>[] = [...texts, ...cards];
  if (messages.length === 0) messages.push({ text: messageMarkdown(summary) || '…' });
  return messages.map((message, index) => ({
    ...message,
    summary: index === 0 ? summary : `${summary} (${index + 1} of ${messages.length})`,
    ...(drawing.labelled ? { entities: [labelOf(message.text, labels.entities)] } : {}),
  }));
}

function piecesOf({ replyId, text, cards }: Outgoing<string>): Piece[] {
  const said = text.trim() !== '';
  return cards.flatMap((card, index) => {
    const pieces = withPoint(card, said).flatMap((part) => drawPart(part, { replyId }));
    return index === 0 ? pieces : separated(pieces);
  });
}

/** With a line above the first. */
function separated([first, ...rest]: Piece[]): Piece[] {
  const [top, ...others] = first?.elements ?? [];
  if (!first || !top) return rest;
  return [{ ...first, elements: [{ ...top, separator: true, spacing: 'Large' }, ...others] }, ...rest];
}

function refreshOf(replyId: string, refreshFor: readonly string[] = []): AdaptiveCard['refresh'] {
  const userIds = refreshFor.slice(0, LIMITS.refresh);
  while (sizeOf(userIds) > LIMITS.refreshIds) userIds.pop();
  return userIds.length === 0 ? undefined : { action: { type: 'Action.Execute', verb: 'refresh', data: { replyId } }, userIds };
}
