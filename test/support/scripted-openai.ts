/**
 * A real HTTP server that speaks Chat Completions and answers from a script.
 *
 *     const openai = await startScriptedOpenAi([
 *       { calls: [{ name: 'get_account_health', arguments: { account: 'DataFlow' } }] },
 *       { text: 'DataFlow: 52, orange.' },
 *     ]);
 *     const model = createOpenAiModel({ apiKey: 'test', baseURL: openai.baseURL, model: 'scripted' });
 *     …
 *     openai.requests();   // every request's body, oldest first
 *     openai.left();       // turns nobody asked for
 *     await openai.close();
 *
 * Each request takes the first unused turn whose `when` accepts it; turns without `when` accept any,
 * so a script for one conversation is just a list. Conversations that run at once tell their turns
 * apart with `when`, e.g. `when: (request) => lastUserText(request).includes('TechCorp')`.
 * A request after the script's end gets a 400 that says so.
 */
import type { Server } from 'node:http';
import { type ChatCompletionRequest, type FixtureOpts, LLMock } from '@copilotkit/aimock';

export interface ScriptedTurn {
  when?: (request: ChatCompletionRequest) => boolean;
  text?: string;
  calls?: { name: string; arguments: Record<string, unknown> | string; id?: string }[];
  usage?: { input: number; output: number };
  /** As the server would name it; otherwise `stop` or `tool_calls`. */
  finishReason?: string;
  /** An HTTP error instead of an answer. `retryAfter` in seconds. */
  error?: { status: number; message: string; code?: string; retryAfter?: number };
  /** Characters of text or arguments in one chunk; 5 unless given, so that everything arrives in pieces. */
  chunkSize?: number;
  /** Breaks the connection after so many chunks. */
  cutAfterChunks?: number;
  /** Sends so many chunks, then nothing for longer than a test waits, then breaks the connection. */
  stallAfterChunks?: number;
  /** The answer begins only when this resolves. */
  after?: Promise<unknown>;
}

export interface ScriptedOpenAi {
  /** For the client's `baseURL`. */
  baseURL: string;
  add(...turns: ScriptedTurn[]): void;
  requests(): ChatCompletionRequest[];
  left(): number;
  /** Forgets the turns nobody asked for. */
  clear(): void;
  close(): Promise<void>;
}

const STALL_MS = 500;

export async function startScriptedOpenAi(turns: ScriptedTurn[] = []): Promise<ScriptedOpenAi> {
  const server = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent', journalMaxEntries: 0 });
  const unused = new Set<ScriptedTurn>();
  const over = { match: { predicate: () => true }, response: { error: { message: 'the script is over' }, status: 400 } };
  const add = (...more: ScriptedTurn[]) => {
    server.clearFixtures();
    for (const turn of more) unused.add(turn);
    for (const turn of unused)
      server.addFixture({ match: { predicate: (request) => unused.has(turn) && (turn.when?.(request) ?? true) }, ...reply(turn) });
    server.addFixture(over);
  };
  const reply = (turn: ScriptedTurn) => ({
    ...pace(turn),
    response: async () => {
      unused.delete(turn);
      await turn.after;
      return body(turn);
    },
  });
  add(...turns);
  await server.start();
  return {
    baseURL: `${server.url}/v1`,
    add,
    requests: () =>
      server.getRequests().flatMap((entry) => (entry.path.endsWith('/chat/completions') ? [entry.body as ChatCompletionRequest] : [])),
    left: () => unused.size,
    clear: () => unused.clear(),
    async close() {
      const stopped = server.stop();
      // A client keeps connections for its next request, which does not come.
      (server as unknown as { serverInstance: { server: Server } }).serverInstance.server.closeAllConnections();
      await stopped;
    },
  };
}

/** The text of the newest message a person wrote. */
export function lastUserText(request: ChatCompletionRequest): string {
  const message = request.messages.findLast(({ role }) => role === 'user');
  return typeof message?.content === 'string' ? message.content : '';
}

function pace({ chunkSize = 5, cutAfterChunks, stallAfterChunks }: ScriptedTurn): FixtureOpts {
  if (cutAfterChunks !== undefined) return { chunkSize, truncateAfterChunks: cutAfterChunks };
  if (stallAfterChunks === undefined) return { chunkSize };
  const delays = [...Array.from({ length: stallAfterChunks }, () => 0), 2 * STALL_MS];
  const [ttftMs = 0, ...interChunkDelaysMs] = delays;
  return { chunkSize, disconnectAfterMs: STALL_MS, recordedTimings: { ttftMs, interChunkDelaysMs, totalDurationMs: 3 * STALL_MS } };
}

function body({ text = '', calls = [], usage, finishReason, error }: ScriptedTurn) {
  if (error)
    return {
      error: { message: error.message, ...(error.code && { code: error.code }) },
      status: error.status,
      retryAfter: error.retryAfter,
    };
  const overrides = {
    ...(usage && { usage: { prompt_tokens: usage.input, completion_tokens: usage.output } }),
    ...(finishReason && { finishReason }),
  };
  const toolCalls = calls.map((call) => ({
    name: call.name,
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
    ...(call.id && { id: call.id }),
  }));
  if (toolCalls.length === 0) return { content: text, ...overrides };
  return text ? { content: text, toolCalls, ...overrides } : { toolCalls, ...overrides };
}
