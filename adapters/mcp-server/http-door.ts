import type { IncomingMessage } from 'node:http';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Actor } from '../../agents/kit/context.ts';
import { findActorByEmail } from '../../bot/actors.ts';
import { HttpRefusal, parseJson, readBody } from '../../bot/http/body.ts';
import type { Listener } from '../../bot/http/guard.ts';
import type { McpDeps } from './mcp-deps.ts';
import { requireSameHouse } from './same-house.ts';
import { createMcp } from './server.ts';
import { createTokens, type McpToken } from './tokens.ts';

export interface DoorOptions {
  tokens: readonly McpToken[];
  /** Under which this server may be reached, beside loopback. */
  hosts: readonly string[];
}

const MAX_BYTES = 262_144;
const MAX_DEPTH = 20;

/**
 * Streamable HTTP without sessions: each POST is one exchange, answered as JSON, so that any replica may answer any. A bearer
 * token says who asks.
 */
export function createMcpDoor(deps: McpDeps, { tokens, hosts }: DoorOptions): Listener {
  const whose = createTokens(tokens);
  const serve = createMcp(deps);
  return async (request, response) => {
    requireSameHouse(request.headers, hosts);
    const actor = await personOf(deps, whose, request);
    if (request.method !== 'POST') throw new HttpRefusal(405, 'this server answers POST, and keeps no stream open', { allow: 'POST' });
    const body = parseJson(await readBody(request, MAX_BYTES), MAX_DEPTH);
    const server = serve(async () => actor);
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    // Answered, or left by whoever asked: what still runs of it ends.
    response.once('close', () => server.close().catch(() => {}));
    await server.connect(transport);
    await transport.handleRequest(request, response, body);
  };
}

/** @throws HttpRefusal 401 */
async function personOf(
  { assistant, tenant }: McpDeps,
  whose: (token: string) => string | undefined,
  { headers }: IncomingMessage,
): Promise<Actor> {
  const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const email = token === undefined ? undefined : whose(token);
  const actor = email === undefined ? undefined : await findActorByEmail(assistant.models, tenant, email);
  if (actor) return actor;
  const why = token === undefined ? '' : ', error="invalid_token"';
  throw new HttpRefusal(401, 'a bearer token of somebody active here is needed', { 'www-authenticate': `Bearer realm="Greendoor"${why}` });
}
