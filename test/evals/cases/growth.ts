import { casesOf, DATAFLOW, TECHCORP, where } from '../case.ts';

const one = casesOf('account');
const book = casesOf('portfolio');
const act = casesOf('doing');
const ae = casesOf('roles', 'marcus.johnson');
const rachel = casesOf('roles', 'rachel.stone');
const executive = casesOf('roles', 'elena.rossi');

const detect = 'detect_expansion_signals';
const list = 'list_expansion_opportunities';

/** Growth that nobody typed in: at one account, over the book, and set aside. */
export const growth = [
  ae.read('what should I know before I call Quarry Software about more seats', detect, 'Quarry Software'),
  ae.read('could techcorp buy more', detect, TECHCORP),
  ae.read('any upsell at Umber Software?', detect, 'Umber Software'),
  ae.read('my upsell opportunities', list, { owner: 'mine' }),
  ae.read('which of my accounts could buy more', list, { owner: 'mine' }),
  ae.read('list my accounts', 'list_accounts', { owner: 'mine' }),
  ae.read('who could buy more seats', list, { kind: 'more_seats' }),
  rachel.read('biggest expansion opportunities', list),
  rachel.read('what else could we sell to Hollin Wealth', detect, 'Hollin Wealth'),
  executive.read('where can we grow', list),
  executive.read('expansion opportunities over 100k', list, { minValue: 100_000 }),
  one.read('expansion signals at TechCorp', detect, TECHCORP),
  one.read('is there growth at Valmont Mutual', detect, 'Valmont Mutual'),
  one.read('growth at Hollin Wealth?', detect, 'Hollin Wealth'),
  one.read('is Jasper Mutual ready to expand', detect, 'Jasper Mutual'),
  one.read('whitespace at DataFlow', detect, DATAFLOW),
  one.read('upsell potential of Quarry Software', detect, 'Quarry Software'),
  one.read('was könnten wir TechCorp noch verkaufen', detect, TECHCORP),
  one.read('Wachstumssignale bei Hollin Wealth', detect, 'Hollin Wealth'),
  one.read('signaux de croissance chez TechCorp', detect, TECHCORP),
  one.read('señales de crecimiento en TechCorp', detect, TECHCORP),
  one.read('expansion signals at TechCorp on 1 October', detect, TECHCORP, { asOf: '2026-10-01' }),
  book.read('expansion opportunities of Omar', list, { owner: 'Omar Haddad|omar haddad|Omar|omar' }),
  book.read('growth opportunities in Europe', list, { region: 'Europe' }),
  book.either(
    'which accounts need a new region',
    book.call(list, { kind: 'new_location' }),
    book.call('list_accounts', { conditions: [where('new_regions', 'above', 0)] }),
  ),
  book.read('where could we sell more among our retail customers', list, { vertical: 'retail' }),
  book.read('upsell chances among manufacturing customers', list, { vertical: 'manufacturing' }),
  book.read('upsell opportunities I am at least 80 % sure of', list, { minConfidence: 80 }),
  book.read('wo können wir wachsen', list),
  book.read('opportunités d’expansion', list),
  book.read('oportunidades de expansión de mis cuentas', list, { owner: 'mine' }),
  book.read('accounts with expansion value over 50k', 'list_accounts', { conditions: [where('expansion_value', 'above', 50_000)] }),
  book.read('expansion readiness above 80', 'list_accounts', { conditions: [where('expansion_readiness', 'above', 80)] }),
  book.read('top 5 accounts by expansion value', 'list_accounts', { sort: 'expansion_value', limit: 5 }),
  rachel.offers('not now for Maplecroft Diagnostics, they have no budget', 'mute_expansion_signal', 'Maplecroft Diagnostics'),
  ae.offers('dismiss the expansion signal at Brackwater Capital, wrong time for them', 'mute_expansion_signal', 'Brackwater Capital'),
  rachel.offers(
    'mute the upsell signal at Maplecroft Diagnostics, they have no budget',
    'mute_expansion_signal',
    'Maplecroft Diagnostics',
    {
      reason: 'they have no budget',
    },
  ),
  act.asks('mute the expansion signal at TechCorp'),
];
