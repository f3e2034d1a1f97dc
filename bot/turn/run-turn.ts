import { describeError } from '../../agents/kit/describe-error.ts';
import { during } from '../../agents/kit/spans.ts';
import { capital } from '../../agents/metrics/index.ts';
import { writeInOrder } from '../../models/kit/in-order.ts';
import { auditWithNext } from '../../tools/audit.ts';
import type { ToolOutcome } from '../../tools/run-tool.ts';
import { type CallRunner, createCallRunner } from './calls.ts';
import { askedNext } from './choices.ts';
import { turnAdded } from './conversation.ts';
import { converse, type Talk } from './converse.ts';
import { nextFocus } from './focus.ts';
import { DEFAULT_LIMITS, type TurnLimits } from './limits.ts';
import { quietSink } from './quiet-sink.ts';
import { traceKept } from './trace.ts';
import { openTurn, startTurn, type Turn, type TurnStart } from './turn.ts';
import { startTurnTime } from './turn-time.ts';
import type { Choice, TurnDeps, TurnRequest, TurnResult, TurnSink } from './types.ts';
import { EMPTY_MESSAGE, leftOut, messageCut, NO_ANSWER, whatWasFound, whyStopped } from './words.ts';

/**
 * Answers one message: the model picks tools, agents compute, every sentence is cleaned and its
 * figures checked before it is shown. Everything that goes wrong becomes a clear reply.
 * @throws the reason of `request.signal` when that is aborted (nothing is stored then), and the
 * database's error when the question cannot even be recorded.
 */
export function runTurn(deps: TurnDeps, request: TurnRequest, sink: TurnSink): Promise<TurnResult> {
  const attributes = {
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'greendoor',
    'gen_ai.conversation.id': request.conversation,
  };
  return during(deps.spans, { name: 'invoke_agent greendoor', kind: 'internal', attributes }, async (tell) => {
    const result = await answer(deps, request, sink);
    const { inputTokens, outputTokens } = result.usage;
    tell({ 'gen_ai.usage.input_tokens': inputTokens, 'gen_ai.usage.output_tokens': outputTokens }, result.stopped);
    return result;
  });
}

async function answer(deps: TurnDeps, request: TurnRequest, sink: TurnSink): Promise<TurnResult> {
  const { models, clock, log } = deps;
  const { tenant, actor, conversation } = request;
  const limits: TurnLimits = { ...DEFAULT_LIMITS, ...deps.limits };
  const outer = request.signal ?? new AbortController().signal;
  outer.throwIfAborted();
  const now = clock.now();
  const { text, cutFrom } = readable(request.text, limits.messageCharacters);
  // Written with the first tool, at the latest before the first word of the answer.
  const askedIsWritten = auditWithNext(models, {
    tenant,
    actorId: actor.id,
    at: now,
    event: 'asked',
    data: { conversation, characters: request.text.length, asOf: request.asOf },
  });
  const quiet = quietSink(sink, (error) => log.warn({ error: describeError(error) }, 'a reply could not be streamed'));
  const append = (piece: string) => askedIsWritten().then(() => quiet.append(piece));
  const start = startTurn({ deps, request: { ...request, text }, limits, now, sink: { ...quiet, append } });
  if (text === '') return nothingAsked(start);

  const time = startTurnTime(outer, limits.turnTime);
  try {
    const turn = await openTurn(start, time);
    const calls = createCallRunner(turn);
    const talk = await converse(turn, calls);
    outer.throwIfAborted();
    await conclude(turn, calls, talk);
    if (cutFrom !== undefined) await turn.speaker.say(messageCut(cutFrom, limits.messageCharacters));
    await keep(turn, calls, talk);
    return result(turn, calls, {
      usage: talk.usage,
      stopped: talk.stopped,
      choices: askedNext(calls, talk.choices),
      figures: turn.sources.known.facts.map(({ figure }) => figure),
      ...(talk.answeredBy ? { model: talk.answeredBy } : {}),
    });
  } finally {
    time.end();
    await start.purse.settle().catch((error: unknown) => log.error({ error: describeError(error) }, 'a budget was not settled'));
    await askedIsWritten();
  }
}

