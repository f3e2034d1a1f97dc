import { casesOf, where } from '../case.ts';

const { read, either, call } = casesOf('day');
const omar = casesOf('day', 'omar.haddad');
const priya = casesOf('day', 'priya.patel');

/** One's own day. */
export const day = [
  either('what should I do today', call('my_day', {}), call('get_health_digest', {}), call('get_health_digest', { owner: 'mine' })),
  either('what needs my attention today', call('get_health_digest', {}), call('get_health_digest', { owner: 'mine' })),
  either('morning! what do I need to look at', call('get_health_digest', {}), call('get_health_digest', { owner: 'mine' })),
  either('did anything change since yesterday', call('get_health_digest', {}), call('get_health_digest', { owner: 'mine' })),
  either('digest pls', call('get_health_digest', {}), call('get_health_digest', { owner: 'mine' })),
  either('anything urgent today?', call('get_health_digest', {}), call('get_health_digest', { owner: 'mine' })),
  read('which of my accounts got worse', 'get_portfolio_health', { owner: 'mine' }),
  read('who improved this month in my book', 'get_portfolio_health', { owner: 'mine' }),
  either('what playbook steps are due for me', call('list_due_steps', {}), call('list_due_steps', { owner: 'mine' })),
  either('my due steps', call('list_due_steps', {}), call('list_due_steps', { owner: 'mine' })),
  omar.read('my accounts that nobody contacted for 45 days', 'list_accounts', {
    owner: 'mine',
    conditions: [where('days_since_contact', 'at least|above', 45)],
  }),
  omar.read('my red and orange ones? start with orange', 'list_accounts', { owner: 'mine', band: 'orange' }),
  omar.either(
    'which of mine renew in the next 30 days',
    omar.call('list_accounts', { owner: 'mine', conditions: [where('days_to_renewal', 'between', 0, 30)] }),
    omar.call('list_upcoming_renewals', { owner: 'mine', withinDays: 30 }),
  ),
  omar.read('my accounts with overdue tasks', 'list_accounts', { owner: 'mine', conditions: [where('overdue_tasks', 'above', 0)] }),
  priya.either('what needs us today', priya.call('get_health_digest', {}), priya.call('my_day', {})),
  priya.read("show Omar's due playbook steps", 'list_due_steps', { owner: 'Omar' }),
  read("what's on my plate this week", 'my_day'),
  read('what is waiting for me', 'list_approvals'),
  read('my meetings today', 'list_activity', { kind: 'meeting' }),
  read('my tasks for this week', 'list_tasks', { owner: 'mine', due: 'week' }),
  omar.read('my tasks', 'list_tasks', { owner: 'mine', kind: null }),
  omar.read('my promises', 'list_tasks', { owner: 'mine', kind: 'promise' }),
  omar.read('what is overdue for me', 'list_tasks', { owner: 'mine', due: 'overdue' }),
  omar.read('what should I do first today', 'my_day'),
  priya.read("what is on Lucy's plate", 'my_day', { owner: 'Lucy' }),
  priya.read('which tasks of Diego are overdue', 'list_tasks', { owner: 'Diego', due: 'overdue' }),
  read('Was muss ich heute tun?', 'my_day'),
  read('mon programme du jour', 'my_day'),
  read('which drafts of mine wait for approval', 'list_approvals', { whose: 'asked' }),
  read('did elena approve my draft', 'list_approvals', { whose: 'asked' }),
  read('what did I do last week', 'list_activity', { owner: 'mine' }),
  read('what do I follow', 'list_followed'),
  read('which accounts am I following?', 'list_followed'),
  read('show everything I am subscribed to', 'list_followed'),
  read('what changed at the accounts I follow', 'list_followed_changes'),
  omar.read('any news of my followed accounts', 'list_followed_changes'),
  priya.read('updates since 20 November on what I follow', 'list_followed_changes', { since: '2026-11-20' }),
  priya.read('updates since Monday on what I follow', 'list_followed_changes', { since: '2026-11-23' }),
  either('Was steht heute an?', call('my_day', {}), call('get_health_digest', {}), call('get_health_digest', { owner: 'mine' })),
  either("qu'est-ce qui demande mon attention aujourd'hui ?", call('get_health_digest', {}), call('get_health_digest', { owner: 'mine' })),
  read('¿cuáles de mis cuentas empeoraron este mes?', 'get_portfolio_health', { owner: 'mine' }),
  read('wich of my acounts got wrse this month', 'get_portfolio_health', { owner: 'mine' }),
];
