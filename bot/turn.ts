import type { Context } from '../agents/kit/context.ts';
import { describeError } from '../agents/kit/describe-error.ts';
import { findMentions } from '../agents/kit/mentions.ts';
import { summaryLines } from '../agents/kit/worded.ts';
import { audit } from '../tools/audit.ts';
import { createSources, type Sources } from './grounding/sources.ts';
import { instructions } from './instructions.ts';
import type { ModelMessage } from './model-port.ts';
import { readToolContent } from './tool-content.ts';
import { type CallRunner, createCallRunner } from './turn/calls.ts';
import { historyMessages, loadMemory, type Memory, type StoredTurn, saveTurn } from './turn/conversation.ts';
import { converse } from './turn/converse.ts';
import { nextFocus } from './turn/focus.ts';
import { DEFAULT_LIMITS, type TurnLimits } from './turn/limits.ts';
import { createSpeaker, type Speaker } from './turn/speaker.ts';
import type { Choice, StopReason, TurnDeps, TurnRequest, TurnResult, TurnSink } from './turn/types.ts';
import { EMPTY_MESSAGE, figuresLeftOut, messageCut, NO_ANSWER, NOTHING_SENT, whatWasFound, whyStopped } from './turn/words.ts';

export type { TurnLimits } from './turn/limits.ts';
export type { Choice, Propose, StopReason, TurnDeps, TurnRequest, TurnResult, TurnSink } from './turn/types.ts';

/** A look at the past: nothing may be proposed or changed on data that old. */
const LOOKING_BACK = 60_000;

/**
 * Answers one message: the model picks tools, agents compute, every sentence is cleaned and its
 * figures checked before it is shown. Everything that goes wrong becomes a clear reply.
 * @throws the reason of `request.signal` when that is aborted (nothing is stored then), and the
 * database's error when the question cannot even be recorded.
 */
export async function runTurn(deps: TurnDeps, request: TurnRequest, sink: TurnSink): Promise<TurnResult> {
  const { models, clock, log, catalog } = deps;
  const { tenant, actor, conversation } = request;
  const limits: TurnLimits = { ...DEFAULT_LIMITS, ...deps.limits };
  const outer = request.signal ?? new AbortController().signal;
  outer.throwIfAborted();
  const now = clock.now();
  const asOf = request.asOf ?? now;
  const { text, cutFrom } = readable(request.text, limits.messageCharacters);
  await audit(models, {
    tenant,
    actorId: actor.id,
    at: now,
    event: 'asked',
    data: { conversation, characters: request.text.length, asOf: request.asOf },
  });

  const quiet = quietSink(sink, (error) => log.warn({ error: describeError(error) }, 'a reply could not be streamed'));
  const sources = createSources(actor.timezone);
  const speaker = createSpeaker({ sources, append: quiet.append, allowedHosts: deps.allowedHosts });
  const offered = catalog.forRoles(actor.roles).filter((tool) => tool.access === 'read' || now.getTime() - asOf.getTime() < LOOKING_BACK);
  if (text === '') {
    await speaker.say(EMPTY_MESSAGE);
    const choices: Choice[] = offered.flatMap((tool) => tool.examples.slice(0, 1).map((say) => ({ label: say, say })));
    return result(deps, speaker, undefined, { choices: choices.slice(0, 4) });
  }

  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(new DOMException('the turn took too long', 'TimeoutError')), limits.turnTime);
  const context: Context = { tenant, actor, clock, asOf, models, log, signal: AbortSignal.any([outer, timer.signal]) };
  try {
    const memory = await loadMemory(models, tenant, conversation, limits.historyTurns, request.follows);
    const mentions = await findMentions(context, text, memory.focus.account ? [memory.focus.account.id] : []);
    const history = historyMessages(memory.turns, (name) => offered.some((tool) => tool.name === name));
    learnSources(sources, [...history, { role: 'user', text }], [now, asOf]);
    const calls = createCallRunner({
      catalog,
      context,
      request: { ...request, text },
      propose: deps.propose,
      sources,
      mentions,
      limits,
      offered,
      outsideText: !request.pressed && memory.turns.some((turn) => turn.outsideText),
      status: quiet.status,
    });
    const talk = await converse({
      deps,
      context,
      limits,
      speaker,
      calls,
      instructions: instructions({ actor, now, asOf }),
      messages: [...history, { role: 'user', text }],
      mentions: { ...mentions, focus: memory.focus },
      tools: offered.map((tool) => catalog.wire(tool.name)),
      timedOut: () => timer.signal.aborted && !outer.aborted,
    });
    outer.throwIfAborted();
    await conclude(speaker, calls, talk, limits, cutFrom === undefined ? undefined : messageCut(cutFrom, limits.messageCharacters));
    const turn = { at: now, actorId: actor.id, text, reply: speaker.text, calls: calls.calls, outsideText: calls.outsideText };
    await remember(deps, request, turn, nextFocus(memory.focus, mentions, calls.successes));
    return result(deps, speaker, calls, { usage: talk.usage, stopped: talk.stopped });
  } finally {
    clearTimeout(timeout);
  }
}

