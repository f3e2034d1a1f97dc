import { dataflowCall, dataflowPromise } from './dataflow-agenda.ts';
import { ACCOUNT, ANALYST, CONTRACT, CSM, type Days, ENGINEER, JENNIFER, MARK, SUCCESSOR, VP } from './dataflow-people.ts';
import type { Rows } from './rows.ts';

type Row<Name extends keyof Rows> = NonNullable<Rows[Name]>[number];

/** What people at DataFlow said, did, paid and reported. */
export function dataflowRelations(ago: Days): Rows {
  return {
    contacts: contacts(ago),
    interactions: [...checkIns(ago), ...sponsorTalks(ago), ...emails(ago), ...chats(ago), dataflowCall(ago)],
    tasks: [dataflowPromise(ago)],
    supportTickets: tickets(ago),
    invoices: invoices(ago),
    surveys: surveys(ago),
    accountEvents: events(ago),
    valueRecords: values(ago),
    customerSuccessPlans: plans(ago),
  };
}

function contacts(ago: Days): Row<'contacts'>[] {
  const person = (
    _id: string,
    name: string,
    title: string,
    role: Row<'contacts'>['role'],
    productUserId?: string,
    since = 603,
  ): Row<'contacts'> => ({
    _id,
    at: ago(since),
    accountId: ACCOUNT,
    name,
    email: `${name.toLowerCase().replace(' ', '.')}@dataflow-analytics.example`,
    title,
    department: role === 'decision_maker' ? 'Operations' : 'Data',
    role,
    timezone: 'America/New_York',
    ...(productUserId ? { productUserId } : {}),
  });
  return [
    person(JENNIFER, 'Jennifer Walsh', 'Data Director', 'champion', 'dataflow-jennifer'),
    person(MARK, 'Mark Rodriguez', 'Chief Data Officer', 'executive_sponsor', 'dataflow-mark'),
    person(ANALYST, 'Ravi Shah', 'Senior Data Analyst', 'user', 'dataflow-ravi'),
    person(ENGINEER, 'Tom Nguyen', 'IT Engineer', 'technical_lead', 'dataflow-tom'),
    person(VP, 'Karen Holt', 'VP Operations', 'decision_maker', undefined, 45),
    person(SUCCESSOR, 'Anil Gupta', 'Data Team Lead', 'user', undefined, 9),
  ];
}

/** Check-ins with the champion every two weeks; one was missed before the last four. */
const MISSED = [5, 19, 33, 47];
function checkIns(ago: Days): Row<'interactions'>[] {
  const held = Array.from({ length: 17 }, (_, index) => 61 + 14 * index);
  return [...held, ...MISSED].map((age) => {
    const attended = !MISSED.includes(age) && age !== 61 + 14 * 9;
    return {
      _id: `interaction-dataflow-checkin-${age}`,
      at: ago(age),
      accountId: ACCOUNT,
      contactId: JENNIFER,
      userId: CSM,
      kind: 'meeting',
      direction: 'outbound',
      subject: 'Success check-in',
      attended,
    };
  });
}

function sponsorTalks(ago: Days): Row<'interactions'>[] {
  const reviews = [120, 210, 300].map(
    (age): Row<'interactions'> => ({
      _id: `interaction-dataflow-review-${age}`,
      at: ago(age),
      accountId: ACCOUNT,
      contactId: MARK,
      userId: CSM,
      kind: 'meeting',
      direction: 'outbound',
      subject: 'Quarterly business review',
      attended: true,
      sentiment: 0.6,
    }),
  );
  const written: { age: number; subject: string; hours?: number }[] = [
    { age: 105, subject: 'Follow-up to our business review', hours: 5 },
    { age: 75, subject: 'Savings of the last quarter, for your board deck', hours: 4 },
    { age: 58, subject: 'Agenda for the next business review', hours: 9 },
    { age: 36, subject: 'Business review: a date in the next two weeks?' },
    { age: 26, subject: 'Fewer pipeline runs since last month: shall we look together?' },
    { age: 18, subject: 'Jennifer’s new role and the data team’s plans' },
  ];
  return [
    ...reviews,
    ...written.map(
      ({ age, subject, hours }): Row<'interactions'> => ({
        _id: `interaction-dataflow-mark-${age}`,
        at: ago(age),
        accountId: ACCOUNT,
        contactId: MARK,
        userId: CSM,
        kind: 'email',
        direction: 'outbound',
        subject,
        opened: hours !== undefined,
        clicked: hours !== undefined,
        ...(hours === undefined ? {} : { responseHours: hours }),
      }),
    ),
  ];
}

