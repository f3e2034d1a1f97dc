import { pino } from 'pino';
import { agents } from '../../agents/index.ts';
import type { Context } from '../../agents/kit/context.ts';
import type { Models } from '../../models/index.ts';
import { ROLES } from '../../models/user.ts';
import { createCatalog } from '../../tools/catalog.ts';
import { runTool, type ToolOutcome } from '../../tools/run-tool.ts';

export const catalog = createCatalog(agents);

/** The task that tools are asked about, where a test has stored it. */
export const TASK = 'task-asked-about';

/** The conversation that tools are asked in. */
export const THREAD = 'thread-asked-in';

/** What a tool cannot do without beside an account, by the name of the input. */
const NEEDED: Record<string, unknown> = {
  changes: [{ metric: 'core_adoption', value: 80 }],
  task: TASK,
  steps: [],
  startsAt: '2026-12-01',
  endsAt: '2027-03-01',
};

interface Property {
  type?: string | string[];
  enum?: unknown[];
  minimum?: number;
  anyOf?: Property[];
  items?: Property;
}

/** Some value a property takes: nothing where that is allowed. */
function some({ type, enum: values, minimum, anyOf, items }: Property): unknown {
  const types = [type ?? []].flat();
  if (types.includes('null') || anyOf?.some((each) => each.type === 'null')) return null;
  if (anyOf?.[0]) return some(anyOf[0]);
  if (values) return values[0];
  if (types.includes('array')) return items ? [some(items)] : [];
  if (types.includes('boolean')) return false;
  return types.includes('number') || types.includes('integer') ? Math.max(1_000, minimum ?? 0) : 'something';
}

/** Arguments for any tool: the account where it takes one; of the rest every optional one is left out. */
export function argumentsFor(name: string, account: string): Record<string, unknown> {
  const { properties = {}, required = [] } = catalog.wire(name).parameters as {
    properties?: Record<string, Property>;
    required?: string[];
  };
  const given = Object.entries(properties).flatMap(([key, property]): [string, unknown][] => {
    if (key === 'account') return [[key, account]];
    if (required.includes(key)) return [[key, NEEDED[key] ?? some(property)]];
    return [];
  });
  return Object.fromEntries(given);
}

export function contextOf(models: Models, tenant: string, asOf: Date): Context {
  return {
    tenant,
    actor: {
      id: 'user-sarah-williams',
      name: 'Sarah Williams',
      email: 'sarah.williams@greendoor.example',
      title: 'CSM',
      roles: [...ROLES],
      timezone: 'UTC',
    },
    clock: { now: () => asOf },
    asOf,
    models,
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
    thread: { conversation: THREAD },
  };
}

/** Runs every tool there is, about the account. */
export async function runEveryTool(context: Context, account: string): Promise<Map<string, ToolOutcome>> {
  const outcomes = new Map<string, ToolOutcome>();
  for (const { name } of catalog.all)
    outcomes.set(name, await runTool(catalog, name, argumentsFor(name, account), context, { approved: true }));
  return outcomes;
}
