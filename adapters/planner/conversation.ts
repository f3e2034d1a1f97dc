import type { ModelMessage, ToolRequest } from '../../bot/model-port.ts';
import { readToolContent } from '../../bot/tool-content.ts';

/** One question and what came of it. */
export interface PastTurn {
  question: string;
  calls: ToolRequest[];
  /** Calls a tool refused because a name was unknown or ambiguous, or something else was unclear. */
  failed: boolean;
}

/** The person's last message, the results since, and the turn before it. */
export function split(messages: ModelMessage[]): {
  question: string;
  results: Extract<ModelMessage, { role: 'tool' }>[];
  before?: PastTurn;
} {
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
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.calls : []));
  const contents = messages.flatMap((message) => (message.role === 'tool' ? [readToolContent(message.content)] : []));
  return { question, calls, failed: contents.length > 0 && contents.every((content) => content?.ok === false) };
}
