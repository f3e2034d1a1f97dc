import { setTimeout as wait } from 'node:timers/promises';
import OpenAI, { APIError } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { UpstreamError } from '../../agents/kit/errors.ts';
import type { Model, ModelChunk, ModelRequest } from '../../bot/model-port.ts';
import { startDeadline } from './deadline.ts';
import { createDialect, type Dialect } from './dialect.ts';
import { serverEvents } from './events.ts';
import { failureOf, isTransient, retryAfter } from './failures.ts';
import { chatMessages, chatTools } from './messages.ts';
import { createSend } from './send.ts';
import { type Habits, readStream } from './stream.ts';

export interface OpenAiOptions {
  /** Empty for servers of one's own that want none. */
  apiKey: string;
  /** Any server that speaks Chat Completions. */
  baseURL?: string;
  model: string;
  /** How long a model that reasons may think, where it can be told. */
  reasoningEffort?: 'none' | 'minimal' | 'low' | 'medium' | 'high';
  firstTimeoutMs?: number;
  idleTimeoutMs?: number;
  totalTimeoutMs?: number;
  /** Requests sent at most for one answer. */
  attempts?: number;
  /** The longest a server's Retry-After is honoured; a longer one fails at once. */
  maxWaitMs?: number;
  /** Waits before another attempt; rejects when the signal aborts. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const OPENAI = 'https://api.openai.com/v1';

/**
 * A language model behind Chat Completions: OpenAI, Azure, vLLM, Ollama, llama.cpp.
 * An attempt that failed before anything was passed on is repeated within bounds.
 */
export function createOpenAiModel(options: OpenAiOptions): Model {
  const { apiKey, baseURL = OPENAI, model, attempts = 3, maxWaitMs = 20_000 } = options;
  const pause = options.pause ?? ((ms, signal) => wait(ms, undefined, { signal }));
  const patience = {
    firstMs: options.firstTimeoutMs ?? 60_000,
    idleMs: options.idleTimeoutMs ?? 30_000,
    totalMs: options.totalTimeoutMs ?? 180_000,
  };
  const { hostname } = new URL(baseURL);
  const send = createSend(new OpenAI({ apiKey: apiKey || 'none', baseURL, maxRetries: 0, timeout: patience.firstMs, logLevel: 'off' }));
  const dialect = createDialect(hostname);
  const habits: Habits = { thoughtsUnopened: false };

  async function* attempt(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelChunk> {
    const deadline = startDeadline(signal, patience);
    try {
      const response = await send(body(request, options, dialect), deadline.signal);
      yield* readStream(serverEvents(response, deadline), request, habits);
    } catch (error) {
      signal.throwIfAborted();
      const late = deadline.expired();
      if (late) throw new UpstreamError('model', 'late', { afterMs: late });
      throw error;
    } finally {
      deadline.dispose();
    }
  }

  return {
    name: model,
    isLanguageModel: true,
    async *respond(request, signal) {
      for (let tried = 1; ; ) {
        let passedOn = false;
        try {
          for await (const chunk of attempt(request, signal)) {
            passedOn = true;
            yield chunk;
          }
          return;
        } catch (error) {
          signal.throwIfAborted();
          if (!passedOn && dialect.learn(error)) continue;
          const asked = error instanceof APIError ? retryAfter(error.headers) : undefined;
          const again = !passedOn && tried < attempts && isTransient(error) && (asked ?? 0) <= maxWaitMs;
          if (!again) throw failureOf(error, model);
          await pause(asked ?? 500 * 2 ** (tried - 1), signal);
          tried++;
        }
      }
    },
  };
}

function body(request: ModelRequest, { model, reasoningEffort }: OpenAiOptions, dialect: Dialect): ChatCompletionCreateParamsStreaming {
  return {
    model,
    messages: chatMessages(request),
    stream: true,
    ...(reasoningEffort && dialect.speaks('reasoning_effort') && { reasoning_effort: reasoningEffort }),
    ...(dialect.speaks('stream_options') && { stream_options: { include_usage: true } }),
    ...(dialect.speaks('max_completion_tokens') && { max_completion_tokens: request.maxOutputTokens }),
    ...(dialect.speaks('max_tokens') && { max_tokens: request.maxOutputTokens }),
    ...(request.tools.length > 0 &&
      (!request.toolChoice || dialect.speaks('tool_choice')) && {
        tools: chatTools(request.tools, dialect.speaks('strict')),
        ...(request.toolChoice && { tool_choice: request.toolChoice }),
        ...(dialect.speaks('parallel_tool_calls') && { parallel_tool_calls: true }),
      }),
  };
}
