import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { agents } from '../../agents/index.ts';
import { type Bench, count, loadAccounts, seconds, TENANT, timed, verdict, withDatabase } from './kit.ts';
import type { Bare, Scored, Wanted } from './rescore-process.ts';

const AIM = 1.5;
const MOST_MB = 700;

/**
 * Every account scored by all agents, results written, against reading and decoding the same documents and writing back as
 * many results of the same size. Each runs in a process of its own, so that the peak is of scoring alone.
 */
export async function benchRescore(bench: Bench): Promise<void> {
  const { accounts, say } = bench;
  await withDatabase(async (database, directory) => {
    await loadAccounts(database, bench);
    const learnt = await timed(async () => {
      const now = new Date();
      for (const { learn } of agents) await learn?.({ tenant: TENANT, models: database.models, asOf: now, now });
    });
    say(`learnt from outcomes in ${seconds(learnt.ms)}, once`);
    const [scoring, reading] = [start(directory), start(directory)];
    const scored = async (what: string) => {
      const found = await ask<Scored>(scoring, { work: 'score' });
      const { ms } = found;
      say(`rescore: ${seconds(ms)}, ${count((accounts / ms) * 1000)} accounts/s, ${(ms / accounts).toFixed(2)} ms an account (${what})`);
      return found;
    };
    const bare = async (asOf: Date) => {
      const { ms, read, written } = await ask<Bare>(reading, { work: 'bare', asOf });
      say(`bare:    ${seconds(ms)}, ${count(read)} documents read, ${count(written)} results written`);
      return ms;
    };
    try {
      const { asOf } = await scored('nothing there');
      await bare(asOf); // both find a warm cache
      const before = await bare(asOf);
      const { ms, peakMb } = await scored('standings replaced, history appended');
      const ratio = ms / ((before + (await bare(asOf))) / 2);
      say(`ratio:   ${ratio.toFixed(2)} × bare, aim ≤ ${AIM}: ${verdict(ratio <= AIM)}`);
      say(`peak:    ${count(peakMb)} MB, aim ≤ ${MOST_MB}: ${verdict(peakMb <= MOST_MB)}`);
    } finally {
      for (const each of [scoring, reading]) each.disconnect();
    }
  });
}

const start = (directory: string): ChildProcess =>
  fork(new URL('./rescore-process.ts', import.meta.url), [directory], { serialization: 'advanced' });

/** @throws where the process ends instead of answering. */
async function ask<Answer>(process: ChildProcess, wanted: Wanted): Promise<Answer> {
  const over = new AbortController();
  const ended = once(process, 'exit', over).then(([code]) => {
    throw new Error(`a process of the bench ended with ${code}`);
  });
  ended.catch(() => {}); // aborted where the answer comes
  process.send(wanted);
  const answer = await Promise.race([once(process, 'message', over), ended]);
  over.abort();
  return answer[0] as Answer;
}
