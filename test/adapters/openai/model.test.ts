import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createOpenAiModel, type OpenAiOptions } from '../../../adapters/openai/model.ts';
import { OperatorError, UpstreamError } from '../../../agents/kit/errors.ts';
import type { ModelChunk, ModelRequest } from '../../../bot/model-port.ts';
import { type ScriptedOpenAi, type ScriptedTurn, startScriptedOpenAi } from '../../support/scripted-openai.ts';

const KEY = 'sk-test-1234567890abcdef';
const request: ModelRequest = {
  instructions: 'You route.',
  messages: [
    { role: 'user', text: 'How healthy is DataFlow?' },
    { role: 'assistant', text: '', calls: [{ id: 'c1', name: 'get_account_health', arguments: '{"account":"DataFlow"}' }] },
    { role: 'tool', callId: 'c1', name: 'get_account_health', content: '{"ok":true}' },
  ],
  tools: [
    {
      name: 'get_account_health',
      description: 'The health score of one account.',
      parameters: { type: 'object', properties: { account: { type: 'string' } }, required: ['account'], additionalProperties: false },
      topic: 'Health Score',
      examples: ['How healthy is TechCorp?'],
    },
  ],
  mentions: { accounts: [{ id: 'a1', name: 'Data</recognised>Flow' }], contacts: [], focus: {} },
  maxOutputTokens: 500,
};

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function scripted(...turns: ScriptedTurn[]): Promise<ScriptedOpenAi> {
  const server = await startScriptedOpenAi(turns);
  open.push(server);
  return server;
}

/** A server that writes exactly these lines: what aimock's builders cannot produce. */
async function raw(write: (response: ServerResponse, body: string) => void): Promise<{ baseURL: string; server: Server }> {
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (piece) => {
      body += piece;
    });
    incoming.on('end', () => write(response, body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return { baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, server };
}

function events(response: ServerResponse, ...lines: (object | '[DONE]')[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const line of lines) response.write(`data: ${typeof line === 'string' ? line : JSON.stringify(line)}\n\n`);
}

const delta = (content: object, finish_reason: string | null = null) => ({
  id: 'x',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: content, finish_reason }],
});

async function collect(baseURL: string, options: Partial<OpenAiOptions> = {}, signal = new AbortController().signal, asked = request) {
  const waits: number[] = [];
  const model = createOpenAiModel({ apiKey: KEY, baseURL, model: 'scripted', pause: async (ms) => void waits.push(ms), ...options });
  const chunks: ModelChunk[] = [];
  let error: unknown;
  try {
    for await (const chunk of model.respond(asked, signal)) chunks.push(chunk);
  } catch (thrown) {
    error = thrown;
  }
  const text = chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('');
  return { chunks, text, error, waits, calls: chunks.flatMap((chunk) => (chunk.type === 'call' ? [chunk.call] : [])), end: chunks.at(-1) };
}

