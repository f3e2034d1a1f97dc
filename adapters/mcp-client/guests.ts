import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '../../agents/kit/context.ts';
import { type AgentTool, approvedTool, proposeTool, readTool } from '../../agents/kit/define-agent.ts';
import { UserError } from '../../agents/kit/errors.ts';
import { accountToActOn } from '../../agents/kit/permissions.ts';
import { cardOf } from '../../agents/kit/present/card.ts';
import { contextLine } from '../../agents/kit/present/context-line.ts';
import type { ForeignServerConfig } from '../../bot/config/servers-file.ts';
import { type ForeignAnswer, ForeignFailure, type ForeignServers } from '../../bot/foreign-servers.ts';
import type { ForeignTool } from '../../models/foreign-server.ts';
import type { GuestTool } from '../../tools/catalog.ts';
import type { WireTool } from '../../tools/wire.ts';
import { guestName } from './listed.ts';
import { checkOf } from './schema.ts';
import { writeOnce } from './write-once.ts';

type Caller = Pick<ForeignServers, 'tenant' | 'call'>;
type Args = Record<string, unknown>;
type JsonSchema = Record<string, unknown> & { properties?: Record<string, unknown>; required?: string[] };

/** The tools of an accepted server as tools of ours: what is not named under `read` writes, whatever it claims to be. */
export function guestsOf(config: ForeignServerConfig, tools: readonly ForeignTool[], caller: Caller): GuestTool[] {
  return tools.flatMap((tool) => {
    const reads = config.read.find((each) => each.tool === tool.name);
    const asked = reads ?? config.write.find((each) => each.tool === tool.name);
    // Accepted once, and not named any more.
    if (!asked) return [];
    const about = { config, tool, caller, asked, schema: JSON.parse(tool.schema) as JsonSchema };
    return reads ? [reader(about)] : writer(about);
  });
}

interface About {
  config: ForeignServerConfig;
  tool: ForeignTool;
  caller: Caller;
  asked: { examples: string[]; words: string[] };
  schema: JsonSchema;
}

const wordsOf = (tool: string): string => guestName('', tool).replaceAll('_', ' ').trim();

function wires({ config, tool: { description }, asked }: About, tool: AgentTool, parameters: JsonSchema): GuestTool {
  const { name, access } = tool;
  const wire: WireTool = { name, description: tool.description, parameters, ...asked, access, topic: config.label, strict: false };
  const claim = description ? ` It says of itself, unchecked: "${description.replaceAll('"', "'")}"` : '';
  return { tool, wire, brief: { ...wire, description: `${tool.description}${claim}` } };
}

/** Arguments as the server's own schema takes them; known keys only, as `parseArguments` has seen to. */
function inputOf(schema: JsonSchema): z.ZodType<Args> {
  const check = checkOf(schema);
  return z.record(z.string(), z.unknown()).superRefine((args, context) => {
    const wrong = check(args);
    if (wrong) context.addIssue({ code: 'custom', message: wrong });
  });
}

function requireOwn({ tenant, actor }: Pick<Context, 'tenant' | 'actor'>, { config, caller }: About): void {
  if (tenant !== caller.tenant) throw new ForeignFailure('foreign', config.label);
  if (!config.roles.some((role) => actor.roles.includes(role))) throw new ForeignFailure('foreign', config.label);
}

interface Answered extends Pick<ForeignAnswer, 'text' | 'failed'> {
  at: string;
}

function reader(about: About): GuestTool {
  const { config, tool, caller, asked, schema } = about;
  const { label, name: server, roles } = config;
  const point = ({ text, failed }: Answered) =>
    failed ? `${label} could not do it. Its own words:` : text ? `${label} answers, in its own words:` : `${label} answers nothing.`;
  const guest = readTool({
    name: guestName(server, tool.name),
    title: `${label}: ${wordsOf(tool.name)}`,
    description: `Asks ${label}, a system outside Greendoor, with its tool "${wordsOf(tool.name)}". Its answer is quoted, never a metric of ours.`,
    ...asked,
    status: `Asking ${label}`,
    input: inputOf(schema),
    roles,
    outsideText: [label, server],
    async run(args, context): Promise<Answered> {
      requireOwn(context, about);
      const { text, failed } = await caller.call(server, tool.name, args, { signal: context.signal });
      return { text, failed, at: context.clock.now().toISOString() };
    },
    summary: (output) => ({ point: point(output), why: [] }),
    card: (output) => {
      const [first = '', ...more] = pieces(output.text);
      const shown = (text: string) => ({ type: 'text' as const, verbatim: true as const, text });
      return cardOf({
        point: point(output),
        header: label,
        body: first ? [shown(first)] : [],
        sections: { 'All it says': more.map(shown) },
        context: contextLine({ asOf: output.at, notes: [`Words of ${label}, not checked by Greendoor`] }),
      });
    },
  });
  return wires(about, guest, schema);
}

