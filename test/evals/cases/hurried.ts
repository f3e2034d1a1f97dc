import { casesOf, NEXT_QUARTER, where } from '../case.ts';

const account = casesOf('account');
const portfolio = casesOf('portfolio');
const priya = casesOf('portfolio', 'priya.patel');
const omar = casesOf('account', 'omar.haddad');
const elena = casesOf('portfolio', 'elena.rossi');
const day = casesOf('day');
const marcus = casesOf('roles', 'marcus.johnson');
const talk = casesOf('conversation');
const unclear = casesOf('unclear');

const renewsBetween = (from: string, to: string) => ({ conditions: [where('renewal_date', 'between', from, to)] });

/** Typed in a hurry, about accounts nobody shows around: shorthand, days and months half said, what a list was of, what it leaves out. */
export const hurried = [
  // Words without their vowels, or with a hyphen.
  account.read('hlth of valmont mutual pls', 'get_account_health', 'Valmont Mutual'),
  priya.read('rnwl fcst', 'forecast_renewals'),
  day.read('my to-dos', 'list_tasks', { owner: 'mine' }),
  // What was understood is answered, and what was not is named beside it.
  account.read('how healthy is alder books? and whats their favourite colour?', 'get_account_health', 'Alder Books'),
  // Days: since a weekday, until a month, today as a stretch of time, what comes next.
  account.read('anything new at valmont mutual since monday', 'brief_account', 'Valmont Mutual', { since: '2026-11-23' }),
  day.read('what happened today', 'list_activity', { since: '2026-11-27', until: '2026-11-27' }),
  day.read('how many tokens today', 'count_tokens', { since: '2026-11-27' }),
  account.read('when do we meet ravenna care network next', 'list_activity', 'Ravenna Care Network', {
    kind: 'meeting',
    since: '2026-11-27',
  }),
  account.read(['alder books health on 1 sept', 'and today'], 'get_account_health', 'Alder Books', { asOf: null }),
  priya.read(['diegos renewals until feb', 'and hannahs'], 'list_accounts', {
    owner: 'hannah',
    ...renewsBetween('2026-11-27', '2027-02-28'),
  }),
  priya.read(['how many accounts renew in december', 'and january'], 'summarize_accounts', renewsBetween('2027-01-01', '2027-01-31')),
  priya.read('which accounts renew in q1', 'list_accounts', renewsBetween(...NEXT_QUARTER)),
  elena.read('where do we land this quarter', 'forecast_renewals', { until: '2026-12-31' }),
  // Areas, teams, sides: each of several is asked for by itself, and what is told apart need not come after "by".
  priya.reads(
    'which accounts are in the EMEA region',
    ...['Europe', 'Nordics', 'United Kingdom'].map((region) => portfolio.call('list_accounts', { region })),
  ),
  priya.reads(
    'compare omar and diego',
    ...['Diego Alvarez', 'Omar Haddad'].map((owner) => portfolio.call('summarize_accounts', { metric: 'health', owner })),
  ),
  elena.reads(
    'is europe better than north america',
    ...['Europe', 'North America'].map((region) => portfolio.call('summarize_accounts', { metric: 'health', region })),
  ),
  priya.read('which team has the most red accounts', 'summarize_accounts', { groupBy: 'owner', band: 'red' }),
  elena.read('which segment is weakest', 'summarize_accounts', { metric: 'health', groupBy: 'segment' }),
  elena.read('share of arr thats red', 'summarize_accounts', { metric: 'arr', groupBy: 'band', band: null }),
  priya.read('compare my team', 'summarize_accounts', { metric: 'health', groupBy: 'owner', owner: 'my team' }),
  portfolio.read('my 5 riskiest', 'list_accounts', { owner: 'mine', sort: 'churn_risk', direction: 'descending', limit: 5 }),
  portfolio.read('renewals b4 xmas', 'list_accounts', renewsBetween('2026-11-27', '2026-12-25')),
  elena.read('h1 renewals above 100k', 'list_accounts', {
    conditions: [where('arr', 'above', 100_000), where('renewal_date', 'between', '2027-01-01', '2027-06-30')],
  }),
  // A word nobody knows is named, and the rest answered.
  portfolio.either(
    'how much money rides on q1 renewals for me',
    portfolio.call('summarize_accounts', { metric: 'arr', owner: 'mine', ...renewsBetween(...NEXT_QUARTER) }),
    portfolio.call('forecast_renewals', { owner: 'mine', from: NEXT_QUARTER[0], until: NEXT_QUARTER[1] }),
  ),
  // Of many accounts: the worst, the biggest, who has most, what is left out.
  portfolio.read('my worst 5', 'list_accounts', { owner: 'mine', sort: 'health', direction: 'ascending', limit: 5 }),
  portfolio.read('my 5 biggest, not churned', 'list_accounts', { owner: 'mine', sort: 'arr', direction: 'descending', limit: 5 }),
  elena.read('biggest 10 customers and how they feel', 'list_accounts', { sort: 'arr', limit: 10, show: ['health'] }),
  priya.read('who has the most reds', 'summarize_accounts', { groupBy: 'owner', band: 'red' }),
  priya.read(['avg health by csm', 'median arr instead'], 'summarize_accounts', { metric: 'arr', measures: ['median'], groupBy: 'owner' }),
  portfolio.read('nordics accounts w/o a champion', 'list_accounts', { region: 'Nordics', conditions: [where('champion', 'unknown')] }),
  portfolio.read('who havent i spoken to since october', 'list_accounts', {
    owner: 'mine',
    conditions: [where('last_contact', 'below', '2026-10-01')],
  }),
  priya.read('overdue invoices > 50k', 'list_accounts', { conditions: [where('overdue_amount', 'above', 50_000)] }),
  priya.read('accts in retail w/ nps below 20 and arr > 100k', 'list_accounts', {
    vertical: 'retail',
    conditions: [where('nps', 'below', 20), where('arr', 'above', 100_000)],
  }),
  portfolio.read('whos about to leave', 'list_churn_risks', { minRisk: null }),
  // Follow-ups: of those listed, after a question about the answer, with the account still meant.
  talk.read(['my worst 5', 'how much arr is that'], 'summarize_accounts', {
    metric: 'arr',
    measures: ['sum'],
    owner: 'mine',
    accounts: ['account-7-00020', 'account-7-00075', 'account-7-00025', 'account-7-00050', 'account-7-00175'],
  }),
  talk.read(['is crossfell clinics gonna leave us', 'whos about to leave'], 'list_churn_risks', { minRisk: null }),
  talk.read(
    ['how do ppl at orbitra analytica use the tool', 'how did you get this', 'and marlow plastics'],
    'analyze_behavior',
    'Marlow Plastics',
  ),
  talk.read(['any upsell at hollin wealth', 'whos the buyer'], 'list_contacts', 'Hollin Wealth'),
  talk.read(['my pipeline', 'open the first one'], 'get_expansion_opportunity', 'TechCorp Financial Services'),
  talk.read(['my 5 riskiest', 'what are they worth together', 'open the 2nd one'], 'get_account_health', 'Zephyra School District'),
  talk.read(['renewals next 90 days', 'only the ones over 50k'], 'list_accounts', {
    conditions: [where('arr', 'above', 50_000), where('days_to_renewal', 'between', 0, 90)],
  }),
  casesOf('conversation', 'dana.cole').read(['who could be a reference for a bank', 'any in europe'], 'find_advocates', {
    vertical: 'fintech',
    region: 'Europe',
  }),
  casesOf('conversation', 'omar.haddad').read(['list my healthcare accounts', 'any with open tickets'], 'list_accounts', {
    owner: 'mine',
    vertical: 'healthcare',
    conditions: [where('open_tickets', 'above', 0)],
  }),
  talk.read(['accounts without usage data', 'how much arr in total'], 'summarize_accounts', {
    metric: 'arr',
    measures: ['sum'],
    conditions: [where('active_users', 'unknown')],
  }),
  // Mails pasted beside a question: it is about whom they name.
  talk.read(
    '> Hi Sarah, the export fails again at TechCorp and we are not amused. Mike\nwhen do they renew?',
    'assess_renewal',
    'TechCorp Financial Services',
  ),
  // One account, in other words.
  account.read('why did dataflow tank', 'explain_health_change', 'DataFlow Analytics'),
  account.read('how long til obsidian mobile expires', 'assess_renewal', 'Obsidian Mobile'),
  account.read('who signs the contract at techcorp', 'list_contacts', 'TechCorp Financial Services'),
  account.read('what do they owe us at obsidian mobile', 'list_accounts', { accounts: ['Obsidian Mobile'], show: ['open_amount'] }),
  account.read('payflow vs acme labs, who is bigger', 'list_accounts', {
    accounts: ['PayFlow Technologies', 'Acme Labs'],
    show: ['arr'],
  }),
  account.read('is anyone at jasper mutual actually using what they bought', 'analyze_behavior', 'Jasper Mutual'),
  account.either(
    'wann läuft der vertrag von techcorp aus',
    account.call('assess_renewal', 'TechCorp Financial Services'),
    account.call('list_accounts', { accounts: ['TechCorp Financial Services'], show: ['renewal_date'] }),
  ),
  account.read('offene tickets bei dataflow', 'list_accounts', { accounts: ['DataFlow Analytics'], show: ['open_tickets'] }),
  omar.reads('my day + approvals pls', omar.call('my_day'), omar.call('list_approvals')),
  elena.read("what's our roi on the advocacy programme", 'get_advocacy_performance'),
  account.read('what is going on with obsidian mobile, they sound angry', 'brief_account', 'Obsidian Mobile'),
  account.read('find brindle payments in the crm', 'brief_account', 'Brindle Payments'),
  account.read('is sable fashion house bigger or smaller than its peers', 'compare_to_segment', 'Sable Fashion House'),
  omar.read('northwind trading uk seats used vs bought', 'list_accounts', {
    accounts: ['Northwind Trading UK'],
    show: ['contract_utilization', 'seats_bought'],
  }),
  omar.reads(
    'marlow plastics and sable components: whos healthier',
    omar.call('get_account_health', 'Marlow Plastics'),
    omar.call('get_account_health', 'Sable Components'),
  ),
  account.reads(
    'health of hollin wealth, open tickets there, and when do they renew',
    account.call('get_account_health', 'Hollin Wealth'),
    account.call('list_accounts', { accounts: ['Hollin Wealth'], show: ['open_tickets'] }),
    account.call('assess_renewal', 'Hollin Wealth'),
  ),
  day.read('list approvals', 'list_approvals', { state: null }),
  marcus.read('pipeline', 'get_expansion_pipeline', { owner: null }),
  // What happened, told; and what only sounds like it.
  account.offers('met w/ mike chen this morning, he wants a pricing sheet by friday', 'log_activity', 'TechCorp Financial Services'),
  account.offers('note to self: ask valmont mutual about their merger', 'add_task', 'Valmont Mutual'),
  account.offers('stop the playbook on dataflow', 'pause_playbook', 'DataFlow Analytics'),
  unclear.asks('cancel my reminder for pinnock robotics'),
  unclear.asks('yarrow clinics hasnt paid has it'),
  account.offers(
    'just spoke to Nora Ferrari at crossfell clinics, she wants sso by march and is happy with support',
    'log_activity',
    'Crossfell Clinics',
  ),
  omar.offers(['brief me for foxglove motors at 2', 'log it: went ok, they want fewer seats'], 'log_activity', 'Foxglove Motors'),
  account.read('quick check on tallis components before my 11am', 'brief_account', 'Tallis Components'),
  unclear.asks('how would merrow diagnostics look if adoption went up 20 points'),
];