function readable(raw: string, limit: number): { text: string; cutFrom?: number } {
  const text = raw.toWellFormed().trim();
  if (/^[\s\p{Cf}\p{Cc}\p{M}]*$/u.test(text)) return { text: '' };
  return text.length > limit ? { text: text.slice(0, limit).toWellFormed(), cutFrom: text.length } : { text };
}

async function nothingAsked(start: TurnStart): Promise<TurnResult> {
  await start.speaker.say(EMPTY_MESSAGE);
  const choices: Choice[] = start.offered.flatMap((tool) => tool.examples.slice(0, 1).map((say) => ({ label: capital(say), say })));
  return result(start, undefined, { choices: choices.slice(0, 4) });
}

/** What is said after the model: what was found, if it said nothing, and why it ended. */
async function conclude({ speaker, limits, deps }: Turn, calls: CallRunner, { stopped, failure, answeredBy }: Talk): Promise<void> {
  await speaker.flush();
  const silent = speaker.text === '';
  await speaker.sayLead();
  const isRead = (each: ToolOutcome) => (each.ok ? each.tool : deps.catalog.get(each.name))?.access === 'read';
  const found = silent ? whatWasFound(speaker.text === '' ? calls.outcomes : calls.outcomes.filter(isRead)) : '';
  if (found) await speaker.say(found);
  if (failure) await speaker.say(failure);
  if (stopped) await speaker.say(whyStopped(stopped, limits));
  // Where another answered, it says so itself; where a line says what stands, it says what was not done.
  const out = answeredBy ? undefined : leftOut({ removed: speaker.removed, claimed: speaker.claimed && calls.standing.length === 0 });
  if (out) await speaker.say(out);
  if (speaker.text === '') await speaker.say(NO_ANSWER);
}

/** What was said, how it came about, and what of the budget is left: in one write. */
async function keep(turn: Turn, { calls, successes }: CallRunner, { answeredBy, stopped }: Talk): Promise<void> {
  const { deps, request, now, limits, memory, mentions, speaker, recorder, purse } = turn;
  const { models } = deps;
  const { tenant, actor, conversation, replyId, pressed, text } = request;
  const { steps, ms, usage } = recorder;
  // What is composed of a result names what stands in it.
  const saidByModel = deps.model.isLanguageModel && answeredBy === undefined && !pressed;
  const writes = [
    ...purse.settlement(),
    turnAdded(
      models,
      conversation,
      { at: now, actorId: actor.id, text, reply: speaker.text, calls },
      nextFocus(memory.focus, mentions, successes, saidByModel ? speaker.text : ''),
    ),
    traceKept(models, {
      replyId,
      conversation,
      actorId: actor.id,
      at: now,
      origin: pressed ? 'pressed' : 'asked',
      model: pressed ? undefined : deps.model.name,
      answeredBy,
      stopped,
      steps,
      ms,
      usage,
      removed: speaker.removed,
      askedAgain: speaker.attempts > 1,
      money: limits.money,
    }),
  ];
  try {
    const written = await writeInOrder(tenant, writes);
    if (written < writes.length) throw new Error(`only ${written} of ${writes.length} writes of a turn were taken`);
  } catch (error) {
    deps.log.error({ error: describeError(error) }, 'a turn was answered but not remembered');
  }
}

function result({ deps, speaker }: TurnStart, calls: CallRunner | undefined, more: Partial<TurnResult>): TurnResult {
  return {
    reply: speaker.text,
    model: deps.model.name,
    tools: calls?.tools ?? [],
    approvals: calls?.approvals ?? [],
    offers: calls?.offers ?? [],
    cards: calls?.cards ?? [],
    figures: [],
    choices: calls?.choices ?? [],
    removedFigures: speaker.removed,
    askedAgain: speaker.attempts > 1,
    usage: { inputTokens: 0, outputTokens: 0 },
    ...more,
  };
}
