import { hash as hashOf } from 'node:crypto';
import { collection, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { ownText } from './kit/text.ts';

export const AUDIT_EVENTS = [
  'asked',
  'tool',
  'offered',
  'undone',
  'proposed',
  'refused',
  'approved',
  'rejected',
  'edited',
  'delivered',
  'changed',
  'audience',
] as const;
export type AuditEvent = (typeof AUDIT_EVENTS)[number];

/**
 * One step of somebody, written before its effect and never changed. Each row's hash covers the
 * row before it, so that an altered, missing or reordered row shows. People are named by id only.
 */
export const auditEntrySchema = defineSchema(
  {
    _id: { type: String, ...required },
    tenant: { type: String, ...required },
    /** 1, 2, 3 … within the tenant. */
    sequence: { type: Number, ...required, min: 1 },
    at: { type: Date, ...required },
    actorId: { type: String, ...required },
    event: { type: String, enum: AUDIT_EVENTS, ...required },
    /** JSON: which tool with which arguments, which approval, which receipt. */
    data: { ...ownText, ...required },
    previousHash: { type: String, default: '' },
    hash: { type: String, ...required },
    /** The later row that vouches for `data`, from which a person was taken out; `hash` stays that of the row as written. */
    withheldBy: { type: Number },
  },
  collection('audit_trail'),
);
auditEntrySchema.index({ tenant: 1, sequence: 1 }, { unique: true });

export type AuditEntry = Row<typeof auditEntrySchema>;

/** The hash a row must carry. */
export function auditHash(entry: Omit<AuditEntry, 'hash' | 'withheldBy'>): string {
  const { tenant, sequence, at, actorId, event, data, previousHash } = entry;
  return hashOf('sha256', JSON.stringify([tenant, sequence, at.toISOString(), actorId, event, data, previousHash]), 'hex');
}
