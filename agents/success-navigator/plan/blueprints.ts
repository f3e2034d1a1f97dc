import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';

export const PHASE_NAMES = ['Foundation', 'Process integration', 'Value realization'] as const;

/** Its phase, how far into the phase (0 to 1), what it is, how it is told that it is reached, and who leads it. */
export type Milestone = readonly [
  phase: number,
  at: number,
  name: string,
  metric: string,
  ownerSide: CustomerSuccessPlan['criticalMilestones'][number]['ownerSide'],
];

/** What every onboarding must reach. */
export const ALWAYS: readonly Milestone[] = [
  [1, 1, 'Everybody who will work with it has access', 'Named users can sign in', 'customer'],
  [3, 0.75, 'First benefit measured against the baseline', 'A named person at the customer confirms it', 'both'],
  [3, 1, 'Results reviewed with the sponsor', 'Goals, results and the next goal agreed in writing', 'both'],
];

/** What it must reach beside, by what the product is bought for; `general` where the data do not say. */
export const BLUEPRINTS = {
  security_compliance: [
    [1, 0.4, 'Environment configured and security validated', 'No open finding in the security review', 'both'],
    [1, 0.75, 'Platform deployed with monitoring', 'Monitoring reports from production', 'internal'],
    [1, 0.9, 'Evidence sources connected', 'Every source named at the kick-off delivers data', 'both'],
    [2, 0.4, 'Security team trained on its own controls', 'Every named user has completed the training', 'both'],
    [2, 0.75, 'Compliance workflows run in the product', 'Controls checked without a spreadsheet', 'customer'],
    [2, 1, 'Automated reports tested against manual ones', 'No difference that cannot be explained', 'both'],
    [3, 0.5, 'First audit evidence produced from the product', 'Accepted by whoever audits', 'customer'],
  ],
  data_analytics: [
    [1, 0.4, 'Architecture and data protection validated', 'Signed off by their technical lead', 'both'],
    [1, 0.85, 'First data sources loaded and checked', 'Totals agree with the source systems', 'both'],
    [2, 0.4, 'First dashboard in weekly use', 'Opened in each of two successive weeks by its owner', 'customer'],
    [2, 0.75, 'Analysts trained on their own questions', 'Every named user has built one analysis', 'both'],
    [2, 1, 'Scheduled pipelines run without help', 'Two weeks without a manual restart', 'both'],
    [3, 0.5, 'One decision made on the product’s figures', 'Named by the sponsor', 'customer'],
  ],
  process_automation: [
    [1, 0.4, 'Processes chosen and measured as they are', 'Time and errors of today written down', 'both'],
    [1, 0.85, 'Systems connected', 'A test case passes from end to end', 'both'],
    [2, 0.4, 'First process live with one team', 'Runs without us for a week', 'both'],
    [2, 0.75, 'Team trained, exceptions agreed', 'Every named user has handled an exception', 'both'],
    [2, 1, 'Second process live', 'Set up by the customer', 'customer'],
    [3, 0.5, 'Manual way switched off', 'No case handled by hand in a week', 'customer'],
  ],
  cost_optimization: [
    [1, 0.4, 'Cost baseline agreed', 'Signed off by whoever owns the budget', 'both'],
    [1, 0.85, 'Cost data connected', 'Total agrees with the books', 'both'],
    [2, 0.4, 'Largest saving chosen and assigned', 'An owner and a date for it', 'customer'],
    [2, 1, 'First saving carried out', 'Visible in the product', 'customer'],
    [3, 0.5, 'Monthly savings review established', 'Held twice', 'both'],
  ],
  general: [
    [1, 0.4, 'Environment and integrations agreed', 'Signed off by their technical lead', 'both'],
    [1, 0.85, 'First integration delivers data', 'Checked by the customer', 'both'],
    [2, 0.4, 'First team trained on its own case', 'Every named user has done it once', 'both'],
    [2, 1, 'Core workflow in weekly use', 'Used in each of two successive weeks', 'customer'],
    [3, 0.5, 'Second team on it', 'Set up with the first team’s help', 'customer'],
  ],
} as const satisfies Record<string, readonly Milestone[]>;
