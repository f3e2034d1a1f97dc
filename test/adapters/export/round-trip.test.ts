import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runExport } from '../../../adapters/export/export.ts';
import { importableNames } from '../../../adapters/import/collections.ts';
import { loadSample } from '../../../adapters/sample/load.ts';
import type { Database } from '../../../models/connection.ts';
import { testDatabase } from '../../support/database.ts';
import { run } from '../import/cli.ts';
import { temporaryFolder } from '../import/shared-data.ts';

const now = new Date('2026-03-02T12:00:00Z');
let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.models, { tenant: 'demo', accounts: 4, now });
});
afterAll(() => database?.close());

test('what is exported of any collection is imported again as unchanged', async () => {
  const { models } = database;
  const folder = await temporaryFolder();
  let rows = 0;
  for (const name of importableNames()) {
    const file = join(folder, `${name}.ndjson`);
    const out = createWriteStream(file);
    expect(await runExport({ models, tenant: 'demo', out, err: { write: () => true } }, [name])).toBe(0);
    out.end();
    await finished(out);
    const count = await database.connection.collection(models[name].collection.name).countDocuments({ tenant: 'demo' });
    rows += count;
    const ran = await run(models, [file, '--as', name, '--dry-run'], { tenant: 'demo', clock: { now: () => now } });
    expect({
      name,
      code: ran.code,
      out: ran.out.match(/(?:new|updated|unchanged|set aside)\s+[\d,]+/g),
      more: ran.code ? ran.out + ran.err : '',
    }).toEqual({
      name,
      code: 0,
      out: ['new        0', 'updated    0', `unchanged  ${count.toLocaleString('en')}`, 'set aside  0'],
      more: '',
    });
  }
  expect(rows).toBeGreaterThan(500);
});
