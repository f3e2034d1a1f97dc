import type { KnownBlock } from '@slack/types';
import type { Part, Tone } from '../../agents/kit/card.ts';
import { statusText, toPlain } from '../../bot/card-words.ts';
import { actionRows, feedbackRow, pickRow } from './buttons.ts';
import { chart, chartInBrief, picture } from './chart.ts';
import { evidence } from './evidence.ts';
import { LIMITS } from './limits.ts';
import { contexts, exactSections, mrkdwn, plain, sections, weight } from './objects.ts';
import type { Drawn } from './pictures.ts';
import { table } from './table.ts';
import { escapeText } from './text.ts';

/** A block, and whether it stays when a message is too long for Slack. */
export interface Piece {
  block: KnownBlock;
  keep: boolean;
  /** What a picture shows, in words: its stand-in where Slack will not have the picture. */
  inWords?: KnownBlock[];
}

/** What parts of one message share while they are drawn. */
export interface Drawing {
  replyId: string;
  tables: number;
  drawn: Drawn;
}

const FIELDS_WEIGHT = 3000;

/** One part of a card as blocks. */
export function drawPart(part: Part<string>, drawing: Drawing): Piece[] {
  if (part.type === 'buttons') {
    const rows = part.pick ? pickRow(part.buttons, part.pick, drawing.replyId) : actionRows(part.buttons, drawing.replyId);
    return rows.map((block) => ({ block, keep: true }));
  }
  if (part.type === 'feedback') return [{ block: feedbackRow(drawing.replyId), keep: true }];
  const fileId = part.type === 'chart' ? drawing.drawn.get(part) : undefined;
  if (part.type === 'chart' && fileId) return [{ block: picture(part, fileId), keep: false, inWords: chartInBrief(part) }];
  // What somebody approves is never cut.
  const keep = part.type === 'text' && part.verbatim === true;
  return blocksOf(part, drawing).map((block) => ({ block, keep }));
}

function blocksOf(part: Exclude<Part<string>, { type: 'buttons' | 'feedback' }>, drawing: Drawing): KnownBlock[] {
  switch (part.type) {
    case 'header':
      return header(part.text, part.tone);
    case 'text':
      return part.verbatim ? exactSections(part.text) : sections(part.text);
    case 'fields':
      return fields(part.fields);
    case 'table':
      drawing.tables += 1;
      return table(part, drawing.tables === 1 ? 'block' : 'lines');
    case 'chart':
      return chart(part);
    case 'evidence':
      return evidence(part);
    case 'input':
      return [...sections(`**${part.label}**`), ...exactSections(part.value)];
    case 'file':
      return sections(`**${part.name}**\n${part.about}`);
    case 'context':
      return contexts([part.text]);
    default:
      return part satisfies never;
  }
}

function header(text: string, tone: Tone | undefined): KnownBlock[] {
  const said = statusText(toPlain(text).trim(), tone);
  if (said === '') return [];
  return said.length <= LIMITS.header ? [{ type: 'header', text: plain(said, LIMITS.header) }] : sections(`**${said}**`);
}

function fields(all: { label: string; value: string }[]): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let group: ReturnType<typeof mrkdwn>[] = [];
  const close = () => {
    if (group.length > 0) blocks.push({ type: 'section', fields: group });
    group = [];
  };
  for (const { label, value } of all) {
    const text = `**${label.trim() || '–'}**\n${value.trim() || '–'}`;
    if (escapeText(text).length > LIMITS.field) {
      close();
      blocks.push(...sections(text));
      continue;
    }
    const field = mrkdwn(text);
    const size = weight({ type: 'section', fields: [...group, field] });
    if (group.length === LIMITS.fields || size > FIELDS_WEIGHT) close();
    group.push(field);
  }
  close();
  return blocks;
}
