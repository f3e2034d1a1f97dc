import type { Rows } from './rows.ts';
import { ACCOUNT, CLOSED_WON, CSM, DAVID, type Days, MIKE, SARAH, START } from './techcorp-dates.ts';

type Row<Name extends keyof Rows> = NonNullable<Rows[Name]>[number];

export function techcorpValue(ago: Days): Rows {
  return { valueRecords: values(ago), customerSuccessPlans: [plan(ago)] };
}

interface Benefit {
  age: number;
  category: Row<'valueRecords'>['category'];
  description: string;
  amount: number;
  target?: number;
  baseline: string;
  evidence: string;
  days?: number;
}

/** Twelve months: 560 thousand saved directly, 435 in efficiency, 640 strategic. */
function values(ago: Days): Row<'valueRecords'>[] {
  const quarters = [302, 212, 121, 31];
  const labour: Benefit[] = quarters.map((age) => ({
    age,
    category: 'direct_savings',
    description: 'SOX compliance preparation',
    amount: 95_000,
    target: 85_000,
    baseline: '40 hours a quarter and manual evidence collection',
    evidence: 'Timesheets of the security and compliance teams, confirmed by Mike Chen',
  }));
  const rest: Benefit[] = [
    {
      age: 121,
      category: 'direct_savings',
      description: 'Audit coordination',
      amount: 45_000,
      baseline: '$180K a year for outside help',
      evidence: 'Invoices of the audit firm',
    },
    {
      age: 31,
      category: 'direct_savings',
      description: 'Audit coordination',
      amount: 50_000,
      baseline: '$180K a year for outside help',
      evidence: 'Invoices of the audit firm',
    },
    {
      age: 31,
      category: 'direct_savings',
      description: 'Manual monitoring',
      amount: 85_000,
      baseline: 'Two shifts of manual checks',
      evidence: 'Shift plans of the security operations',
      days: 270,
    },
    {
      age: 212,
      category: 'efficiency',
      description: 'Compliance accuracy 99.7 % against 89 %',
      amount: 90_000,
      baseline: '89 % accuracy by hand',
      evidence: 'Internal audit sample of 400 controls',
    },
    {
      age: 121,
      category: 'efficiency',
      description: 'Reports that save 160 hours a quarter',
      amount: 120_000,
      baseline: '160 hours a quarter',
      evidence: 'Timesheets, confirmed by Sarah Johnson',
      days: 180,
    },
    {
      age: 31,
      category: 'efficiency',
      description: 'Incident detection and response 89 % faster',
      amount: 225_000,
      baseline: 'Mean response of the year before',
      evidence: 'Incident log',
      days: 270,
    },
    {
      age: 62,
      category: 'strategic',
      description: 'Security team freed for strategic initiatives',
      amount: 380_000,
      baseline: 'Share of time spent on manual compliance',
      evidence: 'Confirmed by Mike Chen in the business review',
      days: 270,
    },
    {
      age: 31,
      category: 'strategic',
      description: 'Product development cycles 45 % faster',
      amount: 260_000,
      baseline: 'Cycle time before go-live',
      evidence: 'Confirmed by David Kim in the business review',
      days: 180,
    },
  ];
  return [...labour, ...rest].map(({ age, category, description, amount, target, baseline, evidence, days = 91 }, index) => ({
    _id: `value-techcorp-${category}-${age}-${index}`,
    at: ago(age),
    accountId: ACCOUNT,
    category,
    description,
    amount,
    currency: 'USD',
    // Nothing was saved before the platform ran.
    periodStart: ago(Math.min(age + days, START)),
    periodEnd: ago(age),
    ...(target === undefined ? {} : { targetAmount: target }),
    baseline,
    evidence,
  }));
}

const week = (number: number): number => START - 7 * number;