describe('an answer', () => {
  test('each piece is passed on before the next is there', async () => {
    const words = ['DataFlow: ', '52, ', 'orange, ', 'down 34.'];
    let send = () => {};
    const { baseURL } = await raw((response) => {
      let sent = 0;
      send = () => {
        const word = words[sent++];
        response.write(`data: ${JSON.stringify(delta({ content: word ?? '' }, word === undefined ? 'stop' : null))}\n\n`);
        if (word === undefined) response.end('data: [DONE]\n\n');
      };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      send();
    });
    const model = createOpenAiModel({ apiKey: KEY, baseURL, model: 'scripted' });
    const said: string[] = [];
    for await (const chunk of model.respond(request, new AbortController().signal)) {
      if (chunk.type !== 'text') continue;
      said.push(chunk.text);
      send(); // nothing more comes before this one was passed on
    }
    expect(said).toEqual(words);
  });

  test('arrives whole, with usage and exactly one end', async () => {
    const server = await scripted({ text: 'DataFlow: 52, orange, down 34.', usage: { input: 120, output: 9 } });
    const { chunks, text } = await collect(server.baseURL);
    expect(text).toBe('DataFlow: 52, orange, down 34.');
    expect(chunks.slice(-2)).toEqual([
      { type: 'usage', inputTokens: 120, outputTokens: 9 },
      { type: 'end', reason: 'stop' },
    ]);
    expect(chunks.filter((chunk) => chunk.type === 'end')).toHaveLength(1);
  });

  test('sends the conversation, strict tools and limits, and marks recognised names as data', async () => {
    const server = await scripted({ text: 'ok' });
    await collect(server.baseURL);
    const [sent] = server.requests();
    expect(sent).toMatchObject({
      model: 'scripted',
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 500,
      parallel_tool_calls: true,
      tools: [{ type: 'function', function: { name: 'get_account_health', strict: true, parameters: { additionalProperties: false } } }],
      messages: [
        { role: 'system', content: 'You route.' },
        { role: 'user' },
        { role: 'assistant', tool_calls: [{ id: 'c1', function: { name: 'get_account_health', arguments: '{"account":"DataFlow"}' } }] },
        { role: 'tool', tool_call_id: 'c1', content: '{"ok":true}' },
      ],
    });
    const asked = String(sent?.messages[1]?.content);
    expect(asked).toMatch(/^How healthy is DataFlow\?\n\n<recognised note=/);
    expect(asked.match(/<\/recognised>/g)).toHaveLength(1);
  });

  test('assembles parallel calls that arrive in pieces', async () => {
    const server = await scripted({
      calls: [
        { id: 'a', name: 'get_account_health', arguments: { account: 'DataFlow Analytics' } },
        { id: 'b', name: 'assess_churn_risk', arguments: { account: 'DataFlow Analytics', days: 90 } },
        { id: 'c', name: 'draft_outreach', arguments: '{"contact": "Mark' },
      ],
      chunkSize: 3,
    });
    const { calls, end } = await collect(server.baseURL);
    expect(calls).toEqual([
      { id: 'a', name: 'get_account_health', arguments: '{"account":"DataFlow Analytics"}' },
      { id: 'b', name: 'assess_churn_risk', arguments: '{"account":"DataFlow Analytics","days":90}' },
      { id: 'c', name: 'draft_outreach', arguments: '{"contact": "Mark' },
    ]);
    expect(end).toEqual({ type: 'end', reason: 'calls' });
  });

  test('accepts text before calls, and a cut-off answer makes no call', async () => {
    const server = await scripted(
      { text: 'Looking.', calls: [{ name: 't', arguments: {} }] },
      { calls: [{ name: 't', arguments: {} }], finishReason: 'length' },
    );
    const first = await collect(server.baseURL);
    expect([first.text, first.calls.length]).toEqual(['Looking.', 1]);
    const second = await collect(server.baseURL);
    expect([second.calls.length, second.end]).toEqual([0, { type: 'end', reason: 'length' }]);
  });

  test('accepts whole calls in one chunk, repeated names, missing indexes and ids, and `stop` after calls', async () => {
    const { baseURL } = await raw((response) => {
      events(
        response,
        delta({
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'one', type: 'function', function: { name: 'first', arguments: '{"a":1}' } }],
        }),
        delta({ tool_calls: [{ index: 1, id: 'two', function: { name: 'second', arguments: '{"b"' } }] }),
        delta({ tool_calls: [{ index: 1, function: { name: 'second', arguments: ':2}' } }] }),
        delta({ tool_calls: [{ index: 1, id: 'three', function: { name: 'third' } }] }),
        delta({ tool_calls: [{ index: 9, function: { name: 'fourth', arguments: '' } }] }, 'stop'),
        '[DONE]',
      );
      response.end();
    });
    const { calls, end } = await collect(baseURL);
    expect(calls).toEqual([
      { id: 'one', name: 'first', arguments: '{"a":1}' },
      { id: 'two', name: 'second', arguments: '{"b":2}' },
      { id: 'three', name: 'third', arguments: '{}' },
      { id: 'call_4', name: 'fourth', arguments: '{}' },
    ]);
    expect(end).toEqual({ type: 'end', reason: 'calls' });
  });

  test.each<[string, object[]]>([
    ['arguments as an object', [{ index: 0, id: 'c', function: { name: 'get_account_health', arguments: { account: 'A' } } }]],
    [
      'pieces without an index',
      [{ id: 'c', function: { name: 'get_account_health', arguments: '{"account":' } }, { function: { arguments: '"A"}' } }],
    ],
    [
      'its name in a piece of its own',
      [
        { index: 0, id: 'c', function: { name: 'get_account_health' } },
        { index: 0, function: { arguments: '{"account":"A"}' } },
      ],
    ],
  ])('reads %s', async (_, pieces) => {
    const { baseURL } = await raw((response) => {
      events(response, ...pieces.map((piece) => delta({ tool_calls: [piece] })), delta({}, 'tool_calls'), '[DONE]');
      response.end();
    });
    const { calls } = await collect(baseURL);
    expect(calls.map(({ name, arguments: args }) => [name, JSON.parse(args)])).toEqual([['get_account_health', { account: 'A' }]]);
  });

  test('several whole calls at one index are several calls', async () => {
    const { baseURL } = await raw((response) => {
      const call = (account: string) =>
        delta({ tool_calls: [{ index: 0, function: { name: 't', arguments: `{"account":"${account}"}` } }] });
      events(response, call('A'), call('B'), delta({}, 'tool_calls'), '[DONE]');
      response.end();
    });
    const { calls } = await collect(baseURL);
    expect(calls).toEqual([
      { id: 'call_1', name: 't', arguments: '{"account":"A"}' },
      { id: 'call_2', name: 't', arguments: '{"account":"B"}' },
    ]);
  });

  test.each(Array.from({ length: 9 }, (_, index) => index + 1))(
    'thoughts and calls in the text are not said, split every %d characters',
    async (size) => {
      const pieces = (text: string) => (text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []).map((content) => delta({ content }));
      const call = '{"name": "get_account_health", "arguments": {"account": "A"}}';
      const answers = [
        `<think>I could make it up.</think>\n\nIt is 3 < 4.`,
        `I could make it up.</think>It is 3 < 4.`,
        `I could make it up.</think>It is 3 < 4.`,
        `<tool_call>\n${call}\n</tool_call>`,
        call,
        '{"name": "no_such_tool"}',
      ];
      const { baseURL } = await raw((response) => {
        events(response, ...pieces(answers.shift() ?? ''), delta({}, 'stop'), '[DONE]');
        response.end();
      });
      const model = createOpenAiModel({ apiKey: KEY, baseURL, model: 'm' });
      const said: (string | object)[] = [];
      for (let answer = 0; answer < 6; answer++) {
        let text = '';
        const calls: object[] = [];
        for await (const chunk of model.respond(request, new AbortController().signal)) {
          if (chunk.type === 'text') text += chunk.text;
          if (chunk.type === 'retract') text = '';
          if (chunk.type === 'call') calls.push({ name: chunk.call.name, ...JSON.parse(chunk.call.arguments) });
        }
        said.push(calls[0] ?? text.trim());
      }
      const made = { name: 'get_account_health', account: 'A' };
      expect(said).toEqual(['It is 3 < 4.', 'It is 3 < 4.', 'It is 3 < 4.', made, made, '']);
    },
  );

  const CALL = '{"name": "get_account_health", "arguments": {"account": "A"}}';
  const TWICE = JSON.stringify({ name: 'functions.get_account_health', arguments: '{"account": "A"}' });
  test.each([
    `[TOOL_CALLS][${CALL}]`,
    `[TOOL_CALLS] [${CALL}]</s>`,
    '[TOOL_CALLS]get_account_health[ARGS]{"account": "A"}',
    '[TOOL_CALLS]get_account_health{"account": "A"}',
    '<function=get_account_health>{"account": "A"}</function>',
    '<function=get_account_health>\n<parameter=account>\nA\n</parameter>\n</function>',
    '<tool_call>\n<function=get_account_health>\n<parameter=account>\nA\n</parameter>\n</function>\n</tool_call>',
    `<tool_call>${CALL}`,
    `\`\`\`json\n${CALL}\n\`\`\``,
    `\`\`\`json\n[${CALL}]\n\`\`\``,
    `\`\`\`tool_code\nfunctions.get_account_health({"account": "A"})\n\`\`\``,
    `<|python_tag|>{"name": "get_account_health", "parameters": {"account": "A"}}<|eom_id|>`,
    `<|tool_call_begin|>functions.get_account_health:0<|tool_call_argument_begin|>{"account": "A"}<|tool_call_end|>`,
    `{"tool_calls": [{"type": "function", "function": ${CALL}}]}`,
    TWICE,
  ])('a call in the text is run and not said, whatever stands around it: %s', async (written) => {
    for (const size of [1, 3, 1_000]) {
      const said = `I look it up. ${written}`;
      const pieces = (said.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []).map((content) => delta({ content }));
      const { baseURL } = await raw((response) => {
        events(response, ...pieces, delta({}, 'stop'), '[DONE]');
        response.end();
      });
      const { calls, text } = await collect(baseURL);
      expect(calls.map((call) => ({ name: call.name, ...JSON.parse(call.arguments) }))).toEqual([
        { name: 'get_account_health', account: 'A' },
      ]);
      expect(text.trim()).toBe('I look it up.');
    }
  });

  test.each([
    '[TOOL_CALLS][{"name": "get_account_health", "argum',
    '<function=get_account_health>{"account": ',
    '{"name": "no_such_tool", "arguments": {}}',
  ])('what is no whole call of a tool is not said either: %s', async (written) => {
    const { baseURL } = await raw((response) => {
      events(response, delta({ content: `A moment. ${written}` }), delta({}, 'stop'), '[DONE]');
      response.end();
    });
    const { calls, text } = await collect(baseURL);
    expect({ calls, text: text.trim() }).toEqual({ calls: [], text: 'A moment.' });
  });

  test.each(['Set {"a": 1} and [x](y) with {braces}.', '```\nhello\n```', 'It is [more: h1 — Why] < 3 | 4', 'A list: [{"a": 1}]'])(
    'what is no call is said as it is: %s',
    async (written) => {
      const { baseURL } = await raw((response) => {
        events(response, ...[...written].map((content) => delta({ content })), delta({}, 'stop'), '[DONE]');
        response.end();
      });
      const { calls, text } = await collect(baseURL);
      expect({ calls, text }).toEqual({ calls: [], text: written });
    },
  );

  test('a name with a prefix and arguments encoded twice are read', async () => {
    const { baseURL } = await raw((response) => {
      const call = { index: 0, id: 'a', function: { name: 'functions.get_account_health', arguments: JSON.stringify('{"account":"A"}') } };
      events(response, delta({ tool_calls: [call] }), delta({}, 'tool_calls'), '[DONE]');
      response.end();
    });
    expect((await collect(baseURL)).calls).toEqual([{ id: 'a', name: 'get_account_health', arguments: '{"account":"A"}' }]);
  });

  test('a server that ignores the token limit is cut off', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const { baseURL } = await raw((response) => {
      closed = once(response, 'close');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const more = () => {
        while (!response.destroyed && response.write(`data: ${JSON.stringify(delta({ content: 'blah '.repeat(50) }))}\n\n`));
      };
      response.on('drain', more);
      more();
    });
    const { end, text } = await collect(baseURL, {}, undefined, { ...request, maxOutputTokens: 20 });
    expect(end).toEqual({ type: 'end', reason: 'length' });
    expect(text.length).toBeLessThan(1_000);
    await closed;
  });
});

