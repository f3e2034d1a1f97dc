import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Greendoor, openGreendoor, TENANT } from '../support/greendoor.ts';

/** The command line: the same parts in a process that asks one thing and ends. */

let greendoor: Greendoor;
beforeAll(async () => {
  greendoor = await openGreendoor();
});
afterAll(() => greendoor.close());

/** Every piece of evidence of an answer, however deep. */
function evidenceIn(value: unknown): { collection: string; id: string }[] {
  if (Array.isArray(value)) return value.flatMap(evidenceIn);
  if (typeof value !== 'object' || value === null) return [];
  const { collection, id } = value as Record<string, unknown>;
  const own = typeof collection === 'string' && typeof id === 'string' ? [{ collection, id }] : [];
  return [...own, ...Object.values(value).flatMap(evidenceIn)];
}

test('ask --json answers with the sample figures, each with evidence that exists', async () => {
  const { code, out, error } = await greendoor.apart.run(['ask', 'why is DataFlow at risk?', '--json']);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const { reply, model, tools, approvals, cards } = JSON.parse(out);
  expect(reply).toMatch(/^DataFlow Analytics: churn risk \d+, high/);
  expect(model).toMatch(/planner/i);
  expect(approvals).toEqual([]);
  expect(cards).toHaveLength(1);
  expect(tools).toMatchObject([{ name: 'assess_churn_risk', arguments: { account: 'DataFlow Analytics' } }]);
  const { riskScore, change30, probability90, confidence } = tools[0].result;
  const figures = {
    riskScore: [riskScore, 73, 5],
    change30: [change30, 34, 6],
    p90: [100 * probability90, 78, 5],
    confidence: [100 * confidence, 91, 6],
  };
  for (const [name, [value = 0, wanted = 0, margin = 0]] of Object.entries(figures))
    expect({ name, near: Math.abs(value - wanted) <= margin }).toEqual({ name, near: true });

  const evidence = evidenceIn(tools[0].result);
  expect(evidence.length).toBeGreaterThan(20);
  const byCollection = Map.groupBy(evidence, ({ collection }) => collection);
  expect(byCollection.size).toBeGreaterThan(3);
  for (const [collection, rows] of byCollection) {
    const ids = [...new Set(rows.map(({ id }) => id))];
    const stored = greendoor.models.accounts.db.collection<{ _id: string; tenant: string }>(collection);
    const found = await stored.distinct('_id', { tenant: TENANT, _id: { $in: ids } });
    expect({ collection, ids: found.sort() }).toEqual({ collection, ids: ids.sort() });
  }
});

test('ask as a person nobody knows ends with 2 and says who is known', async () => {
  const { code, out, error } = await greendoor.run(['ask', 'hello', '--as', 'nobody@greendoor.example']);
  expect({ code, out, error }).toEqual({ code: 2, out: '', error: expect.stringContaining('elena.rossi@greendoor.example') });
});

test('a wrong configuration stops the start with one message that names every wrong variable', async () => {
  const { code, out, error } = await greendoor.run([], {
    PORT: 'eighty',
    MONGODB_URI: 'localhost:27017',
    SLACK_BOT_TOKEN: 'secret-canary-1',
    SMTP_URL: 'mail.example',
    OPENAI_BASE_URL: 'http://localhost',
    TIMEZONE: 'Berlin',
  });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  for (const name of ['PORT', 'MONGODB_URI', 'SLACK_BOT_TOKEN', 'SMTP_URL', 'OPENAI_API_KEY', 'TIMEZONE'])
    expect(error).toMatch(new RegExp(`- ${name} `));
  expect(error).not.toContain('canary');
});

test('a database that cannot be reached ends the start with what to do', async () => {
  const { code, error } = await greendoor.run([], {
    MONGODB_URI: 'mongodb://user:canary-secret@127.0.0.1:9/?serverSelectionTimeoutMS=300',
  });
  expect(code).toBe(1);
  expect(error).toMatch(/MONGODB_URI cannot be reached/);
  expect(error).not.toContain('canary');
});

test('an unknown command says which there are', async () => {
  expect(await greendoor.run(['dance'])).toMatchObject({ code: 1, error: expect.stringMatching(/ask/) });
});
