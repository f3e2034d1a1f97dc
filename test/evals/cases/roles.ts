import { casesOf, DATAFLOW, NEXT_QUARTER, TECHCORP, where } from '../case.ts';

const ae = casesOf('roles', 'marcus.johnson');
const rachel = casesOf('roles', 'rachel.stone');
const marketing = casesOf('roles', 'dana.cole');
const executive = casesOf('roles', 'elena.rossi');
const grace = casesOf('roles', 'grace.liu');
const director = casesOf('roles', 'priya.patel');
const admin = casesOf('roles', 'tom.becker');
const nextQuarter = where('renewal_date', 'between', ...NEXT_QUARTER);
const atRisk = where('churn_risk', 'at least|above', 70);

/** What each role asks. */
export const roles = [
  ae.read('business case for expanding TechCorp', 'build_business_case', TECHCORP, { kind: 'expansion' }),
  ae.read('who uses more than 90 % of their seats', 'list_accounts', { conditions: [where('contract_utilization', 'above', 90)] }),
  ae.read('how do people at Quarry Software use the product', 'analyze_behavior', 'Quarry Software'),
  ae.read('how likely does Foxglove Payments renew', 'assess_renewal', 'Foxglove Payments'),
  rachel.read('accounts where I am the AE with health over 80', 'list_accounts', {
    executive: 'mine|Rachel Stone',
    conditions: [where('health', 'above', 80)],
  }),
  rachel.read('who is the champion at Orbitra Hospitals', 'list_contacts', 'Orbitra Hospitals', { role: 'champion' }),
  marketing.read('prepare a reference call with TechCorp', 'plan_advocacy_experience', TECHCORP, { format: 'reference_call' }),
  marketing.read('plan a case study with Bracken Mobile', 'plan_advocacy_experience', 'Bracken Mobile', { format: 'case_study' }),
  marketing.read('which fintech accounts have nps over 50 and health over 85', 'list_accounts', {
    vertical: 'fintech',
    conditions: [where('nps', 'above', 50), where('health', 'above', 85)],
  }),
  // By what was reported of them, or by the engagements kept since: both answer it.
  marketing.either(
    'who gave us references',
    marketing.call('list_accounts', { conditions: [where('references_given', 'above', 0)] }),
    marketing.call('get_advocacy_performance', {}),
  ),
  // Refused by role, and told who can; nothing else is given instead.
  marketing.read('draft a note to Mark Rodriguez', 'draft_outreach'),
  marketing.read('start the recovery playbook for Umber Foundry', 'start_playbook'),
  marketing.cannot('record my renewal call on Silverlake Mutual: commit'),
  marketing.cannot('log a call with Nadia Weber: she wants to speak'),
  executive.read('how much ARR is at risk', 'summarize_accounts', { metric: 'arr', conditions: [atRisk] }),
  executive.read('where will the quarter land', 'forecast_renewals', { until: '2026-12-31' }),
  executive.read('renewal forecast', 'forecast_renewals', {}),
  executive.read('what is our commit and best case', 'forecast_renewals', {}),
  executive.read('ARR renewing next quarter by region', 'summarize_accounts', {
    metric: 'arr',
    groupBy: 'region',
    conditions: [nextQuarter],
  }),
  executive.read('how is the portfolio', 'get_portfolio_health', {}),
  executive.read('top 10 accounts by ARR', 'list_accounts', { sort: 'arr', limit: 10 }),
  executive.read('what waits for my approval', 'list_approvals', {}),
  grace.read('average health by owner', 'summarize_accounts', { metric: 'health', groupBy: 'owner' }),
  grace.either(
    'biggest churn risks worth over 500k',
    grace.call('list_churn_risks', { minArr: 500_000 }),
    grace.call('list_accounts', { conditions: [where('arr', 'above', 500_000)], sort: 'churn_risk' }),
  ),
  grace.read('how many customers churned', 'summarize_accounts', { stage: 'churned' }),
  director.read('who has too many red accounts', 'summarize_accounts', { groupBy: 'owner', band: 'red' }),
  director.read('compare the csms: average health by csm', 'summarize_accounts', { metric: 'health', groupBy: 'owner' }),
  director.read('how many accounts does each csm have', 'summarize_accounts', { groupBy: 'owner' }),
  director.read("how is Lucy's book", 'get_portfolio_health', { owner: 'Lucy' }),
  director.read('orange accounts per owner', 'summarize_accounts', { groupBy: 'owner', band: 'orange' }),
  director.read("Diego's accounts without contact in 60 days", 'list_accounts', {
    owner: 'Diego',
    conditions: [where('days_since_contact', 'at least|above', 60)],
  }),
  admin.read('who approved what last week', 'list_approvals', { state: 'approved' }),
  executive.read('my day', 'my_day'),
  grace.read("what's on my plate", 'my_day'),
  director.read('what should I do today', 'my_day'),
  director.read("what is on Omar's plate", 'my_day', { owner: 'Omar' }),
  marketing.read('my agenda', 'my_day'),
  ae.read('plan my day', 'my_day'),
  ae.offers('remind me to call Foxglove Payments tomorrow', 'add_task', 'Foxglove Payments', { due: '2026-11-28' }),
  admin.read('who decided the drafts of Sarah', 'list_approvals'),
  rachel.read('prepare me for the QBR with Orbitra Hospitals', 'brief_account', 'Orbitra Hospitals'),
  rachel.read('what did Orbitra Hospitals write us last', 'list_activity', 'Orbitra Hospitals', {}),
  admin.read('who asks most', 'count_tokens'),
  admin.read('what did the model cost', 'count_tokens'),
  admin.read('accounts without an owner', 'list_accounts', { conditions: [where('owner', 'unknown')] }),
  admin.read('which accounts lack usage data', 'list_accounts', { conditions: [where('active_users', 'unknown')] }),
  admin.read('health of DataFlow', 'get_account_health', DATAFLOW),
];
