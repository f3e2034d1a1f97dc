import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { UserError } from '../../agents/kit/errors.ts';
import { findActorByEmail } from '../../bot/actors.ts';
import type { McpDeps } from './mcp-deps.ts';
import { createMcp } from './server.ts';

export interface StdioOptions {
  /** Who asks. */
  email: string;
  input: Readable;
  /** Gets the protocol, and nothing else. */
  output: Writable;
}

/** Serves one person until the input ends; what was asked by then is still answered. */
export async function serveStdio(deps: McpDeps, { email, input, output }: StdioOptions): Promise<void> {
  const { models } = deps.assistant;
  const server = createMcp(deps)(async () => {
    const actor = await findActorByEmail(models, deps.tenant, email);
    if (!actor) throw new UserError('unknown_person', 'Nobody active here has that e-mail address any more.');
    return actor;
  });
  const ended = once(input, 'end');
  const transport = new CountingTransport(input, output);
  await server.connect(transport);
  await ended;
  await transport.answered();
  await server.close();
}

/** Knows which requests have no answer yet. */
class CountingTransport extends StdioServerTransport {
  #open = new Set<string | number>();
  #idle = Promise.withResolvers<void>();
  #ending = false;

  override async start(): Promise<void> {
    const { onmessage } = this;
    this.onmessage = (message: JSONRPCMessage) => {
      if ('method' in message && 'id' in message) this.#open.add(message.id);
      onmessage?.(message);
    };
    await super.start();
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    await super.send(message);
    if (!('method' in message) && 'id' in message && message.id !== undefined) this.#open.delete(message.id);
    if (this.#ending && this.#open.size === 0) this.#idle.resolve();
  }

  async answered(): Promise<void> {
    this.#ending = true;
    if (this.#open.size > 0) await this.#idle.promise;
  }
}
