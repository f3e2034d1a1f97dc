import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

export const PRODUCT_EVENT_KINDS = ['track', 'page', 'identify', 'group', 'other'] as const;
export const PRODUCT_EVENT_STATES = ['pending', 'done', 'aside'] as const;

/**
 * One event of product analytics, with only what sessions and contacts are made of. `_id` is a digest of tenant and
 * message id: the same message counts once, without an index of its own. An event `aside` is kept for when what it
 * waits for becomes known; `reason` says in words what that is.
 */
export const productEventSchema = defineSchema(
  {
    ...envelope,
    kind: { type: String, enum: PRODUCT_EVENT_KINDS, ...required },
    userId: { type: String, ...required },
    /** The group (account) the event itself names. */
    groupId: { type: String },
    /** Whose use it is, once known. */
    accountId: { type: String },
    state: { type: String, enum: PRODUCT_EVENT_STATES, ...required, default: 'pending' },
    waitsFor: { type: String, enum: ['user', 'group', 'person'] },
    reason: { type: String },
    /** The event's or page's name. */
    name: { type: String },
    tier: { type: String, enum: ['core', 'advanced'] },
    workflow: { type: String },
    step: { type: String, enum: ['started', 'completed'] },
    integration: { type: String },
    errorCode: { type: String },
    traits: {
      type: defineSchema({ name: String, email: String, title: String, department: String, timezone: String }, { _id: false }),
    },
  },
  collection('product_events'),
);
productEventSchema.index({ tenant: 1, userId: 1, at: 1 });
productEventSchema.index(
  { tenant: 1, kind: 1, userId: 1, at: -1 },
  { name: 'people', partialFilterExpression: { kind: { $in: ['identify', 'group'] } } },
);
productEventSchema.index({ tenant: 1, state: 1, userId: 1, at: 1 }, { name: 'pending', partialFilterExpression: { state: 'pending' } });
productEventSchema.index({ tenant: 1, state: 1, waitsFor: 1, groupId: 1 }, { name: 'aside', partialFilterExpression: { state: 'aside' } });
productEventSchema.index(
  { tenant: 1, ingestedAt: 1 },
  { name: 'raw', partialFilterExpression: { kind: { $in: ['track', 'page', 'other'] } } },
);

/** Kinds that are kept for a while only; who somebody is stays. */
export const RAW_KINDS = ['track', 'page', 'other'] as const;
/** Kinds that say who somebody is, not what they did. */
export const PERSON_KINDS = ['identify', 'group'] as const;
/** Kinds sessions are made of. */
export const USE_KINDS = ['track', 'page'] as const;

export type ProductEvent = Row<typeof productEventSchema>;