/** E-mails to the team that carry tracking. */
function emails(ago: Days): Row<'interactions'>[] {
  const before = Array.from({ length: 20 }, (_, index) => ({ age: 65 + 11 * index, opened: index % 5 !== 3, hours: 3 + (index % 4) }));
  const now = [
    { age: 57, opened: true, hours: 6 },
    { age: 50, opened: false, hours: 20 },
    { age: 41, opened: false, hours: 50 },
    { age: 34, opened: false },
    { age: 28, opened: false },
    { age: 20, opened: false },
    { age: 13, opened: false },
  ];
  return [...before, ...now].map(({ age, opened, ...rest }) => ({
    _id: `interaction-dataflow-mail-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    contactId: JENNIFER,
    userId: CSM,
    kind: 'email',
    direction: 'outbound',
    subject: 'Notes and next steps',
    opened,
    clicked: opened,
    ...('hours' in rest ? { responseHours: rest.hours } : {}),
  }));
}

/** The shared channel: answers in four hours once, in three days and more now. */
function chats(ago: Days): Row<'interactions'>[] {
  const before = Array.from({ length: 16 }, (_, index) => ({ age: 63 + 14 * index, hours: 3 + (index % 3) }));
  const now = [
    { age: 58, hours: 5 },
    { age: 52, hours: 8 },
    { age: 46, hours: 16 },
    { age: 37, hours: 36 },
    { age: 31, hours: 60 },
    { age: 27, hours: 73 },
    { age: 24, hours: 76 },
    { age: 21, hours: 78 },
    { age: 17, hours: 80 },
    { age: 14, hours: 82 },
    { age: 10, hours: 90 },
    { age: 6, hours: 96 },
  ];
  return [...before, ...now].map(({ age, hours }) => ({
    _id: `interaction-dataflow-chat-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    contactId: ANALYST,
    userId: CSM,
    kind: 'chat',
    direction: 'outbound',
    responseHours: hours,
  }));
}

interface Ticket {
  age: number;
  subject: string;
  text?: string;
  sentiment: number;
  csat?: number;
  hours?: number;
  severity?: Row<'supportTickets'>['severity'];
  copied?: true;
}

