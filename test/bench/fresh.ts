import { pino } from 'pino';
import { startHttpServer } from '../../adapters/http/server.ts';
import { createImporter } from '../../adapters/import/importer.ts';
import { createIngest, sign } from '../../adapters/ingest/index.ts';
import type { Changing } from '../../agents/kit/changing.ts';
import { systemClock } from '../../agents/kit/context.ts';
import { createFreshness } from '../../bot/freshness.ts';
import type { Database } from '../../models/connection.ts';
import { until } from '../support/until.ts';
import { type Bench, loadAccounts, median, percentile, rescoreAll, seconds, TENANT, verdict, withDatabase } from './kit.ts';

export const KEY = { id: 'bench', tenant: TENANT, secret: 'a secret of the benchmark' };
const AIM_MS = 1_000;
const ROWS = 20;
const WEEK = 7 * 86_400_000;

/** The ingest door on a server of its own. */
export async function openIngest({ models }: Database, changing: Changing) {
  const listen = createIngest({
    models,
    keys: [KEY],
    clock: systemClock,
    log: pino({ level: 'error' }),
    open: (scope) => createImporter({ ...scope, models, clock: systemClock, changing }),
  });
  const http = await startHttpServer({ host: '127.0.0.1', port: 0, doors: [{ path: '/ingest', listen }], readiness: async () => ({}) });
  const send = async (collection: string, rows: object[], delivery: string) => {
    const body = JSON.stringify({ rows });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const path = `/ingest/${collection}`;
    const response = await fetch(`${http.url}${path}`, {
      method: 'POST',
      body,
      headers: {
        'x-greendoor-key': KEY.id,
        'x-greendoor-timestamp': timestamp,
        'x-greendoor-signature': sign(KEY.secret, { method: 'POST', path, timestamp, deliveryId: delivery, body }),
        'x-greendoor-delivery': delivery,
      },
    });
    const answer = (await response.json()) as { new: number; updated: number; rejected: number; rows: { reasons?: string[] }[] };
    if (response.status !== 200 || answer.rejected > 0)
      throw new Error(`not taken: ${response.status} ${answer.rows?.find(({ reasons }) => reasons)?.reasons}`);
    return answer;
  };
  return { send, close: () => http.close() };
}

/** As in the product, with notes in the database. */
export const freshnessOf = ({ models }: Database, rescore: (ids: string[]) => Promise<unknown>) =>
  createFreshness({ models, clock: systemClock, rescore: (_, ids) => rescore(ids), log: pino({ level: 'error' }) });

/** One usage row in over HTTP, until the account's health is another one. */
export async function benchFresh(bench: Bench): Promise<void> {
  await withDatabase(async (database) => {
    await loadAccounts(database, bench);
    const { milliseconds } = await rescoreAll(database);
    bench.say(`all scored in ${seconds(milliseconds)}`);
    const freshness = freshnessOf(database, (ids) => rescoreAll(database, ids));
    const ingest = await openIngest(database, freshness.changing);
    const { models } = database;
    const scored = await models.accountStandings
      .find({ tenant: TENANT, health: { $gte: 40 } })
      .sort({ accountId: 1 })
      .limit(ROWS)
      .lean();
    const times: number[] = [];
    for (const { accountId, health } of scored) {
      const last = await models.customerUsageAnalytics
        .find({ tenant: TENANT, accountId, measurementFrequency: 'weekly' })
        .sort({ usagePeriodEnd: -1 })
        .limit(1)
        .lean();
      const end = last[0]?.usagePeriodEnd ?? new Date();
      const row = {
        externalId: `fresh-${accountId}`,
        accountId,
        measurementFrequency: 'weekly',
        usagePeriodStart: new Date(end.getTime() - WEEK + 3_600_000),
        usagePeriodEnd: new Date(Math.min(end.getTime() + 3_600_000, Date.now() - 1_000)),
        activeUsersCount: 1,
        provisionedUsersCount: last[0]?.provisionedUsersCount ?? 100,
        totalLogins: 1,
        coreFeatureAdoption: 0.01,
        advancedFeatureAdoption: 0,
      };
      const started = performance.now();
      await ingest.send('customerUsageAnalytics', [row], row.externalId);
      await until(
        async () => (await models.accountStandings.findOne({ tenant: TENANT, accountId }, { health: 1 }).lean())?.health !== health,
      );
      times.push(performance.now() - started);
    }
    await freshness.stop();
    await ingest.close();
    const worst = Math.max(...times);
    bench.say(
      `${times.length} rows, one after the other: median ${median(times).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms, slowest ${worst.toFixed(0)} ms`,
    );
    bench.say(`from the row to the changed health: aim ≤ ${AIM_MS} ms: ${verdict(worst <= AIM_MS)}`);
  });
}
