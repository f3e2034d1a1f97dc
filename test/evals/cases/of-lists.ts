import { casesOf, where } from '../case.ts';

const { read, offers, asks } = casesOf('conversation');
const elena = casesOf('conversation', 'elena.rossi');

const BIGGEST = 'my ten biggest accounts';

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
  read(['which of my accounts are at risk of churning?', 'the second'], 'get_account_health', 'Zephyra School District'),
  // Two accounts of one name: the one that stood there.
  elena.read(['accounts with more than 1.3M ARR', 'the first'], 'get_account_health', 'Gablewood Sports'),
  // The number of a step is no place on the list.
  offers([BIGGEST, 'step number 3 at DataFlow is done'], 'complete_playbook_step', 'DataFlow Analytics', { step: '3' }),
  // Of what has no such place, or no such end, nothing else is answered.
  asks([BIGGEST, 'number 0']),
  asks(['open tickets at DataFlow', 'the second']),
  asks(['my overdue tasks', 'oldest?']),
  asks(['my pipeline', 'only those over 50k']),
  // A yes asks for nothing anew, however often.
  asks(['how healthy is TechCorp?', 'yes', 'do it']),
];
