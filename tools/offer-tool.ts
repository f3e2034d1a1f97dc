import type { Context } from '../agents/kit/context.ts';
import type { AgentTool, Offered } from '../agents/kit/define-agent.ts';
import { requireMayActOn } from '../agents/kit/permissions.ts';
import { resolveAccount } from '../agents/kit/resolve.ts';
import type { Catalog } from './catalog.ts';
import { readCall } from './read-call.ts';
import { limited, successOf, TOOL_TIME_LIMIT, type ToolFailure, type ToolSuccess, toFailure } from './run-tool.ts';

export interface OfferedCall {
  ok: true;
  tool: AgentTool;
  input: unknown;
  offered: Offered;
}

/** What an `act` tool would write, everything checked and nothing written. Throws as `runTool` does. */
export async function offerTool(
  catalog: Catalog,
  tool: AgentTool,
  rawArguments: string | object,
  context: Context,
  timeLimit = TOOL_TIME_LIMIT,
): Promise<OfferedCall | ToolSuccess | ToolFailure> {
  let input: unknown;
  try {
    input = readCall(catalog, tool, rawArguments, context).input;
    const { offer } = tool;
    const offered = await limited<Offered | { shows: unknown }>(
      (within) => (offer ? offer(input, within) : asGiven(tool, input, within)),
      context,
      timeLimit,
    );
    return 'shows' in offered ? await successOf(tool, input, offered.shows, catalog, context) : { ok: true, tool, input, offered };
  } catch (error) {
    context.signal.throwIfAborted();
    return { ...toFailure(tool, error, context), input };
  }
}

/** The title and the arguments, of a tool that does not word its own offer. */
async function asGiven({ title, area }: AgentTool, input: unknown, context: Context): Promise<Offered> {
  const { account: named, ...rest } = input as Record<string, unknown>;
  const account = typeof named === 'string' ? await resolveAccount(context, named) : undefined;
  if (account) requireMayActOn(context.actor, account, area);
  const fields = Object.entries(rest)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ({ label: inWords(key), value: typeof value === 'string' ? value : JSON.stringify(value) }));
  return { title, fields, ...(account ? { account: { id: account._id, name: account.name } } : {}) };
}

function inWords(key: string): string {
  const spaced = key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
