import { casesOf, where } from '../case.ts';

const { read, made, call } = casesOf('portfolio');
const list = (said: string | string[], asked: Record<string, unknown>) => read(said, 'list_accounts', asked);
const left = (by: string, ...values: string[]) => values.map((value) => ({ by, value }));

/** Accounts without those of a value: of whatever they can be told apart by. */
export const leftOut = [
  list('my accounts excluding healthcare', { owner: 'mine', without: left('vertical', 'healthcare') }),
  list('accounts without the enterprise ones', { conditions: [where('segment', 'is not', 'enterprise')] }),
  list('all my accounts but the red ones', { owner: 'mine', conditions: [where('health_band', 'is not', 'red')] }),
  list('all accounts outside Europe', { without: left('region', 'Europe') }),
  list('my accounts except EMEA', { owner: 'mine', without: left('region', 'Europe', 'Nordics', 'United Kingdom') }),
  list('red accounts but not fintech', { band: 'red', without: left('vertical', 'fintech') }),
  list('accounts not owned by Omar', { conditions: [where('owner', 'is not', 'Omar Haddad')] }),
  list('everything except onboarding', { without: left('stage', 'onboarding') }),
  list('mes comptes sauf les rouges', { owner: 'mine', conditions: [where('health_band', 'is not', 'red')] }),
  list('Konten ohne Einzelhandel', { without: left('vertical', 'retail') }),
  list('my accounts not contacted in 30 days excluding retail', {
    owner: 'mine',
    conditions: [where('days_since_contact', 'at least', 30)],
    without: left('vertical', 'retail'),
  }),
  list('customers neither in retail nor in healthcare', { without: left('vertical', 'retail', 'healthcare') }),
  list(['my accounts', 'which ones are not in Europe?'], { owner: 'mine', without: left('region', 'Europe') }),
  list(['my accounts', 'not the red ones', 'and not the orange ones', 'without retail'], {
    owner: 'mine',
    conditions: [where('health_band', 'is not', 'red'), where('health_band', 'is not', 'orange')],
    without: left('vertical', 'retail'),
  }),
  read('total ARR without government and retail', 'summarize_accounts', {
    metric: 'arr',
    without: left('vertical', 'government', 'retail'),
  }),
  made('my red and orange accounts, not retail', [
    { tools: [call('list_accounts', { owner: 'mine', band: ['red', 'orange'], without: left('vertical', 'retail') })] },
  ]),
];