function tickets(ago: Days): Row<'supportTickets'>[] {
  const opened: Ticket[] = [
    { age: 310, subject: 'How to schedule reports for two teams', sentiment: 0.4, csat: 5, hours: 9 },
    { age: 270, subject: 'Rate limits of the ingestion API', sentiment: 0.3, csat: 4.5, hours: 12 },
    { age: 225, subject: 'Custom dashboard permissions', sentiment: 0.4, csat: 5, hours: 7 },
    { age: 190, subject: 'Access for the finance team', sentiment: 0.5, csat: 5, hours: 5 },
    { age: 163, subject: 'Workflow builder: branching on two conditions', sentiment: 0.2, csat: 4, hours: 20 },
    { age: 157, subject: 'API documentation for batch export', sentiment: 0.1, csat: 4.5, hours: 16 },
    { age: 152, subject: 'ML model setup stops half-way', sentiment: 0.1, csat: 4, hours: 22 },
    { age: 110, subject: 'Audit export for compliance', sentiment: 0.3, csat: 4.5, hours: 10 },
    { age: 80, subject: 'Two dashboards load slowly', sentiment: 0.1, csat: 4, hours: 18 },
    { age: 52, subject: 'Scheduled job skipped at the weekend', sentiment: -0.2, csat: 2.5, hours: 30, severity: 'normal' },
    {
      age: 41,
      subject: 'Integration errors since Monday',
      text: 'The connector fails every night. We need this fixed.',
      sentiment: -0.45,
      csat: 2,
      hours: 46,
      severity: 'high',
    },
    {
      age: 33,
      subject: 'Still no stable integration',
      text: 'This is the second time we report it. Copying our VP.',
      sentiment: -0.7,
      csat: 2,
      hours: 40,
      severity: 'high',
      copied: true,
    },
    {
      age: 16,
      subject: 'Export of all our data',
      text: 'IT is evaluating alternatives and needs a full export with the schema. How long does that take?',
      sentiment: -0.5,
      csat: 2,
      hours: 30,
      severity: 'high',
      copied: true,
    },
    {
      age: 5,
      subject: 'Urgent: nightly load failed again',
      text: 'Nobody here has time for this any more.',
      sentiment: -0.75,
      severity: 'urgent',
      copied: true,
    },
  ];
  return opened.map(({ age, hours, copied, ...rest }) => ({
    _id: `ticket-dataflow-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    contactId: age < 50 ? ENGINEER : JENNIFER,
    category: 'product',
    severity: 'normal',
    slaHours: 24,
    firstResponseHours: 2,
    status: hours === undefined ? 'open' : 'resolved',
    executivesCopied: copied ?? false,
    ...(hours === undefined ? {} : { resolutionHours: hours, resolvedAt: ago(age - hours / 24) }),
    ...rest,
  }));
}

/** Quarterly, due 30 days after issue: paid five days early until the last one, 23 days late. */
function invoices(ago: Days): Row<'invoices'>[] {
  return [30, 121, 212, 303, 394].map((dueAge, index) => ({
    _id: `invoice-dataflow-${dueAge}`,
    at: ago(dueAge + 30),
    accountId: ACCOUNT,
    contractId: CONTRACT,
    amount: 45_000,
    currency: 'USD',
    dueAt: ago(dueAge),
    paidAt: ago(index === 0 ? dueAge - 23 : dueAge + 5),
    status: 'paid',
  }));
}

function surveys(ago: Days): Row<'surveys'>[] {
  const answer = (age: number, contactId: string, kind: 'nps' | 'csat', score: number, comment?: string): Row<'surveys'> => ({
    _id: `survey-dataflow-${kind}-${contactId}-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    contactId,
    kind,
    score,
    ...(comment ? { comment } : {}),
  });
  return [
    answer(340, JENNIFER, 'nps', 8),
    answer(340, MARK, 'nps', 7),
    answer(165, JENNIFER, 'nps', 9, 'The dashboards are what my board sees.'),
    answer(165, MARK, 'nps', 8),
    answer(165, ANALYST, 'nps', 8),
    answer(165, ENGINEER, 'nps', 8),
    answer(22, ANALYST, 'nps', 6, 'I am the only one left who uses it daily.'),
    answer(22, ENGINEER, 'nps', 3, 'The integration costs us more time than it saves.'),
  ];
}

function events(ago: Days): Row<'accountEvents'>[] {
  const event = (
    age: number,
    kind: Row<'accountEvents'>['kind'],
    detail: string,
    rest: Partial<Row<'accountEvents'>> = {},
  ): Row<'accountEvents'> => ({
    _id: `event-dataflow-${kind}-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    kind,
    detail,
    confidence: 0.9,
    ...rest,
  });
  return [
    event(260, 'budget_approved', '$2.3M allocated for data platform enhancement', { amount: 2_300_000 }),
    event(230, 'revenue_growth', 'Revenue up 145 % year on year'),
    event(235, 'feature_request', 'Asked to join the beta of real-time model scoring', { contactId: MARK }),
    event(190, 'new_team', 'Finance team joined the platform', { amount: 3 }),
    event(180, 'hiring', 'Data engineering team growing', { amount: 6 }),
    event(168, 'feature_request', 'Asked for early access to the API for streaming data', { contactId: JENNIFER }),
    event(27, 'role_change', 'Jennifer Walsh promoted to a different department', { contactId: JENNIFER, confidence: 1 }),
    event(45, 'reorganisation', 'The data team now reports to a VP focused on cost optimisation'),
    event(50, 'budget_cut', 'Company announced a cost optimisation initiative', { confidence: 0.95 }),
    event(36, 'priority_lowered', 'Data initiatives deprioritised in the Q4 budget discussions'),
    event(9, 'successor_named', 'New hire leads the data team, no experience with the platform', { contactId: SUCCESSOR, confidence: 1 }),
  ];
}

/** Quarterly savings in infrastructure and manual processing, measured with the CDO's team. */
function values(ago: Days): Row<'valueRecords'>[] {
  const quarters = [
    { age: 345, amount: 70_000, targetAmount: 75_000 },
    { age: 254, amount: 110_000, targetAmount: 105_000 },
    { age: 163, amount: 125_000, targetAmount: 112_000 },
    { age: 72, amount: 125_000, targetAmount: 112_000 },
  ];
  return quarters.map(({ age, amount, targetAmount }) => ({
    _id: `value-dataflow-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    category: 'direct_savings',
    description: 'Infrastructure and manual processing',
    amount,
    currency: 'USD',
    periodStart: ago(age + 91),
    periodEnd: ago(age),
    targetAmount,
    baseline: 'Cost of the quarter before go-live',
    evidence: 'Measured with Mark Rodriguez’ team from their cloud bills and timesheets',
  }));
}

