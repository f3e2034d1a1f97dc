import type { Context } from '../../agents/kit/context.ts';
import type { AgentTool } from '../../agents/kit/define-agent.ts';
import { type FoundMentions, findMentionsBeside } from '../../agents/kit/mentions.ts';
import { summaryLines } from '../../agents/kit/worded.ts';
import type { Conversation } from '../../models/conversation.ts';
import { ROLES } from '../../models/user.ts';
import { copiesOf } from '../assistant.ts';
import { createSources, type Sources } from '../grounding/sources.ts';
import { createStrangers } from '../grounding/strangers.ts';
import type { ModelMessage } from '../model-port.ts';
import { readToolContent } from '../tool-content.ts';
import { openPurse, type Purse } from './budget.ts';
import { conversationsRead, historyMessages, type Memory, memoryIn } from './conversation.ts';
import type { TurnLimits } from './limits.ts';
import { createMenu, type Menu, MOST_TOOLS, usedByRole } from './menu.ts';
import { createNameWords, type NameWords } from './name-words.ts';
import { OWN_NAMES } from './own-tools.ts';
import type { QuietSink } from './quiet-sink.ts';
import { createSpeaker, type Speaker } from './speaker.ts';
import { createRecorder, type Recorder } from './trace.ts';
import type { TurnTime } from './turn-time.ts';
import type { TurnDeps, TurnRequest } from './types.ts';

/** What is there of a turn before anything is read: it suffices to say that nothing was asked. */
export interface TurnStart {
  deps: TurnDeps;
  /** Its text as it is read: trimmed, and cut at the limit. */
  request: TurnRequest;
  limits: TurnLimits;
  now: Date;
  asOf: Date;
  /** The tools the model is told of. */
  offered: readonly AgentTool[];
  /** These and what people of other roles may call. */
  known: readonly AgentTool[];
  sink: QuietSink;
  /** Where the figures of the reply may come from. */
  sources: Sources;
  speaker: Speaker;
  /** Which of a text's words are names of accounts and contacts. */
  namesIn: NameWords;
  recorder: Recorder;
  /** What a language model may cost. */
  purse: Purse;
}

/** One message being answered: what the parts of a turn share. */
export interface Turn extends TurnStart {
  context: Context;
  memory: Memory;
  /** Whom the message names. */
  mentions: FoundMentions;
  /** What was said before and now, as the model reads it. */
  messages: readonly ModelMessage[];
  /** What a language model may choose from. */
  menu: Menu;
  /** Its own time is up; whoever asked still waits. */
  timedOut(): boolean;
}

/** A look at the past: nothing may be proposed or changed on data that old. */
const LOOKING_BACK = 60_000;

export function startTurn({ deps, request, ...rest }: Pick<TurnStart, 'deps' | 'request' | 'limits' | 'now' | 'sink'>): TurnStart {
  const { now, sink } = rest;
  const asOf = request.asOf ?? now;
  const worksNow = (tool: AgentTool) => tool.access === 'read' || now.getTime() - asOf.getTime() < LOOKING_BACK;
  const offered = deps.catalog.forRoles(request.actor.roles).filter(worksNow);
  const known = deps.catalog.forRoles(ROLES).filter(worksNow);
  const sources = createSources(request.actor.timezone);
  sources.addText(request.actor.name, 'us');
  const scope = { tenant: request.tenant, models: deps.models };
  const namesIn = createNameWords(scope);
  const strangers = createStrangers(scope);
  const speaker = createSpeaker({ sources, append: sink.append, allowedHosts: deps.allowedHosts, namesIn, strangers });
  const recorder = createRecorder(deps.clock, now);
  const purse = openPurse(deps.models, { tenant: request.tenant, userId: request.actor.id, at: now, limits: rest.limits });
  return { deps, request, ...rest, asOf, offered, known, sources, speaker, namesIn, recorder, purse };
}

/** Reads what was said before and whom the message names. */
export async function openTurn(start: TurnStart, { signal, timedOut }: TurnTime): Promise<Turn> {
  const { deps, request, limits, now, asOf, offered, sources } = start;
  const { models, clock, log, spans, copying } = deps;
  const { tenant, actor, conversation, follows, flat, text } = request;
  const context: Context = {
    tenant,
    actor,
    clock,
    asOf,
    models,
    log,
    thread: { conversation, ...(follows ? { follows } : {}) },
    spans,
    signal,
    ...copiesOf(copying, tenant),
  };
  const memoryOf = (rows: Conversation[]) => memoryIn(rows, { key: conversation, flat }, limits.historyTurns);
  const { mentions, rows } = await findMentionsBeside(context, text, {
    read: conversationsRead(models, conversation, follows),
    focusOf: (found) => {
      const { account } = memoryOf(found).focus;
      return account ? [account.id] : [];
    },
  });
  const memory = memoryOf(rows);
  const history = historyMessages(memory.turns, (name) => offered.some((tool) => tool.name === name));
  const messages: ModelMessage[] = [...history, { role: 'user', text }];
  const { model, catalog } = deps;
  learnSources(sources, messages, asOf.getTime() === now.getTime() ? [now] : [now, asOf], (name) => catalog.get(name)?.outsideText);
  const chooses = model.isLanguageModel && offered.length > MOST_TOOLS;
  const beside = {
    accounts: mentions.accounts.map(({ said }) => said),
    people: mentions.contacts.map(({ said }) => said),
    after: memory.turns.at(-1)?.calls.at(-1)?.name,
  };
  const likely = chooses
    ? await deps.likelyTools?.(
        text,
        offered.map(({ name }) => name),
        beside,
      )
    : undefined;
  const menu = createMenu({
    catalog,
    offered,
    ...(likely ? { likely } : {}),
    likelyTools: deps.likelyTools,
    text: [...memory.turns.slice(-1).map((turn) => turn.text), text].join('\n'),
    used: memory.turns.flatMap((turn) => turn.calls.map(({ name }) => name)),
    popular: chooses ? await usedByRole(models, tenant, actor) : [],
    taken: OWN_NAMES.length,
  });
  return { ...start, context, memory, mentions, messages, menu, timedOut };
}

/** Figures may come from what the person wrote and from what the model is shown of earlier turns. */
function learnSources(
  sources: Sources,
  messages: readonly ModelMessage[],
  dates: readonly Date[],
  by: (tool: string) => readonly string[] | undefined,
): void {
  for (const date of dates) sources.addDate(date);
  for (const message of messages) {
    if (message.role !== 'tool') sources.addText(message.text, message.role === 'user' ? 'person' : 'us');
    else {
      const content = readToolContent(message.content);
      if (content?.ok)
        sources.show({
          figures: [],
          text: [
            summaryLines(content.summary),
            ...(content.listed?.rows.flatMap(({ name, own }) => [name, own?.name ?? '']) ?? []),
            content.shown ?? '',
          ]
            .filter(Boolean)
            .join('\n'),
          by: by(content.tool),
        });
    }
  }
}
