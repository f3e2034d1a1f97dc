import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { connect } from '../../../adapters/mcp-client/connection.ts';
import { readServers } from '../../../bot/config/servers-file.ts';
import { createCrm } from '../../support/crm.ts';

/** A system over Streamable HTTP: with its token, within its limits, and following nobody elsewhere. */

let http: HttpServer;
let bytes = 10;
let elsewhere: string | undefined;
const tokens = new Set<string | undefined>();
const crm = createCrm();

beforeAll(async () => {
  http = createServer(async (request: IncomingMessage, response) => {
    if (elsewhere) return void response.writeHead(307, { location: elsewhere }).end();
    if (request.method !== 'POST') return void response.writeHead(405).end();
    tokens.add(request.headers.authorization);
    const server = new Server({ name: 'http', version: '1' }, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [{ name: 'ask', inputSchema: { type: 'object' as const } }] }));
    server.setRequestHandler(CallToolRequestSchema, () => ({ content: [{ type: 'text', text: 'x'.repeat(bytes) }] }));
    const transport = new StreamableHTTPServerTransport({});
    await server.connect(transport as never);
    await transport.handleRequest(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  http.closeAllConnections();
  http.close();
  crm.remove();
});

const settings = () => {
  const { port } = http.address() as AddressInfo;
  const own = { command: undefined, args: undefined, env: undefined, url: `http://127.0.0.1:${port}/mcp`, token: 'CRM_TOKEN' };
  const { servers, problems } = readServers(crm.written({ ...own, read: ['ask'], write: [] }), { CRM_TOKEN: 'token-of-the-crm' });
  expect(problems).toEqual([]);
  return servers[0] as NonNullable<(typeof servers)[0]>;
};

test('it is asked with its token, and its answer is read', async () => {
  const connection = await connect(settings(), () => {});
  expect((await connection.list()).map(({ name }) => name)).toEqual(['ask']);
  expect((await connection.call('ask', {})).text).toBe('x'.repeat(10));
  expect([...tokens]).toEqual(['Bearer token-of-the-crm']);
  await connection.close();
});

test('ten megabytes are broken off', async () => {
  const connection = await connect(settings(), () => {});
  bytes = 10_000_000;
  await expect(connection.call('ask', {})).rejects.toMatchObject({ code: 'outside_large' });
  bytes = 10;
  await connection.close();
});

test('where it points elsewhere, nobody follows', async () => {
  elsewhere = 'http://127.0.0.1:9/other';
  await expect(connect(settings(), () => {})).rejects.toMatchObject({ code: 'outside_down' });
  elsewhere = undefined;
});
