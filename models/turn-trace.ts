import { collection, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** Longer arguments are kept in part. */
export const MAX_ARGUMENTS = 2_000;
export const MAX_STEPS = 60;

const count = { type: Number, min: 0 } as const;

/** A request to a model, or a call of a tool. */
const step = {
  _id: false,
  kind: { type: String, enum: ['model', 'tool'], ...required },
  name: { type: String, ...required },
  /** What people call the tool. */
  title: { type: String },
  /** JSON, as the tool was called. */
  arguments: { type: String, maxlength: MAX_ARGUMENTS },
  ms: count,
  /** `ok`, `offered`, `proposed`, or the code it failed with; absent where it was left before its end. */
  outcome: { type: String },
  /** Whom a tool's result is about. */
  account: { type: String },
  /** How many documents of which collection the shown figures rest on. */
  sources: { type: [{ _id: false, collectionName: { type: String, ...required }, count: { type: Number, ...required } }], default: [] },
  inputTokens: count,
  outputTokens: count,
  /** The model's server said no tokens: they are what was reserved. */
  estimated: { type: Boolean },
} as const;

/** How one answer came about. `_id` is that of the message; no question, answer or result is kept here. */
export const turnTraceSchema = defineSchema(
  {
    _id: { type: String, ...required },
    tenant: { type: String, ...required },
    at: { type: Date, ...required },
    /** UTC day, YYYY-MM-DD, as of budgets. */
    day: { type: String, ...required },
    /** Stable key of the thread. */
    conversation: { type: String, ...required },
    /** Who asked; of a schedule, Greendoor itself. */
    actorId: { type: String, ...required },
    origin: { type: String, enum: ['asked', 'pressed', 'scheduled'], ...required },
    /** Which schedule or alert posted it. */
    schedule: { type: String },
    /** The model that was asked; absent where none was. */
    model: { type: String },
    /** The one that answered where that one failed. */
    answeredBy: { type: String },
    steps: { type: [step], default: [] },
    ms: { ...count, ...required },
    inputTokens: { ...count, ...required },
    outputTokens: { ...count, ...required },
    /** Where the model's prices are known; in the currency of those, whose code may be known. */
    cost: count,
    currency: { type: String },
    /** Figures and names left out, because no result holds them. */
    removed: { ...count, ...required },
    askedAgain: { type: Boolean, ...required },
    /** Why it ended early. */
    stopped: { type: String },
  },
  collection('turn_traces'),
);
turnTraceSchema.index({ tenant: 1, conversation: 1, at: -1 });
turnTraceSchema.index({ tenant: 1, day: 1 });

export type TurnTrace = Row<typeof turnTraceSchema>;
