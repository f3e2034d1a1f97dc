import { createHash } from 'node:crypto';
import type { ForeignTool } from '../../models/foreign-server.ts';
import { TOOL_NAME } from '../../tools/catalog.ts';
import { cleanPhrase } from './clean.ts';
import { checkOf, cleanSchema, whyBad } from './schema.ts';

/** A tool as a server lists it. */
export interface RawTool {
  name: string;
  title?: unknown;
  description?: unknown;
  inputSchema?: unknown;
  outputSchema?: unknown;
  annotations?: unknown;
}

export interface Listed {
  tools: ForeignTool[];
  /** "delete_all: its schema is too large". */
  leftOut: string[];
}

const MAX_DESCRIPTION = 300;
/** OpenAI takes no longer names; what an approval runs is called a little longer still. */
const MAX_NAME = 54;

/** What a tool is called among ours: "crm_find_contact". */
export function guestName(server: string, tool: string): string {
  const snake = tool
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[.\s-]+/g, '_')
    .toLowerCase();
  return `${server}_${snake}`;
}

/** Of what a server lists the tools that were asked for by name, ready to be offered. */
export function readListed(server: string, raw: readonly RawTool[], allowed: readonly string[]): Listed {
  const tools: ForeignTool[] = [];
  const leftOut: string[] = [];
  const taken = new Set<string>();
  for (const name of allowed) {
    const found = raw.filter((each) => each.name === name);
    const [tool] = found;
    const problem = tool ? (found.length > 1 ? 'it is there twice' : nameProblem(server, name, taken)) : 'it is not there';
    if (!tool || problem) {
      leftOut.push(`${name}: ${problem}`);
      continue;
    }
    try {
      const schema = cleanSchema(tool.inputSchema);
      checkOf(schema);
      const description = typeof tool.description === 'string' ? cleanPhrase(tool.description, MAX_DESCRIPTION) : '';
      tools.push({ name, digest: digestOf(tool), description, schema: JSON.stringify(schema) });
      taken.add(guestName(server, name));
    } catch (error) {
      leftOut.push(`${name}: ${whyBad(error)}`);
    }
  }
  return { tools, leftOut };
}

function nameProblem(server: string, name: string, taken: ReadonlySet<string>): string | undefined {
  const own = guestName(server, name);
  if (!TOOL_NAME.test(own) || own.length > MAX_NAME) return 'its name may not be';
  return taken.has(own) ? 'another one has its name' : undefined;
}

/** Of everything a model could be moved by, and of what it claims to be. */
const digestOf = ({ name, title, description, inputSchema, outputSchema, annotations }: RawTool): string =>
  sha256([name, title ?? null, description ?? null, inputSchema ?? null, outputSchema ?? null, annotations ?? null]);

/** Of all tools together. */
export const digestOfAll = (tools: readonly Pick<ForeignTool, 'name' | 'digest'>[]): string =>
  sha256(tools.map(({ name, digest }) => [name, digest]).sort());

const sha256 = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');

/** The same for the same content, whatever the order of its keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
}

/** What is different from what was accepted, in our words: the tools that were asked for then and still are. */
export function differences(
  before: { allowed: readonly string[]; tools: readonly ForeignTool[] },
  allowed: readonly string[],
  now: readonly ForeignTool[],
): string[] {
  return allowed
    .filter((name) => before.allowed.includes(name))
    .flatMap((name) => {
      const [was, is] = [before.tools, now].map((tools) => tools.find((tool) => tool.name === name));
      if (!was && !is) return [];
      if (!is) return [`${name} is gone`];
      if (!was) return [`${name} is there now`];
      if (was.digest === is.digest) return [];
      if (was.description !== is.description) return [`${name} describes itself differently`];
      return [was.schema === is.schema ? `${name} says something else of itself` : `${name} takes other arguments`];
    });
}
