import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Figure } from '../../agents/facts/figure.ts';
import { type ToolContent, writeToolContent } from '../../bot/tool-content.ts';
import { moreIn } from '../../bot/turn/details.ts';
import { type Decision, type Result, resultSchema } from './result-schema.ts';

export interface Called {
  /** As a model of ours reads it. */
  content: ToolContent;
  asOf: Date;
  figures?: readonly Figure[];
  decisions?: readonly Decision[];
  /** Who must press where, in our words. */
  next?: string;
}

/** The answer to a call: for a model exactly what ours would be shown, for a program the same as data. */
export function toolResult({ content, asOf, figures = [], decisions = [], next }: Called): CallToolResult {
  const result: Result = { ...wordsOf(content), asOf: asOf.toISOString(), figures: figures.map(factOf), decisions: [...decisions] };
  const texts = [writeToolContent(content), ...(next ? [next] : [])];
  return {
    content: texts.map((text) => ({ type: 'text', text })),
    structuredContent: resultSchema.parse(result),
    ...(content.ok ? {} : { isError: true }),
  };
}

function wordsOf(content: ToolContent): Pick<Result, 'ok' | 'point' | 'why' | 'shown' | 'note' | 'more' | 'error'> {
  if (!content.ok) {
    const { code, message, choices } = content;
    return { ok: false, point: message, why: [], shown: '', note: null, more: [], error: { code, choices } };
  }
  const { summary, shown = '', note = null } = content;
  return { ok: true, ...summary, shown, note, more: moreIn(shown), error: null };
}

const factOf = ({ subject, metric, label, value, unit, from, asOf }: Figure): Result['figures'][number] => ({
  subject,
  metric,
  label,
  value,
  unit,
  from,
  asOf,
});
