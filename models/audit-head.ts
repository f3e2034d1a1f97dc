import { collection, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/** How far a tenant's audit trail reached at least, so that rows missing or forged at its end show. `_id` is the tenant. */
export const auditHeadSchema = defineSchema(
  {
    _id: { type: String, ...required },
    tenant: { type: String, ...required },
    sequence: { type: Number, ...required },
    hash: { type: String, ...required },
  },
  collection('audit_heads'),
);

export type AuditHead = Row<typeof auditHeadSchema>;
