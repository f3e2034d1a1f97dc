import type { Mentions, ModelMessage, ToolRequest } from '../../../bot/model-port.ts';
import { readToolContent, type ToolContent } from '../../../bot/tool-content.ts';
import type { PlannedCall } from '../replies/ask-back.ts';

/** One question and what came of it. */
export interface PastTurn {
  question: string;
  calls: ToolRequest[];
  /** The first line of the answer. */
  point: string;
  /** What it rests on. */
  why?: string[];
  /** What a list showed. */
  listed?: Listed;
  /** What may have been meant, where that was asked. */
  choices: string[];
  /** Something of it came out; what was refused waits for nobody. */
  answered: boolean;
  /** The turn before that one. */
  earlier?: PastTurn;
}

type Listed = NonNullable<Extract<ToolContent, { ok: true }>['listed']>;

/** A turn whose answer was a list. */
export type Listing = PastTurn & { listed: Listed };

type ToolMessage = Extract<ModelMessage, { role: 'tool' }>;

/** The person's last message, the results since, and the last turn before it that ran something. */
export function split(messages: ModelMessage[]): { question: string; results: ToolMessage[]; before?: PastTurn } {
  const last = messages.findLastIndex((message) => message.role === 'user');
  const asked = messages[last];
  const earlier = messages.slice(0, Math.max(0, last));
  const start = earlier.findLastIndex((message) => message.role === 'user');
  return {
    question: asked?.role === 'user' ? asked.text : '',
    results: messages.slice(last + 1).filter((message) => message.role === 'tool'),
    before: turnsIn(earlier, start, MOST_BACK),
  };
}

/** So many questions about one of a list may stand between two about the list. */
const MOST_BACK = 8;

function turnsIn(messages: ModelMessage[], start: number, most: number): PastTurn | undefined {
  const asked = messages[start];
  if (asked?.role !== 'user' || most === 0) return undefined;
  const before = messages.slice(0, start);
  const earlier = turnsIn(
    before,
    before.findLastIndex((message) => message.role === 'user'),
    most - 1,
  );
  return { ...pastTurn(asked.text, messages.slice(start + 1)), ...(earlier ? { earlier } : {}) };
}

function pastTurn(question: string, messages: ModelMessage[]): PastTurn {
  const contents = messages.flatMap((message) => (message.role === 'tool' ? (readToolContent(message.content) ?? []) : []));
  const found = contents.filter((content) => content.ok);
  const listed = found.find((content) => content.listed)?.listed;
  return {
    question,
    calls: messages.flatMap((message) => (message.role === 'assistant' ? message.calls : [])),
    point: found[0]?.summary.point ?? '',
    why: found[0]?.summary.why ?? [],
    ...(listed ? { listed } : {}),
    choices: contents.flatMap((content) => (content.ok ? [] : content.choices)),
    answered: found.length > 0,
  };
}

/** The last turn something came of: what was refused takes nothing away. */
export const lastAnswered = (turn: PastTurn | undefined): PastTurn | undefined =>
  turn && (turn.answered ? turn : lastAnswered(turn.earlier));

/** The tool that answered before, in this conversation. */
export const toolBefore = (before: PastTurn | undefined, { focus }: Pick<Mentions, 'focus'>): string | undefined =>
  focus.elsewhere ? undefined : lastAnswered(before)?.calls[0]?.name;

/** A turn nothing came of yet. */
export const notYetAnswered = (calls: readonly PlannedCall[]): PastTurn => ({
  ...pastTurn('', []),
  calls: calls.map(({ name, arguments: given }) => ({ id: '', name, arguments: JSON.stringify(given) })),
});
