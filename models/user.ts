import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { mailbox, nameText } from './kit/text.ts';

/** What a person inside our customer's company may do; see `mayCall` of `tools/catalog.ts`. */
export const ROLES = ['csm', 'ae', 'manager', 'executive', 'marketing', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** An internal person: a CSM, an account executive, an executive, an admin. Written by `npm run users` alone. */
export const userSchema = defineSchema(
  {
    ...envelope,
    email: { ...mailbox, ...required },
    name: { ...nameText, ...required },
    title: { ...nameText, ...required },
    roles: { type: [{ type: String, enum: ROLES }], ...required },
    expertise: { type: [String], default: [] },
    /** How many accounts the person can own; undefined for people who own none. */
    capacity: { type: Number, min: 0 },
    timezone: { type: String, ...required, default: 'UTC' },
    region: { type: String },
    /** Whom the person reports to (`users`). */
    managerId: { type: String },
    /** The person's id on each platform, e.g. `{ slack: 'U0123' }`. */
    identities: { type: Map, of: String, default: {} },
    active: { type: Boolean, ...required, default: true },
  },
  collection('users'),
);
identifyByExternalId(userSchema);
userSchema.index({ tenant: 1, email: 1 }, { unique: true });
userSchema.index({ tenant: 1, 'identities.slack': 1 });

export type User = Row<typeof userSchema>;
