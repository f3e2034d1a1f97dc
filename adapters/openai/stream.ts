import { UpstreamError } from '../../agents/kit/errors.ts';
import type { ModelChunk, ModelRequest } from '../../bot/model-port.ts';
import { type CallPiece, createCallReader } from './calls.ts';
import type { ServerEvent } from './events.ts';
import { createSpoken } from './spoken.ts';
import { asMeant, readWritten } from './written.ts';

/** What one server turned out to do, remembered from one answer to the next. */
export interface Habits {
  /** It leaves out the beginning of its thoughts. */
  thoughtsUnopened: boolean;
}

/** A server that ignores the token limit is cut off at this many characters a token. */
const CHARACTERS_A_TOKEN = 8;
/** How long a server may take to close after it has said why it ends; its usage may still come. */
const CLOSING_MS = 1_500;

interface Message {
  content?: unknown;
  refusal?: unknown;
  tool_calls?: CallPiece[] | null;
}
interface Chunk {
  error?: unknown;
  usage?: { prompt_tokens?: number; completion_tokens?: number } | null;
  choices?: { delta?: Message | null; message?: Message | null; finish_reason?: string | null }[] | null;
}

/**
 * Turns what a server sends into the port's chunks: text as it comes, whole calls and the usage once it has ended. The end is a
 * finish reason or the word that it is done.
 * @throws UpstreamError where it breaks off before either.
 */
export async function* readStream(
  events: AsyncIterable<ServerEvent[]>,
  { maxOutputTokens, tools }: Pick<ModelRequest, 'maxOutputTokens' | 'tools'>,
  habits: Habits,
): AsyncGenerator<ModelChunk> {
  const reader = createCallReader();
  const spoken = createSpoken({ hold: habits.thoughtsUnopened });
  let reason: string | undefined;
  let done = false;
  let cut = false;
  let usage: ModelChunk | undefined;
  let characters = 0;
  const source = events[Symbol.asyncIterator]();
  try {
    while (true) {
      const together = await nextOf(source, Boolean(reason));
      if (!together) break;
      let said = '';
      for (const event of together) {
        if (event.type === 'done') {
          done = true;
          break;
        }
        const chunk = event.chunk as Chunk;
        if (chunk.error) throw new UpstreamError('model', 'failed');
        if (chunk.usage)
          usage = { type: 'usage', inputTokens: chunk.usage.prompt_tokens ?? 0, outputTokens: chunk.usage.completion_tokens ?? 0 };
        const choice = chunk.choices?.[0];
        if (!choice) continue;
        const message = choice.delta ?? choice.message ?? {};
        const piece = textOf(message.content) + textOf(message.refusal);
        said += piece;
        for (const each of message.tool_calls ?? []) reader.take(each);
        characters += piece.length;
        reason = choice.finish_reason || reason;
        if (!reason && characters + reader.characters > maxOutputTokens * CHARACTERS_A_TOKEN) {
          reason = 'length';
          cut = true;
          break;
        }
      }
      const { text, retract } = spoken.push(said);
      if (retract) {
        habits.thoughtsUnopened = true;
        yield { type: 'retract' };
      }
      if (text) yield { type: 'text', text };
      if (done || cut) break;
    }
  } finally {
    void Promise.resolve(source.return?.()).catch(() => {});
  }
  if (!reason && !done) throw new UpstreamError('model', 'cut');
  const rest = readWritten(spoken.end(), tools);
  for (const each of rest.calls) reader.take({ function: each, index: -1 });
  if (rest.text.trim()) yield { type: 'text', text: rest.text };
  const whole = reason === 'length' || reason === 'content_filter' ? [] : reader.calls; // a call cut short is no call
  for (const [index, call] of whole.entries()) {
    yield { type: 'call', call: asMeant({ ...call, id: call.id || `call_${index + 1}` }, tools) };
  }
  if (usage) yield usage;
  yield { type: 'end', reason: ended(reason, whole.length > 0) };
}

/** What comes next; `over`: the end was said, and what follows it is waited for only so long. */
async function nextOf(source: AsyncIterator<ServerEvent[]>, over: boolean): Promise<ServerEvent[] | undefined> {
  const coming = source.next();
  coming.catch(() => {}); // where nobody waits for it any more
  const next = over ? await Promise.race([coming, afterClosing()]) : await coming;
  return next?.done ? undefined : next?.value;
}

const afterClosing = (): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(resolve, CLOSING_MS, undefined).unref();
  });

/** Content comes as text or in parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: { text?: unknown } | string) => (typeof part === 'string' ? part : typeof part?.text === 'string' ? part.text : ''))
    .join('');
}

function ended(reason: string | undefined, called: boolean): 'stop' | 'calls' | 'length' | 'filter' {
  if (reason === 'length') return 'length';
  if (reason === 'content_filter') return 'filter';
  return called ? 'calls' : 'stop';
}