describe('a refusal', () => {
  test.each([
    [401, undefined, 'OPENAI_API_KEY'],
    [403, undefined, 'may not use scripted'],
    [404, undefined, 'no model "scripted"'],
    [429, 'insufficient_quota', 'billing'],
  ])('%d %s is for the operator, once, without the key', async (status, code, words) => {
    const server = await scripted({ error: { status, code, message: `Incorrect API key provided: ${KEY}` } });
    const { error, waits } = await collect(server.baseURL);
    expect(error).toBeInstanceOf(OperatorError);
    expect(String(error)).toContain(words);
    expect(JSON.stringify([String(error), error])).not.toContain('1234567890');
    expect(waits).toEqual([]);
  });

  test('429 waits as asked, then succeeds', async () => {
    const server = await scripted({ error: { status: 429, message: 'slow down', retryAfter: 2 } }, { text: 'fine' });
    const { text, waits, error } = await collect(server.baseURL);
    expect([error, text, waits]).toEqual([undefined, 'fine', [2_000]]);
  });

  test('429 with a long wait fails at once and says how long', async () => {
    const server = await scripted({ error: { status: 429, message: 'slow down', retryAfter: 120 } });
    const { error, waits } = await collect(server.baseURL);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ service: 'model', retryAfterMs: 120_000, message: expect.stringContaining('120 s') });
    expect(waits).toEqual([]);
  });

  test('500 is tried three times and no more', async () => {
    const server = await scripted(...Array.from({ length: 5 }, () => ({ error: { status: 500, message: `boom ${KEY}` } })));
    const { error, waits } = await collect(server.baseURL);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(String(error)).toContain('failed (500)');
    expect(String(error)).not.toContain('1234567890');
    expect([server.requests().length, waits]).toEqual([3, [500, 1_000]]);
  });

  test.each(['strict', 'stream_options', 'parallel_tool_calls'])(
    'a plain server that does not know %s gets the request without it, from then on',
    async (field) => {
      const server = await scripted(
        { error: { status: 400, message: `Unrecognized request argument: ${field}` } },
        { text: 'fine' },
        { text: 'again' },
      );
      const model = createOpenAiModel({ apiKey: '', baseURL: server.baseURL, model: 'm' });
      for (let turn = 0; turn < 2; turn++) for await (const _ of model.respond(request, new AbortController().signal));
      const [first, ...later] = server.requests().map((sent) => JSON.stringify(sent).includes(`"${field}"`));
      expect([first, later]).toEqual([true, [false, false]]);
    },
  );

  test('the token limit is renamed where the server asks for it', async () => {
    const server = await scripted(
      { error: { status: 400, message: "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens'." } },
      { text: 'fine' },
    );
    expect((await collect(server.baseURL)).text).toBe('fine');
    expect(server.requests().map((sent) => [sent.max_tokens, sent.max_completion_tokens])).toEqual([
      [500, undefined],
      [undefined, 500],
    ]);
  });

  test('an unreachable server is tried again, then named', async () => {
    const { baseURL, server } = await raw(() => {});
    server.close();
    const { error, waits } = await collect(baseURL);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(String(error)).toContain('cannot be reached');
    expect(waits).toHaveLength(2);
  });

  test('an address with credentials is never repeated', async () => {
    const { baseURL, server } = await raw(() => {});
    server.close();
    const { error } = await collect(baseURL.replace('http://', 'http://user:hunter2secret@'));
    expect(error).toBeInstanceOf(UpstreamError);
    expect(String(error)).not.toContain('hunter2');
  });
});

