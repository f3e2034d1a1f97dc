import { casesOf, DATAFLOW, NEXT_QUARTER, TECHCORP, THIS_QUARTER, where } from '../case.ts';

const { read, reads, either, call, asks } = casesOf('conversation');
const omar = casesOf('conversation', 'omar.haddad');
const hannah = casesOf('conversation', 'hannah.vogel');
const elena = casesOf('conversation', 'elena.rossi');
const list = (said: string | string[], asked: Record<string, unknown>) => read(said, 'list_accounts', asked);
const sums = (said: string | string[], asked: Record<string, unknown>) => read(said, 'summarize_accounts', asked);
const high = where('churn_risk', 'at least', 70);
const atRiskRenewal = where('renewal_band', 'is', 'at_risk');
const some = (metric: string) => where(metric, 'above', 0);
const renewing = (from: string, to: string) => where('renewal_date', 'between', from, to);
const churned = (from: string, to: string) => ({ stage: 'churned', conditions: [where('churned_at', 'between', from, to)] });
const YEAR = ['2026-01-01', '2026-12-31'] as const;

/** Which accounts are meant: by a level, a date, a condition, or because they were spoken of. */
export const sets = [
  // One level, whatever is asked of those who have it.
  sums('how many customers are in danger', { conditions: [high] }),
  list('risky accounts in the UK', { region: 'United Kingdom', conditions: [high] }),
  either(
    'wie viele meiner Kunden sind gefährdet',
    call('summarize_accounts', { owner: 'mine', conditions: [high] }),
    call('list_churn_risks', { owner: 'mine', minRisk: 70 }),
  ),
  sums('how much revenue is in danger', { metric: 'arr', conditions: [high] }),
  list('retail accounts that are not at risk', { vertical: 'retail', conditions: [where('churn_risk', 'below', 70)] }),
  sums(['which renewals next quarter are in trouble', 'total?'], { metric: 'arr', conditions: [renewing(...NEXT_QUARTER), atRiskRenewal] }),
  either('clientes en peligro', call('list_churn_risks', { minRisk: 70 }), call('list_accounts', { conditions: [high] })),
  omar.reads(
    'which of my renewals this quarter are at risk and what are they worth together',
    call('list_accounts', { owner: 'mine', conditions: [renewing(...THIS_QUARTER), atRiskRenewal] }),
    call('summarize_accounts', { owner: 'mine', metric: 'arr', conditions: [renewing(...THIS_QUARTER), atRiskRenewal] }),
  ),
  // Several values of one filter are one list; what is added to them stands beside them.
  list(['my red accounts', 'plus orange'], { owner: 'mine', band: ['red', 'orange'] }),
  list(['my red accounts', 'what about orange'], { owner: 'mine', band: 'orange' }),
  list('welche Kunden sind rot oder orange', { band: ['red', 'orange'] }),
  list(['manufacturing or retail accounts in red', 'and healthcare too'], {
    band: 'red',
    vertical: ['manufacturing', 'retail', 'healthcare'],
  }),
  // The date of what happened.
  sums('how many clients did we lose in 2026', churned(...YEAR)),
  list('which customers churned last quarter', churned('2026-07-01', '2026-09-30')),
  sums('wie viele Kunden haben wir dieses Jahr verloren', churned(...YEAR)),
  list('new customers since July', { conditions: [where('customer_since', 'at least', '2026-07-01')] }),
  list('welche meiner Kunden sind dieses Quartal gefährdet', { owner: 'mine', conditions: [renewing(...THIS_QUARTER), atRiskRenewal] }),
  list('clientes en riesgo este trimestre', { conditions: [renewing(...THIS_QUARTER), atRiskRenewal] }),
  list('who is our smallest customer by arr', { sort: 'arr', direction: 'ascending', limit: 1 }),
  list('my largest client', { owner: 'mine', sort: 'arr', direction: 'descending', limit: 1 }),
  list('accounts that have never answered an NPS survey', { conditions: [where('nps_answers', 'is', 0)] }),
  list('which accounts signed this quarter', { conditions: [where('customer_since', 'between', ...THIS_QUARTER)] }),
  // Those that have any are counted, not what they have.
  sums('how many of my customers have open tickets', { owner: 'mine', conditions: [some('open_tickets')] }),
  sums('combien de mes clients ont des factures en retard', { owner: 'mine', conditions: [some('overdue_invoices')] }),
  sums('wie viele Konten haben überfällige Rechnungen', { conditions: [some('overdue_invoices')] }),
  sums('how many overdue invoices do my accounts have', { owner: 'mine', metric: 'overdue_invoices' }),
  list('severe tickets, oldest first', { conditions: [some('open_severe_tickets')], sort: 'oldest_open_ticket' }),
  // Whom nobody knows is named beside the others.
  reads('how healthy are TechCorp and Stark Industries', call('get_account_health', TECHCORP)),
  read('compare DataFlow with Initech', 'list_accounts', { accounts: [DATAFLOW] }),
  // What a tool listed or counted is what is asked of next.
  list(['upcoming renewals', 'only the ones above 150k'], {
    conditions: [where('days_to_renewal', 'between', 0, 90), where('arr', 'above', 150_000)],
  }),
  list(['prochains renouvellements', 'seulement ceux de plus de 150k'], {
    conditions: [where('days_to_renewal', 'between', 0, 90), where('arr', 'above', 150_000)],
  }),
  list(['how many of my accounts are orange', 'which ones?'], { owner: 'mine', band: 'orange' }),
  sums(['how many of my accounts are orange', 'who is on vacation', 'of those with health above 50'], {
    owner: 'mine',
    band: 'orange',
    conditions: [where('health', 'above', 50)],
  }),
  sums(['how is my portfolio doing?', 'how many of those are green'], { owner: 'mine', band: 'green' }),
  list(['is TechCorp healthier than Foxglove Payments?', 'which of both renews first'], {
    accounts: [TECHCORP, 'Foxglove Payments'],
    sort: 'renewal_date',
  }),
  asks('which of those are red'),
  asks('how many of them have a champion'),
  sums(['average NPS by segment', 'which segment is worst'], { metric: 'nps', groupBy: 'segment' }),
  // Several conditions, one list; "my" holds for all of it.
  hannah.read('my accounts with health below 60 and renewal within 4 months', 'list_accounts', {
    owner: 'mine',
    conditions: [where('health', 'below', 60), where('days_to_renewal', 'between', 0, 120)],
  }),
  hannah.reads(
    'my red accounts and renewals within 30 days',
    call('list_accounts', { owner: 'mine', band: 'red' }),
    call('list_upcoming_renewals', { owner: 'mine', withinDays: 30 }),
  ),
  // A week that is over, and what came since a day.
  read(['how is TechCorp', 'and last week?'], 'get_account_health', TECHCORP, { asOf: '2026-11-22' }),
  read('how did the health of TechCorp change last week', 'explain_health_change', TECHCORP, { since: '2026-11-16', until: '2026-11-22' }),
  read('what happened last week at TechCorp', 'list_happenings', TECHCORP, { since: '2026-11-16', until: '2026-11-22' }),
  read(['how was TechCorp on 9 November', 'what changed since then'], 'explain_health_change', TECHCORP, { since: '2026-11-09' }),
  // The account that is spoken of.
  read(['how is TechCorp', 'compare it with DataFlow'], 'list_accounts', { accounts: [TECHCORP, DATAFLOW] }),
  read(['how is TechCorp', 'any tickets?'], 'list_activity', TECHCORP, { kind: 'ticket' }),
  read(['how is TechCorp', 'is that account at risk?'], 'assess_churn_risk', TECHCORP),
  asks('is that account at risk?'),
  read(['how is TechCorp', 'und warum?'], 'explain_health_change', TECHCORP),
  read(['how is TechCorp', '¿por qué?'], 'explain_health_change', TECHCORP),
  read('hwo is TechCorp', 'get_account_health', TECHCORP),
  list('welche Konten verlängern im nächsten Quartal', { conditions: [renewing(...NEXT_QUARTER)] }),
  elena.read('show me the drafts that wait', 'list_approvals', { whose: null }),
];
