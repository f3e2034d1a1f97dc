import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { CountingTransport } from '../../../adapters/mcp-server/counting-transport.ts';

/** Standard input and output as any program may use them: whatever it sends, the process ends when it has gone. */

async function serve() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const called = Promise.withResolvers<void>();
  const answers = Promise.withResolvers<void>();
  const server = new Server({ name: 'slow', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler(CallToolRequestSchema, async () => {
    called.resolve();
    await answers.promise;
    return { content: [] };
  });
  const transport = new CountingTransport(input, output);
  await server.connect(transport);
  const over = transport.over();
  const send = (...messages: object[]) => input.write(messages.map((each) => `${JSON.stringify({ jsonrpc: '2.0', ...each })}\n`).join(''));
  const ids = () => [...String(output.read() ?? '').matchAll(/"id":(\d+)/g)].map(([, id]) => Number(id));
  return { input, over, send, ids, called: called.promise, answer: answers.resolve };
}
const call = (id: number) => ({ id, method: 'tools/call', params: { name: 'slow', arguments: {} } });

test('what was asked before the input ends is answered first', async () => {
  const { input, over, send, ids, called, answer } = await serve();
  send(call(1), call(2), { id: 3, method: 'ping' });
  await called;
  input.end();
  let ended = false;
  void over.then(() => (ended = true));
  await new Promise((done) => setImmediate(done));
  expect(ended).toBe(false);
  answer();
  await over;
  expect(ids().toSorted()).toEqual([1, 2, 3]);
});

test('a request that was taken back is not waited for', async () => {
  const { input, over, send, ids, called } = await serve();
  send(call(1));
  await called;
  send({ method: 'notifications/cancelled', params: { requestId: 1 } }, { method: 'notifications/cancelled', params: {} });
  input.end();
  await over;
  expect(ids()).toEqual([]);
});

test('a line longer than may be ends it, although the input stays open and a call is under way', async () => {
  const { input, over, send, called } = await serve();
  send(call(1));
  await called;
  input.write('x'.repeat(1_100_000));
  await over;
});

test('an input that breaks ends it', async () => {
  const { input, over } = await serve();
  input.destroy(new Error('gone'));
  await over;
});
