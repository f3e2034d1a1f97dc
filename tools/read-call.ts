import { z } from 'zod';
import type { Context } from '../agents/kit/context.ts';
import type { AgentTool } from '../agents/kit/define-agent.ts';
import { type Catalog, requireMayCall } from './catalog.ts';
import { BadArgumentsError, parseArguments } from './parse-arguments.ts';

/** A call whose arguments the tool takes, by somebody who may make it. */
export interface ReadCall {
  /** As they were given: plain JSON with known keys. */
  plain: Record<string, unknown>;
  /** As the tool gets them. */
  input: unknown;
}

/** @throws RefusedError, BadArgumentsError */
export function readCall(catalog: Catalog, tool: AgentTool, rawArguments: string | object, { actor }: Pick<Context, 'actor'>): ReadCall {
  requireMayCall(actor, tool);
  const plain = parseArguments(rawArguments, catalog.wire(tool.name).parameters);
  const parsed = tool.input.safeParse(plain);
  if (!parsed.success) throw new BadArgumentsError(`the arguments do not fit: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  return { plain, input: parsed.data };
}
