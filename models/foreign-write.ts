import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/**
 * An approved call of another system's tool, written down before it is made: `_id` is that of what was approved, so there is
 * one. While `sending`, and `unknown` for ever, nobody knows whether it happened; it is not made again.
 */
export const foreignWriteSchema = defineSchema(
  {
    ...envelope,
    server: { type: String, ...required },
    tool: { type: String, ...required },
    state: { type: String, enum: ['sending', 'done', 'refused', 'unknown'], ...required },
  },
  collection('foreign_writes'),
);

export type ForeignWrite = Row<typeof foreignWriteSchema>;
