import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../adapters/sample/load.ts';
import { MOST_ROWS } from '../../agents/facts/windows.ts';
import { agents } from '../../agents/index.ts';
import { rescore } from '../../agents/kit/rescore.ts';
import { worded } from '../../agents/kit/worded.ts';
import type { Database } from '../../models/connection.ts';
import { insertNew } from '../../models/kit/bulk.ts';
import { runTool } from '../../tools/run-tool.ts';
import { testDatabase } from '../support/database.ts';
import { argumentsFor, catalog, contextOf } from '../support/every-tool.ts';
import { type Watch, watchReads } from '../support/watch-reads.ts';

/** An account of which only the newest rows were read says so on every card, whichever tool read it. */

const NOW = new Date('2026-11-22T09:00:00Z');
const tenant = 'partly';
const accountId = 'account-techcorp';
let database: Database;
let watch: Watch;

beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant, now: NOW, accounts: 0 });
  const mails = Array.from({ length: MOST_ROWS + 1 }, (_, index) => {
    const at = new Date(NOW.getTime() - (index + 1) * 60_000);
    return {
      _id: `mail-${index}`,
      tenant,
      source: 'test',
      accountId,
      kind: 'email',
      direction: 'outbound',
      text: 'Hello',
      at,
      ingestedAt: at,
    };
  });
  await insertNew(database.models.interactions, tenant, mails);
  const scorers = agents.flatMap(({ scorer }) => scorer ?? []);
  await rescore({ tenant, models: database.models, asOf: NOW, now: NOW }, scorers);
  watch = await watchReads(database);
}, 300_000);
afterAll(async () => {
  await watch?.close();
  await database.close();
});

const takesAccount = (tool: string): boolean => 'account' in ((catalog.wire(tool).parameters as { properties?: object }).properties ?? {});
const readers = catalog.all.filter(({ name, access }) => access === 'read' && takesAccount(name)).map(({ name }) => name);

test.each(readers)(
  '%s says it once where it read the account',
  async (tool) => {
    let shown = '';
    const reads = await watch.reads(async (models) => {
      const outcome = await runTool(catalog, tool, argumentsFor(tool, accountId), contextOf(models, tenant, NOW));
      shown = outcome.ok ? JSON.stringify(worded(outcome.card)) : '';
    });
    // All an account's facts are read together: the contracts with the tickets and the conversations.
    const facts = ['contracts', 'support_tickets'].every((each) => reads.some(({ collection }) => collection === each));
    expect(shown.match(/read the newest 5,000 of 5,\d{3} interactions/g) ?? []).toHaveLength(facts && shown !== '' ? 1 : 0);
  },
  120_000,
);

test('tools that read an account are among them', () => {
  expect(readers).toEqual(expect.arrayContaining(['get_account_health', 'assess_churn_risk', 'assess_renewal', 'explain_health_change']));
});
