import type { Connection, Schema } from 'mongoose';
import { accountSchema } from './account.ts';
import { accountEventSchema } from './account-event.ts';
import { contactSchema } from './contact.ts';
import { contractSchema } from './contract.ts';
import { customerSuccessPlanSchema } from './customer-success-plan.ts';
import { customerUsageAnalyticsSchema } from './customer-usage-analytics.ts';
import { interactionSchema } from './interaction.ts';
import { invoiceSchema } from './invoice.ts';
import { tenantGuard } from './kit/tenant-guard.ts';
import { opportunitySchema } from './opportunity.ts';
import { supportTicketSchema } from './support-ticket.ts';
import { surveySchema } from './survey.ts';
import { userSchema } from './user.ts';
import { valueRecordSchema } from './value-record.ts';

/** Every collection, by the name the code uses for it. Adding one is a file and a line here. */
export const schemas = {
  // foundations
  accounts: accountSchema,
  contacts: contactSchema,
  users: userSchema,
  contracts: contractSchema,
  opportunities: opportunitySchema,
  // raw signals
  interactions: interactionSchema,
  supportTickets: supportTicketSchema,
  invoices: invoiceSchema,
  surveys: surveySchema,
  accountEvents: accountEventSchema,
  valueRecords: valueRecordSchema,
  customerUsageAnalytics: customerUsageAnalyticsSchema,
  customerSuccessPlans: customerSuccessPlanSchema,
} as const;

export type Models = ReturnType<typeof openModels>;

/** The models of one connection, guarded so that a query without a tenant throws. */
export function openModels(connection: Connection) {
  for (const schema of Object.values(schemas) as Schema[])
    schema.plugin(tenantGuard as (schema: Schema, options: object) => void, { deduplicate: true });
  return {
    accounts: connection.model('accounts', accountSchema),
    contacts: connection.model('contacts', contactSchema),
    users: connection.model('users', userSchema),
    contracts: connection.model('contracts', contractSchema),
    opportunities: connection.model('opportunities', opportunitySchema),
    interactions: connection.model('interactions', interactionSchema),
    supportTickets: connection.model('supportTickets', supportTicketSchema),
    invoices: connection.model('invoices', invoiceSchema),
    surveys: connection.model('surveys', surveySchema),
    accountEvents: connection.model('accountEvents', accountEventSchema),
    valueRecords: connection.model('valueRecords', valueRecordSchema),
    customerUsageAnalytics: connection.model('customerUsageAnalytics', customerUsageAnalyticsSchema),
    customerSuccessPlans: connection.model('customerSuccessPlans', customerSuccessPlanSchema),
  };
}
