import type { ModelMessage, ToolRequest } from '../../bot/model-port.ts';
import { readToolContent, type ToolContent } from '../../bot/tool-content.ts';

/** One question and what came of it. */
export interface PastTurn {
  question: string;
  calls: ToolRequest[];
  /** What a list showed, line by line. */
  lines: string[];
  /** What may have been meant, where that was asked. */
  choices: string[];
}

type ToolMessage = Extract<ModelMessage, { role: 'tool' }>;

/** The person's last message, the results since, and the last turn before it that ran something. */
export function split(messages: ModelMessage[]): { question: string; results: ToolMessage[]; before?: PastTurn } {
  const last = messages.findLastIndex((message) => message.role === 'user');
  const asked = messages[last];
  const earlier = messages.slice(0, Math.max(0, last));
  const start = earlier.findLastIndex((message) => message.role === 'user');
  const previous = earlier[start];
  return {
    question: asked?.role === 'user' ? asked.text : '',
    results: messages.slice(last + 1).filter((message) => message.role === 'tool'),
    before: previous?.role === 'user' ? pastTurn(previous.text, earlier.slice(start + 1)) : undefined,
  };
}

function pastTurn(question: string, messages: ModelMessage[]): PastTurn {
  const contents = messages.flatMap((message) => (message.role === 'tool' ? (readToolContent(message.content) ?? []) : []));
  return {
    question,
    calls: messages.flatMap((message) => (message.role === 'assistant' ? message.calls : [])),
    lines: contents.flatMap((content) => reasonsOf(content)),
    choices: contents.flatMap((content) => (content.ok ? [] : content.choices)),
  };
}

export const pointOf = (content: ToolContent): string => (content.ok ? content.summary.point : '');
export const reasonsOf = (content: ToolContent): string[] => (content.ok ? content.summary.why : []);
