import type { Card } from '../agents/kit/card.ts';
import type { Context } from '../agents/kit/context.ts';
import type { AgentTool, Summary } from '../agents/kit/define-agent.ts';
import { describeError } from '../agents/kit/describe-error.ts';
import { OperatorError, UpstreamError, UserError } from '../agents/kit/errors.ts';
import { onDayAsked } from '../agents/kit/inputs.ts';
import { mustKnowTheDay } from '../agents/kit/look-back.ts';
import { withNotes } from '../agents/kit/present/context-line.ts';
import { nameSources } from '../agents/kit/present/evidence.ts';
import type { Proposal } from '../agents/kit/proposal.ts';
import { during } from '../agents/kit/spans.ts';
import { audit } from './audit.ts';
import { type Catalog, mayCall } from './catalog.ts';
import { BadArgumentsError } from './parse-arguments.ts';
import { pressable } from './pressable.ts';
import { readCall } from './read-call.ts';

export interface ToolSuccess {
  ok: true;
  tool: AgentTool;
  input: unknown;
  output: unknown;
  summary: Summary;
  card: Card;
  proposal?: Proposal;
}

/** `message` is for the person, except with code `bad_arguments`, which is for whoever wrote the arguments. */
export interface ToolFailure {
  ok: false;
  name: string;
  code: 'unknown_tool' | 'bad_arguments' | 'needs_press' | 'refused' | 'timeout' | 'upstream' | 'operator' | 'failed' | (string & {});
  message: string;
  choices: { label: string; say: string }[];
  /** The arguments, where they could be read. */
  input?: unknown;
}

export type ToolOutcome = ToolSuccess | ToolFailure;

export interface RunToolOptions {
  /** Milliseconds; the tool's signal is aborted then, and the outcome is `timeout`. */
  timeLimit?: number;
  /** A person pressed a button that says what this call writes: without it no `act` tool runs. */
  pressed?: true;
  /** A person approved exactly this call. */
  approved?: true;
}

export const TOOL_TIME_LIMIT = 20_000;

/**
 * Runs one tool for the context's actor: parse, authorise, audit, run, check. Never throws except when the
 * context's own signal is aborted; everything else becomes an outcome.
 */
export async function runTool(
  catalog: Catalog,
  name: string,
  rawArguments: string | object,
  context: Context,
  options: RunToolOptions = {},
): Promise<ToolOutcome> {
  const { pressed, approved } = options;
  const tool = catalog.get(name);
  if (!tool || (tool.access === 'approved' && !approved))
    return failure(name.slice(0, 80), 'unknown_tool', `There is no tool of that name. ${known(catalog, context)}`);
  if (tool.access === 'act' && !pressed && !approved && mayCall(context.actor.roles, tool))
    return failure(name, 'needs_press', `Not done: "${tool.title}" writes, and only a person's press starts it.`);
  const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name, 'gen_ai.tool.type': 'function' };
  return during(context.spans, { name: `execute_tool ${name}`, kind: 'internal', attributes }, async (tell) => {
    const outcome = await runKnown(catalog, tool, rawArguments, context, options);
    if (!outcome.ok) tell({}, outcome.code);
    return outcome;
  });
}

async function runKnown(
  catalog: Catalog,
  tool: AgentTool,
  rawArguments: string | object,
  context: Context,
  { timeLimit = TOOL_TIME_LIMIT }: RunToolOptions,
): Promise<ToolOutcome> {
  const { name } = tool;
  let input: unknown;
  try {
    context.signal.throwIfAborted();
    const call = readCall(catalog, tool, rawArguments, context);
    input = call.input;
    const written = audit(context.models, {
      tenant: context.tenant,
      actorId: context.actor.id,
      at: context.clock.now(),
      event: 'tool',
      data: { tool: name, access: tool.access, arguments: call.plain, asOf: context.asOf },
    });
    const notes = new Set<string>();
    const output = await afterAudit(tool, written, async () => {
      const onDay = onDayAsked({ ...context, notes }, input);
      mustKnowTheDay(tool, onDay);
      return limited((within) => tool.run(input, within), onDay, timeLimit);
    });
    return await successOf(tool, input, output, catalog, { ...context, notes });
  } catch (error) {
    context.signal.throwIfAborted();
    const outcome = { ...toFailure(tool, error, context), input };
    if (outcome.code === 'refused') await auditRefusal(context, name);
    return outcome;
  }
}

