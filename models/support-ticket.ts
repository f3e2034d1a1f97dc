import { collection, envelope, required } from './kit/envelope.ts';
import { identifyByExternalId } from './kit/identity.ts';
import { defineSchema, type Row } from './kit/schema.ts';
import { freeText } from './kit/text.ts';

export const TICKET_SEVERITIES = ['low', 'normal', 'high', 'urgent'] as const;
export const TICKET_STATUSES = ['open', 'pending', 'resolved'] as const;

/** A support request. `at` is when it was opened. */
export const supportTicketSchema = defineSchema(
  {
    ...envelope,
    accountId: { type: String, ...required },
    contactId: { type: String },
    subject: { type: String, ...required },
    text: freeText,
    category: { type: String },
    severity: { type: String, enum: TICKET_SEVERITIES, ...required, default: 'normal' },
    status: { type: String, enum: TICKET_STATUSES, ...required, default: 'open' },
    resolvedAt: { type: Date },
    firstResponseHours: { type: Number, min: 0 },
    resolutionHours: { type: Number, min: 0 },
    /** The agreed resolution time. */
    slaHours: { type: Number, min: 0 },
    /** 1 to 5, given by the requester after resolution. */
    csat: { type: Number, min: 1, max: 5 },
    sentiment: { type: Number, min: -1, max: 1 },
    escalated: { type: Boolean, default: false },
    /** The customer put its own executives in copy. */
    executivesCopied: { type: Boolean, default: false },
  },
  collection('support_tickets'),
);
identifyByExternalId(supportTicketSchema);
supportTicketSchema.index({ tenant: 1, accountId: 1, at: -1 });

export type SupportTicket = Row<typeof supportTicketSchema>;
