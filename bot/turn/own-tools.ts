import { z } from 'zod';
import { runTool, type ToolSuccess } from '../../tools/run-tool.ts';
import type { ToolRequest, ToolSpec } from '../model-port.ts';
import { writeToolContent } from '../tool-content.ts';
import { detailOf } from './details.ts';
import type { Turn } from './turn.ts';

/** Tools of the conversation itself: they show more of what is there, and are told to language models only. */

const detailsInput = z.object({ handle: z.string().max(40), section: z.string().max(120) });
const findInput = z.object({ query: z.string().max(400) });
const MOST_FOUND = 5;
const NEAREST = 'No further tool does that. What comes nearest you have already:';

const strict = (properties: Record<string, { type: 'string'; description: string }>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

export const DETAILS: ToolSpec = {
  name: 'get_details',
  description: 'Shows one hidden section of a result, or the rest of it. Results name what there is as [more: HANDLE — SECTION].',
  parameters: strict({
    handle: { type: 'string', description: 'HANDLE as the result names it' },
    section: { type: 'string', description: 'SECTION as the result names it, with "from line …" where it stands there' },
  }),
  examples: [],
  topic: 'Conversation',
};
const FIND: ToolSpec = {
  name: 'find_tools',
  description: 'Finds more tools by what they should do and makes them callable. Use it before saying that something cannot be done.',
  parameters: strict({ query: { type: 'string', description: 'What the tool should do, in English' } }),
  examples: [],
  topic: 'Conversation',
};
export const OWN_NAMES: readonly string[] = [DETAILS.name, FIND.name];

export interface OwnTools {
  specs(): ToolSpec[];
  /** What the model is told; undefined where the call is none of these. */
  run(call: ToolRequest): Promise<string> | undefined;
}

/** `results` are those of this turn, by handle. */
export function createOwnTools(turn: Turn, results: ReadonlyMap<string, ToolSuccess>): OwnTools {
  const { deps, menu, sources, context, offered, memory, limits } = turn;
  const failed = (tool: string, message: string) => writeToolContent({ ok: false, tool, code: 'not_found', message, choices: [] });

  /** A result of this turn, or of an earlier one of this thread, computed again as of then. */
  const resultOf = async (handle: string): Promise<ToolSuccess | undefined> => {
    const here = results.get(handle);
    if (here) return here;
    const past = memory.turns.flatMap(({ at, calls }) => calls.map((call) => ({ ...call, at }))).find((call) => call.handle === handle);
    const tool = past && offered.find(({ name, access }) => name === past.name && access === 'read');
    if (!past || !tool) return undefined;
    const asOf = new Date(Math.min(past.at.getTime(), context.asOf.getTime()));
    const outcome = await runTool(deps.catalog, tool.name, past.arguments, { ...context, asOf }, { timeLimit: limits.toolTime });
    return outcome.ok ? outcome : undefined;
  };
  const details = async (args: string): Promise<string> => {
    const given = detailsInput.safeParse(parsed(args)).data;
    const result = given && (await resultOf(given.handle));
    const found = given && result && detailOf(result, given.handle, given.section);
    if (!found) return failed(DETAILS.name, 'There is no such section. Use handle and section exactly as a result names them.');
    sources.show(found.shown);
    return writeToolContent(found.content);
  };
  const find = async (args: string): Promise<string> => {
    const query = findInput.safeParse(parsed(args)).data?.query ?? '';
    const found = await menu.find(query, MOST_FOUND);
    if (found.length === 0) return failed(FIND.name, 'Nothing fits: no tool does that. Say that it cannot be done yet.');
    const why = found.map(({ spec: { name, description }, had }) => `${name}${had ? ' (you have it already)' : ''}: ${description}`);
    const point = found.every(({ had }) => had) ? NEAREST : 'You may call these now:';
    return writeToolContent({ ok: true, tool: FIND.name, summary: { point, why } });
  };
  return {
    specs: () => (menu.more ? [DETAILS, FIND] : [DETAILS]),
    run({ name, arguments: args }) {
      if (name === DETAILS.name) return details(args);
      return name === FIND.name ? find(args) : undefined;
    },
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json || '{}');
  } catch {
    return undefined;
  }
}