function plan(ago: Days): Row<'customerSuccessPlans'> {
  const milestone = (phase: number, name: string, due: number, done: number, metric: string) => ({
    phase,
    name,
    dueAt: ago(week(due)),
    completedAt: ago(week(done) - 1),
    metric,
  });
  const measured = (name: string, unit: string, target: number, points: [age: number, actual: number][]) =>
    points.map(([age, actual]) => ({ name, unit, target, actual, measuredAt: ago(age) }));
  return {
    _id: 'plan-techcorp-onboarding',
    at: ago(START),
    accountId: ACCOUNT,
    opportunityId: 'opportunity-techcorp-platform',
    planName: 'SOX compliance automation, 12 weeks',
    planType: 'onboarding',
    planStatus: 'completed',
    customerSuccessManagerId: CSM,
    primaryCustomerContactId: MIKE,
    executiveSponsorId: DAVID,
    implementationTeam: [
      { side: 'internal', role: 'solution architect', count: 3 },
      { side: 'internal', role: 'security specialist', count: 2 },
      { side: 'internal', role: 'project manager', count: 1 },
      { side: 'customer', role: 'IT', count: 4 },
      { side: 'customer', role: 'compliance specialist', count: 2 },
      { side: 'customer', role: 'change management lead', count: 1 },
    ],
    planStartDate: ago(CLOSED_WON),
    plannedCompletionDate: ago(week(12)),
    actualCompletionDate: ago(week(12) - 1),
    criticalMilestones: [
      milestone(1, 'AWS environment configured and validated', 2, 1.5, 'No finding in the penetration test'),
      milestone(1, 'Platform deployed with monitoring', 3, 2.5, '99.9 % uptime'),
      milestone(1, 'Data integrated', 4, 3.5, '100 % of critical AWS services'),
      milestone(1, 'Users provisioned', 4, 3.7, '100 % of authorised users'),
      milestone(2, 'Security team trained', 6, 5.6, '100 % certified'),
      milestone(2, 'Compliance workflows integrated', 7, 6.8, '75 % automated'),
      milestone(2, 'Automated reporting tested', 8, 7.5, 'No manual error'),
      milestone(3, 'SOX reporting automated', 11, 10.8, '100 % of reports'),
      milestone(3, 'Quarterly savings validated', 12, 11.7, '$85K a quarter'),
    ],
    successCriteria: [
      'Platform integrated with AWS',
      '95 % of the security team active',
      'SOX reporting automated',
      '$85K saved a quarter',
      'NPS of 8 or more and willingness to be a reference',
    ],
    valueHypothesis: '$340K lower compliance cost a year and 78 % less manual SOX work',
    targetMetrics: [
      { name: 'Quarterly cost savings', unit: 'thousand USD', baseline: 0, target: 85, dueAt: ago(week(16)) },
      { name: 'Manual compliance work', unit: '% less', baseline: 0, target: 78, dueAt: ago(week(12)) },
      { name: 'Daily active users', unit: '% of provisioned', baseline: 0, target: 80, dueAt: ago(week(8)) },
      { name: 'Automated compliance processes', unit: '%', baseline: 0, target: 75, dueAt: ago(week(8)) },
      { name: 'Compliance accuracy', unit: '%', baseline: 89, target: 99, dueAt: ago(week(12)) },
    ],
    actualMetrics: [
      ...measured('Quarterly cost savings', 'thousand USD', 85, [
        [week(7.9), 95],
        [212, 95],
        [31, 140],
      ]),
      ...measured('Manual compliance work', '% less', 78, [
        [week(4), 34],
        [week(6), 61],
        [week(7.9), 78],
        [31, 89],
      ]),
      ...measured('Daily active users', '% of provisioned', 80, [
        [week(4), 82],
        [week(6), 85],
        [week(7.9), 87],
        [31, 96],
      ]),
      ...measured('Automated compliance processes', '%', 75, [
        [week(4), 30],
        [week(6), 52],
        [week(7.9), 68],
        [week(12), 100],
      ]),
      ...measured('Compliance accuracy', '%', 99, [
        [week(6), 98],
        [week(7.9), 100],
        [31, 99.7],
      ]),
    ],
    roiBaseline: [
      { name: 'Compliance cost', unit: 'thousand USD a year', target: 222, actual: 562, measuredAt: ago(CLOSED_WON) },
      { name: 'Labour', unit: 'thousand USD a year', target: 42, actual: 382, measuredAt: ago(CLOSED_WON) },
      { name: 'External services', unit: 'thousand USD a year', target: 135, actual: 180, measuredAt: ago(CLOSED_WON) },
    ],
    identifiedRisks: [
      { text: 'IT director’s time is split between two programmes', severity: 'medium', mitigation: `Weekly check-in (${SARAH})` },
    ],
  };
}
