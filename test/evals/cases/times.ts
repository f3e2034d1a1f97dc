import { casesOf, DATAFLOW, NEXT_QUARTER, TECHCORP, THIS_QUARTER, where } from '../case.ts';

const { read, either, call, asks } = casesOf('conversation');
const renewing = (from: string, to: string) => ({ conditions: [where('renewal_date', 'between', from, to)] });
const JANUARY = 'which accounts renew in january';
const OCTOBER = 'emails with TechCorp in October';
const emails = (since: string, until: string) => ['list_activity', TECHCORP, { kind: 'email', since, until }] as const;

/** Times that are told by the one before. */
export const times = [
  read([JANUARY, 'the month after?'], 'list_accounts', renewing('2027-02-01', '2027-02-28')),
  read([JANUARY, 'the month after?', 'and the month after that?'], 'list_accounts', renewing('2027-03-01', '2027-03-31')),
  read(['which accounts renew next quarter', 'and the quarter before?'], 'list_accounts', renewing(...THIS_QUARTER)),
  read(['which accounts renew this quarter', 'the following quarter?'], 'list_accounts', renewing(...NEXT_QUARTER)),
  read([OCTOBER, 'the month before?'], ...emails('2026-09-01', '2026-09-30')),
  read([OCTOBER, 'der Monat davor?'], ...emails('2026-09-01', '2026-09-30')),
  read([OCTOBER, 'et le mois d’après ?'], ...emails('2026-11-01', '2026-11-30')),
  read(['meetings with DataFlow last week', 'and the week before?'], 'list_activity', DATAFLOW, {
    kind: 'meeting',
    since: '2026-11-09',
    until: '2026-11-15',
  }),
  read(['meetings with DataFlow this week', 'same for next week'], 'list_activity', DATAFLOW, {
    kind: 'meeting',
    since: '2026-11-30',
    until: '2026-12-06',
  }),
  read(['what changed at DataFlow in september', 'the month after?'], 'explain_health_change', DATAFLOW, {
    since: '2026-10-01',
    until: '2026-10-31',
  }),
  read(['how did TechCorp do in october', 'and the month before?'], 'get_account_health', TECHCORP, { asOf: '2026-09-30' }),
  either(
    ['upcoming renewals', 'next week?'],
    call('list_accounts', renewing('2026-11-30', '2026-12-06')),
    call('list_upcoming_renewals', { from: '2026-11-30', until: '2026-12-06' }),
  ),
  read(['arr at risk by segment', 'only next quarter'], 'summarize_accounts', {
    metric: 'arr',
    groupBy: 'segment',
    conditions: [where('renewal_date', 'between', ...NEXT_QUARTER), where('renewal_band', 'is', 'at_risk')],
  }),
  // Next to no time, and of what takes none.
  asks(['my renewals', 'the month after?']),
  asks(['my tasks for this week', 'same for next week']),
];
