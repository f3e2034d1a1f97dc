import type { Actor } from '../../agents/kit/context.ts';
import { capital } from '../../bot/approvals/words.ts';
import { proposer } from '../../bot/incoming/approvals.ts';
import { handOver } from '../../bot/incoming/hand-over.ts';
import type { Model } from '../../bot/model-port.ts';
import { pressedCall } from '../../bot/pressed-call.ts';
import { readToolContent, type ToolContent } from '../../bot/tool-content.ts';
import { runTurn } from '../../bot/turn/run-turn.ts';
import type { TurnResult } from '../../bot/turn/types.ts';
import type { Called } from './called.ts';
import { decisionsOf } from './decisions.ts';
import type { McpDeps } from './mcp-deps.ts';

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
  const { models, clock, limits } = assistant;
  const asOf = clock.now();
  const seen: string[] = [];
  const result = await runTurn(
    {
      ...assistant,
      model: overheard(pressedCall(call.name, call.arguments), seen),
      limits: { ...limits, historyTurns: REMEMBERED },
      propose: proposer(assistant),
    },
    { tenant, actor, conversation: `mcp:${actor.id}`, text: call.title, signal },
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
    ...(decisions.length > 0
      ? {
          next: whereToPress(
            actor,
            where,
            decisions.map(({ id }) => id),
          ),
        }
      : {}),
  };
}

/** The same model; what a tool's result reads like to it is kept. */
function overheard(model: Model, seen: string[]): Model {
  return {
    ...model,
    respond(request, signal) {
      const last = request.messages.at(-1);
      if (last?.role === 'tool') seen.push(last.content);
      return model.respond(request, signal);
    },
  };
}

function contentOf({ name }: Call, seen: readonly string[], { reply, stopped }: TurnResult): ToolContent {
  const read = readToolContent(seen.at(-1) ?? '');
  return read ?? { ok: false, tool: name, code: stopped ?? 'failed', message: reply, choices: [] };
}

function whereToPress({ name }: Actor, platforms: readonly string[], ids: readonly string[]): string {
  const receipt = `get_receipt with the id ${ids.join(' or ')} tells what came of it.`;
  if (platforms.length === 0)
    return `It waits for ${name}, but no chat is connected where it could be pressed: start Greendoor with npm start. ${receipt}`;
  const chats = platforms.map(capital).join(' or ');
  return `It waits for ${name} in their direct conversation with Greendoor in ${chats}; nothing is written or sent before a person presses there. ${receipt}`;
}
