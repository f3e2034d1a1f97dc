import { Schema } from 'mongoose';
import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** What a chat platform's adapter must know again after a restart: conversations it may write to, messages it sent. */
export const chatRecordSchema = defineSchema(
  {
    ...envelope,
    platform: { type: String, ...required },
    workspace: { type: String, ...required },
    key: { type: String, ...required },
    /** The adapter's own, and opaque to everybody else. */
    value: { type: Schema.Types.Mixed },
    /** The platform's id of the person it is about. */
    person: { type: String },
    /** Purged with old messages. */
    passing: { type: Boolean },
  },
  collection('chat_records'),
);
chatRecordSchema.index({ tenant: 1, platform: 1, workspace: 1, key: 1 }, { unique: true });
chatRecordSchema.index({ tenant: 1, at: 1 }, { partialFilterExpression: { passing: true } });

export type ChatRecord = Row<typeof chatRecordSchema>;
