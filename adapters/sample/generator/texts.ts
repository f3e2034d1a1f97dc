/** What people write, by mood; the product's and people's names are left out so that a text fits any account. */
export type Mood = 'good' | 'fair' | 'bad';

export const moodOf = (level: number): Mood => (level >= 0.68 ? 'good' : level >= 0.45 ? 'fair' : 'bad');

export const MAIL_TEXTS: Record<Mood, string[]> = {
  good: [
    'Thanks for the walkthrough, the team is already using it for the weekly review.',
    'Numbers look great this month. Happy to talk about the next department.',
    'Quick win: the reports saved us a day at month end.',
    'We would like to see what else the automation can take over.',
  ],
  fair: [
    'Could you send the notes again? Not everyone could join.',
    'We are busy with other projects this month, let us pick this up in two weeks.',
    'Most of it works. A few people still use the old spreadsheet.',
    'Can you remind me which licences we have?',
  ],
  bad: [
    'This has been open for a while and my manager is asking.',
    'Honestly, hardly anyone opens it at the moment.',
    'We are looking at all our tools and their cost this quarter.',
    'Please cancel the next session, nobody can make it.',
  ],
};

export const MEETING_SUBJECTS = [
  'Check-in',
  'Quarterly business review',
  'Adoption review',
  'Roadmap session',
  'Training',
  'Renewal planning',
];
export const TASKS = [
  'Send the usage report of the last quarter',
  'Ask who takes over the project on their side',
  'Check the open invoice with finance',
  'Book the next business review',
  'Share the onboarding guide for new users',
  'Update the list of people with access',
];
export const PROMISES = [
  'Send the security questionnaire back',
  'Come back with an answer on the data export',
  'Arrange a training for the new team',
  'Tell them when the reported bug is fixed',
];
export const MAIL_SUBJECTS = [
  'Your month in numbers',
  'Follow-up from our session',
  'New feature for your team',
  'Next steps',
  'Question about your goals',
];

export const TICKETS: { category: string; subject: string; text: string }[] = [
  { category: 'how_to', subject: 'How do I share a report with another team?', text: 'The option is greyed out for two of my colleagues.' },
  { category: 'how_to', subject: 'Export to a spreadsheet', text: 'Can the weekly report be exported with all columns?' },
  { category: 'bug', subject: 'Dashboard shows yesterday’s data', text: 'Since this morning the figures have not been refreshed.' },
  { category: 'bug', subject: 'Workflow stops at the approval step', text: 'It stays in "waiting" although the approver has confirmed.' },
  { category: 'integration', subject: 'API answers 429', text: 'Our nightly job hits the limit at two in the morning.' },
  { category: 'integration', subject: 'Connection to the data warehouse lost', text: 'The connector has been failing since the weekend.' },
  { category: 'performance', subject: 'Reports take minutes to open', text: 'Opening the quarterly report takes more than three minutes.' },
  { category: 'billing', subject: 'Invoice lists the wrong number of seats', text: 'Please check the last invoice, we reduced two seats.' },
  { category: 'access', subject: 'New colleague cannot sign in', text: 'She receives the invitation but the link has expired.' },
];

export const NPS_COMMENTS: Record<Mood, string[]> = {
  good: ['Does what it says and support is quick.', 'My team would not want to go back.', 'Clear value within the first quarter.'],
  fair: ['Good product, the learning curve is steep.', 'Useful, but we only use half of it.', 'Fine for now.'],
  bad: ['Too slow for what it costs.', 'We were promised more than we got.', 'Nobody has time to learn it.'],
};

export const GOALS = [
  'Reduce manual reporting by half',
  'One source of figures for all teams',
  'Shorten the monthly close by two days',
  'Automate compliance evidence',
  'Fewer stock-outs through better forecasts',
  'Cut external consulting cost',
];

export const BENEFITS: Record<'direct_savings' | 'efficiency' | 'strategic', { description: string; baseline: string }[]> = {
  direct_savings: [
    { description: 'Consulting no longer needed for the quarterly report', baseline: 'External consultants, four times a year' },
    { description: 'Two older tools switched off', baseline: 'Licences of the older tools' },
  ],
  efficiency: [
    { description: 'Hours saved on manual reporting', baseline: 'Reports put together by hand each week' },
    { description: 'Faster hand-over between teams', baseline: 'Hand-over by e-mail, three days' },
  ],
  strategic: [
    { description: 'New service offered on top of the platform', baseline: 'Service did not exist' },
    { description: 'Earlier entry into a new market', baseline: 'Plan without the platform' },
  ],
};

export const EVENT_DETAILS: Record<string, string> = {
  champion_left: 'The champion has left the team',
  role_change: 'The champion moved to another department',
  successor_named: 'A successor for the champion has been named',
  new_executive: 'A new executive took over the department',
  hiring: 'The customer is hiring for the teams that use the product',
  layoffs: 'The customer announced layoffs',
  budget_cut: 'The customer announced a cost programme',
  budget_approved: 'Budget for next year has been approved',
  priority_lowered: 'The project was given a lower priority',
  competitor_evaluation: 'The customer said that it is looking at alternatives',
  new_region: 'The customer opened a site in another region',
  new_team: 'Another department has asked for access',
  feature_request: 'The customer asked for a capability of a higher edition',
  funding: 'The customer raised new funding',
  acquisition: 'The customer was acquired',
  revenue_growth: 'The customer reported strong growth',
  public_praise: 'A person at the customer praised the product in public',
  complaint: 'A manager at the customer complained',
};
