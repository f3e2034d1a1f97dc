import { casesOf, TECHCORP, where } from '../case.ts';

const { read, reads, call, made, offers, drafts, asks } = casesOf('conversation');
const elena = casesOf('conversation', 'elena.rossi');

const BIGGEST = 'my ten biggest accounts';
const TASKS = 'my open tasks';
const PEOPLE = 'who do we know at TechCorp';
const PIPELINE = 'my pipeline';
const [FIRST, SECOND, THIRD] = ['account-7-00080', 'account-7-00045', 'account-7-00150'];
const DRAFTED = ['Dunmore Components', 'Valmont Mutual'].map((account) => call('draft_outreach', account));
const ofTask = (said: string, tool: string, asked: Record<string, unknown>) => made([TASKS, said], [{ offers: [call(tool, asked)] }]);
const beside = (accounts: string[], show: string[] | null = null) => ['list_accounts', { accounts, show }] as const;

/** Lists, and what is asked of them: by place, by an end, as a sum, and whatever stands between. */
export const ofLists = [
  read([BIGGEST, 'the second'], 'get_account_health', 'Valmont Mutual'),
  read([BIGGEST, 'the first', 'number 3'], 'get_account_health', 'Birchall Motors'),
  read([BIGGEST, 'the first', 'the second', 'number 3', 'number 4', 'why the second'], 'explain_health_change', 'Valmont Mutual'),
  read([BIGGEST, 'how healthy is the second?', 'no, the first'], 'get_account_health', 'Dunmore Components'),
  read([BIGGEST, 'la deuxième'], 'get_account_health', 'Valmont Mutual'),
  read([BIGGEST, 'und das dritte?'], 'get_account_health', 'Birchall Motors'),
  read([BIGGEST, 'which is biggest', 'only those over 100k'], 'list_accounts', {
    owner: 'mine',
    conditions: [where('arr', 'above', 100_000)],
  }),
  read(['which of my accounts are red', 'how much in total'], 'summarize_accounts', {
    owner: 'mine',
    band: 'red',
    metric: 'arr',
    measures: ['sum'],
  }),
  read(['which of my accounts are red', 'why the first', 'and the second?'], 'explain_health_change', 'Obsidian Mobile'),
  read(['who is most likely to churn', 'why the first'], 'assess_churn_risk', 'DataFlow Analytics'),
  read(['who renews in the next 60 days?', 'why the first', 'number 3'], 'assess_renewal', 'Valmont Interactive'),
  read(['expansion opportunities', 'why the top one'], 'get_expansion_opportunity', 'Pemberly Sports'),
  read(['my top churn risks', 'the second'], 'assess_churn_risk', 'Zephyra School District'),
  // To open one is to press the button of its row, whatever was asked in between.
  read([BIGGEST, 'open the second'], 'get_account_health', 'Valmont Mutual'),
  read([BIGGEST, 'and the last one?'], 'get_account_health'),
  read(['upcoming renewals', 'what about the third'], 'assess_renewal'),
  read(['upcoming renewals', 'why the first', 'show me the second'], 'assess_renewal'),
  read([BIGGEST, 'why the first', 'open the second'], 'get_account_health', 'Valmont Mutual'),
  read([PIPELINE, 'show me the first'], 'get_expansion_opportunity', TECHCORP),
  read(['who could be a reference', 'tell me about the second'], 'assess_advocacy_readiness'),
  read(['my evangelists', 'who is the second?'], 'assess_evangelist', 'Crossfell Clinics'),
  read([PEOPLE, 'who is the second?'], 'list_contacts', TECHCORP, { person: 'contact-sarah-johnson' }),
  read([PEOPLE, 'who is the second?', 'and the first'], 'list_contacts', TECHCORP, { person: 'contact-mike-chen' }),
  read(['who is Mike Chen'], 'list_contacts', TECHCORP, { person: 'Mike Chen' }),
  // Two accounts of one name: the one that stood there.
  elena.read(['accounts with more than 1.3M ARR', 'the first'], 'get_account_health', 'Gablewood Sports'),
  // The number of a step is no place on the list.
  offers([BIGGEST, 'step number 3 at DataFlow is done'], 'complete_playbook_step', 'DataFlow Analytics', { step: '3' }),
  // Several of a list: side by side, or the same of each.
  read([BIGGEST, 'compare the first and the second'], ...beside([FIRST, SECOND])),
  read([BIGGEST, 'compare 1 and 3'], ...beside([FIRST, THIRD])),
  read([BIGGEST, 'compare the first two'], ...beside([FIRST, SECOND])),
  read([BIGGEST, 'which of the first two is healthier?'], ...beside([FIRST, SECOND], ['health'])),
  reads(
    [BIGGEST, 'how healthy are the first two?'],
    call('get_account_health', 'Dunmore Components'),
    call('get_account_health', 'Valmont Mutual'),
  ),
  made([BIGGEST, 'draft a note to the first two'], [{ tools: DRAFTED, drafts: 2 }]),
  asks([BIGGEST, 'compare the first and number 40']),
  asks([TASKS, 'the first is done, and put the second off to Monday']),
  made([BIGGEST, 'email the first two about the renewal'], [{ tools: DRAFTED, drafts: 2 }]),
  asks(['accounts with more than 1.6M ARR', 'compare 1 and 30']),
  // What is listed is more than its account: the task, the deal, the step, the person.
  ofTask('the first one is done', 'complete_task', { task: 'account-7-00170-promise' }),
  ofTask('close the second', 'complete_task', { task: 'account-7-00075-task' }),
  ofTask('put the second off to Monday', 'postpone_task', { task: 'account-7-00075-task', until: '2026-11-30' }),
  offers([TASKS, 'log a call with the first: all well'], 'log_activity', 'account-7-00170', { text: 'all well' }),
  read([TASKS, 'the third'], 'show_task', { task: 'dataflow-promise' }),
  read([TASKS, 'how healthy is the second?'], 'get_account_health', 'Obsidian Mobile'),
  read([PIPELINE, 'the first'], 'get_expansion_opportunity', TECHCORP),
  drafts([PIPELINE, 'hand the first over to sales'], 'prepare_sales_handoff', TECHCORP),
  offers(['expansion opportunities', 'not now for the second, no budget'], 'mute_expansion_signal', 'account-techcorp', {
    opportunity: 'Second region with data residency',
    reason: 'no budget',
  }),
  offers(['my due playbook steps', 'the first one is done'], 'complete_playbook_step', 'account-dataflow', { step: '1' }),
  drafts(['who do we know at TechCorp', 'draft a note to the second'], 'draft_outreach', TECHCORP, { contact: 'Sarah Johnson' }),
  offers(['who do we know at TechCorp', 'log a call with the first: all well'], 'log_activity', TECHCORP, { person: 'Mike Chen' }),
  drafts(['my evangelists', 'draft a note to the second'], 'draft_outreach', 'Crossfell Clinics', { contact: 'Oliver Dubois' }),
  // No tool takes one of these, and what a tool does to something else of the account is not done.
  asks(['last emails from DataFlow', 'close the second']),
  asks(['tickets of my accounts', 'close the second']),
  asks(['what waits for my approval', 'approve the first']),
  // Of what has no such place, or no such end, nothing else is answered.
  asks([BIGGEST, 'number 0']),
  asks(['open tickets at DataFlow', 'the second']),
  asks(['my overdue tasks', 'oldest?']),
  asks(['my pipeline', 'only those over 50k']),
  // A yes asks for nothing anew, however often.
  asks(['how healthy is TechCorp?', 'yes', 'do it']),
];
