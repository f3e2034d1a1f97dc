import type { Command } from './command.ts';

/** Everything the program can be told to do. Adding one is its file and a line here; only the one asked for is loaded. */
export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['serve', async () => (await import('./serve.ts')).serveCommand],
  ['schema', async () => (await import('./schema.ts')).schemaCommand],
  ['ask', async () => (await import('./ask.ts')).askCommand],
  ['sample', async () => (await import('./sample.ts')).sampleCommand],
  ['import', async () => (await import('./import.ts')).importCommand],
  ['export', async () => (await import('./export.ts')).exportCommand],
  ['forget', async () => (await import('./forget.ts')).forgetCommand],
  ['mcp', async () => (await import('./mcp.ts')).mcpCommand],
  ['users', async () => (await import('./users.ts')).usersCommand],
  ['servers', async () => (await import('./servers.ts')).serversCommand],
  ['audit', async () => (await import('./audit.ts')).auditCommand],
]);
