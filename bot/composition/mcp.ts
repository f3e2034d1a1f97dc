import { readFileSync } from 'node:fs';
import { dictionary } from '../../adapters/dictionary/index.ts';
import type { McpDeps } from '../../adapters/mcp-server/mcp-deps.ts';
import { DOORS_OF } from '../../models/doors.ts';
import { schemas } from '../../models/index.ts';
import { takeHandOvers } from '../incoming/hand-over.ts';
import type { Greendoor } from './build.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

/** What MCP offers of a running Greendoor, beside its tools. */
export const mcpDeps = ({ assistant, config, foreground }: Greendoor): McpDeps => ({
  assistant,
  tenant: config.tenant,
  version,
  during: foreground.during,
  documents: [
    {
      uri: 'greendoor://dictionary',
      name: 'data-dictionary',
      title: 'Data dictionary',
      description: 'What every collection holds, field by field, and through which doors it is written.',
      mimeType: 'text/markdown',
      read: () => dictionary(schemas, DOORS_OF).markdown,
    },
  ],
});

/**
 * The door over HTTP, for those who have tokens. What is asked over MCP is put before people by this process, whichever one
 * was asked.
 */
export async function openMcp(greendoor: Greendoor) {
  takeHandOvers(greendoor.assistant);
  const { mcp } = greendoor.config;
  if (mcp.tokens.length === 0) return [];
  const { createMcpDoor } = await import('../../adapters/mcp-server/http-door.ts');
  return [{ path: '/mcp', listen: createMcpDoor(mcpDeps(greendoor), mcp) }];
}