/** What our own tools only read may be read while the audit row is written: nothing is given back, nor said, before it is. */
async function afterAudit<Output>(
  { access, outsideText }: AgentTool,
  written: Promise<unknown>,
  run: () => Promise<Output>,
): Promise<Output> {
  written.catch(() => {}); // heard of below
  if (access !== 'read' || outsideText) await written;
  try {
    return await run();
  } finally {
    await written;
  }
}

/** An output with its words and its card, as this person sees it. */
export async function successOf(tool: AgentTool, input: unknown, given: unknown, catalog: Catalog, context: Context): Promise<ToolSuccess> {
  const output = tool.output.parse(given);
  const card = await nameSources(context, pressable(withNotes(tool.card(output), context.notes ?? new Set()), catalog, context.actor));
  return {
    ok: true,
    tool,
    input,
    output,
    summary: tool.summary(output),
    card,
    ...(tool.proposal ? { proposal: { ...tool.proposal(output), ...(tool.area ? { area: tool.area } : {}) } } : {}),
  };
}

async function auditRefusal({ models, tenant, actor, clock, log }: Context, tool: string): Promise<void> {
  await audit(models, { tenant, actorId: actor.id, at: clock.now(), event: 'refused', data: { tool } }).catch((error: unknown) => {
    log.error({ tool, error: describeError(error) }, 'a refusal could not be audited');
  });
}

/** Work of a tool within its time: its signal is aborted at the end of it. */
export async function limited<Result>(work: (within: Context) => Promise<Result>, context: Context, timeLimit: number): Promise<Result> {
  context.signal.throwIfAborted();
  const limit = new AbortController();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  aborted.catch(() => {}); // only the race below may wait for it
  const end = (reason: unknown) => {
    reject(reason);
    limit.abort(reason);
  };
  const leave = () => end(context.signal.reason);
  const timer = setTimeout(() => end(new TimeLimitError()), timeLimit);
  context.signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work({ ...context, signal: limit.signal }), aborted]);
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener('abort', leave);
  }
}

class TimeLimitError extends Error {
  override name = 'TimeLimitError';
}

/** What went wrong, for the person; what is not theirs is logged. */
export function toFailure(tool: AgentTool, error: unknown, { log }: Context): ToolFailure {
  const { name, title } = tool;
  if (error instanceof BadArgumentsError) return failure(name, 'bad_arguments', error.message);
  if (error instanceof UserError) return failure(name, error.code, error.message, error.choices);
  log.error({ tool: name, error: describeError(error) }, 'a tool failed');
  if (error instanceof TimeLimitError)
    return failure(
      name,
      'timeout',
      `"${title}" took too long and was stopped. ${tool.access === 'act' ? 'It may have happened: look before you repeat it.' : 'Nothing was lost; try again or ask for less.'}`,
    );
  if (error instanceof UpstreamError)
    return failure(name, 'upstream', `"${title}" could not finish. ${error.message} Nothing was lost; try again in a minute.`);
  if (error instanceof OperatorError)
    return failure(
      name,
      'operator',
      `"${title}" could not finish: a setting of Greendoor is wrong. Nothing was lost; whoever runs Greendoor finds the reason in its log.`,
    );
  return failure(name, 'failed', `"${title}" failed on our side. Nothing was lost; the error is in the log.`);
}

function failure(name: string, code: ToolFailure['code'], message: string, choices: ToolFailure['choices'] = []): ToolFailure {
  return { ok: false, name, code, message, choices };
}

function known(catalog: Catalog, { actor }: Context): string {
  return `Known are ${catalog
    .forRoles(actor.roles)
    .map((tool) => tool.name)
    .join(', ')}.`;
}
