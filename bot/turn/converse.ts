import { describeError } from '../../agents/kit/describe-error.ts';
import { UserError } from '../../agents/kit/errors.ts';
import { during, type SpanAttributes } from '../../agents/kit/spans.ts';
import { instructions, situation as situationOf } from '../instructions.ts';
import type { ModelRequest, ToolSpec } from '../model-port.ts';
import type { CallRunner } from './calls.ts';
import type { TurnLimits } from './limits.ts';
import { askModel, type ModelStep } from './model-step.ts';
import type { Ended } from './trace.ts';
import type { Turn } from './turn.ts';
import type { Choice, StopReason } from './types.ts';
import { answeredInstead, leftOut, modelFailed, sayAgain, whyStopped } from './words.ts';

export interface Talk {
  usage: { inputTokens: number; outputTokens: number };
  /** What the model says may be asked next. */
  choices?: Choice[];
  stopped?: StopReason;
  /** The model that answered instead of the one that failed. */
  answeredBy?: string;
  /** What to tell the person when the model, or its budget, failed. */
  failure?: string;
}

/** Characters a token has at least, in most languages; estimates only have to be too high. */
const CHARACTERS_PER_TOKEN = 3;

/**
 * The loop between model and tools: ask, run what it asks for, ask again, until it answers or a limit is met. Where a language
 * model fails before anything was found or said, or only made up what it said, the one that needs no service answers instead.
 * @throws the request's own abort reason.
 */
export async function converse(turn: Turn, calls: CallRunner): Promise<Talk> {
  const talk = await talkWith(turn, calls);
  const { model, fallback } = turn.deps;
  await turn.speaker.flush();
  const why = whyInstead(talk, turn, calls);
  if (!fallback || !model.isLanguageModel || why === undefined || turn.speaker.text !== '') return talk;
  const instead = await talkWith({ ...turn, deps: { ...turn.deps, model: fallback } }, calls);
  return {
    ...instead,
    usage: talk.usage,
    answeredBy: fallback.name,
    failure: [instead.failure, answeredInstead(why, fallback.name)].filter(Boolean).join(' '),
  };
}

/** Why another should answer: the model failed before it found anything, or nothing of what it said without looking is so. */
function whyInstead({ stopped, failure }: Talk, { limits, speaker }: Turn, { outcomes, successes }: CallRunner): string | undefined {
  if (stopped === 'model' || stopped === 'budget' || stopped === 'filter')
    return successes.length === 0 ? (failure ?? whyStopped(stopped, limits)) : undefined;
  return outcomes.length === 0 ? leftOut(speaker) : undefined;
}

async function talkWith(turn: Turn, calls: CallRunner): Promise<Talk> {
  const { deps, context, limits, speaker } = turn;
  const { isLanguageModel } = deps.model;
  const wires = (tools: Turn['known']) => tools.map(({ name }) => deps.catalog.wire(name));
  const asked = { actor: context.actor, now: turn.now, asOf: turn.asOf };
  const usage = { inputTokens: 0, outputTokens: 0 };
  const messages = [...turn.messages];
  const fixed = { instructions: instructions({ today: turn.now, shared: deps.catalog.shared }), situation: situationOf(asked) };
  const owns = context.actor.roles.some((role) => role === 'csm' || role === 'ae');
  let repeated = false;
  try {
    for (let step = 1; ; step++) {
      const mustAnswer = step === limits.steps || repeated;
      const request: ModelRequest = {
        ...fixed,
        messages,
        ...(isLanguageModel
          ? { tools: calls.specs(), ...(mustAnswer ? { toolChoice: 'none' } : {}) }
          : { tools: mustAnswer ? [] : wires(turn.offered), known: wires(turn.known), owns }),
        mentions: { ...turn.mentions, focus: turn.memory.focus },
        maxOutputTokens: limits.maxOutputTokens,
      };
      const input = estimate(request);
      const over = step > 1 ? overLimit(usage, input, limits) : undefined;
      if (over) return { usage, stopped: over };
      const reservation = { input, again: step === 1 && !mustAnswer };
      const answer = await reserved(turn, reservation, usage, () => ask(turn, request, calls.successes.length > 0));
      if (answer.calls.length === 0) {
        const said: ModelRequest = { ...request, messages: [...messages, { role: 'assistant', text: answer.text, calls: [] }] };
        await sayWhatWasLeftOut(turn, said, usage);
        return {
          usage,
          choices: answer.choices,
          stopped: answer.reason === 'length' || answer.reason === 'filter' ? answer.reason : undefined,
        };
      }
      if (mustAnswer) return { usage, stopped: repeated ? 'loop' : 'steps' };
      const wanted = answer.calls.map((call, index) => ({ ...call, id: call.id || `call_${step}_${index}` }));
      const { contents, repeated: again } = await calls.run(wanted);
      messages.push({ role: 'assistant', text: answer.text, calls: wanted });
      for (const { call, content } of contents) messages.push({ role: 'tool', callId: call.id, name: call.name, content });
      if (calls.badArguments > limits.corrections) return { usage, stopped: 'arguments' };
      repeated = again;
      await speaker.flush();
      if (isLanguageModel) speaker.lead(calls.standing);
    }
  } catch (error) {
    if (turn.timedOut()) return { usage, stopped: 'time' };
    context.signal.throwIfAborted();
    if (error instanceof UserError) return { usage, stopped: 'budget', failure: error.message };
    deps.log.error({ model: deps.model.name, error: describeError(error) }, 'the model failed');
    return { usage, stopped: 'model', failure: modelFailed(error) };
  }
}

