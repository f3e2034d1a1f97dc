import type { Phase } from './goals.ts';

export interface Blueprint {
  name: string;
  milestones: {
    phase: Phase;
    /** How far into the phase, 0 to 1. */
    at: number;
    name: string;
    metric: string;
    ownerSide: 'internal' | 'customer' | 'both';
  }[];
}

export const PHASE_NAMES = ['Foundation', 'Process integration', 'Value realization'] as const;

const access = {
  phase: 1,
  at: 1,
  name: 'Everybody who will work with it has access',
  metric: 'Named users can sign in',
  ownerSide: 'customer',
} as const;
const review = {
  phase: 3,
  at: 1,
  name: 'Results reviewed with the sponsor',
  metric: 'Goals, results and the next goal agreed in writing',
  ownerSide: 'both',
} as const;
const benefit = {
  phase: 3,
  at: 0.75,
  name: 'First benefit measured against the baseline',
  metric: 'A named person at the customer confirms it',
  ownerSide: 'both',
} as const;

/** What an onboarding must reach, by what the product is bought for; `general` where the data do not say. */
export const BLUEPRINTS: Record<
  'security_compliance' | 'data_analytics' | 'process_automation' | 'cost_optimization' | 'general',
  Blueprint
> = {
  security_compliance: {
    name: 'security and compliance',
    milestones: [
      {
        phase: 1,
        at: 0.4,
        name: 'Environment configured and security validated',
        metric: 'No open finding in the security review',
        ownerSide: 'both',
      },
      {
        phase: 1,
        at: 0.75,
        name: 'Platform deployed with monitoring',
        metric: 'Monitoring reports from production',
        ownerSide: 'internal',
      },
      {
        phase: 1,
        at: 0.9,
        name: 'Evidence sources connected',
        metric: 'Every source named at the kick-off delivers data',
        ownerSide: 'both',
      },
      access,
      {
        phase: 2,
        at: 0.4,
        name: 'Security team trained on its own controls',
        metric: 'Every named user has completed the training',
        ownerSide: 'both',
      },
      {
        phase: 2,
        at: 0.75,
        name: 'Compliance workflows run in the product',
        metric: 'Controls checked without a spreadsheet',
        ownerSide: 'customer',
      },
      {
        phase: 2,
        at: 1,
        name: 'Automated reports tested against manual ones',
        metric: 'No difference that cannot be explained',
        ownerSide: 'both',
      },
      {
        phase: 3,
        at: 0.5,
        name: 'First audit evidence produced from the product',
        metric: 'Accepted by whoever audits',
        ownerSide: 'customer',
      },
      benefit,
      review,
    ],
  },
  data_analytics: {
    name: 'data and analytics',
    milestones: [
      {
        phase: 1,
        at: 0.4,
        name: 'Architecture and data protection validated',
        metric: 'Signed off by their technical lead',
        ownerSide: 'both',
      },
      {
        phase: 1,
        at: 0.85,
        name: 'First data sources loaded and checked',
        metric: 'Totals agree with the source systems',
        ownerSide: 'both',
      },
      access,
      {
        phase: 2,
        at: 0.4,
        name: 'First dashboard in weekly use',
        metric: 'Opened in each of two successive weeks by its owner',
        ownerSide: 'customer',
      },
      {
        phase: 2,
        at: 0.75,
        name: 'Analysts trained on their own questions',
        metric: 'Every named user has built one analysis',
        ownerSide: 'both',
      },
      { phase: 2, at: 1, name: 'Scheduled pipelines run without help', metric: 'Two weeks without a manual restart', ownerSide: 'both' },
      { phase: 3, at: 0.5, name: 'One decision made on the product’s figures', metric: 'Named by the sponsor', ownerSide: 'customer' },
      benefit,
      review,
    ],
  },
  process_automation: {
    name: 'process automation',
    milestones: [
      {
        phase: 1,
        at: 0.4,
        name: 'Processes chosen and measured as they are',
        metric: 'Time and errors of today written down',
        ownerSide: 'both',
      },
      { phase: 1, at: 0.85, name: 'Systems connected', metric: 'A test case passes from end to end', ownerSide: 'both' },
      access,
      { phase: 2, at: 0.4, name: 'First process live with one team', metric: 'Runs without us for a week', ownerSide: 'both' },
      {
        phase: 2,
        at: 0.75,
        name: 'Team trained, exceptions agreed',
        metric: 'Every named user has handled an exception',
        ownerSide: 'both',
      },
      { phase: 2, at: 1, name: 'Second process live', metric: 'Set up by the customer', ownerSide: 'customer' },
      { phase: 3, at: 0.5, name: 'Manual way switched off', metric: 'No case handled by hand in a week', ownerSide: 'customer' },
      benefit,
      review,
    ],
  },
  cost_optimization: {
    name: 'cost optimisation',
    milestones: [
      { phase: 1, at: 0.4, name: 'Cost baseline agreed', metric: 'Signed off by whoever owns the budget', ownerSide: 'both' },
      { phase: 1, at: 0.85, name: 'Cost data connected', metric: 'Total agrees with the books', ownerSide: 'both' },
      access,
      { phase: 2, at: 0.4, name: 'Largest saving chosen and assigned', metric: 'An owner and a date for it', ownerSide: 'customer' },
      { phase: 2, at: 1, name: 'First saving carried out', metric: 'Visible in the product', ownerSide: 'customer' },
      { phase: 3, at: 0.5, name: 'Monthly savings review established', metric: 'Held twice', ownerSide: 'both' },
      benefit,
      review,
    ],
  },
  general: {
    name: 'the general case',
    milestones: [
      { phase: 1, at: 0.4, name: 'Environment and integrations agreed', metric: 'Signed off by their technical lead', ownerSide: 'both' },
      { phase: 1, at: 0.85, name: 'First integration delivers data', metric: 'Checked by the customer', ownerSide: 'both' },
      access,
      { phase: 2, at: 0.4, name: 'First team trained on its own case', metric: 'Every named user has done it once', ownerSide: 'both' },
      { phase: 2, at: 1, name: 'Core workflow in weekly use', metric: 'Used in each of two successive weeks', ownerSide: 'customer' },
      { phase: 3, at: 0.5, name: 'Second team on it', metric: 'Set up with the first team’s help', ownerSide: 'customer' },
      benefit,
      review,
    ],
  },
};
