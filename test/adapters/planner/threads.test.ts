import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { agents } from '../../../agents/index.ts';
import type { ModelMessage, ToolSpec } from '../../../bot/model-port.ts';
import { writeToolContent } from '../../../bot/tool-content.ts';
import type { Database } from '../../../models/connection.ts';
import { ROLES } from '../../../models/user.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { testDatabase } from '../../support/database.ts';
import { ask, loadNames } from './ask.ts';

const catalog = createCatalog(agents);
const tools: ToolSpec[] = catalog.forRoles(ROLES).map((tool) => catalog.wire(tool.name));
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadNames(database.models);
});
afterAll(() => database.close());

const given = JSON.stringify({ account: 'DataFlow Analytics' });
/** What was told of an account before. */
const before: ModelMessage[] = [
  { role: 'user', text: 'how healthy is DataFlow' },
  { role: 'assistant', text: '', calls: [{ id: 'c', name: 'get_account_health', arguments: given }] },
  {
    role: 'tool',
    callId: 'c',
    name: 'get_account_health',
    content: writeToolContent({ ok: true, tool: 'get_account_health', summary: { point: 'DataFlow Analytics: 51.', why: [] } }),
  },
  { role: 'assistant', text: 'DataFlow Analytics: 51.', calls: [] },
];
/** Whether the one call of an answer is of the account that was told of. */
const isOfIt = async (text: string, elsewhere: boolean) => {
  const { calls } = await ask({ models: database.models, tools }, text, { before, elsewhere, focus: { account: 'DataFlow Analytics' } });
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