function readable(raw: string, limit: number): { text: string; cutFrom?: number } {
  const text = raw.toWellFormed().trim();
  if (/^[\s\p{Cf}\p{Cc}\p{M}]*$/u.test(text)) return { text: '' };
  return text.length > limit ? { text: text.slice(0, limit).toWellFormed(), cutFrom: text.length } : { text };
}

/** Figures may come from what the person wrote and from what the model is shown of earlier turns. */
function learnSources(sources: Sources, messages: ModelMessage[], dates: Date[]): void {
  for (const date of dates) sources.addDate(date);
  for (const message of messages) {
    if (message.role !== 'tool') sources.addText(message.text);
    else {
      const content = readToolContent(message.content);
      if (content?.ok) sources.add(content.output);
      if (content?.ok) sources.addText(summaryLines(content.summary));
    }
  }
}

/** What is said after the model: what was found, if it said nothing, and why it ended. */
async function conclude(
  speaker: Speaker,
  calls: CallRunner,
  { stopped, failure }: { stopped?: StopReason; failure?: string },
  limits: TurnLimits,
  cut: string | undefined,
): Promise<void> {
  await speaker.flush();
  const found = whatWasFound(calls.outcomes);
  if (speaker.text === '' && found) await speaker.say(found);
  if (failure) await speaker.say(failure);
  if (stopped) await speaker.say(whyStopped(stopped, limits));
  if (speaker.claims > 0) await speaker.say(NOTHING_SENT);
  if (speaker.removed > 0) await speaker.say(figuresLeftOut(speaker.removed));
  if (speaker.text === '') await speaker.say(NO_ANSWER);
  if (cut) await speaker.say(cut);
}

async function remember(
  { models, log }: TurnDeps,
  { tenant, conversation }: TurnRequest,
  turn: StoredTurn,
  focus: Memory['focus'],
): Promise<void> {
  try {
    await saveTurn(models, tenant, conversation, turn, focus);
  } catch (error) {
    log.error({ error: describeError(error) }, 'a turn was answered but not remembered');
  }
}

/** A reply that cannot be shown as it grows is still finished. */
function quietSink(
  sink: TurnSink,
  onError: (error: unknown) => void,
): { append(text: string): Promise<void>; status(text: string): Promise<void> } {
  let failed = false;
  const attempt = async (effect: () => Promise<void> | void) => {
    if (failed) return;
    try {
      await effect();
    } catch (error) {
      failed = true;
      onError(error);
    }
  };
  return { append: (text) => attempt(() => sink.append(text)), status: (text) => attempt(() => sink.status(text)) };
}

function result({ model }: TurnDeps, speaker: Speaker, calls: CallRunner | undefined, more: Partial<TurnResult>): TurnResult {
  return {
    reply: speaker.text,
    model: model.name,
    tools: calls?.tools ?? [],
    approvals: calls?.approvals ?? [],
    cards: calls?.cards ?? [],
    choices: calls?.choices ?? [],
    removedFigures: speaker.removed,
    usage: { inputTokens: 0, outputTokens: 0 },
    ...more,
  };
}
