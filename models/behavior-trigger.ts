import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { source } from './kit/shapes.ts';

export const TRIGGERS = ['session_decline', 'adoption_stall', 'friction', 'power_user'] as const;

/**
 * What calls for somebody to act in how an account uses the product: one document an account, rewritten when it is
 * looked at again, so that a portfolio is read by index. `since` stays while a trigger lasts. People are named by
 * their identity in the product only.
 */
export const behaviorTriggerSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    /** The instant it is true for. */
    asOf: { type: Date, ...required },
    /** How many triggers there are. */
    open: { type: Number, min: 0, ...required },
    triggers: {
      type: [
        {
          _id: false,
          kind: { type: String, enum: TRIGGERS, ...required },
          subject: { type: String },
          measure: { type: String, ...required },
          before: { type: Number },
          now: { type: Number, ...required },
          count: { type: Number, ...required },
          people: { type: Number, ...required },
          step: { type: String },
          worth: { type: Number, ...required },
          since: { type: Date, ...required },
          evidence: { type: [source], default: [] },
        },
      ],
      default: [],
    },
  },
  collection('behavior_triggers'),
);
behaviorTriggerSchema.index({ tenant: 1, accountId: 1 }, { unique: true });
behaviorTriggerSchema.index({ tenant: 1, open: -1 });

export type BehaviorTriggers = Row<typeof behaviorTriggerSchema>;
