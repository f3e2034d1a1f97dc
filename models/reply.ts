import { Schema } from 'mongoose';
import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { ownText } from './kit/text.ts';

/** A message of ours as posted: what its buttons do, where it stands, what people thought of it. */
export const replySchema = defineSchema(
  {
    ...envelope,
    conversation: { type: String, ...required },
    platform: { type: String, ...required },
    workspace: { type: String, ...required },
    channel: { type: String, ...required },
    text: { ...ownText, default: '' },
    /** `Card[]` of agents/kit/card.ts, whole, hidden sections included. */
    cards: { type: [Schema.Types.Mixed], default: [] },
    feedback: {
      type: [
        {
          _id: false,
          userId: { type: String, ...required },
          verdict: { type: String, enum: ['up', 'down'], ...required },
          at: { type: Date, ...required },
        },
      ],
      default: [],
    },
  },
  collection('replies'),
);
replySchema.index({ tenant: 1, channel: 1, at: -1 });
replySchema.index({ tenant: 1, at: 1 });

export type Reply = Row<typeof replySchema>;
