import { UpstreamError } from '../../agents/kit/errors.ts';
import type { Model, ModelChunk, ModelRequest, ToolRequest } from '../model-port.ts';
import type { Choice } from './types.ts';

export interface ModelStep {
  text: string;
  calls: ToolRequest[];
  choices: Choice[];
  reason: 'stop' | 'calls' | 'length' | 'filter';
  usage?: { inputTokens: number; outputTokens: number };
}

export interface ModelStepOptions {
  signal: AbortSignal;
  /** Text as it arrives; returning false ends the step with reason `length`. */
  onText(text: string): Promise<boolean>;
  /** The text so far was not for people. */
  onRetract?(): void;
}

const OVER = new DOMException('the step is over', 'AbortError');

/**
 * One request to the model, read to its end.
 * @throws the signal's reason as soon as it is aborted, even if the model goes on; UpstreamError, OperatorError.
 */
export async function askModel(model: Model, request: ModelRequest, { signal, onText, onRetract }: ModelStepOptions): Promise<ModelStep> {
  const stop = new AbortController();
  let interrupt: (reason: unknown) => void = () => {};
  const leave = () => {
    interrupt(signal.reason);
    stop.abort(signal.reason);
  };
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  const chunks = model.respond(request, stop.signal)[Symbol.asyncIterator]();
  const nextChunk = () =>
    new Promise<IteratorResult<ModelChunk>>((resolve, reject) => {
      signal.throwIfAborted();
      interrupt = reject;
      chunks.next().then(resolve, reject);
    });
  const step: ModelStep = { text: '', calls: [], choices: [], reason: 'stop' };
  let ended = false;
  let whole = false;
  try {
    while (true) {
      const next = await nextChunk();
      whole = Boolean(next.done);
      if (next.done) break;
      const chunk = next.value;
      if (chunk.type === 'text') {
        step.text += chunk.text;
        if (!(await onText(chunk.text))) return { ...step, calls: [], reason: 'length' };
      } else if (chunk.type === 'retract') {
        step.text = '';
        onRetract?.();
      } else if (chunk.type === 'call') step.calls.push(chunk.call);
      else if (chunk.type === 'choice') step.choices.push(chunk.choice);
      else if (chunk.type === 'usage') {
        const before = step.usage ?? { inputTokens: 0, outputTokens: 0 };
        step.usage = { inputTokens: before.inputTokens + chunk.inputTokens, outputTokens: before.outputTokens + chunk.outputTokens };
      } else {
        step.reason = chunk.reason;
        ended = true;
      }
    }
  } finally {
    signal.removeEventListener('abort', leave);
    if (!whole) stop.abort(OVER);
    if (!ended) void Promise.resolve(chunks.return?.()).catch(() => {});
  }
  if (!ended) throw new UpstreamError('model', 'cut');
  return step;
}
