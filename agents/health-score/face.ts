import { defineAgent } from '../kit/tool.ts';
import { healthScorer } from './scorer.ts';
import { explainHealthChange } from './tools/explain-health-change.ts';
import { getAccountHealth } from './tools/get-account-health.ts';
import { getHealthDigest } from './tools/get-health-digest.ts';
import { getPortfolioHealth } from './tools/get-portfolio-health.ts';
import { listAccounts } from './tools/list-accounts.ts';
import { listDataGaps } from './tools/list-data-gaps.ts';
import { simulateHealth } from './tools/simulate-health.ts';
import { summarizeAccounts } from './tools/summarize-accounts.ts';

export const healthScore = defineAgent({
  name: 'health-score',
  title: 'Health Score',
  purpose: 'How healthy each account is, why, where it is heading, and what would change it',
  tools: [
    getAccountHealth,
    explainHealthChange,
    simulateHealth,
    listAccounts,
    summarizeAccounts,
    getPortfolioHealth,
    listDataGaps,
    getHealthDigest,
  ],
  scorer: healthScorer,
});
export { scoreAt } from './assess.ts';
export { bandOf } from './bands.ts';
export { sealDigest } from './digest.ts';
export { loadScorecards, segmentOfFacts } from './scorecard.ts';
export { MOVED } from './standings.ts';
export { getAccountHealth } from './tools/get-account-health.ts';
export type { getHealthDigest } from './tools/get-health-digest.ts';
export type { getPortfolioHealth } from './tools/get-portfolio-health.ts';
