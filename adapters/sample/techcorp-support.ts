import type { Rows } from './rows.ts';
import { ACCOUNT, COMPLIANCE, CONTRACT, DAVID, type Days, JENNIFER, MIKE, OPERATIONS, SARAH } from './techcorp-dates.ts';

type Row<Name extends keyof Rows> = NonNullable<Rows[Name]>[number];
type Ticket = [age: number, severity: Row<'supportTickets'>['severity'], hours: number, csat: number, category: string, subject: string];

/** Twelve by the end of week 8: eight of the implementation, four of optimisation. None was escalated. */
const TICKETS: Ticket[] = [
  [355, 'normal', 20, 4, 'implementation', 'IAM roles for the connector'],
  [352, 'high', 16, 4, 'implementation', 'CloudTrail import stops at midnight'],
  [349, 'normal', 22, 4, 'implementation', 'Single sign-on with two domains'],
  [346, 'normal', 15, 5, 'implementation', 'Permission groups for the compliance team'],
  [343, 'high', 17, 4, 'implementation', 'Evidence missing for one AWS account'],
  [340, 'normal', 21, 4, 'implementation', 'Alert thresholds'],
  [336, 'normal', 19, 5, 'implementation', 'Mapping of SOX controls'],
  [333, 'normal', 18, 4, 'implementation', 'Report in the auditors’ format'],
  [326, 'normal', 17, 4, 'optimisation', 'Faster evidence queries'],
  [319, 'low', 18, 5, 'optimisation', 'Grouping alerts by system'],
  [311, 'normal', 16, 4, 'optimisation', 'Scheduling quarterly reports'],
  [304, 'low', 17, 4, 'optimisation', 'Custom fields in the audit trail'],
  [262, 'normal', 12, 5, 'optimisation', 'API pagination'],
  [214, 'low', 9, 4, 'optimisation', 'Dashboard for the audit committee'],
  [171, 'normal', 10, 5, 'optimisation', 'Retention of evidence'],
  [128, 'low', 6, 5, 'optimisation', 'Export for the external auditor'],
  [86, 'normal', 11, 4, 'expansion', 'Data residency for London'],
  [47, 'low', 7, 5, 'expansion', 'Snowflake connector settings'],
  [15, 'low', 8, 5, 'expansion', 'Adding a region to the monitor'],
];

export function techcorpSupport(ago: Days): Rows {
  return { supportTickets: TICKETS.map((ticket) => supportTicket(ticket, ago)), invoices: invoices(ago), surveys: surveys(ago) };
}

function supportTicket([age, severity, hours, csat, category, subject]: Ticket, ago: Days): Row<'supportTickets'> {
  return {
    _id: `ticket-techcorp-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    contactId: category === 'implementation' ? SARAH : OPERATIONS,
    subject,
    category,
    severity,
    status: 'resolved',
    resolvedAt: ago(age - hours / 24),
    firstResponseHours: 1.5,
    resolutionHours: hours,
    slaHours: 24,
    csat,
    sentiment: 0.3,
    escalated: false,
    executivesCopied: false,
  };
}

/** Quarterly in advance, due 30 days after issue, paid a week early. */
function invoices(ago: Days): Row<'invoices'>[] {
  return [355, 264, 173, 82].map((age) => ({
    _id: `invoice-techcorp-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    contractId: CONTRACT,
    amount: 218_750,
    currency: 'USD',
    dueAt: ago(age - 30),
    paidAt: ago(age - 23),
    status: 'paid',
  }));
}

function surveys(ago: Days): Row<'surveys'>[] {
  const nps: [age: number, contactId: string, score: number, comment?: string][] = [
    [305, MIKE, 8, 'Clear gain already; show me the next use case.'],
    [305, SARAH, 7, 'Good core. We do not use the advanced parts well yet.'],
    [120, MIKE, 9],
    [120, SARAH, 8],
    [24, MIKE, 10, 'It turned compliance from a burden into an advantage.'],
    [24, SARAH, 9],
    [24, DAVID, 9, 'Foundational to our technology strategy.'],
    [24, JENNIFER, 9],
    [24, COMPLIANCE, 9],
  ];
  return nps.map(([age, contactId, score, comment]) => ({
    _id: `survey-techcorp-nps-${contactId.slice(8)}-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    contactId,
    kind: 'nps',
    score,
    ...(comment ? { comment } : {}),
  }));
}
