import type { Readable, Writable } from 'node:stream';
import { UserError } from '../../agents/kit/errors.ts';
import { findActorByEmail } from '../../bot/actors.ts';
import { CountingTransport } from './counting-transport.ts';
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
  const transport = new CountingTransport(input, output);
  await server.connect(transport);
  await transport.over();
  await server.close();
}
