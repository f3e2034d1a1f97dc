import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { agents } from '../../agents/index.ts';
import { LISTED } from '../../agents/kit/conditions.ts';
import type { Context } from '../../agents/kit/context.ts';
import { VERTICALS } from '../../models/account.ts';
import type { Database } from '../../models/connection.ts';
import { SEGMENTS } from '../../models/scorecard.ts';
import { createCatalog } from '../../tools/catalog.ts';
import { runTool, type ToolSuccess } from '../../tools/run-tool.ts';
import { TENANT } from './kit.ts';

const BATCH = 5_000;
const DAY = 86_400_000;
const ACCOUNTS_A_CSM = 60;
/** As many metrics as an account with data has. */
const NUMBERS = LISTED.filter(({ unit, values, counts }) => !values && !counts && unit !== 'date').map(({ key }) => key);

/** Runs a tool for a CSM, through the door every question takes. */
export function asker(database: Database) {
  const catalog = createCatalog(agents);
  return async (tool: string, input: object, models = database.models): Promise<ToolSuccess> => {
    const context: Context = {
      tenant: TENANT,
      actor: { id: 'csm-0', name: 'A CSM', email: 'csm@greendoor.example', title: 'CSM', roles: ['csm'], timezone: 'UTC' },
      clock: { now: () => new Date() },
      asOf: new Date(),
      models,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
    };
    const outcome = await runTool(catalog, tool, input, context);
    if (!outcome.ok) throw new Error(outcome.message);
    return outcome;
  };
}

/** Standings as `rescore` writes them: what is read here, without scoring 100,000 accounts first. */
export async function writeStandings({ models }: Database, accounts: number): Promise<void> {
  const now = new Date();
  const owners = Math.max(1, Math.round(accounts / ACCOUNTS_A_CSM));
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const one = (index: number) => {
    const health = Math.round(10_000 * (1 - random() ** 2)) / 100;
    return {
      _id: randomUUID(),
      tenant: TENANT,
      source: 'greendoor',
      accountId: `a${index}`,
      at: now,
      ingestedAt: now,
      asOf: now,
      updatedAt: now,
      name: `Customer ${index}`,
      ownerId: `csm-${Math.floor(random() * owners)}`,
      vertical: VERTICALS[Math.floor(random() * VERTICALS.length)],
      segment: SEGMENTS[Math.floor(random() * SEGMENTS.length)],
      lifecycleStage: random() < 0.05 ? 'churned' : 'established',
      arr: Math.round(5_000 * 100 ** random()),
      currency: random() < 0.7 ? 'USD' : 'EUR',
      renewalAt: new Date(now.getTime() + random() * 365 * DAY),
      ...(random() < 0.05
        ? {}
        : {
            health,
            band: health >= 80 ? 'green' : health >= 60 ? 'yellow' : health >= 40 ? 'orange' : 'red',
            change30: random() * 40 - 22,
          }),
      churnRisk: Math.round(10_000 * random() ** 3) / 100,
      metrics: Object.fromEntries(NUMBERS.map((key) => [key, Math.floor(random() * 12)])),
      reasons: ['Active users fell from 120 to 61 (12 Oct)', 'No answer in 30 days'],
    };
  };
  for (let start = 0; start < accounts; start += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, accounts - start) }, (_, index) => one(start + index));
    await models.accountStandings.collection.insertMany(
      rows as unknown as Parameters<typeof models.accountStandings.collection.insertMany>[0],
      { ordered: false },
    );
  }
}
