import { type Case, casesOf, DATAFLOW, where } from '../case.ts';

const account = casesOf('account');
const portfolio = casesOf('portfolio');
const doing = casesOf('doing');
const drafts = casesOf('drafts');
const day = casesOf('day');
const CHAMPIONLESS = where('champion', 'unknown');

/** The second thing said in a thread: of the account, the people, the list or the offer before. */
export const threads: readonly Case[] = [
  account.read(['how is PayFlow doing', 'what do they pay us'], 'list_accounts', {
    accounts: ['PayFlow Technologies'],
    show: ['arr'],
  }),
  account.read(['when does Kelvane Therapeutics renew', 'how much is that'], 'list_accounts', {
    accounts: ['Kelvane Therapeutics'],
    show: ['arr'],
  }),
  portfolio.read(['when does PayFlow renew', 'which renewals are at risk'], 'list_accounts', {
    conditions: [where('renewal_band', 'is', 'at_risk')],
  }),
  account.read(['brief me on Pinnock Robotics', 'who should I talk to'], 'list_contacts', 'Pinnock Robotics'),
  account.read(['Yarrow Capital churn risk', 'what can we do'], 'recommend_retention_strategy', 'Yarrow Capital'),
  account.read(['wie geht es Hollin Studios', 'was kann ich tun'], 'recommend_retention_strategy', 'Hollin Studios'),
  account.read(['cómo está Yarrow Capital', 'qué podemos hacer'], 'recommend_retention_strategy', 'Yarrow Capital'),
  account.read(['wie geht es Hollin Studios', 'wem gehört der Kunde'], 'list_accounts', { accounts: ['Hollin Studios'], show: ['owner'] }),
  account.read(['onboarding of Crossfell Outfitters', 'when do they go live'], 'get_success_plan', 'Crossfell Outfitters'),
  account.read(['open tickets at Alder Hospitals', 'and invoices'], 'list_accounts', {
    accounts: ['Alder Hospitals'],
    show: ['open_invoices'],
  }),
  account.read(['who is the champion at Yarrow Capital', 'how can I reach her'], 'list_contacts', 'Yarrow Capital'),
  account.read(['why is DataFlow at risk', 'what should I do today'], 'my_day'),
  account.read(['how healthy is DataFlow', 'how did you calculate this'], 'explain_answer'),
  account.read(['my open tasks', 'how is PayFlow'], 'get_account_health', 'PayFlow Technologies'),
  portfolio.read(['how much ARR is at risk', 'which accounts are they'], 'list_accounts', {
    conditions: [where('churn_risk', 'at least', 70)],
  }),
  portfolio.read(['ARR of red accounts by owner', 'which accounts are behind it'], 'list_accounts', { band: 'red' }),
  portfolio.read(['red accounts', 'whose are they'], 'list_accounts', { band: 'red', show: ['owner'] }),
  portfolio.read(['accounts without a champion', 'just mine', 'how many are in fintech'], 'summarize_accounts', {
    owner: 'mine',
    vertical: 'fintech',
    conditions: [CHAMPIONLESS],
  }),
  portfolio.read(['accounts without a champion', 'the biggest ones first'], 'list_accounts', {
    sort: 'arr',
    direction: 'descending',
    limit: null,
    conditions: [CHAMPIONLESS],
  }),
  portfolio.read(['cuentas sin campeón', 'cuál es la más grande'], 'list_accounts', { sort: 'arr', limit: 1, conditions: [CHAMPIONLESS] }),
  portfolio.read(['my renewals in the next 60 days', 'sort by ARR'], 'list_accounts', {
    owner: 'mine',
    sort: 'arr',
    conditions: [where('days_to_renewal', 'between', 0, 60)],
  }),
  portfolio.read(['average NPS by owner', 'who is worst'], 'summarize_accounts', { metric: 'nps', groupBy: 'owner' }),
  portfolio.read(['how is the Nordics region doing', 'and Europe?'], 'summarize_accounts', { metric: 'health', region: 'Europe' }),
  portfolio.read(['my open deals', 'which are stuck'], 'get_expansion_pipeline', { owner: 'mine', stuck: true }),
  portfolio.read(['who could be a reference in healthcare', 'who owns the first'], 'list_accounts', {
    accounts: ['account-7-growth-0001'],
    show: ['owner'],
  }),
  portfolio.asks(['open deals', 'at which accounts']),
  portfolio.asks(['red accounts', 'why']),
  day.read(['my day', "what's overdue"], 'list_tasks', { owner: 'mine', due: 'overdue' }),
  account.read(['how is Hollin Studios', 'any complaints'], 'list_accounts', { accounts: ['Hollin Studios'] }),
  doing.offers(['remind me in a week to check on Quarry Software', 'make it two weeks'], 'add_task', 'Quarry Software', {
    due: '2026-12-11',
  }),
  doing.offers(['remind me tomorrow to call Quarry Software', 'and one for PayFlow too'], 'add_task', 'PayFlow Technologies', {
    text: 'call PayFlow Technologies',
  }),
  doing.offers(['record renewal call DataFlow 70 % best case', 'make it commit'], 'record_renewal_call', DATAFLOW, {
    category: 'commit',
    probability: 70,
  }),
  drafts.drafts(['draft a check-in to Mark at DataFlow', 'to the champion instead', 'auf deutsch'], 'draft_outreach', DATAFLOW, {
    role: 'champion',
    language: 'german',
  }),
  drafts.asks(['who did I not talk to in 30 days', 'draft a check-in to the biggest one']),
];
