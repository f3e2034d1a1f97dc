import { casesOf, NEXT_QUARTER, where } from '../case.ts';

const omar = casesOf('portfolio', 'omar.haddad');
const grace = casesOf('portfolio', 'grace.liu');
const admin = casesOf('roles', 'tom.becker');
const lucy = casesOf('account', 'lucy.grant');
const account = casesOf('account');
const doing = casesOf('doing');
const drafts = casesOf('drafts');
const atRisk = where('renewal_band', 'is', 'at_risk');
const nextQuarter = where('renewal_date', 'between', ...NEXT_QUARTER);

/** The same asked in other words, and what was asked beside it. */
export const worded = [
  // Renewals at risk: a low chance or a high churn risk, wherever it is asked.
  omar.read('renewals of mine that are in danger', 'list_accounts', { owner: 'mine', conditions: [atRisk] }),
  grace.read('at-risk renewals by owner', 'summarize_accounts', { groupBy: 'owner', conditions: [atRisk] }),
  grace.read('endangered renewals next quarter by region', 'summarize_accounts', { groupBy: 'region', conditions: [nextQuarter, atRisk] }),
  grace.read('how much is up for renewal in january', 'summarize_accounts', {
    metric: 'arr',
    conditions: [where('renewal_date', 'between', '2027-01-01', '2027-01-31')],
  }),
  // To speak, talk or be in touch is a conversation of any kind.
  account.read('when were we last in touch with Crossfell Clinics', 'list_activity', 'Crossfell Clinics', { kind: 'conversation' }),
  account.read('last time anyone spoke with Mike Chen', 'list_activity', 'TechCorp Financial Services', { kind: 'conversation' }),
  // In a conversation, or in the plan they agreed on.
  account.either(
    'remind me what we agreed with Wexley Pharma',
    account.call('list_activity', 'Wexley Pharma', { kind: 'conversation' }),
    account.call('get_success_plan', 'Wexley Pharma'),
  ),
  account.read('what did Sarah do at Crossfell Clinics last month', 'list_activity', 'Crossfell Clinics', { owner: 'Sarah' }),
  account.read('when was the last EBR with Hollin Studios', 'list_activity', 'Hollin Studios', { kind: 'meeting', words: 'EBR' }),
  account.read('remind me who the champion of Brindle Cloud is', 'list_contacts', 'Brindle Cloud', { role: 'champion' }),
  account.read('who signs at Northwind Trading UK', 'list_contacts', 'Northwind Trading UK', { role: 'decision_maker' }),
  account.read('objectives of Northwind Trading', 'get_success_plan', 'Northwind Trading', { part: 'goals' }),
  account.read('plot the logins of Crossfell Clinics', 'analyze_behavior', 'Crossfell Clinics'),
  lucy.read('orbitra credti unoin churn', 'assess_churn_risk', 'Orbitra Credit Union'),
  account.read('Crossfell Clinics arr, nps and churn risk', 'list_accounts', {
    accounts: ['Crossfell Clinics'],
    show: ['arr', 'nps', 'churn_risk'],
  }),
  account.read('contract value of Hollin Studios in dollars', 'list_accounts', {
    accounts: ['Hollin Studios'],
    show: ['contract_value'],
    currency: 'USD',
  }),
  // How figures moved, and how much is left.
  grace.read('steepest decline in logins', 'list_accounts', { sort: 'logins_change_4w', direction: 'ascending' }),
  omar.read('accounts that are almost out of licences', 'list_accounts', { conditions: [where('contract_utilization', 'at least', 90)] }),
  grace.read('which customers unsubscribed', 'list_accounts', { conditions: [where('opted_out', 'above', 0)] }),
  omar.read('who has gone silent', 'list_accounts', { owner: 'mine', conditions: [where('days_since_contact', 'at least', 45)] }),
  grace.read('forecast for next quarter', 'forecast_renewals', { from: NEXT_QUARTER[0], until: NEXT_QUARTER[1] }),
  admin.read('was hat das Modell diese Woche gekostet', 'count_tokens', {}),
  grace.asks('what is our gross retention'),
  grace.asks('LTV by segment'),
  // Written down as it was said, and for what it is.
  doing.offers('record renewal call for PayFlow Technologies: 55%, they want two years', 'record_renewal_call', 'PayFlow Technologies', {
    probability: 55,
    note: '55%, they want two years',
  }),
  doing.offers('erinner mich am Montag an Wexley Pharma', 'add_task', 'Wexley Pharma', { text: 'Wexley Pharma', due: '2026-11-30' }),
  doing.offers('new task: check the invoices of PayFlow Technologies', 'add_task', 'PayFlow Technologies'),
  drafts.drafts('renewal opener for PayFlow Technologies', 'draft_outreach', 'PayFlow Technologies', { kind: 'renewal' }),
];
