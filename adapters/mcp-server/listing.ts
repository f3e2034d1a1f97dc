import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { Access, AgentTool } from '../../agents/kit/define-agent.ts';
import { DETAILS } from '../../bot/turn/own-tools.ts';
import type { WireTool } from '../../tools/wire.ts';
import { RECEIPT } from './receipt.ts';
import { resultJsonSchema } from './result-schema.ts';

type ObjectSchema = Tool['inputSchema'];

/** What a call of it leads to; added to what the tool says of itself. */
const LEADS_TO: Partial<Record<Access, string>> = {
  act: 'Writes nothing by itself: the person gets an offer in Slack or Teams and presses it there.',
  propose: 'Sends and changes nothing by itself: the person gets a draft in Slack or Teams, and somebody approves it there.',
};

/** A tool of an agent as MCP lists it. */
export const listed = (tool: AgentTool): Tool => of(tool, inputOf(tool.input));

/** A tool of another system, with its own schema of arguments; what it says of itself is not passed on. */
export function listedGuest(tool: AgentTool, { parameters }: Pick<WireTool, 'parameters'>): Tool {
  const { annotations, ...rest } = of(tool, parameters as ObjectSchema);
  return { ...rest, annotations: { ...annotations, openWorldHint: true } };
}

function of({ name, title, description, access }: AgentTool, inputSchema: ObjectSchema): Tool {
  const lead = LEADS_TO[access];
  return toolOf({ name, title, description: lead ? `${description} ${lead}` : description, inputSchema }, access === 'read');
}

/** What this server offers beside the agents' tools. */
export const OWN_TOOLS = {
  details: toolOf(
    { name: DETAILS.name, title: 'Hidden section', description: DETAILS.description, inputSchema: DETAILS.parameters as ObjectSchema },
    true,
  ),
  receipt: toolOf(
    {
      name: RECEIPT,
      title: 'Receipt',
      description: 'How an offer, a draft or an approval stands, who decided it and what came of it: your own, and those you may decide.',
      inputSchema: inputOf(z.object({ id: z.string().max(80).describe('The id a result named') })),
    },
    true,
  ),
} as const;

function toolOf(tool: Pick<Tool, 'name' | 'title' | 'description' | 'inputSchema'>, reads: boolean): Tool {
  return {
    ...tool,
    outputSchema: resultJsonSchema,
    annotations: { readOnlyHint: reads, destructiveHint: false, idempotentHint: reads, openWorldHint: false },
  };
}

/** As it may be called: what has a default may be left out, what is not named may not be there. */
function inputOf(input: z.ZodType): ObjectSchema {
  const { $schema, ...schema } = z.toJSONSchema(input, { io: 'input' });
  return { ...schema, additionalProperties: false } as ObjectSchema;
}
