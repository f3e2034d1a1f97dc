import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Figure } from '../../agents/facts/figure.ts';
import { figureText } from '../../agents/kit/text.ts';
import { type ToolContent, writeToolContent } from '../../bot/tool-content.ts';
import { moreIn } from '../../bot/turn/details.ts';
import { type Decision, type Result, resultSchema } from './result-schema.ts';

export interface Called {
  /** As a model of ours reads it. */
  content: ToolContent;
  asOf: Date;
  figures?: readonly Figure[];
  decisions?: readonly Decision[];
  /** What to know beside it, in our words: who must press where, where a document is. */
  notes?: readonly string[];
}

/** The answer to a call: for a model exactly what ours would be shown, for a program the same as data. */
export function toolResult({ content, asOf, figures = [], decisions = [], notes = [] }: Called): CallToolResult {
  const result: Result = { ...wordsOf(content), asOf: asOf.toISOString(), figures: figures.map(factOf), decisions: [...decisions] };
  const texts = [writeToolContent(content), ...notes];
  return {
    content: texts.map((text) => ({ type: 'text', text })),
    structuredContent: resultSchema.parse(result),
    ...(content.ok ? {} : { isError: true }),
  };
}

function wordsOf(content: ToolContent): Pick<Result, 'ok' | 'point' | 'why' | 'shown' | 'note' | 'more' | 'error'> {
  if (!content.ok) {
    const { code, message, choices } = content;
    return { ok: false, point: message, why: [], shown: '', more: [], error: { code, choices } };
  }
  const { summary, shown = '', note } = content;
  return { ok: true, ...summary, shown, ...(note ? { note } : {}), more: moreIn(shown) };
}

function factOf(figure: Figure): Result['figures'][number] {
  const { subject, metric, label, value, unit, from, asOf } = figure;
  const fact = {
    subject: subject.name,
    subjectId: subject.id,
    metric,
    label,
    text: figureText(figure, { exact: true }),
    value,
    unit,
    asOf,
  };
  return from === null ? fact : { ...fact, from };
}
