import { randomUUID } from 'node:crypto';
import type { Conversation } from '../../models/conversation.ts';
import type { Models } from '../../models/index.ts';
import type { WriteTo } from '../../models/kit/in-order.ts';
import type { Read } from '../../models/kit/together.ts';
import type { Mentions, ModelMessage } from '../model-port.ts';
import { writeToolContent } from '../tool-content.ts';

export interface StoredTurn {
  at: Date;
  actorId: string;
  text: string;
  reply: string;
  calls: { id: string; name: string; arguments: string; content: string; handle?: string }[];
}
export type Focus = Mentions['focus'];

export interface Memory {
  turns: StoredTurn[];
  focus: Focus;
}

const MAX_STORED_TURNS = 12;

/** What a thread, and the one it continues, keep: to be read together with others. */
export const conversationsRead = (models: Models, key: string, follows?: string): Read<Conversation> => ({
  model: models.conversations,
  filter: { key: follows ? { $in: [key, follows] } : key },
});

/** What a thread remembers of its last turns; a new one remembers those of the thread it continues, as its own where there are no threads. */
export function memoryIn(found: readonly Conversation[], { key, flat = false }: { key: string; flat?: boolean }, turns: number): Memory {
  const stored = found.find((each) => each.key === key) ?? found[0];
  const focus = stored?.focus ?? {};
  return {
    turns: (stored?.turns.slice(-turns) ?? []) as StoredTurn[],
    focus: {
      account: focus.accountId && focus.accountName ? { id: focus.accountId, name: focus.accountName } : undefined,
      contact: focus.contactId && focus.contactName ? { id: focus.contactId, name: focus.contactName } : undefined,
      ...(stored && stored.key !== key && !flat ? { elsewhere: true } : {}),
    },
  };
}

/** Appends a turn in one step, so that two at once in the same thread both stay. */
export function turnAdded(models: Models, key: string, turn: StoredTurn, { account, contact }: Focus): WriteTo {
  const focus = {
    ...(account ? { accountId: account.id, accountName: account.name } : {}),
    ...(contact ? { contactId: contact.id, contactName: contact.name } : {}),
  };
  const update = {
    $push: { turns: { $each: [turn], $slice: -MAX_STORED_TURNS } },
    $set: { focus, updatedAt: turn.at },
    $inc: { version: 1 },
    $setOnInsert: { _id: randomUUID() },
  };
  return { model: models.conversations, write: { updateOne: { filter: { key }, update, upsert: true } } };
}

const NOT_THEIRS = (tool: string): string =>
  writeToolContent({ ok: false, tool, code: 'refused', message: 'Whoever asks now may not see this.', choices: [] });

/** What earlier turns read to a model: every call, with its result where this person may call the tool. */
export function historyMessages(turns: StoredTurn[], mayCall: (tool: string) => boolean): ModelMessage[] {
  return turns.flatMap((turn, index): ModelMessage[] => {
    const calls = turn.calls.map((call, position) => ({
      ...call,
      id: `earlier_${index}_${position}`,
      content: mayCall(call.name) ? call.content : NOT_THEIRS(call.name),
    }));
    return [
      { role: 'user', text: turn.text },
      ...(calls.length > 0
        ? [
            { role: 'assistant' as const, text: '', calls: calls.map(({ id, name, arguments: args }) => ({ id, name, arguments: args })) },
            ...calls.map(({ id, name, content }) => ({ role: 'tool' as const, callId: id, name, content })),
          ]
        : []),
      { role: 'assistant', text: turn.reply || '(no answer)', calls: [] },
    ];
  });
}
