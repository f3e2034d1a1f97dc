import type { Rows } from './rows.ts';
import { techcorpAdvocacy } from './techcorp-advocacy.ts';
import { techcorpCommunity } from './techcorp-community.ts';
import { ACCOUNT, AE, CLOSED_WON, CONTRACT, CSM, daysBefore, RENEWAL_IN, START } from './techcorp-dates.ts';
import { techcorpRelations } from './techcorp-relations.ts';
import { techcorpRenewal } from './techcorp-renewal.ts';
import { techcorpSessions } from './techcorp-sessions.ts';
import { techcorpSupport } from './techcorp-support.ts';
import { techcorpUsage } from './techcorp-usage.ts';
import { techcorpValue } from './techcorp-value.ts';

/** The end of the eighth week after the implementation began: the account as journey 9.1 shows it. */
export const TECHCORP_WEEK_8_DAYS_AGO = START - 56;

/**
 * TechCorp Financial Services: a bank's security team that made compliance a routine within a year.
 * Raw signals only, dated relative to `today` (midnight UTC).
 */
export function techcorp(today: Date): Rows {
  const ago = daysBefore(today);
  const usage = techcorpUsage(ago);
  const relations = techcorpRelations(ago);
  const renewal = techcorpRenewal(ago);
  return {
    accounts: [
      {
        _id: ACCOUNT,
        at: ago(CLOSED_WON),
        name: 'TechCorp Financial Services',
        aliases: ['TechCorp'],
        website: 'https://techcorp-financial.example',
        vertical: 'fintech',
        description: 'Financial services; automates SOX compliance and security monitoring on AWS.',
        employees: 2400,
        annualRevenue: 620_000_000,
        region: 'North America',
        currency: 'USD',
        lifecycleStage: 'established',
        customerSince: ago(START),
        ownerId: CSM,
        accountExecutiveId: AE,
        tags: ['security', 'sox'],
      },
    ],
    contracts: [
      {
        _id: CONTRACT,
        at: ago(CLOSED_WON),
        accountId: ACCOUNT,
        name: 'Security compliance platform',
        startDate: ago(START),
        endDate: ago(-RENEWAL_IN),
        termMonths: 16,
        annualValue: 875_000,
        currency: 'USD',
        seats: 180,
        paymentModel: 'quarterly',
        status: 'active',
        lineItems: [{ name: 'Security compliance platform', annualValue: 875_000 }],
      },
    ],
    opportunities: [
      {
        _id: 'opportunity-techcorp-platform',
        at: ago(CLOSED_WON),
        accountId: ACCOUNT,
        name: 'Security compliance platform',
        kind: 'new',
        stage: 'closed_won',
        amount: 875_000,
        currency: 'USD',
        closeDate: ago(CLOSED_WON),
        ownerId: AE,
        goals: [
          'Automate SOX compliance, saving $340K a year',
          'Cut manual SOX work by 78 %',
          '95 % of the security team active within 8 weeks',
          '$85K saved a quarter by week 16',
          'NPS of 8 or more and willingness to be a reference',
        ],
      },
      ...renewal.opportunities,
    ],
    customerUsageAnalytics: usage,
    behaviorIntelligenceTracking: techcorpSessions(usage, ago),
    ...relations,
    accountEvents: [...(relations.accountEvents ?? []), ...renewal.accountEvents],
    ...techcorpCommunity(ago),
    advocacyEngagements: techcorpAdvocacy(ago),
    ...techcorpSupport(ago),
    ...techcorpValue(ago),
  };
}