function plans(ago: Days): Row<'customerSuccessPlans'>[] {
  return [
    {
      _id: 'plan-dataflow-onboarding',
      at: ago(600),
      accountId: ACCOUNT,
      planName: 'Onboarding, 45 days',
      planType: 'onboarding',
      planStatus: 'completed',
      customerSuccessManagerId: CSM,
      primaryCustomerContactId: JENNIFER,
      executiveSponsorId: MARK,
      planStartDate: ago(600),
      plannedCompletionDate: ago(555),
      actualCompletionDate: ago(556),
      criticalMilestones: [
        { name: 'Architecture validated', phase: 1, dueAt: ago(586), completedAt: ago(588) },
        { name: 'Core use case live', phase: 2, dueAt: ago(572), completedAt: ago(573) },
        { name: 'Advanced analytics adopted', phase: 3, dueAt: ago(555), completedAt: ago(556) },
      ],
    },
    {
      _id: 'plan-dataflow-growth',
      at: ago(330),
      accountId: ACCOUNT,
      planName: 'Data platform for lending and finance',
      planType: 'expansion',
      planStatus: 'active',
      customerSuccessManagerId: CSM,
      primaryCustomerContactId: JENNIFER,
      executiveSponsorId: MARK,
      planStartDate: ago(330),
      criticalMilestones: [
        { name: 'Dashboards for the board', phase: 1, dueAt: ago(290), completedAt: ago(295) },
        { name: 'Real-time API integration', phase: 2, dueAt: ago(165), completedAt: ago(168) },
        { name: 'Finance team onboarded', phase: 2, dueAt: ago(155), completedAt: ago(160) },
        { name: 'ML models in production', phase: 3, dueAt: ago(50) },
        { name: 'Compliance automation live', phase: 3, dueAt: ago(20) },
      ],
      targetMetrics: [
        { name: 'Pipeline processing speed', unit: '%', baseline: 0, target: 300 },
        { name: 'Time to insight', unit: '% shorter', baseline: 0, target: 75 },
        { name: 'ML adoption', unit: '% of users', baseline: 0, target: 85 },
      ],
      actualMetrics: [
        { name: 'Pipeline processing speed', unit: '%', target: 300, actual: 340, measuredAt: ago(163) },
        { name: 'Time to insight', unit: '% shorter', target: 75, actual: 78, measuredAt: ago(163) },
        { name: 'ML adoption', unit: '% of users', target: 85, actual: 67, measuredAt: ago(158) },
        { name: 'ML adoption', unit: '% of users', target: 85, actual: 3, measuredAt: ago(14) },
        { name: 'Pipeline processing speed', unit: '%', target: 300, actual: 120, measuredAt: ago(14) },
      ],
    },
  ];
}
