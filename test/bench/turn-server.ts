/**
 * A server that speaks Chat Completions with no latency, as a process of its own so that its work is not counted with
 * the client's: three calls at once first, then a streamed answer. Prints its address.
 */
import { createServer } from 'node:http';

const TOOLS = ['count_tickets', 'sum_invoices', 'read_usage'];
const ANSWER = 'Northwind has 12 open tickets. It owes $48,200. Active people: 84 %.';

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'scripted', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const usage = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'scripted', choices: [], usage: { prompt_tokens: 900, completion_tokens: 60, total_tokens: 960 } })}\n\n`;

const called = TOOLS.map((name, index) =>
  chunk({
    role: 'assistant',
    tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '{"account":"Northwind"}' } }],
  }),
);
const said = [chunk({ role: 'assistant', content: '' }), ...(ANSWER.match(/.{1,5}/g) ?? []).map((content) => chunk({ content }))];
const done = (finish: string) => [chunk({}, finish), usage, 'data: [DONE]\n\n'];

const server = createServer((request, response) => {
  const body: Buffer[] = [];
  request.on('data', (part: Buffer) => body.push(part));
  request.on('end', () => {
    const { messages } = JSON.parse(Buffer.concat(body).toString()) as { messages: { role: string }[] };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const script = messages.at(-1)?.role === 'tool' ? [...said, ...done('stop')] : [...called, ...done('tool_calls')];
    for (const line of script) response.write(line);
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1\n`);
});
