import { collection, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { ownText } from './kit/text.ts';

const call = {
  _id: false,
  id: { type: String, ...required },
  name: { type: String, ...required },
  /** JSON, as the tool was called. */
  arguments: { ...ownText, ...required },
  /** What the model is told of the result in later turns. */
  content: { ...ownText, ...required },
  /** By which a model asks for more of it. */
  handle: { type: String },
} as const;

/** A question, the calls it led to and the answer. */
const turn = {
  _id: false,
  at: { type: Date, ...required },
  actorId: { type: String, ...required },
  text: { ...ownText, ...required },
  reply: { ...ownText, default: '' },
  calls: { type: [call], default: [] },
} as const;

/** What a thread is about and its last turns; `key` is stable for the thread. */
export const conversationSchema = defineSchema(
  {
    _id: { type: String, ...required },
    tenant: { type: String, ...required },
    key: { type: String, ...required },
    turns: { type: [turn], default: [] },
    /** What "it" and "him" refer to. */
    focus: {
      type: defineSchema({ accountId: String, accountName: String, contactId: String, contactName: String }, { _id: false }),
      default: {},
    },
    /** Grows by one with every stored turn. */
    version: { type: Number, ...required, default: 0 },
    updatedAt: { type: Date, ...required },
  },
  collection('conversations'),
);
conversationSchema.index({ tenant: 1, key: 1 }, { unique: true });
conversationSchema.index({ tenant: 1, updatedAt: 1 });

export type Conversation = Row<typeof conversationSchema>;