describe('a stream that breaks', () => {
  test('after text was shown fails without a second attempt', async () => {
    let asked = 0;
    const { baseURL } = await raw((response) => {
      asked++;
      events(response, delta({ content: 'DataFlow is at risk because' }));
      response.socket?.end();
    });
    const { error, text } = await collect(baseURL);
    expect(error).toBeInstanceOf(UpstreamError);
    expect([text, asked]).toEqual(['DataFlow is at risk because', 1]);
  });

  test('before anything was shown is tried again', async () => {
    const server = await scripted({ calls: [{ name: 't', arguments: { a: 'long enough' } }], cutAfterChunks: 2 }, { text: 'second' });
    expect((await collect(server.baseURL)).text).toBe('second');
  });

  test('[DONE] ends an answer whatever reason was given, a break before it does not', async () => {
    const { baseURL } = await raw((response) => {
      events(response, delta({ content: 'whole' }), '[DONE]');
      response.end();
    });
    expect(await collect(baseURL)).toMatchObject({ text: 'whole', end: { reason: 'stop' }, error: undefined });
    const broken = await raw((response) => {
      events(response, delta({ content: 'half' }));
      response.end();
    });
    const { error, chunks } = await collect(broken.baseURL);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(chunks.some((chunk) => chunk.type === 'end')).toBe(false);
  });

  test('a finish reason ends an answer on a connection that stays open', async () => {
    const { baseURL } = await raw((response) => events(response, delta({ content: 'whole' }), delta({}, 'stop')));
    const begun = performance.now();
    expect(await collect(baseURL)).toMatchObject({ text: 'whole', end: { reason: 'stop' }, error: undefined });
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('a server that does not stream is read as it answers', async () => {
    const message = {
      role: 'assistant',
      content: [
        { type: 'text', text: 'in ' },
        { type: 'text', text: 'parts' },
      ],
    };
    const { baseURL } = await raw((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }] }));
    });
    expect(await collect(baseURL)).toMatchObject({ text: 'in parts', end: { reason: 'stop' } });
  });

  test.each(['<html>', '{"choices": [', ''])('an answer of %j is a failure', async (nonsense) => {
    const { baseURL } = await raw((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(nonsense && `data: ${nonsense}\n\n`);
    });
    expect((await collect(baseURL)).error).toBeInstanceOf(UpstreamError);
  });

  test('an idle stream is given up', async () => {
    const server = await scripted({ text: 'DataFlow is fine today', stallAfterChunks: 3 });
    const { error } = await collect(server.baseURL, { idleTimeoutMs: 60 });
    expect(error).toBeInstanceOf(UpstreamError);
    expect(String(error)).toContain('did not answer within 0.06 s');
  });

  test('a server that never begins is given up, after another attempt', async () => {
    const server = await scripted({ text: 'a', stallAfterChunks: 0 }, { text: 'b', stallAfterChunks: 0 });
    const { error, waits } = await collect(server.baseURL, { firstTimeoutMs: 60, attempts: 2 });
    expect(String(error)).toContain('did not answer within 0.06 s');
    expect(waits).toHaveLength(1);
  });

  test('a stream that trickles for ever is given up', async () => {
    const { baseURL } = await raw((response) => {
      events(response, delta({ content: 'x' }));
      const timer = setInterval(() => response.write(`data: ${JSON.stringify(delta({ content: '.' }))}\n\n`), 20);
      response.on('close', () => clearInterval(timer));
    });
    const { error } = await collect(baseURL, { totalTimeoutMs: 200, idleTimeoutMs: 150 });
    expect(String(error)).toContain('did not answer within 0.2 s');
  });
});

