import { describe, expect, test } from '@jest/globals';
import { readBook } from '../../../adapters/planner/book/question.ts';
import { refersToThem } from '../../../adapters/planner/follow-ups/of-those.ts';
import { selectedBy } from '../../../adapters/planner/follow-ups/set.ts';
import { periodOf } from '../../../adapters/planner/reading/dates.ts';
import { levelsIn } from '../../../adapters/planner/reading/levels.ts';
import { besides } from '../../../adapters/planner/reading/names.ts';
import { read } from '../../../adapters/planner/reading/reading.ts';
import { indexTools } from '../../../adapters/planner/routing/route.ts';
import { agents } from '../../../agents/index.ts';
import { toWire } from '../../../tools/wire.ts';

const NOW = new Date('2026-11-27T09:00:00Z');
const index = indexTools(agents.flatMap(({ tools, title }) => tools.map((tool) => toWire(tool, title))));
const nobody = { accounts: [], contacts: [], focus: {} };

describe('which accounts are meant', () => {
  test.each(['accounts at risk', 'customers in trouble', 'gefährdete Kunden', 'clients à risque', 'cuentas en peligro'])(
    'a level of the catalogue: %s',
    (text) => {
      const [level] = levelsIn(read(text, nobody, NOW, index.lexicon).words);
      expect([level?.metric.key, level?.at]).toEqual(['churn_risk', 70]);
    },
  );

  test.each([
    ['accounts with a bad survey', { metric: 'nps', comparator: 'below', value: 0 }],
    ['which detractors renew in March', { metric: 'nps', comparator: 'below', value: 0 }],
    ['who pays late', { metric: 'payment_delay', comparator: 'at least', value: 7 }],
    ['customers that are not angry', { metric: 'sentiment', comparator: 'at least', value: -0.25 }],
  ])('what a low or high end is called chooses by it, and by nothing besides: %s', (text, condition) => {
    const { conditions, unused } = readBook(read(text, nobody, NOW, index.lexicon), index.book);
    expect(conditions.filter(({ metric }) => metric !== 'renewal_date')).toEqual([expect.objectContaining(condition)]);
    expect(unused).toEqual([]);
  });

  test.each(['churn risk by region', 'my riskiest accounts', 'who could churn'])('no level: %s', (text) => {
    expect(levelsIn(read(text, nobody, NOW, index.lexicon).words)).toEqual([]);
  });

  test.each([
    ['drop the ones under 100k', 'least', false],
    ['please exclude those above 60', 'most', false],
    ['only the ones under 100k', 'most', true],
    ['drop a line to accounts under 100k', 'most', true],
  ])('what is dropped is what is not left: %s', (text, bound, strict) => {
    expect(read(text, nobody, NOW, index.lexicon).constraints).toMatchObject([{ bound, strict }]);
  });

  test('a list says of which accounts it is', () => {
    const turn = (name: string, given: object) => ({
      question: '',
      calls: [{ id: '1', name, arguments: JSON.stringify(given) }],
      point: '',
      choices: [],
      answered: true,
    });
    expect(selectedBy(turn('list_churn_risks', { owner: 'mine', minRisk: 70 }), index)).toMatchObject({
      owner: 'mine',
      conditions: [{ metric: 'churn_risk', comparator: 'at least', value: 70 }],
    });
    expect(selectedBy(turn('list_upcoming_renewals', {}), index)).toMatchObject({
      conditions: [{ metric: 'days_to_renewal', comparator: 'between', value: 0, to: 90 }],
    });
    expect(selectedBy(turn('get_account_health', { account: 'Acme' }), index)).toBeUndefined();
  });

  test.each([
    ['how much is that', true],
    ['which ones', true],
    ['which of those are red', true],
    ['show me the drafts that wait', false],
    ['is that account at risk', false],
    ['how many accounts renew this quarter', false],
  ])('%s speaks of those before: %s', (text, refers) => {
    expect(refersToThem(text)).toBe(refers);
  });

  test('a name beside an account is one of them, a word further on is not', () => {
    const text = 'compare Acme, Initech and Globex about SSO';
    const at = (name: string) => ({ name, from: text.indexOf(name), to: text.indexOf(name) + name.length });
    expect(besides(text, [at('Globex'), at('Initech'), at('SSO')], [at('Acme')]).map(({ name }) => name)).toEqual(['Initech', 'Globex']);
  });
});

test.each([
  ['what happened last week', '2026-11-16', '2026-11-22'],
  ['letzte Woche', '2026-11-16', '2026-11-22'],
  ['la semaine dernière', '2026-11-16', '2026-11-22'],
  ['in the past week', '2026-11-20', undefined],
  ['since last week', '2026-11-20', undefined],
])('a week that is over ends on its Sunday: %s', (text, from, to) => {
  expect(periodOf(text, NOW)).toMatchObject(to ? { from, to } : { from });
  expect(periodOf(text, NOW).to).toBe(to);
});
