import { expect, test } from '@jest/globals';
import type { FoundMentions } from '../../../agents/kit/mentions.ts';
import { nextFocus } from '../../../bot/turn/focus.ts';
import type { ToolSuccess } from '../../../tools/run-tool.ts';

const BIGGEST = { id: 'a-1', name: 'Biggest', said: 'biggest' };
const mentions = (...accounts: FoundMentions['accounts']): FoundMentions => ({ accounts, contacts: [], colleagues: [], regions: [] });
const result = (input: object, output: object = {}) =>
  ({ input, output, card: { point: '', parts: [], sections: [] } }) as unknown as ToolSuccess;
const before = { account: { id: 'a-9', name: 'TechCorp' } };
const idOf = (...given: Parameters<typeof nextFocus>) => nextFocus(...given).account?.id;

test('an account is spoken of next where a call took its name, or nothing was called', () => {
  expect(idOf(before, mentions(BIGGEST), [result({ account: 'Biggest' })])).toBe('a-1');
  expect(idOf(before, mentions(BIGGEST), [result({ account: 'a-1' })])).toBe('a-1');
  expect(idOf(before, mentions(BIGGEST), [result({}, { account: { id: 'a-1', name: 'Biggest' } })])).toBe('a-1');
  expect(idOf(before, mentions(BIGGEST), [])).toBe('a-1');
});

test('a name that was but a word of the question is not what "it" means next', () => {
  expect(idOf(before, mentions(BIGGEST), [result({ owner: 'mine', sort: 'arr' })])).toBe('a-9');
  expect(idOf({}, mentions(BIGGEST), [result({ owner: 'mine' }, { account: { id: 'a-2', name: 'Acme' } })])).toBe('a-2');
});

test('a list of one account is about that one, and a list of several about none of them', () => {
  const [acme, globex] = [
    { account: { id: 'a-2', name: 'Acme' }, value: 1 },
    { account: { id: 'a-3', name: 'Globex' }, value: 2 },
  ];
  expect(idOf({}, mentions(), [result({ limit: 1 }, { accounts: [acme] })])).toBe('a-2');
  expect(idOf(before, mentions(), [result({}, { accounts: [acme, globex] })])).toBe('a-9');
});

test('the last page of a longer list is no list of one', () => {
  const [acme] = [{ account: { id: 'a-2', name: 'Acme' }, value: 1 }];
  expect(idOf(before, mentions(), [result({ page: 3 }, { accounts: [acme], total: 21, page: 3, pages: 3 })])).toBe('a-9');
  const rest = [result({ page: 2 }, { accounts: [acme], total: 11, pages: 2 }), result({}, { account: { id: 'a-3', name: 'Globex' } })];
  expect(idOf(before, mentions(), rest)).toBe('a-3');
});

test('of several that were found the one that the reply is about is spoken of next', () => {
  const row = (id: string, name: string) => ({ account: { id, name }, value: 1 });
  const listed = [result({}, { accounts: [row('a-2', 'Acme'), row('a-3', 'Acme Foods'), row('a-4', 'Globex')] })];
  expect(idOf(before, mentions(), listed, 'Three are red; **Acme Foods** is the worst of them.')).toBe('a-3');
  expect(idOf(before, mentions(), listed, 'Acme and Acme Foods are red.')).toBe('a-9');
  expect(idOf(before, mentions(), listed, 'Three are red; none is as bad as Initech.')).toBe('a-9');
  const two = [result({}, { account: { id: 'a-2', name: 'Acme' } }), result({}, { account: { id: 'a-4', name: 'Globex' } })];
  expect(idOf(before, mentions(), two, 'Globex needs a call first.')).toBe('a-4');
});