/** Text before the first result is held back: if calls follow, it was only an announcement. */
async function ask({ deps, context, limits, speaker }: Turn, request: ModelRequest, live: boolean): Promise<ModelStep> {
  let held = '';
  let length = speaker.text.length;
  const step = await askModel(deps.model, request, {
    signal: context.signal,
    onText: async (piece) => {
      length += piece.length;
      if (live) await speaker.push(piece, !deps.model.isLanguageModel);
      else held += piece;
      return length <= limits.replyCharacters;
    },
    onRetract: () => {
      held = '';
    },
  });
  if (step.calls.length === 0) await speaker.push(held, !deps.model.isLanguageModel);
  return step;
}

/** What was taken out of an answer is asked for once more; that it fails takes nothing from what was said. */
async function sayWhatWasLeftOut(turn: Turn, before: ModelRequest, usage: Talk['usage']): Promise<void> {
  const { deps, context, limits, speaker } = turn;
  await speaker.flush();
  const missed = speaker.missed;
  if (missed.length === 0 || !deps.model.isLanguageModel) return;
  const request: ModelRequest = { ...before, messages: [...before.messages, { role: 'user', text: sayAgain(missed) }], tools: [] };
  const input = estimate(request);
  if (overLimit(usage, input, limits)) return;
  speaker.again();
  try {
    await reserved(turn, { input, again: false }, usage, () => ask(turn, request, true));
  } catch (error) {
    context.signal.throwIfAborted();
    deps.log.warn({ model: deps.model.name, error: describeError(error) }, 'what was left out could not be asked for again');
  }
  deps.log.info({ leftOut: missed.length, still: speaker.removed }, 'an answer was asked for again');
}

interface Reservation {
  /** Tokens of the request. */
  input: number;
  /** Another request with the results is likely to follow. */
  again: boolean;
}

/** Takes the tokens before the request. */
async function reserved(
  { deps, context, limits, recorder, purse, request: asked }: Turn,
  { input, again }: Reservation,
  usage: Talk['usage'],
  request: () => Promise<ModelStep>,
): Promise<ModelStep> {
  if (asked.pressed) return request();
  if (!deps.model.isLanguageModel) {
    const ended = recorder.begin({ kind: 'model', name: deps.model.name });
    const step = await request();
    ended({ outcome: 'ok' });
    return step;
  }
  const most = input + limits.maxOutputTokens;
  await purse.reserve(most, again ? most : 0);
  const ended = recorder.begin({ kind: 'model', name: deps.model.name });
  // What is not known was used.
  let spent = { inputTokens: input, outputTokens: limits.maxOutputTokens };
  let told: Ended = { outcome: 'failed', estimated: true };
  try {
    const step = await during(context.spans, chatSpan(deps.model.name), async (tell) => {
      const answered = await request();
      tell(endOfChat(answered));
      return answered;
    });
    told = step.usage ? { outcome: 'ok' } : { outcome: 'ok', estimated: true };
    spent = step.usage ?? { inputTokens: input, outputTokens: Math.ceil(step.text.length / CHARACTERS_PER_TOKEN) };
    usage.inputTokens += spent.inputTokens;
    usage.outputTokens += spent.outputTokens;
    return step;
  } finally {
    purse.use(spent.inputTokens + spent.outputTokens);
    ended({ ...told, ...spent });
  }
}

const chatSpan = (model: string) => ({
  name: `chat ${model}`,
  kind: 'client' as const,
  attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': model },
});

const REASONS = { stop: 'stop', calls: 'tool_calls', length: 'length', filter: 'content_filter' } as const;

const endOfChat = ({ usage, reason, calls }: ModelStep): SpanAttributes => ({
  'gen_ai.response.finish_reasons': [calls.length > 0 ? REASONS.calls : REASONS[reason]],
  ...(usage ? { 'gen_ai.usage.input_tokens': usage.inputTokens, 'gen_ai.usage.output_tokens': usage.outputTokens } : {}),
});

function estimate({ instructions, situation, messages, tools }: ModelRequest): number {
  const said = instructions.length + (situation?.length ?? 0) + JSON.stringify(messages).length;
  return Math.ceil(tools.reduce((sum, tool) => sum + sizeOf(tool), said) / CHARACTERS_PER_TOKEN);
}

const sizes = new WeakMap<ToolSpec, number>();

/** Tools are the same in every turn. */
function sizeOf(tool: ToolSpec): number {
  const size = sizes.get(tool) ?? JSON.stringify(tool).length + 1;
  sizes.set(tool, size);
  return size;
}

function overLimit(usage: Talk['usage'], input: number, { turnTokens, maxOutputTokens, money }: TurnLimits): StopReason | undefined {
  if (usage.inputTokens + usage.outputTokens + input + maxOutputTokens > turnTokens) return 'tokens';
  if (!money) return undefined;
  const cost =
    ((usage.inputTokens + input) * money.perMillionInput + (usage.outputTokens + maxOutputTokens) * money.perMillionOutput) / 1e6;
  return cost > money.perTurn ? 'money' : undefined;
}