describe('cancellation', () => {
  test('in the middle of a stream ends it with the caller’s reason and closes the connection', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const { baseURL } = await raw((response) => {
      closed = once(response, 'close');
      events(response, delta({ content: 'one' }));
    });
    const control = new AbortController();
    const model = createOpenAiModel({ apiKey: KEY, baseURL, model: 'm' });
    const reason = new Error('the person left');
    const work = (async () => {
      for await (const chunk of model.respond(request, control.signal)) if (chunk.type === 'text') control.abort(reason);
    })();
    await expect(work).rejects.toBe(reason);
    await closed;
  });

  test('while waiting for another attempt', async () => {
    const server = await scripted({ error: { status: 429, message: 'slow down', retryAfter: 10 } });
    const control = new AbortController();
    const { error } = await collect(
      server.baseURL,
      {
        pause: async (_, signal) => {
          control.abort(new Error('gone'));
          signal.throwIfAborted();
        },
      },
      control.signal,
    );
    expect(String(error)).toContain('gone');
    expect(server.requests()).toHaveLength(1);
  });

  test('before it starts sends nothing', async () => {
    const server = await scripted({ text: 'never' });
    const { error } = await collect(server.baseURL, {}, AbortSignal.abort(new Error('gone')));
    expect(String(error)).toContain('gone');
    expect(server.left()).toBe(1);
  });
});

