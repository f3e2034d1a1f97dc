import { createServer, type Server, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { type Result, resultSchema } from '../../adapters/mcp-server/result-schema.ts';

/** A real client of the protocol, as one person. */

export interface Asked extends Result {
  /** What a model reads. */
  texts: string[];
  isError: boolean;
}

export interface McpClient {
  client: Client;
  /** Calls a tool; what comes back has been held against the tool's own output schema. */
  call(name: string, args?: Record<string, unknown>): Promise<Asked>;
  close(): Promise<void>;
}

export async function connectMcp(url: string, token: string): Promise<McpClient> {
  const client = new Client({ name: 'greendoor-test', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit }) as never);
  await client.listTools(); // from then on the client checks every result
  return {
    client,
    async call(name, args = {}) {
      const { content, structuredContent, isError } = await client.callTool({ name, arguments: args });
      const texts = (content as { text: string }[]).map(({ text }) => text);
      return { ...resultSchema.parse(structuredContent), texts, isError: isError === true };
    },
    close: () => client.close(),
  };
}

/** Passes requests on with a token, for clients that cannot be given one. */
export async function withToken(url: string, token: string): Promise<{ url: string; close: () => Promise<void> }> {
  const { hostname, port } = new URL(url);
  const server: Server = createServer((request, response) => {
    const headers = { ...request.headers, authorization: `Bearer ${token}` };
    const passed = send({ hostname, port, path: request.url, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
