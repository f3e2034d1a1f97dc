/** `npm run bench -- NAME [--accounts N]`: prints figures and the ratio to the yardstick measured in the same run. */
import { parseArgs } from 'node:util';
import type { Bench } from './kit.ts';

const BENCHES: Record<string, () => Promise<(bench: Bench) => Promise<void>>> = {
  ack: async () => (await import('./ack.ts')).benchAck,
  ask: async () => (await import('./ask.ts')).benchAsk,
  digest: async () => (await import('./digest.ts')).benchDigest,
  forecast: async () => (await import('./forecast.ts')).benchForecast,
  fresh: async () => (await import('./fresh.ts')).benchFresh,
  growth: async () => (await import('./growth.ts')).benchGrowth,
  import: async () => (await import('./import.ts')).benchImport,
  ingest: async () => (await import('./ingest.ts')).benchIngest,
  kills: async () => (await import('./kills.ts')).benchKills,
  latency: async () => (await import('./latency.ts')).benchLatency,
  press: async () => (await import('./press.ts')).benchPress,
  rescore: async () => (await import('./rescore.ts')).benchRescore,
  segment: async () => (await import('./segment.ts')).benchSegment,
  sentiment: async () => (await import('./sentiment.ts')).benchSentiment,
  start: async () => (await import('./start.ts')).benchStart,
  turn: async () => (await import('./turn.ts')).benchTurn,
};

const { positionals, values } = parseArgs({ allowPositionals: true, options: { accounts: { type: 'string', default: '1000' } } });
const [name = ''] = positionals;
const load = BENCHES[name];
const accounts = Number(values.accounts);
if (!load || !Number.isInteger(accounts) || accounts < 1) {
  process.stderr.write(`Usage: npm run bench -- NAME [--accounts 1000]\nNAME is one of ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(1);
}
const run = await load();
await run({ accounts, say: (text) => void process.stdout.write(`${text}\n`) });
process.exit(0);
