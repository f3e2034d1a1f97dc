import type { FilePart } from '../../agents/kit/card.ts';
import type { Actor } from '../../agents/kit/context.ts';
import { capital } from '../../bot/approvals/words.ts';
import { proposer } from '../../bot/incoming/approvals.ts';
import { handOver } from '../../bot/incoming/hand-over.ts';
import type { Model } from '../../bot/model-port.ts';
import { PRESS_WITHIN_MS } from '../../bot/offers/deps.ts';
import { pressedCall } from '../../bot/pressed-call.ts';
import { readToolContent, type ToolContent } from '../../bot/tool-content.ts';
import { runTurn } from '../../bot/turn/run-turn.ts';
import type { TurnResult } from '../../bot/turn/types.ts';
import type { Models } from '../../models/index.ts';
import type { Called } from './called.ts';
import { decisionsOf } from './decisions.ts';
import { fileUri } from './file-uri.ts';
import type { McpDeps } from './mcp-deps.ts';
import type { Decision } from './result-schema.ts';

/** So much may wait for a person's press at once: a program that asks on and on fills nobody's conversation. */
const MOST_WAITING = 25;
/** Earlier results whose hidden sections can be asked for. */
const REMEMBERED = 12;

export interface Call {
  name: string;
  title: string;
  arguments: Record<string, unknown>;
}

/**
 * Runs one tool as a turn of the person's own, without a language model: what would be written becomes an offer, what would go
 * out a draft, and both are handed over to where the person can press.
 */
export async function callTool({ assistant, tenant }: McpDeps, actor: Actor, call: Call, signal: AbortSignal): Promise<Called> {
  const { models, clock, limits, catalog } = assistant;
  const asOf = clock.now();
  const conversation = `mcp:${actor.id}`;
  const reads = (catalog.get(call.name)?.access ?? 'read') === 'read';
  if (!reads && (await waitingFor(models, tenant, actor, conversation, asOf)) >= MOST_WAITING)
    return { content: { ok: false, tool: call.name, code: 'too_many', message: tooMany(actor), choices: [] }, asOf };
  const seen: string[] = [];
  const result = await runTurn(
    {
      ...assistant,
      model: overheard(pressedCall(call.name, call.arguments), seen),
      limits: { ...limits, historyTurns: REMEMBERED },
      propose: proposer(assistant),
    },
    { tenant, actor, conversation, text: call.title, signal },
    { status: () => {}, append: () => {} },
  );
  const waiting = { offers: result.offers.map(({ id }) => id), approvals: result.approvals.map(({ id }) => id) };
  const where = await handOver(assistant, tenant, waiting);
  const decisions = await decisionsOf(models, tenant, [...waiting.offers, ...waiting.approvals]);
  return {
    content: contentOf(call, seen, result),
    asOf,
    figures: result.figures,
    decisions,
    notes: [...(decisions.length > 0 ? [whereToPress(actor, where, decisions)] : []), ...documentsOf(result).map(whereToRead)],
  };
}

/** The same model, by the name of whoever chose the call; what the tool's result reads like to it is kept. */
function overheard(model: Model, seen: string[]): Model {
  return {
    ...model,
    name: 'MCP client',
    respond(request, signal) {
      const last = request.messages.at(-1);
      if (last?.role === 'tool') seen.push(last.content);
      return model.respond(request, signal);
    },
  };
}

const documentsOf = ({ cards }: TurnResult): FilePart[] => cards.flatMap(({ parts }) => parts.filter((part) => part.type === 'file'));

const whereToRead = ({ fileId, name, about }: FilePart): string => `${name} (${about}) can be read at ${fileUri(fileId)}.`;

function contentOf({ name }: Call, seen: readonly string[], { reply, stopped }: TurnResult): ToolContent {
  const read = readToolContent(seen.at(-1) ?? '');
  return read ?? { ok: false, tool: name, code: stopped ?? 'failed', message: reply, choices: [] };
}

/** Offers made here and drafts of theirs that nobody has pressed yet. */
async function waitingFor(models: Models, tenant: string, { id }: Actor, conversation: string, now: Date): Promise<number> {
  const open = { tenant, expiresAt: { $gt: now } };
  const [offers, drafts] = await Promise.all([
    models.offers.countDocuments({ ...open, conversation, status: 'open', at: { $gt: new Date(now.getTime() - PRESS_WITHIN_MS) } }),
    models.approvals.countDocuments({ ...open, requestedBy: id, state: 'draft' }),
  ]);
  return offers + drafts;
}

const tooMany = ({ name }: Actor): string =>
  `Not asked for: ${MOST_WAITING} offers and drafts wait for ${name} already. They press or discard some first, or let them expire.`;

function whereToPress({ name }: Actor, platforms: readonly string[], decisions: readonly Decision[]): string {
  const receipt = `get_receipt with the id ${decisions.map(({ id }) => id).join(' or ')} tells what came of it.`;
  if (platforms.length === 0)
    return `It waits for ${name}, but no chat is connected where it could be pressed: start Greendoor with npm start. ${receipt}`;
  const chats = platforms.map(capital).join(' or ');
  return `It waits for ${name} in their direct conversation with Greendoor in ${chats}; nothing is written or sent before a person presses there. ${receipt}`;
}
