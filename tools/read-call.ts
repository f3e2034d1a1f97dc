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
  const { parameters } = catalog.wire(tool.name);
  const plain = loosened(parseArguments(rawArguments, parameters), parameters);
  const parsed = tool.input.safeParse(plain);
  if (!parsed.success) throw new BadArgumentsError(`the arguments do not fit: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  return { plain, input: parsed.data };
}

type Schema = { type?: string | string[]; anyOf?: Schema[]; properties?: Record<string, Schema> };

/** "60" where a number is meant, "true" where a yes or no is, "null" where nothing: small models write everything as text. */
function loosened(given: Record<string, unknown>, schema: Schema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const types = typesOf(schema.properties?.[key] ?? {});
      if (typeof value !== 'string' || types.has('string')) return [key, value];
      const text = value.trim();
      if ((types.has('number') || types.has('integer')) && /^-?\d+(\.\d+)?$/.test(text)) return [key, Number(text)];
      if (types.has('boolean') && /^(true|false)$/.test(text)) return [key, text === 'true'];
      return [key, types.has('null') && /^(null|none)?$/.test(text) ? null : value];
    }),
  );
}

function typesOf({ type, anyOf = [] }: Schema): Set<string> {
  return new Set([...[type ?? []].flat(), ...anyOf.flatMap((each) => [...typesOf(each)])]);
}
