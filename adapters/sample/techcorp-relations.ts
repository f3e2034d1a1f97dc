import type { Rows } from './rows.ts';
import { ACCOUNT, CLOSED_WON, COMPLIANCE, CSM, DAVID, type Days, JENNIFER, MIKE, OPERATIONS, SARAH, START } from './techcorp-dates.ts';

type Row<Name extends keyof Rows> = NonNullable<Rows[Name]>[number];

/** Who works at TechCorp, what was said, and what happened there. */
export function techcorpRelations(ago: Days): Rows {
  return {
    contacts: contacts(ago),
    interactions: [...meetings(ago), ...mails(ago), ...answers(ago), ahead(ago)],
    tasks: [promised(ago)],
    accountEvents: events(ago),
  };
}

function ahead(ago: Days): Row<'interactions'> {
  const meeting = { kind: 'meeting' as const, direction: 'outbound' as const, subject: 'Renewal planning', contactId: MIKE, userId: CSM };
  return { _id: 'techcorp-meeting-ahead', at: ago(-2.625), accountId: ACCOUNT, ...meeting };
}

function promised(ago: Days): Row<'tasks'> {
  const text = 'Send the list of controls that are checked automatically';
  return { _id: 'techcorp-promise', at: ago(5), accountId: ACCOUNT, ownerId: CSM, kind: 'promise', text, contactId: SARAH, dueAt: ago(-1) };
}

function contacts(ago: Days): Row<'contacts'>[] {
  const person = (
    _id: string,
    name: string,
    title: string,
    role: Row<'contacts'>['role'],
    product: string,
    since = CLOSED_WON,
  ): Row<'contacts'> => ({
    _id,
    at: ago(since),
    accountId: ACCOUNT,
    name,
    email: `${name.toLowerCase().replace(' ', '.')}@techcorp-financial.example`,
    title,
    department: title.replace(/^(VP|Chief|Head of|Senior)\s+/, ''),
    role,
    timezone: 'America/New_York',
    productUserId: product,
  });
  return [
    person(MIKE, 'Mike Chen', 'VP Security', 'executive_sponsor', 'techcorp-mike'),
    person(SARAH, 'Sarah Johnson', 'IT Director', 'champion', 'techcorp-sarah'),
    person(DAVID, 'David Kim', 'CTO', 'decision_maker', 'techcorp-david'),
    person(COMPLIANCE, 'Ana Silva', 'Senior Compliance Specialist', 'user', 'techcorp-ana', START),
    person(OPERATIONS, 'Peter Novak', 'Security Operations Lead', 'admin', 'techcorp-peter', START),
    person(JENNIFER, 'Jennifer Martinez', 'Chief Data Officer', 'decision_maker', 'techcorp-jennifer', 110),
  ];
}

