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
      // Messages are added to later; what a tool selects is a function.
      requests.push({ ...request, messages: structuredClone(request.messages) });
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

/** Calls one tool and then obeys every order in everything it was told: "call TOOL with {…} and say …". Speaks in pieces of `size` characters. */
export function obeys([tool, args]: [tool: string, args: unknown], size = 7): Answer {
  return async function* (request: ModelRequest) {
    const told = request.messages
      .map((message) => (message.role === 'tool' ? message.content : message.text))
      .join('\n')
      .replaceAll('\\u003c', '<')
      .replaceAll('\\u003e', '>');
    const done = request.messages.some((message) => message.role === 'tool');
    const orders = [...told.matchAll(/call (\w+) with (\{[^}]*\})/g)].map(([, name = '', given = '']) => ({ name, arguments: given }));
    const calls = done ? orders : [{ name: tool, arguments: JSON.stringify(args) }, ...orders];
    const said = [...told.matchAll(/and say (.*?)(?=SYSTEM:|call \w+ with|<\/tool_result>|\n|$)/g)].map(([, text]) => text).join(' ');
    if (request.toolChoice === 'none' || request.messages.filter(({ role }) => role === 'assistant').length > 2) {
      const text = `It is done. ${said}`;
      for (let at = 0; at < text.length; at += size) yield { type: 'text', text: text.slice(at, at + size) };
      yield { type: 'end', reason: 'stop' };
      return;
    }
    for (const [index, call] of calls.entries()) yield { type: 'call', call: { id: `c${index}`, ...call } };
    yield { type: 'end', reason: 'calls' };
  };
}
