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
