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
