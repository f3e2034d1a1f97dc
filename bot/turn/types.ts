import type { Logger } from 'pino';
import type { Figure } from '../../agents/facts/figure.ts';
import type { Card } from '../../agents/kit/card.ts';
import type { Actor, Clock, Context } from '../../agents/kit/context.ts';
import type { Proposal } from '../../agents/kit/proposal.ts';
import type { Spans } from '../../agents/kit/spans.ts';
import type { Models } from '../../models/index.ts';
import type { Catalog } from '../../tools/catalog.ts';
import type { ToolOutcome } from '../../tools/run-tool.ts';
import type { Copying } from '../activity-copies.ts';
import type { Model } from '../model-port.ts';
import type { Place } from '../platform.ts';
import type { TurnLimits } from './limits.ts';
import type { LikelyTools } from './menu.ts';

/** Runs a call that a person started by a press. */
export type RunPressed = (context: Context, timeLimit: number) => Promise<ToolOutcome>;

/** Stores a proposal for approval. @throws UserError, RefusedError */
export type Propose = (
  proposal: Proposal,
  by: { tenant: string; requestedBy: Actor; place?: Place },
) => Promise<{ approvalId: string; card: Card }>;

export interface TurnDeps {
  model: Model;
  /** Answers where a language model fails; needs no service. */
  fallback?: Model;
  catalog: Catalog;
  /** What is known of how people ask for tools; what a language model may choose from is chosen by it. */
  likelyTools?: LikelyTools;
  models: Models;
  log: Logger;
  clock: Clock;
  propose: Propose;
  limits?: Partial<TurnLimits>;
  /** Who watches the operation, where somebody does. */
  spans?: Spans | undefined;
  /** Where activities with customers are written to, too. */
  copying?: Copying;
  /** Hosts replies may link to; none by default. */
  allowedHosts?: readonly string[];
}

export interface TurnRequest {
  tenant: string;
  actor: Actor;
  /** Stable key of the thread. */
  conversation: string;
  /** The id of the message that answers, where it is one. */
  replyId?: string;
  /** The thread a new one continues: what it was about is still what "it" means. */
  follows?: string;
  /** It is said where there are no threads: what it follows is its own conversation. */
  flat?: boolean;
  /** Runs the one call of this turn, which the person started by pressing a button. */
  pressed?: RunPressed;
  text: string;
  asOf?: Date;
  place?: Place;
  signal?: AbortSignal;
}

export interface TurnSink {
  /** What is being done, for the moment. */
  status(text: string): Promise<void> | void;
  /** More of the reply, grounded and cleaned. */
  append(text: string): Promise<void> | void;
}

export interface Choice {
  label: string;
  say: string;
}

export interface TurnResult {
  reply: string;
  /** The model's name, as shown to people. */
  model: string;
  tools: { name: string; arguments: unknown; result: unknown }[];
  approvals: { id: string; kind: Proposal['kind']; account: string; recipient: string | null; subject: string }[];
  /** What waits for a press of the person who asked. */
  offers: { id: string; tool: string; arguments: unknown; label: string }[];
  cards: Card[];
  /** Every figure the model was shown. */
  figures: Figure[];
  choices: Choice[];
  /** Figures and names left out of what is shown. */
  removedFigures: number;
  /** Something was left out at first, and asked for once more. */
  askedAgain: boolean;
  usage: { inputTokens: number; outputTokens: number };
  /** Why the turn ended early. */
  stopped?: StopReason;
}

export type StopReason = 'steps' | 'loop' | 'arguments' | 'tokens' | 'money' | 'time' | 'length' | 'filter' | 'budget' | 'model';
