import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { UpstreamError } from '../../agents/kit/errors.ts';
import type { ModelChunk, ToolRequest } from '../../bot/model-port.ts';

type Delta = ChatCompletionChunk.Choice.Delta.ToolCall;

/** A server that ignores the token limit is cut off at this many characters a token. */
const CHARACTERS_A_TOKEN = 8;

/**
 * Turns a stream of completion chunks into the port's: text as it comes, whole calls and the usage
 * once it has ended.
 * @throws UpstreamError when the stream ends without saying why: it was cut.
 */
export async function* readStream(chunks: AsyncIterable<ChatCompletionChunk>, maxOutputTokens: number): AsyncGenerator<ModelChunk> {
  const calls: ToolRequest[] = [];
  const slots = new Map<number, ToolRequest>();
  let reason: string | undefined;
  let usage: ModelChunk | undefined;
  let characters = 0;
  for await (const chunk of chunks) {
    if (chunk.usage) {
      usage = { type: 'usage', inputTokens: chunk.usage.prompt_tokens, outputTokens: chunk.usage.completion_tokens };
    }
    const choice = chunk.choices?.[0];
    if (!choice) continue;
    const text = (choice.delta?.content ?? '') + (choice.delta?.refusal ?? '');
    if (text) yield { type: 'text', text };
    for (const delta of choice.delta?.tool_calls ?? []) take(delta);
    characters += text.length + (choice.delta?.tool_calls ?? []).reduce((sum, delta) => sum + (delta.function?.arguments?.length ?? 0), 0);
    reason = choice.finish_reason ?? reason;
    if (!reason && characters > maxOutputTokens * CHARACTERS_A_TOKEN) {
      reason = 'length';
      break;
    }
  }
  if (!reason) throw new UpstreamError('model', 'cut');
  const whole = reason === 'length' || reason === 'content_filter' ? [] : calls; // a call cut short is no call
  for (const [index, call] of whole.entries()) {
    yield { type: 'call', call: { id: call.id || `call_${index + 1}`, name: call.name, arguments: call.arguments.trim() || '{}' } };
  }
  if (usage) yield usage;
  yield { type: 'end', reason: ended(reason, whole.length > 0) };

  /** Servers differ: a call may come in pieces or whole, with or without an index, with its name repeated. */
  function take(delta: Delta): void {
    const index = delta.index ?? calls.length;
    let call = slots.get(index);
    if (!call || (delta.id && call.id && delta.id !== call.id)) {
      call = { id: '', name: '', arguments: '' };
      slots.set(index, call);
      calls.push(call);
    }
    if (delta.id) call.id = delta.id;
    if (delta.function?.name) call.name = delta.function.name;
    call.arguments += delta.function?.arguments ?? '';
  }
}

function ended(reason: string, called: boolean): 'stop' | 'calls' | 'length' | 'filter' {
  if (reason === 'length') return 'length';
  if (reason === 'content_filter') return 'filter';
  return called ? 'calls' : 'stop';
}
