import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { importFile } from '../../adapters/import/run-import.ts';
import { systemClock } from '../../agents/kit/context.ts';
import type { Database } from '../../models/connection.ts';
import { freshnessOf, openIngest } from './fresh.ts';
import { type Bench, count, seconds, TENANT, timed, verdict, withDatabase, withPeak } from './kit.ts';

const ROWS_AN_ACCOUNT = 20;
const ACCOUNTS = 500;
/** About as many rows as fit into a megabyte of one request. */
const ROWS_A_REQUEST = 2_000;
const REQUESTS_AT_ONCE = 2;
const AIM = 0.5;

function ticket(kind: string, index: number) {
  return {
    externalId: `${kind}-${index}`,
    accountId: `A-${index % ACCOUNTS}`,
    subject: `Report number ${index} does not load`,
    text: 'It has been spinning since this morning, and our board meets tomorrow. Please look.',
    severity: ['low', 'normal', 'high', 'urgent'][index % 4],
    status: index % 3 === 0 ? 'open' : 'resolved',
    resolutionHours: (index % 48) + 1,
    at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
  };
}

/** Support tickets over HTTP and from a CSV file, checked and written, against the driver writing the same rows. `--accounts N` stands for 20 N rows. */
export async function benchIngest({ accounts, say }: Bench): Promise<void> {
  const rows = accounts * ROWS_AN_ACCOUNT;
  await withDatabase(async (database) => {
    const at = new Date('2025-01-01T00:00:00Z');
    const customers = Array.from({ length: ACCOUNTS }, (_, index) => ({
      _id: randomUUID(),
      tenant: TENANT,
      externalId: `A-${index}`,
      name: `A ${index}`,
      at,
      ingestedAt: at,
      source: 'bench',
    }));
    await database.models.accounts.insertMany(customers);
    const ids = new Map(customers.map(({ externalId, _id }) => [externalId, _id]));
    const rate = (ms: number) => (rows / ms) * 1_000;

    await overHttp(database, 'warm', ROWS_A_REQUEST);
    const driver = await timed(() => byDriver(database, rows, ids));
    say(`driver bulkWrite: ${count(rows)} rows in ${seconds(driver.ms)}, ${count(rate(driver.ms))} rows/s`);
    const http = await withPeak(() => overHttp(database, 'http', rows));
    say(`HTTP ingest:      ${seconds(http.ms)}, ${count(rate(http.ms))} rows/s, peak ${count(http.peakMb)} MB`);
    const directory = await mkdtemp(join(tmpdir(), 'greendoor-csv-'));
    const file = join(directory, 'tickets.csv');
    await writeCsv(file, rows);
    const csv = await withPeak(() =>
      importFile({ models: database.models, tenant: TENANT, clock: systemClock, file, collection: 'supportTickets' }),
    );
    await rm(directory, { recursive: true });
    if (csv.result.new !== rows) throw new Error(`only ${csv.result.new} of ${rows} rows are new`);
    say(`CSV import:       ${seconds(csv.ms)}, ${count(rate(csv.ms))} rows/s, peak ${count(csv.peakMb)} MB`);
    const again = await timed(() => byDriver(database, rows, ids, 'again'));
    say(`driver bulkWrite: ${seconds(again.ms)} (again)`);
    const yardstick = (driver.ms + again.ms) / 2;
    for (const [name, { ms }] of Object.entries({ HTTP: http, CSV: csv })) {
      const ratio = yardstick / ms;
      say(`ratio ${name}: ${ratio.toFixed(2)} × the driver's rate, aim ≥ ${AIM}: ${verdict(ratio >= AIM)}`);
    }
  });
}

async function byDriver({ models }: Database, rows: number, ids: Map<string, string>, kind = 'driver'): Promise<void> {
  const { collection } = models.supportTickets;
  const now = new Date();
  for (let start = 0; start < rows; start += ROWS_A_REQUEST) {
    const operations = Array.from({ length: Math.min(ROWS_A_REQUEST, rows - start) }, (_, index) => {
      const row = ticket(kind, start + index);
      const document = {
        _id: randomUUID(),
        tenant: TENANT,
        source: 'bench',
        ingestedAt: now,
        ...row,
        accountId: ids.get(row.accountId),
        at: new Date(row.at),
      };
      return { insertOne: { document } };
    });
    await collection.bulkWrite(operations as unknown as Parameters<typeof collection.bulkWrite>[0], { ordered: false });
  }
}

async function overHttp(database: Database, kind: string, rows: number): Promise<void> {
  // What is touched is noted as ever; how long scoring takes is another bench.
  const freshness = freshnessOf(database, async () => {});
  const ingest = await openIngest(database, freshness.changing);
  let next = 0;
  const sender = async () => {
    while (next < rows) {
      const start = next;
      next += ROWS_A_REQUEST;
      const batch = Array.from({ length: Math.min(ROWS_A_REQUEST, rows - start) }, (_, index) => ticket(kind, start + index));
      await ingest.send('supportTickets', batch, `${kind}-${start}`);
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, sender));
  await ingest.close();
  await freshness.stop();
}

async function writeCsv(file: string, rows: number): Promise<void> {
  const out = createWriteStream(file);
  out.write(`${Object.keys(ticket('csv', 0)).join(',')}\n`);
  for (let index = 0; index < rows; index++) {
    const line = Object.values(ticket('csv', index)).map((value) => (String(value).includes(',') ? `"${value}"` : value));
    if (!out.write(`${line.join(',')}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}
