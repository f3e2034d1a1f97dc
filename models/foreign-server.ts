import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { ownText } from './kit/text.ts';

const tool = {
  _id: false,
  name: { type: String, ...required },
  /** Of its name, description and schema as the server gave them. */
  digest: { type: String, ...required },
  /** Cleaned, as a model is told. */
  description: { type: String, default: '' },
  /** JSON of the cleaned schema of its arguments. */
  schema: { ...ownText, ...required },
} as const;

/**
 * Another system whose tools are offered, with the tools it had when somebody answered for it: at first the operator, by
 * naming it in the configuration. When what it offers is not that any more, it is shut out until an admin accepts it.
 */
export const foreignServerSchema = defineSchema(
  {
    ...envelope,
    name: { type: String, ...required },
    label: { type: String, ...required },
    state: { type: String, enum: ['accepted', 'shut_out'], ...required },
    /** The tools the configuration names. */
    allowed: { type: [String], default: [] },
    /** As accepted: what is offered. */
    tools: { type: [tool], default: [] },
    acceptedBy: { type: String, ...required },
    acceptedAt: { type: Date, ...required },
    /** Shut out: what it offers instead, of which digest, and what of it is different, in our words. */
    found: { type: [tool], default: [] },
    foundDigest: { type: String },
    changes: { type: [String], default: [] },
    /** Tools the configuration names that are not offered, and why. */
    leftOut: { type: [String], default: [] },
    reached: { type: Boolean, ...required },
    reachedAt: { type: Date, ...required },
  },
  collection('foreign_servers'),
);
foreignServerSchema.index({ tenant: 1, name: 1 }, { unique: true });

export type ForeignServer = Row<typeof foreignServerSchema>;
export type ForeignTool = ForeignServer['tools'][number];
