import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Models } from '../../models/index.ts';
import type { Mood } from './crm-server.ts';

/** The CRM of the tests as seen from outside: its settings, what it was told, and what it is made to do. */
export interface Crm {
  /** The path of a file for MCP_SERVERS. */
  settings: string;
  /** Another such file, with other settings of it. */
  written(more: Record<string, unknown>): string;
  /** What it has written, in order. */
  kept(): Record<string, unknown>[];
  behave(mood: Mood): void;
  remove(): void;
}

export function createCrm(more: Record<string, unknown> = {}): Crm {
  const folder = mkdtempSync(join(tmpdir(), 'crm-'));
  const [file, moods, settings] = ['kept.ndjson', 'mood.json', 'servers.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const server = {
    name: 'crm',
    label: 'Our CRM',
    command: process.execPath,
    args: [new URL('crm-server.ts', import.meta.url).pathname],
    env: ['CRM_FILE', 'CRM_MOOD'],
    read: [{ tool: 'find_contact', examples: ['find Lisa Park in the CRM', 'look up TechCorp in the CRM'] }, 'find_activities'],
    write: ['create_note', 'log_activity'],
    timeoutMs: 15_000,
    ...more,
  };
  const write = (path: string, own: Record<string, unknown>) => {
    writeFileSync(path, JSON.stringify({ servers: [{ ...server, ...own }] }));
    return path;
  };
  write(settings, {});
  process.env.CRM_FILE = file;
  process.env.CRM_MOOD = moods;
  return {
    settings,
    written: (own) => write(join(folder, `servers-${randomUUID()}.json`), own),
    kept: () =>
      existsSync(file)
        ? readFileSync(file, 'utf8')
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line) as Record<string, unknown>)
        : [],
    behave: (mood) => writeFileSync(moods, JSON.stringify(mood)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const WRITE_BACK = {
  tool: 'log_activity',
  arguments: { key: '{key}', company: '{account}', kind: '{kind}', note: '{text}', person: '{person}', at: '{at}' },
  find: { tool: 'find_activities', arguments: { key: '{key}' } },
};

/** A system that waits for an admin: one of its tools describes itself differently, one is there now. */
export async function shutOutSystem({ foreignServers }: Models, tenant: string, at: Date): Promise<void> {
  const tool = (name: string, description: string) => ({
    name,
    description,
    digest: `${name} ${description}`,
    schema: '{"properties":{"query":{}}}',
  });
  await foreignServers.create({
    tenant,
    at,
    ingestedAt: at,
    name: 'crm',
    label: 'Our CRM',
    state: 'shut_out',
    allowed: ['find_contact', 'find_deal'],
    tools: [tool('find_contact', 'Finds people')],
    found: [tool('find_contact', 'Finds people and more'), tool('find_deal', 'Finds deals')],
    foundDigest: 'f'.repeat(64),
    changes: ['find_contact describes itself differently', 'find_deal is there now'],
    leftOut: [],
    acceptedBy: 'configuration',
    acceptedAt: at,
    reached: true,
    reachedAt: at,
  });
}
