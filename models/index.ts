import type { Connection, Model, Schema } from 'mongoose';
import { accountSchema } from './account.ts';
import { accountAttributeSchema } from './account-attribute.ts';
import { accountEventSchema } from './account-event.ts';
import { accountHealthScoreSchema } from './account-health-score.ts';
import { accountStandingSchema } from './account-standing.ts';
import { activityCopySchema } from './activity-copy.ts';
import { advocacyEngagementSchema } from './advocacy-engagement.ts';
import { approvalSchema } from './approval.ts';
import { auditEntrySchema } from './audit-entry.ts';
import { auditHeadSchema } from './audit-head.ts';
import { behaviorIntelligenceTrackingSchema } from './behavior-intelligence-tracking.ts';
import { behaviorTriggerSchema } from './behavior-trigger.ts';
import { budgetSchema } from './budget.ts';
import { chatRecordSchema } from './chat-record.ts';
import { churnPredictionSchema } from './churn-prediction.ts';
import { churnWeightsSchema } from './churn-weights.ts';
import { communityIntelligenceMonitoringSchema } from './community-intelligence-monitoring.ts';
import { contactSchema } from './contact.ts';
import { contractSchema } from './contract.ts';
import { conversationSchema } from './conversation.ts';
import { customerSegmentationProfileSchema } from './customer-segmentation-profile.ts';
import { customerSuccessPlanSchema } from './customer-success-plan.ts';
import { customerUsageAnalyticsSchema } from './customer-usage-analytics.ts';
import { evangelismPipelineManagementSchema } from './evangelism-pipeline-management.ts';
import { exchangeRateSchema } from './exchange-rate.ts';
import { expansionOpportunitySchema } from './expansion-opportunity.ts';
import { featureUsageSchema } from './feature-usage.ts';
import { followSchema } from './follow.ts';
import { foreignServerSchema } from './foreign-server.ts';
import { foreignWriteSchema } from './foreign-write.ts';
import { generatedFileSchema } from './generated-file.ts';
import { importFlagSchema } from './import-flag.ts';
import { inboxEventSchema } from './inbox-event.ts';
import { ingestDeliverySchema } from './ingest-delivery.ts';
import { interactionSchema } from './interaction.ts';
import { invoiceSchema } from './invoice.ts';
import type { Row } from './kit/schema.ts';
import { tenantGuard } from './kit/tenant-guard.ts';
import { leaseSchema } from './lease.ts';
import { listPriceSchema } from './list-price.ts';
import { offerSchema } from './offer.ts';
import { opportunitySchema } from './opportunity.ts';
import { outboxMessageSchema } from './outbox-message.ts';
import { playbookExecutionSchema } from './playbook-execution.ts';
import { productAccountSchema } from './product-account.ts';
import { productDoorSchema } from './product-door.ts';
import { productEventSchema } from './product-event.ts';
import { productUserSchema } from './product-user.ts';
import { renewalCallSchema } from './renewal-call.ts';
import { renewalForecastSchema } from './renewal-forecast.ts';
import { renewalOutlookSchema } from './renewal-outlook.ts';
import { replySchema } from './reply.ts';
import { rowVersionSchema } from './row-version.ts';
import { scheduledPostSchema } from './scheduled-post.ts';
import { scorecardSchema } from './scorecard.ts';
import { segmentSuccessPlaybookSchema } from './segment-success-playbook.ts';
import { signalFiringSchema } from './signal-firing.ts';
import { successPlaybookSchema } from './success-playbook.ts';
import { supportTicketSchema } from './support-ticket.ts';
import { surveySchema } from './survey.ts';
import { taskSchema } from './task.ts';
import { touchedAccountsSchema } from './touched-accounts.ts';
import { turnTraceSchema } from './turn-trace.ts';
import { usageWindowSchema } from './usage-window.ts';
import { userSchema } from './user.ts';
import { valueRecordSchema } from './value-record.ts';
import { workspaceSchema } from './workspace.ts';

/** Every collection, by the name the code uses for it. Adding one is a file and a line here. */
export const schemas = {
  // foundations
  accounts: accountSchema,
  contacts: contactSchema,
  users: userSchema,
  contracts: contractSchema,
  opportunities: opportunitySchema,
  listPrices: listPriceSchema,
  exchangeRates: exchangeRateSchema,
  rowVersions: rowVersionSchema,
  // raw signals
  interactions: interactionSchema,
  supportTickets: supportTicketSchema,
  invoices: invoiceSchema,
  surveys: surveySchema,
  accountEvents: accountEventSchema,
  valueRecords: valueRecordSchema,
  accountAttributes: accountAttributeSchema,
  tasks: taskSchema,
  customerUsageAnalytics: customerUsageAnalyticsSchema,
  featureUsage: featureUsageSchema,
  customerSuccessPlans: customerSuccessPlanSchema,
  behaviorIntelligenceTracking: behaviorIntelligenceTrackingSchema,
  communityIntelligenceMonitoring: communityIntelligenceMonitoringSchema,
  // what the agents write
  behaviorTriggers: behaviorTriggerSchema,
  advocacyEngagements: advocacyEngagementSchema,
  customerSegmentationProfiles: customerSegmentationProfileSchema,
  evangelismPipelineManagement: evangelismPipelineManagementSchema,
  expansionOpportunities: expansionOpportunitySchema,
  playbookExecutions: playbookExecutionSchema,
  renewalForecasts: renewalForecastSchema,
  renewalOutlooks: renewalOutlookSchema,
  renewalCalls: renewalCallSchema,
  segmentSuccessPlaybooks: segmentSuccessPlaybookSchema,
  successPlaybooks: successPlaybookSchema,
  importFlags: importFlagSchema,
  follows: followSchema,
  signalFirings: signalFiringSchema,
  workspaces: workspaceSchema,
  inbox: inboxEventSchema,
  ingestDeliveries: ingestDeliverySchema,
  productEvents: productEventSchema,
  productUsers: productUserSchema,
  productAccounts: productAccountSchema,
  productDoors: productDoorSchema,
  usageWindows: usageWindowSchema,
  touchedAccounts: touchedAccountsSchema,
  leases: leaseSchema,
  replies: replySchema,
  chatRecords: chatRecordSchema,
  scheduledPosts: scheduledPostSchema,
  churnPredictions: churnPredictionSchema,
  churnWeights: churnWeightsSchema,
  accountHealthScores: accountHealthScoreSchema,
  accountStandings: accountStandingSchema,
  scorecards: scorecardSchema,
  conversations: conversationSchema,
  budgets: budgetSchema,
  turnTraces: turnTraceSchema,
  auditEntries: auditEntrySchema,
  auditHeads: auditHeadSchema,
  approvals: approvalSchema,
  offers: offerSchema,
  outbox: outboxMessageSchema,
  foreignServers: foreignServerSchema,
  foreignWrites: foreignWriteSchema,
  activityCopies: activityCopySchema,
  generatedFiles: generatedFileSchema,
} as const;

/** Mongoose models by the same names. */
export type Models = { [Name in keyof typeof schemas]: Model<Row<(typeof schemas)[Name]>> };

/** The models of one connection, guarded so that a query without a tenant throws. */
export function openModels(connection: Connection): Models {
  const models = Object.entries(schemas as Record<string, Schema>).map(([name, schema]) => {
    // `workspaces` is what says whose data a workspace's people may see, so it alone is read without a tenant.
    if (name !== 'workspaces') schema.plugin(tenantGuard as (schema: Schema, options: object) => void, { deduplicate: true });
    return [name, connection.model(name, schema)] as const;
  });
  return Object.fromEntries(models) as unknown as Models;
}
