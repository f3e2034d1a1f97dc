import type { Access, Selection } from '../agents/kit/define-agent.ts';

/** What the orchestrator needs of a language model. `adapters/openai` and `adapters/planner` implement it. */

export interface ToolSpec {
  name: string;
  description: string;
  /** JSON Schema of the arguments, strict unless `strict` is false. */
  parameters: Record<string, unknown>;
  strict?: false;
  examples: string[];
  /** Other words for it, see `AgentTool`. */
  words?: readonly string[];
  access?: Access;
  /** Which accounts it is of with such arguments, see `AgentTool`. */
  selects?(input: unknown): Selection;
  /** What it belongs to, for people: the title of an agent. */
  topic: string;
}

export interface ToolRequest {
  id: string;
  name: string;
  /** As the model wrote them; may be malformed. */
  arguments: string;
}

export type ModelMessage =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; calls: ToolRequest[] }
  | { role: 'tool'; callId: string; name: string; content: string };

/** Names recognised in the conversation, so that a model need not guess ids. Entries with the same `said` (the person's own words) are candidates for one mention. */
export interface Mentions {
  /** `meant`: whatever else its words say. */
  accounts: { id: string; name: string; said?: string; meant?: true }[];
  contacts: { id: string; name: string; accountName: string; accountId?: string; said?: string }[];
  /** Accounts called by an ordinary word: meant where the question is about nobody else. */
  perhaps?: { id: string; name: string; said: string }[];
  /** Who works here, and the regions accounts are in. */
  colleagues?: { id: string; name: string; said: string }[];
  regions?: { name: string; said: string }[];
  /** What "it" and "him" refer to; `elsewhere`: this was said in a conversation before, and nothing else of it goes on. */
  focus: { account?: { id: string; name: string }; contact?: { id: string; name: string }; elsewhere?: true };
}

export interface ModelRequest {
  /** System role; never holds text written by anybody outside. */
  instructions: string;
  messages: ModelMessage[];
  /** Who asks, and when: beside the last message, so that everything before it is the same for everybody. */
  situation?: string;
  /** Whether who asks looks after accounts of their own. */
  owns?: boolean;
  tools: ToolSpec[];
  /** These and what only people of other roles may call, so that who asks for it is told so; no language model is told of it. */
  known?: ToolSpec[];
  /** It must answer now; the tools stay, so that what was sent before stays cached. */
  toolChoice?: 'none';
  mentions: Mentions;
  maxOutputTokens: number;
}

export type ModelChunk =
  | { type: 'text'; text: string }
  /** A question the person may ask next, as a button. */
  | { type: 'choice'; choice: { label: string; say: string } }
  /** The text so far was a thought, not for people. */
  | { type: 'retract' }
  | { type: 'call'; call: ToolRequest }
  | { type: 'usage'; inputTokens: number; outputTokens: number }
  | { type: 'end'; reason: 'stop' | 'calls' | 'length' | 'filter' };

export interface Model {
  /** As shown to people, e.g. "gpt-5.2" or "offline planner". */
  readonly name: string;
  readonly isLanguageModel: boolean;
  /** Gets ready for questions with these tools, so that the first one need not wait. */
  prepare?(tools: ToolSpec[]): void;
  /** @throws UpstreamError or OperatorError; ends with exactly one `end` chunk otherwise. */
  respond(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk>;
}
