import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { createPlanner } from '../../adapters/planner/index.ts';
import { agents } from '../../agents/index.ts';
import { createForeground } from '../../agents/kit/breathe.ts';
import { systemClock } from '../../agents/kit/context.ts';
import { findActorByEmail } from '../../bot/actors.ts';
import { runTurn } from '../../bot/turn/run-turn.ts';
import type { TurnDeps } from '../../bot/turn/types.ts';
import type { Database } from '../../models/connection.ts';
import { createCatalog } from '../../tools/catalog.ts';
import { type Bench, count, loadAccounts, median, percentile, rescoreAll, seconds, TENANT, timed, verdict, withDatabase } from './kit.ts';

const AIM = 1.5;
const IDLE_ANSWERS = 60;
/** People do not ask without a break. */
const PAUSE_MS = 25;
const QUESTIONS = [
  'How healthy is TechCorp?',
  'Why could DataFlow leave us?',
  'Which of my accounts are at risk?',
  'Which renewals are coming up?',
];

/** An answer in the process that rescores every account meanwhile, learning from outcomes first, against the same process with nothing else to do. */
export async function benchLatency(bench: Bench): Promise<void> {
  const { say } = bench;
  await withDatabase(async (database) => {
    await loadAccounts(database, bench);
    await rescoreAll(database);
    const foreground = createForeground();
    const turn = await asking(database);
    // As the product answers what people do (bot/composition/start.ts).
    const ask = () => foreground.during(turn);
    for (const _ of QUESTIONS) await ask(); // whatever is loaded with the first question
    const before = await answers(ask, (times) => times.length < IDLE_ANSWERS);
    say(`idle:      ${figures(before)}`);
    let busy = true;
    const learning = async () => {
      const now = new Date();
      for (const { learn } of agents) await learn?.({ tenant: TENANT, models: database.models, asOf: now, now, foreground });
      return rescoreAll(database, undefined, now, foreground);
    };
    const run = timed(learning).finally(() => {
      busy = false;
    });
    const during = await answers(ask, () => busy);
    const { ms, result } = await run;
    say(`rescoring: ${figures(during)}, while ${count(result.accounts)} accounts took ${seconds(ms)}`);
    const after = await answers(ask, (times) => times.length < IDLE_ANSWERS);
    say(`idle:      ${figures(after)}`);
    const idle = [...before, ...after];
    const [middle, high] = [median(during) / median(idle), percentile(during, 0.95) / percentile(idle, 0.95)];
    say(`ratio:     median ${middle.toFixed(2)} ×, p95 ${high.toFixed(2)} ×, aim ≤ ${AIM}: ${verdict(Math.max(middle, high) <= AIM)}`);
  });
}

const figures = (ms: readonly number[]) =>
  `${ms.length} answers, median ${median(ms).toFixed(0)} ms, p95 ${percentile(ms, 0.95).toFixed(0)} ms`;

async function answers(ask: () => Promise<number>, more: (times: readonly number[]) => boolean): Promise<number[]> {
  const times: number[] = [];
  while (more(times)) {
    times.push(await ask());
    await pause(PAUSE_MS);
  }
  return times;
}

/** Asks one question after another, each in a conversation of its own; gives the milliseconds until it was answered. */
async function asking({ models }: Database): Promise<() => Promise<number>> {
  const actor = await findActorByEmail(models, TENANT, 'sarah.williams@greendoor.example');
  if (!actor) throw new Error('the sample has nobody who asks');
  const deps: TurnDeps = {
    model: createPlanner(),
    catalog: createCatalog(agents),
    models,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    propose: () => Promise.reject(new Error('these questions propose nothing')),
  };
  const silent = { status() {}, append() {} };
  let asked = 0;
  return async () => {
    const text = QUESTIONS[asked % QUESTIONS.length] ?? '';
    const { ms, result } = await timed(() => runTurn(deps, { tenant: TENANT, actor, conversation: `bench-${asked++}`, text }, silent));
    if (result.stopped || result.tools.length === 0) throw new Error(`no answer to "${text}": ${result.reply}`);
    return ms;
  };
}
