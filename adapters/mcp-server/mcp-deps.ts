import type { Assistant } from '../../bot/assistant.ts';

/** Something everybody with access may read. */
export interface Document {
  uri: string;
  /** kebab-case. */
  name: string;
  title: string;
  description: string;
  mimeType: string;
  read(): string;
}

/** What the MCP server needs of the running Greendoor. */
export interface McpDeps {
  assistant: Assistant;
  tenant: string;
  /** Greendoor's own. */
  version: string;
  documents: readonly Document[];
  /** What a person waits for: scoring gives way to it. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
}
