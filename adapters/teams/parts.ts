import type { Part } from '../../agents/kit/card.ts';
import { evidenceInWords, statusText, toPlain } from '../../bot/card-words.ts';
import { clip } from '../../bot/cut-text.ts';
import type { Element, FactSet } from './adaptive-card.ts';
import { actionRows, pickRow } from './buttons.ts';
import { chart } from './chart.ts';
import { LIMITS } from './limits.ts';
import { table } from './table.ts';
import { blocks, exactBlocks, literal, showMore, sizeOf, small, textSize, titled } from './text.ts';

/** Elements that stand together, and whether they stay when a message is too long for Teams. */
export interface Piece {
  elements: Element[];
  keep: boolean;
}

/** What the parts of one message share while they are drawn. */
export interface PartDrawing {
  replyId: string;
}

/** One part of a card. */
export function drawPart(part: Part<string>, drawing: PartDrawing): Piece[] {
  // What somebody approves or presses is never cut.
  const keep = part.type === 'buttons' || (part.type === 'text' && part.verbatim === true);
  return groups(part, drawing)
    .filter((elements) => elements.length > 0)
    .flatMap((elements) => (sizeOf(elements) <= LIMITS.element ? [elements] : elements.map((each) => [each])))
    .map((elements) => ({ elements, keep }));
}

function groups(part: Part<string>, { replyId }: PartDrawing): Element[][] {
  switch (part.type) {
    case 'header':
      return [header(statusText(toPlain(part.text).trim(), part.tone))];
    case 'text':
      return single(part.verbatim ? exactBlocks(part.text) : blocks(part.text));
    case 'fields':
      return single(fields(part.fields));
    case 'table':
      return table(part);
    case 'chart':
      return [chart(part)];
    case 'evidence':
      return evidence(part);
    case 'input':
      return single(titled(part.label, exactBlocks(part.value)));
    case 'file':
      return [file(part, replyId)];
    case 'buttons':
      return part.pick ? [pickRow(part.buttons, part.pick, replyId)] : single(actionRows(part.buttons, replyId));
    case 'context':
      return single(small(part.text));
    case 'feedback':
      // Teams shows thumbs of its own under the message.
      return [];
    default:
      return part satisfies never;
  }
}

const single = (elements: Element[]): Element[][] => elements.map((each) => [each]);

export function header(text: string): Element[] {
  const said = literal(clip(text, LIMITS.fact));
  return said === '' ? [] : [{ type: 'TextBlock', text: said, wrap: true, style: 'heading', size: 'Medium', weight: 'Bolder' }];
}

function fields(all: { label: string; value: string }[]): Element[] {
  const elements: Element[] = [];
  let set: FactSet | undefined;
  let size = 0;
  for (const { label, value } of all) {
    const fact = { title: literal(label) || '–', value: literal(value) || '–' };
    if (textSize(fact.title) > LIMITS.fact || textSize(fact.value) > LIMITS.fact) {
      set = undefined;
      elements.push(...titled(label, blocks(value)));
      continue;
    }
    size += sizeOf(fact);
    if (!set || size > LIMITS.element / 2) {
      set = { type: 'FactSet', facts: [] };
      size = sizeOf(fact);
      elements.push(set);
    }
    set.facts.push(fact);
  }
  return elements;
}

/** Figures as numbered lines, then their sources as small text under the same numbers. */
function evidence(part: Extract<Part<string>, { type: 'evidence' }>): Element[][] {
  const { lines, sources, more } = evidenceInWords(part.figures);
  return [
    titled(part.title, blocks(lines.join('\n'))),
    ...single(small(sources.join('\n'))),
    ...(more > 0 ? [showMore(`${more} further figures`)] : []),
  ];
}

/** Whoever presses for it is offered the document in their personal chat, the only place Teams takes one from a bot. */
function file({ name, about, fileId }: Extract<Part<string>, { type: 'file' }>, replyId: string): Element[] {
  const data = { replyId, fileId };
  return [
    ...titled(name, blocks(about)),
    { type: 'ActionSet', actions: [{ type: 'Action.Execute', title: 'Send me the file', verb: 'file', data }] },
  ];
}
