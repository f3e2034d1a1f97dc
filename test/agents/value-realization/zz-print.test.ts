import { test } from '@jest/globals';
import { pino } from 'pino';
import { loadSample } from '../../../adapters/sample/load.ts';
import { valueRealization } from '../../../agents/value-realization/index.ts';
import { createCatalog } from '../../../tools/catalog.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { testDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-22T09:00:00Z');
test('print', async () => {
  const database = await testDatabase();
  await loadSample(database.models, { tenant: 'demo', now: NOW, accounts: 40 });
  const context = {
    tenant: 'demo',
    actor: { id: 'user-sarah-williams', name: 'S', email: 's@x', title: 'CSM', roles: ['csm' as const], timezone: 'UTC' },
    clock: { now: () => NOW },
    asOf: NOW,
    models: database.models,
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
  };
  const catalog = createCatalog([valueRealization]);
  const accounts = await database.models.accounts.find({ tenant: 'demo' }, { _id: 1 }).lean<{ _id: string }[]>();
  const out: string[] = [];
  for (const { _id } of accounts) {
    const r = await runTool(catalog, 'get_value_realization', { account: _id }, context);
    if (!r.ok) {
      out.push(`${_id} ${r.code} ${r.message}`);
      continue;
    }
    out.push(r.summary.point, ...r.summary.why.map((w) => `   - ${w}`));
    const a = (r.output as any).assessment;
    out.push(
      `      conf ${a.confidence.toFixed(2)} missing ${a.missing} cautions ${a.cautions} contract ${a.contract} proj ${a.projection?.basis ?? a.noProjection}`,
    );
  }
  for (const [tool, id] of [
    ['get_value_realization', 'account-techcorp'],
    ['build_business_case', 'account-techcorp'],
    ['build_business_case', 'account-dataflow'],
  ] as const) {
    const r = await runTool(catalog, tool, { account: id }, context);
    if (r.ok) out.push('=====', r.summary.point, ...r.summary.why, JSON.stringify(r.card, null, 1).replace(/\n\s+/g, ' ').slice(0, 9000));
  }
  process.stdout.write(out.join('\n'));
  await database.close();
});