describe('the way there', () => {
  /** What says its name and whether it was given the key, and how. */
  const answering = (name: string) =>
    raw((response, body) => {
      const { authorization } = response.req.headers;
      const { stream } = JSON.parse(body) as { stream: boolean };
      const { method, url } = response.req;
      events(
        response,
        delta({ content: JSON.stringify([name, method, url, stream, authorization === `Bearer ${KEY}`]) }, 'stop'),
        '[DONE]',
      );
      response.end();
    });

  test('what is answered leaves its connection to the next request', async () => {
    const { baseURL, server } = await raw((response) => {
      events(response, delta({ content: 'whole' }, 'stop'), '[DONE]');
      response.end();
    });
    let connections = 0;
    server.on('connection', () => connections++);
    const model = createOpenAiModel({ apiKey: KEY, baseURL, model: 'm' });
    for (let turn = 0; turn < 6; turn++) for await (const _ of model.respond(request, new AbortController().signal));
    expect(connections).toBeLessThan(3);
  });

  test('goes on where the server points, and another server is not given the key', async () => {
    const { baseURL } = await answering('new');
    const pointing = (to: string) => raw((response) => void response.writeHead(307, { location: to }).end());
    const elsewhere = await pointing(`${baseURL}/chat/completions`);
    expect((await collect(elsewhere.baseURL)).text).toBe(JSON.stringify(['new', 'POST', '/v1/chat/completions', true, false]));
  });

  test('leads through the proxy the environment names, but not to this machine', async () => {
    const { baseURL } = await answering('straight');
    const proxied: string[] = [];
    const { baseURL: behind } = await answering('behind');
    const proxy = createServer().listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    open.push({ close: () => proxy.close() });
    proxy.on('connect', ({ url }, socket: Socket) => {
      proxied.push(url ?? '');
      const there = connect(Number(new URL(behind).port), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      there
        .on('error', () => {})
        .pipe(socket.on('error', () => {}))
        .pipe(there);
    });
    const before = process.env.http_proxy;
    process.env.http_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      const [far, near] = [await collect('http://model.invalid/v1'), await collect(baseURL)];
      expect([far.text, near.text].map((text) => JSON.parse(text)[0])).toEqual(['behind', 'straight']);
      expect(proxied).toEqual(['model.invalid:80']);
    } finally {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
    }
  });
});
