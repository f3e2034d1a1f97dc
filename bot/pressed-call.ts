import { summaryLines } from '../agents/kit/worded.ts';
import type { Model, ModelRequest } from './model-port.ts';
import { readToolContent } from './tool-content.ts';

/**
 * What a person started by pressing a button, as a model that asks for exactly that one call and
 * then says its point: the press takes the same path as a question, without a language model.
 */
export function pressedCall(tool: string, args: object): Model {
  return {
    name: 'button',
    isLanguageModel: false,
    async *respond({ messages }: ModelRequest) {
      const last = messages.at(-1);
      if (last?.role !== 'tool') {
        yield { type: 'call', call: { id: 'pressed', name: tool, arguments: JSON.stringify(args) } };
        yield { type: 'end', reason: 'calls' };
        return;
      }
      const content = readToolContent(last.content);
      if (content?.ok) yield { type: 'text', text: summaryLines(content.summary) };
      else if (content) yield { type: 'text', text: content.message };
      yield { type: 'end', reason: 'stop' };
    },
  };
}
