import type { Actor } from '../agents/kit/context.ts';
import type { Agent, AgentTool } from '../agents/kit/define-agent.ts';
import { RefusedError } from '../agents/kit/errors.ts';
import type { Role } from '../models/user.ts';
import { sharedParameters, withoutShared } from './shared-parameters.ts';
import { toWire, type WireTool } from './wire.ts';

/** A tool of another system. It comes and goes while Greendoor runs. */
export interface GuestTool {
  tool: AgentTool;
  /** What the offline planner reads: our own and the operator's words. */
  wire: WireTool;
  /** What a language model is told: with what the other system says of it, marked as its own words. */
  brief: WireTool;
}

/** Every tool of every agent, checked once when Greendoor starts, and those of other systems. */
export interface Catalog {
  /** The agents' own. */
  all: readonly AgentTool[];
  /** What people with these roles may call: all that a model is ever told of. What only an approval runs is not among it. */
  forRoles(roles: readonly Role[]): AgentTool[];
  get(name: string): AgentTool | undefined;
  /** The wire form of a tool of this catalog. */
  wire(name: string): WireTool;
  /** The same without what `shared` says of its parameters. */
  brief(name: string): WireTool;
  /** Parameters that mean the same in several tools, to be said once. */
  shared: readonly { name: string; description: string }[];
}

export const TOOL_NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/**
 * `guests` are asked for anew each time; none of them takes the place of a tool of ours.
 * @throws Error when two tools share a name, a name is not snake_case, or an input cannot be strict.
 */
export function createCatalog(agents: readonly Agent[], guests: () => readonly GuestTool[] = () => []): Catalog {
  const { all, byName, wires, shared, briefs } = ownTools(agents);
  const present = () => guests().filter(({ tool }) => !byName.has(tool.name));
  const guest = (name: string) => (byName.has(name) ? undefined : guests().find(({ tool }) => tool.name === name));
  const named = (name: string, form: WireTool | undefined): WireTool => {
    if (!form) throw new Error(`no tool is called ${name}`);
    return form;
  };
  return {
    all,
    shared,
    forRoles: (roles) =>
      [...all, ...present().map(({ tool }) => tool)].filter((tool) => tool.access !== 'approved' && mayCall(roles, tool)),
    get: (name) => byName.get(name) ?? guest(name)?.tool,
    wire: (name) => named(name, wires.get(name) ?? guest(name)?.wire),
    brief: (name) => named(name, briefs.get(name) ?? guest(name)?.brief),
  };
}

type OwnTools = ReturnType<typeof readTools>;
const alreadyRead = new WeakMap<readonly Agent[], OwnTools>();

/** What agents offer is written in code: a process reads it once. */
function ownTools(agents: readonly Agent[]): OwnTools {
  const own = alreadyRead.get(agents) ?? readTools(agents);
  alreadyRead.set(agents, own);
  return own;
}

function readTools(agents: readonly Agent[]) {
  const all = agents.flatMap((agent) => agent.tools);
  const byName = new Map<string, AgentTool>();
  const wires = new Map<string, WireTool>();
  for (const [tool, topic] of agents.flatMap((agent) => agent.tools.map((each) => [each, agent.title] as const))) {
    if (!TOOL_NAME.test(tool.name)) throw new Error(`"${tool.name}" is no tool name: use snake_case`);
    if (byName.has(tool.name)) throw new Error(`two tools are called ${tool.name}`);
    byName.set(tool.name, tool);
    wires.set(tool.name, toWire(tool, topic));
  }
  const shared = sharedParameters([...wires.values()]);
  const briefs = new Map([...wires].map(([name, wire]) => [name, withoutShared(wire, shared)]));
  return { all, byName, wires, shared, briefs };
}

export function mayCall(roles: readonly Role[], tool: Pick<AgentTool, 'roles'>): boolean {
  return tool.roles.some((role) => roles.includes(role));
}

const PLURAL: Record<Role, string> = {
  csm: 'CSMs',
  ae: 'account executives',
  manager: 'managers',
  executive: 'executives',
  marketing: 'marketing',
  admin: 'admins',
};

/** @throws RefusedError that says the rule and who can. */
export function requireMayCall(actor: Pick<Actor, 'roles'>, tool: Pick<AgentTool, 'title' | 'roles'>): void {
  if (mayCall(actor.roles, tool)) return;
  throw new RefusedError(`Not done: "${tool.title}" is for ${listed(tool.roles.map((role) => PLURAL[role]))}. Ask one of them.`);
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
