import type { Models } from './index.ts';

/**
 * The ways data come from outside: `npm run import`, `POST /ingest`, the Segment calls; and `npm run users`, the
 * admin's command, which is the only one that grants anything.
 */
export const DOORS = ['import', 'ingest', 'segment', 'users'] as const;
export type Door = (typeof DOORS)[number];

const DATA: readonly Door[] = ['import', 'ingest'];
const FILES: readonly Door[] = ['import'];
const PRODUCT: readonly Door[] = ['segment'];
/** Written by Greendoor itself: what it concludes, decides, remembers or was set up with. */
const OURS: readonly Door[] = [];

/** Through which doors each collection may be written. Authority is not data: no door for data leads to it. */
export const DOORS_OF: Readonly<Record<keyof Models, readonly Door[]>> = {
  users: ['users'],
  // facts of customers
  accounts: DATA,
  contacts: [...DATA, 'segment'],
  contracts: DATA,
  opportunities: DATA,
  interactions: DATA,
  supportTickets: DATA,
  invoices: DATA,
  surveys: DATA,
  accountEvents: DATA,
  valueRecords: DATA,
  accountAttributes: DATA,
  exchangeRates: DATA,
  featureUsage: DATA,
  customerUsageAnalytics: [...DATA, 'segment'],
  behaviorIntelligenceTracking: [...DATA, 'segment'],
  communityIntelligenceMonitoring: DATA,
  expansionOpportunities: DATA,
  // work that was begun elsewhere, and what the company wants done: files an admin chose
  customerSuccessPlans: FILES,
  advocacyEngagements: FILES,
  evangelismPipelineManagement: FILES,
  successPlaybooks: FILES,
  segmentSuccessPlaybooks: FILES,
  tasks: FILES,
  // product events and what is made of them
  productEvents: PRODUCT,
  productUsers: PRODUCT,
  productAccounts: PRODUCT,
  productDoors: PRODUCT,
  usageWindows: PRODUCT,
  listPrices: OURS,
  workspaces: OURS,
  rowVersions: OURS,
  scorecards: OURS,
  approvals: OURS,
  offers: OURS,
  auditEntries: OURS,
  auditHeads: OURS,
  follows: OURS,
  signalFirings: OURS,
  budgets: OURS,
  turnTraces: OURS,
  inbox: OURS,
  outbox: OURS,
  foreignServers: OURS,
  foreignWrites: OURS,
  activityCopies: OURS,
  replies: OURS,
  chatRecords: OURS,
  conversations: OURS,
  scheduledPosts: OURS,
  generatedFiles: OURS,
  leases: OURS,
  ingestDeliveries: OURS,
  importFlags: OURS,
  touchedAccounts: OURS,
  accountStandings: OURS,
  accountHealthScores: OURS,
  churnPredictions: OURS,
  churnWeights: OURS,
  customerSegmentationProfiles: OURS,
  behaviorTriggers: OURS,
  renewalForecasts: OURS,
  renewalOutlooks: OURS,
  renewalCalls: OURS,
  playbookExecutions: OURS,
};
