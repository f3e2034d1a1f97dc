import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Card, FilePart } from '../../agents/kit/card.ts';
import type { Outgoing } from '../../bot/platform.ts';

const EVENT_TYPE = 'greendoor_reply';

/** A file a message offers, as the message's metadata remembers it. */
export type Offered = Pick<FilePart, 'fileId' | 'about'>;

export const filesOf = (cards: readonly Card<string>[]): Offered[] =>
  cards
    .flatMap(({ parts }) => parts)
    .filter((part): part is FilePart => part.type === 'file')
    .map(({ fileId, about }) => ({ fileId, about }));

/** Ours in every message we post: what a message belongs to, which of several it is, and what its thread must hold. */
export function metadataOf({ replyId, cards }: Pick<Outgoing<string>, 'replyId' | 'cards'>, part: number, parts: number) {
  const files = part === 0 ? filesOf(cards) : [];
  return {
    event_type: EVENT_TYPE,
    event_payload: { replyId, part, parts, ...(files.length > 0 ? { files: files.map(({ fileId, about }) => ({ fileId, about })) } : {}) },
  };
}

/** Of a line that belongs to no answer: without metadata it would look like an answer nobody finished. */
export const noteMetadata = () => metadataOf({ replyId: randomUUID(), cards: [] }, 0, 1);

const payloadSchema = z.object({
  replyId: z.string(),
  part: z.number().default(0),
  parts: z.number().default(1),
  files: z.array(z.object({ fileId: z.string(), about: z.string() })).default([]),
});
export type WhatItIs = z.infer<typeof payloadSchema>;

/** What a message of ours belongs to; undefined where it is not ours, or not finished. */
export function readMetadata(metadata: { event_type?: string; event_payload?: unknown } | undefined): WhatItIs | undefined {
  return metadata?.event_type === EVENT_TYPE ? payloadSchema.safeParse(metadata.event_payload).data : undefined;
}
