import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { type ImportCounts, importFile } from '../../adapters/import/run-import.ts';
import { systemClock } from '../../agents/kit/context.ts';
import { type Bench, count, memory, seconds, TENANT, withDatabase, withPeak } from './kit.ts';

const ROWS_AN_ACCOUNT = 1_000;
const MEMORY_EVERY = 100_000;
const LARGE_CELL = 1_000_000;
const LARGE_ROWS = 200;

/** `--accounts N`: N thousand rows of feature use (1000 make a million) from CSV, then JSON, then cells of a megabyte: how much memory is held. */
export async function benchImport({ accounts, say }: Bench): Promise<void> {
  const rows = accounts * ROWS_AN_ACCOUNT;
  await withDatabase(async ({ models }) => {
    const at = new Date('2025-01-01T00:00:00Z');
    await models.accounts.insertMany(
      Array.from({ length: accounts }, (_, index) => ({
        tenant: TENANT,
        externalId: `A-${index}`,
        name: `A ${index}`,
        at,
        ingestedAt: at,
      })),
    );
    const directory = await mkdtemp(join(tmpdir(), 'greendoor-import-'));
    const run = async (name: string, write: (line: (text: string) => Promise<void>) => Promise<void>) => {
      const file = join(directory, name);
      const out = createWriteStream(file);
      await write(async (text) => {
        if (!out.write(text)) await once(out, 'drain');
      });
      out.end();
      await finished(out);
      let told = 0;
      const onProgress = (counts: ImportCounts) => {
        if (counts.rows - told < MEMORY_EVERY) return;
        told = counts.rows;
        say(`  ${name}, ${count(counts.rows)} rows: ${memory()}`);
      };
      const { result, ms, peakMb } = await withPeak(() =>
        importFile({
          models,
          tenant: TENANT,
          clock: systemClock,
          file,
          collection: name.startsWith('use') ? 'featureUsage' : 'interactions',
          onProgress,
        }),
      );
      say(
        `${name}: ${count(result.rows)} rows (${count(result.new)} new, ${count(result.setAside)} set aside) in ${seconds(ms)}, peak ${count(peakMb)} MB`,
      );
      await rm(file);
    };
    const use = (kind: string, index: number) => ({
      externalId: `${kind}-${index}`,
      accountId: `A-${index % accounts}`,
      userId: `u${index % 50}`,
      feature: `F${index % 9}`,
      uses: (index % 7) + 1,
      at: new Date(Date.UTC(2026, 0, 1) + (index % 250) * 86_400_000).toISOString().slice(0, 10),
    });
    await run('use.csv', async (line) => {
      await line(`${Object.keys(use('csv', 0)).join(',')}\n`);
      for (let index = 0; index < rows; index++) await line(`${Object.values(use('csv', index)).join(',')}\n`);
    });
    await run('use.json', async (line) => {
      for (let index = 0; index < rows; index++) await line(`${index === 0 ? '[' : ',\n'}${JSON.stringify(use('json', index))}`);
      await line(']');
    });
    const cell = 'x'.repeat(LARGE_CELL);
    await run('large cells.csv', async (line) => {
      await line('externalId,accountId,kind,direction,at,text\n');
      for (let index = 0; index < LARGE_ROWS; index++) await line(`large-${index},A-0,email,inbound,2026-01-01,${cell}\n`);
    });
    await rm(directory, { recursive: true });
  });
}