const A_PIECE = 2_500;

/** A text in pieces every platform shows, cut between lines where there are any. */
function pieces(text: string): string[] {
  const all: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const cut = rest.length <= A_PIECE ? rest.length : rest.lastIndexOf('\n', A_PIECE) > 0 ? rest.lastIndexOf('\n', A_PIECE) : A_PIECE;
    all.push(rest.slice(0, cut));
    rest = rest.slice(cut).replace(/^\n/, '');
  }
  return all;
}

/** By which the model says whom of ours a write is about: who may act there may propose it. */
const ABOUT = 'about_account';
/** As long as whoever approves can read in whole. */
const MAX_EXACT = 2_400;

interface Wanted {
  account: { id: string; name: string };
  key: string;
  arguments: Args;
  exact: string;
  by: string;
}

function writer(about: About): GuestTool[] {
  const { config, tool, caller, asked, schema } = about;
  const { label, name: server, roles, approvedBy } = config;
  const name = guestName(server, tool.name);
  const said = wordsOf(tool.name);
  const check = checkOf(schema);
  const approvedName = `${name}_approved`;
  const account = { type: 'string', minLength: 1, maxLength: 200, description: 'The account of ours it is about, as the person wrote it' };
  const parameters = {
    ...schema,
    properties: { ...schema.properties, [ABOUT]: account },
    required: [...(schema.required ?? []), ABOUT],
  };
  const title = `${said.charAt(0).toUpperCase()}${said.slice(1)} in ${label}`;
  const proposing = proposeTool({
    name,
    title,
    description: `Proposes to use "${said}" of ${label}, a system outside Greendoor: it happens once somebody approves exactly these arguments.`,
    ...asked,
    status: `Writing down what ${label} would be told`,
    input: inputOf(parameters),
    roles: roles.filter((role) => role !== 'marketing'),
    async run({ [ABOUT]: named, ...args }, context): Promise<Wanted> {
      requireOwn(context, about);
      const { _id: id, name: called } = await accountToActOn(context, String(named));
      const exact = JSON.stringify(args, null, 1);
      if (exact.length > MAX_EXACT)
        throw new UserError(
          'too_long',
          `Not put up for approval: what ${label} would be told is longer than an approver can read in whole. Say less.`,
        );
      return { account: { id, name: called }, key: randomUUID(), arguments: args, exact, by: context.actor.name };
    },
    summary: ({ account: { name: called } }) => ({ point: `${title}, about ${called}, is ready for a decision.`, why: [] }),
    card: ({ account: { name: called }, exact }) =>
      cardOf({ point: `${title}, about ${called}.`, header: title, body: [{ type: 'text', verbatim: true, text: exact }] }),
    proposal: ({ account: of, key, arguments: args, exact, by }) => ({
      kind: 'action',
      account: of,
      facts: [],
      whyNow: `${by} asked for it.`,
      title,
      text: `Greendoor uses the tool ${said} of ${label} (${server}) once, with exactly this:`,
      exact,
      deciders: approvedBy,
      files: [],
      call: { tool: approvedName, arguments: { key, arguments: args } },
    }),
  });
  const input = z.object({ key: z.uuid(), arguments: z.record(z.string(), z.unknown()) });
  const approved = approvedTool({
    name: approvedName,
    title,
    description: `Does what was approved of ${title}.`,
    examples: [],
    status: `Asking ${label}`,
    input: input.superRefine(({ arguments: args }, context) => {
      const wrong = check(args);
      if (wrong) context.addIssue({ code: 'custom', message: wrong });
    }),
    once: true,
    async run({ key, arguments: args }, context): Promise<{ again: boolean }> {
      if (context.tenant !== caller.tenant) throw new ForeignFailure('foreign', label);
      return writeOnce(context, { key, server, label, tool: tool.name }, () => caller.call(server, tool.name, args, { writes: true }));
    },
    summary: ({ again }) => ({ point: again ? `${label} had taken it already; it was not asked again.` : `${label} took it.`, why: [] }),
    card: () => cardOf({ point: `${label} took it.`, header: title }),
  });
  const ran = {
    type: 'object',
    properties: { key: { type: 'string' }, arguments: schema },
    required: ['key', 'arguments'],
    additionalProperties: false,
    ...(schema.$defs ? { $defs: schema.$defs } : {}),
  };
  return [wires(about, proposing, parameters), wires({ ...about, asked: { examples: [], words: [] } }, approved, ran)];
}
