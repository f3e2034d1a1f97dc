import { defineAgent } from '../kit/tool.ts';
import { renewalScorer } from './outlook.ts';
import { assessRenewalTool } from './tools/assess-renewal.ts';
import { forecastRenewals } from './tools/forecast-renewals.ts';
import { listUpcomingRenewals } from './tools/list-upcoming-renewals.ts';
import { prepareRenewalPackage } from './tools/prepare-renewal-package.ts';
import { recordRenewalCall } from './tools/record-renewal-call.ts';
import { releaseRenewalPackage } from './tools/release-renewal-package.ts';

export const renewalAutomator = defineAgent({
  name: 'renewal-automator',
  title: 'Renewal Automator',
  purpose:
    'Says which contracts end when, how likely each is renewed and why, what to propose, what the book will bring, and makes the renewal package',
  tools: [assessRenewalTool, listUpcomingRenewals, forecastRenewals, recordRenewalCall, prepareRenewalPackage, releaseRenewalPackage],
  scorer: renewalScorer,
});
export type { assessRenewalTool } from './tools/assess-renewal.ts';
export { BANDS, STAGE_CHANCE } from './weights.ts';
