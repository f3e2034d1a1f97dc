import { expect, test } from '@jest/globals';
import { answered, overNames } from './ask.ts';

const say = overNames();

const before = answered('how healthy is DataFlow', 'get_account_health', { account: 'DataFlow Analytics' }, 'DataFlow Analytics: 51.');

/** Whether the one call of an answer is of the account that was told of. */
const isOfIt = async (text: string, elsewhere: boolean) => {
  const { calls } = await say(text, { before, elsewhere, focus: { account: 'DataFlow Analytics' } });
  return calls
    .flatMap((each) => Object.values(each.arguments))
    .flat()
    .some((value) => value === 'DataFlow Analytics');
};

test.each(['who else should I involve', 'what can we do', 'how much is that', 'when do they renew'])(
  'in its thread a question that names nobody is of the account: %s',
  async (text) => {
    expect(await isOfIt(text, false)).toBe(true);
  },
);

test.each(['which renewals are at risk', 'which accounts are red', 'who has gone quiet', 'top 5 accounts by ARR'])(
  'a choice among many is of all of them: %s',
  async (text) => {
    expect(await isOfIt(text, false)).toBe(false);
  },
);

test('where a conversation begins, what is asked of everybody is of everybody, and "it" still means what it did', async () => {
  for (const text of ['what is overdue', 'who renews next quarter']) expect(await isOfIt(text, true)).toBe(false);
  expect(await isOfIt('when does it renew', true)).toBe(true);
});

const ROWS = ['TechCorp Financial Services', 'DataFlow Analytics', 'Summit Health'].map((name) => ({
  id: name.toLowerCase().replaceAll(' ', '-'),
  name,
}));
const red = answered(
  'which accounts are red',
  'list_accounts',
  { conditions: [{ metric: 'health_band', comparator: 'is', value: 'red' }] },
  '3 accounts (red).',
  { of: 'accounts', rows: ROWS, whole: true },
);
const keepsRed = async (text: string, elsewhere: boolean) =>
  JSON.stringify((await say(text, { before: red, elsewhere })).calls).includes('"red"');

test.each(['top 5 by churn risk', 'my accounts', 'open urgent tickets', 'accounts in onboarding'])(
  'where a conversation begins, what says itself of which accounts it asks takes nothing of a list before: %s',
  async (text) => {
    expect(await keepsRed(text, true)).toBe(false);
    expect(await keepsRed(text, false)).toBe(true);
  },
);

test.each(['which is biggest', 'only those over 50k', 'what about mine', 'by region', 'how much is that'])(
  'what needs the list before goes on with it, also where a conversation begins: %s',
  async (text) => {
    expect(await keepsRed(text, true)).toBe(true);
  },
);

test.each(['what should I do today', 'what is overdue', 'how did you get this'])(
  'what is asked in the words of a tool narrows no list down, in its thread neither: %s',
  async (text) => {
    expect(await keepsRed(text, false)).toBe(false);
  },
);
