import { defineAgent } from '../kit/tool.ts';
import { churnScorer } from './scorer.ts';
import { learnTenantWeights } from './tenant-weights.ts';
import { assessChurnRisk } from './tools/assess-churn-risk.ts';
import { listChurnRisks } from './tools/list-churn-risks.ts';
import { recommendRetentionStrategy } from './tools/recommend-retention-strategy.ts';

export const churnPredictor = defineAgent({
  name: 'churn-predictor',
  title: 'Churn Predictor',
  purpose: 'Says which accounts are likely to leave, why, until when something can be done, and what would keep them',
  tools: [assessChurnRisk, listChurnRisks, recommendRetentionStrategy],
  scorer: churnScorer,
  learn: learnTenantWeights,
});
export { type AssessedFactor, assessChurn, chanceAt, measureChurn } from './assess.ts';
export { factorWords } from './factors/index.ts';
export { bandOf as churnBandOf, HIGH_FROM } from './horizon.ts';
export { retentionActions } from './strategy.ts';
export { tenantWeights } from './tenant-weights.ts';
export { assessChurnRisk } from './tools/assess-churn-risk.ts';
export type { recommendRetentionStrategy } from './tools/recommend-retention-strategy.ts';
export type { ChurnWeights } from './weights.ts';
