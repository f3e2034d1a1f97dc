import { UpstreamError } from '../../agents/kit/errors.ts';
import type { Deadline } from './deadline.ts';
import type { Answer } from './send.ts';

/** What a server sends of an answer, one by one; `done` where it says that it is over. */
export type ServerEvent = { type: 'chunk'; chunk: unknown } | { type: 'done' };

const MOST_BUFFERED = 4_000_000;
const ENDING_MS = 50;

/**
 * Reads an answer as server-sent events, or as the one JSON object of a server that does not stream; what arrived together
 * comes together.
 * @throws UpstreamError `unreadable` where it is neither, `cut` where the connection ends before it.
 */
export async function* serverEvents(
  { contentType, body }: Answer,
  { touch, ended }: Pick<Deadline, 'touch' | 'ended'>,
): AsyncGenerator<ServerEvent[]> {
  if (!/event-stream/.test(contentType)) {
    const whole = parsed(await body.text().catch(cut));
    if (typeof whole !== 'object' || whole === null) throw new UpstreamError('model', 'unreadable');
    yield [{ type: 'chunk', chunk: whole }, { type: 'done' }];
    return;
  }
  let buffer = '';
  let whole = false;
  const decoder = new TextDecoder();
  const pieces: AsyncIterator<Uint8Array, undefined> = body[Symbol.asyncIterator]();
  try {
    while (true) {
      const { value: piece, done } = await pieces.next().catch(cut);
      whole = Boolean(done);
      if (!piece) break;
      touch();
      buffer += decoder.decode(piece, { stream: true });
      if (buffer.length > MOST_BUFFERED) throw new UpstreamError('model', 'unreadable');
      const lines = buffer.split(/\r\n|\n|\r(?!$)/);
      buffer = lines.pop() ?? '';
      const events = lines.flatMap((line) => eventOf(line) ?? []);
      const over = events.some(({ type }) => type === 'done');
      if (over) whole = await endsSoon(pieces);
      if (events.length > 0) yield events;
      if (over) return;
    }
    const last = eventOf(buffer);
    if (last) yield [last];
  } finally {
    if (whole) ended();
    else body.destroy();
  }
}

/** Whether a body ends soon after its last word: only a body read to its end leaves the connection to the next request. */
async function endsSoon(pieces: AsyncIterator<Uint8Array>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(resolve, ENDING_MS, false);
  const ended = pieces.next().then(
    ({ done }) => Boolean(done),
    () => false, // all was said before
  );
  const first = await Promise.race([ended, late]);
  clearTimeout(timer);
  return first;
}

function cut(): never {
  throw new UpstreamError('model', 'cut');
}

function eventOf(line: string): ServerEvent | undefined {
  const data = line.startsWith('data:') ? line.slice('data:'.length).trim() : '';
  if (data === '') return undefined;
  if (data === '[DONE]') return { type: 'done' };
  const chunk = parsed(data);
  if (typeof chunk !== 'object' || chunk === null) throw new UpstreamError('model', 'unreadable');
  return { type: 'chunk', chunk };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