/** Two check-ins a week in the first twelve weeks, one every two weeks with each of them later. */
function meetings(ago: Days): Row<'interactions'>[] {
  const held: { age: number; contactId: string; attended: boolean; subject: string }[] = [];
  for (let week = 0; week < 51; week++) {
    const age = START - 7 * week;
    const weekly = week < 12;
    if (weekly || week % 2 === 0) held.push({ age: age - 2, contactId: MIKE, attended: week !== 30, subject: 'Executive check-in' });
    if (weekly || week % 2 === 1)
      held.push({ age: age - 4, contactId: SARAH, attended: week !== 6 && week !== 21, subject: 'Implementation check-in' });
  }
  for (const age of [180, 90, 26]) held.push({ age, contactId: DAVID, attended: true, subject: 'Quarterly business review' });
  for (const age of [96, 61, 19]) held.push({ age, contactId: JENNIFER, attended: true, subject: 'Data platform strategy' });
  return held.map(({ age, contactId, attended, subject }) => ({
    _id: `interaction-techcorp-meeting-${contactId.slice(8)}-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    contactId,
    userId: CSM,
    kind: 'meeting',
    direction: 'outbound',
    subject,
    attended,
    sentiment: attended ? 0.6 : undefined,
  }));
}

const RESPONSE_HOURS = [3.4, 5.2, 3.9, 4.6, 4.1, 3.8, 4.4, 4.2];

function mails(ago: Days): Row<'interactions'>[] {
  const recipients = [MIKE, SARAH, COMPLIANCE];
  return Array.from({ length: 50 }, (_, index): Row<'interactions'> => {
    const age = START - 5 - 7 * index;
    return {
      _id: `interaction-techcorp-mail-${age}`,
      at: ago(age),
      accountId: ACCOUNT,
      contactId: recipients[index % 3],
      userId: CSM,
      kind: 'email',
      direction: 'outbound',
      subject: 'Notes, and what is next',
      opened: true,
      clicked: index % 2 === 0,
      responseHours: RESPONSE_HOURS[index % RESPONSE_HOURS.length],
    };
  });
}

/** What they wrote of their own accord. */
function answers(ago: Days): Row<'interactions'>[] {
  const written: [age: number, contactId: string, subject: string, text: string, sentiment: number][] = [
    [340, MIKE, 'First weeks', 'The rollout is calm and on plan. My team likes what it sees.', 0.6],
    [318, MIKE, 'Audit committee', 'I showed the live compliance view to our audit committee. They want it every month.', 0.8],
    [
      309,
      COMPLIANCE,
      'Report templates',
      'Could the evidence report group controls by system? That would save us a step each quarter.',
      0.4,
    ],
    [306, SARAH, 'Roadmap question', 'A competitor gave us a demo last week. How does your roadmap for AWS coverage look?', 0.1],
    [304, MIKE, 'More use cases', 'Which of our other frameworks could run on this? Let us talk integrations.', 0.7],
    [240, SARAH, 'Training', 'The advanced training was what we needed; two more of my people want in.', 0.7],
    [150, DAVID, 'Foundation', 'The security automation platform has become foundational to our technology strategy.', 0.9],
    [58, JENNIFER, 'Analytics', 'I want streaming analytics and predictive compliance on one platform with Snowflake and Databricks.', 0.7],
    [40, MIKE, 'Europe', 'We open in the EU. GDPR monitoring in two regions is on my list for the next contract.', 0.7],
    [12, MIKE, 'Year one', 'We reduced compliance overhead by 89 % while enhancing our security posture. Happy to tell that story.', 0.9],
  ];
  return written.map(([age, contactId, subject, text, sentiment]) => ({
    _id: `interaction-techcorp-inbound-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    contactId,
    userId: CSM,
    kind: 'email',
    direction: 'inbound',
    subject,
    text,
    sentiment,
  }));
}

function events(ago: Days): Row<'accountEvents'>[] {
  const event = (
    age: number,
    kind: Row<'accountEvents'>['kind'],
    detail: string,
    rest: Partial<Row<'accountEvents'>> = {},
  ): Row<'accountEvents'> => ({
    _id: `event-techcorp-${kind}-${age}`,
    at: ago(age),
    accountId: ACCOUNT,
    kind,
    detail,
    confidence: 0.9,
    ...rest,
  });
  return [
    event(306, 'competitor_evaluation', 'IT Director mentioned a competitor demo', { contactId: SARAH, confidence: 0.4 }),
    event(160, 'public_praise', 'Mike Chen praised the platform on a security podcast', { contactId: MIKE }),
    event(112, 'new_executive', 'Jennifer Martinez appointed Chief Data Officer', { contactId: JENNIFER, confidence: 1 }),
    event(100, 'hiring', 'Data engineering team: 8 hires in the quarter', { amount: 8 }),
    event(92, 'hiring', 'Three compliance specialists joined the security team', { amount: 3 }),
    event(88, 'new_region', 'EU operations announced; data centres in London and Frankfurt', { confidence: 1 }),
    event(75, 'technology_change', 'Snowflake contract expanded threefold; Databricks being introduced', { confidence: 0.8 }),
    event(70, 'budget_approved', '$2.3M allocated for data platform modernisation', { amount: 2_300_000 }),
    event(64, 'revenue_growth', '45 % revenue growth projected with the EU expansion'),
    event(58, 'feature_request', 'Streaming analytics and predictive compliance', { contactId: JENNIFER }),
    event(45, 'new_executive', 'New CFO, may review vendor contracts', { confidence: 0.7 }),
    event(40, 'feature_request', 'GDPR monitoring in two regions, EU data residency', { contactId: MIKE }),
    event(33, 'budget_approved', '$450K allocated for the compliance platform’s expansion in Q1', { amount: 450_000 }),
    event(30, 'budget_approved', '$1.2M for European technology infrastructure', { amount: 1_200_000 }),
    event(21, 'budget_approved', '$950K allocated for the renewal, 8.5 % more than today', { amount: 950_000 }),
    event(12, 'reference_given', 'Mike Chen spoke to a prospect as a reference', { contactId: MIKE, confidence: 1 }),
  ];
}
