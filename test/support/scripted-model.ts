import type { Model, ModelChunk, ModelRequest, ToolRequest } from '../../bot/model-port.ts';

/** What a scripted model answers one request with: text, calls, or anything else chunk by chunk. */
export type Answer = (request: ModelRequest, signal: AbortSignal) => AsyncIterable<ModelChunk> | Promise<AsyncIterable<ModelChunk>>;

export interface ScriptedModel extends Model {
  /** Every request it was sent. */
  readonly requests: ModelRequest[];
}

/** Answers request after request by the script; the last answer repeats. */
export function scriptedModel(...script: Answer[]): ScriptedModel {
  const requests: ModelRequest[] = [];
  return {
    name: 'scripted',
    isLanguageModel: true,
    requests,
    async *respond(request, signal) {
      requests.push(structuredClone(request));
      const answer = script[Math.min(requests.length, script.length) - 1];
      if (!answer) throw new Error('the script is empty');
      yield* await answer(request, signal);
    },
  };
}

/** Says a text in pieces of `size` characters. */
export function says(text: string | ((request: ModelRequest) => string), size = 7): Answer {
  return async function* (request) {
    const whole = typeof text === 'string' ? text : text(request);
    for (let start = 0; start < whole.length; start += size) yield { type: 'text', text: whole.slice(start, start + size) };
    yield { type: 'usage', inputTokens: 100, outputTokens: 20 };
    yield { type: 'end', reason: 'stop' };
  };
}

/** Calls tools, after an announcement if there is one. */
export function calls(requests: [name: string, args: unknown][], announcement = ''): Answer {
  return async function* () {
    if (announcement) yield { type: 'text', text: announcement };
    for (const [index, [name, args]] of requests.entries()) {
      const call: ToolRequest = { id: `c${index}`, name, arguments: typeof args === 'string' ? args : JSON.stringify(args) };
      yield { type: 'call', call };
    }
    yield { type: 'usage', inputTokens: 100, outputTokens: 20 };
    yield { type: 'end', reason: 'calls' };
  };
}

export function fails(error: Error, after = ''): Answer {
  return async function* () {
    if (after) yield { type: 'text', text: after };
    throw error;
  };
}
