import { defineAgent } from '../kit/tool.ts';
import { advanceOpportunity } from './tools/advance-opportunity.ts';
import { getExpansionOpportunity } from './tools/get-expansion-opportunity.ts';
import { getExpansionPipeline } from './tools/get-expansion-pipeline.ts';
import { prepareSalesHandoff } from './tools/prepare-sales-handoff.ts';
import { recordSalesHandoff } from './tools/record-sales-handoff.ts';

export const expansionOrchestrator = defineAgent({
  name: 'expansion-orchestrator',
  title: 'Expansion Orchestrator',
  purpose:
    'Hands expansion opportunities to sales with a team, a plan and the relationship in view, moves them through their stages and shows the pipeline',
  tools: [getExpansionPipeline, getExpansionOpportunity, prepareSalesHandoff, recordSalesHandoff, advanceOpportunity],
});
export { crmDealOf, oncePerDeal } from './deals.ts';
export type { getExpansionOpportunity } from './tools/get-expansion-opportunity.ts';
export type { getExpansionPipeline } from './tools/get-expansion-pipeline.ts';
export type { prepareSalesHandoff } from './tools/prepare-sales-handoff.ts';
