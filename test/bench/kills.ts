import { setTimeout as wait } from 'node:timers/promises';
import { createRandom } from '../../adapters/sample/random.ts';
import { type Greendoor, type Process, SARAH, shown, TENANT, thread } from '../support/greendoor.ts';
import { lastUserText, startScriptedOpenAi } from '../support/scripted-openai.ts';
import { until } from '../support/until.ts';
import { type Bench, median, percentile, seconds, verdict, withGreendoor } from './kit.ts';

const KILLS = 25;
const ASKERS = 20;
/** Within this after a question its process is killed: before, while and after it is answered. */
const WINDOW_MS = 1_500;
const WORDS = Array.from({ length: 40 }, (_, index) => `word ${'abcdefghij'[index % 10]}`).join(' ');

/** What a killed process leaves: every question answered once after the restart. Then twenty who ask at once. */
export async function benchKills({ say }: Bench): Promise<void> {
  const random = createRandom('kills');
  const openai = await startScriptedOpenAi();
  await withGreendoor(async (greendoor) => {
    const { workspace, models } = greendoor;
    const settings = { OPENAI_API_KEY: 'bench', OPENAI_BASE_URL: openai.baseURL, OPENAI_MODEL: 'scripted' };
    let product: Process = await greendoor.apart.start(settings);
    const left: string[] = [];
    for (let index = 0; index < KILLS; index++) {
      const mark = `question ${index};`;
      // Twice: the process that is killed may have used the first.
      const turn = { text: `${WORDS}.`, when: (request: Parameters<typeof lastUserText>[0]) => lastUserText(request).includes(mark) };
      openai.add({ ...turn, after: wait(random.whole(0, WINDOW_MS / 2)) }, turn);
      const question = await workspace.say({ user: SARAH, dm: true, text: `${mark} how is DataFlow?` });
      await wait(random.whole(0, WINDOW_MS));
      await product.kill();
      product = await greendoor.apart.start(settings);
      await until(async () => (await models.inbox.countDocuments({ tenant: TENANT, state: 'accepted' })) === 0, 60_000);
      await workspace.settled();
      const whole = thread(workspace, question).filter((message) => !message.streaming && shown(message).includes(WORDS));
      const all = thread(workspace, question).length;
      if (whole.length !== 1 || all !== 1) left.push(`question ${index}: ${whole.length} whole answers among ${all} messages`);
      openai.clear();
    }
    for (const each of left) say(each);
    say(`${KILLS} kills, ${KILLS - left.length} questions answered exactly once: ${verdict(left.length === 0)}`);
    await product.stop();
    await askAtOnce(greendoor, { say });
  });
  await openai.close();
}

/** Twenty questions in one moment, answered by the offline planner. */
async function askAtOnce({ workspace, start }: Greendoor, { say }: Pick<Bench, 'say'>): Promise<void> {
  await start();
  const times = await Promise.all(
    Array.from({ length: ASKERS }, async (_, index) => {
      const started = performance.now();
      const question = await workspace.say({ user: SARAH, dm: true, text: `How healthy is ${index % 2 ? 'DataFlow' : 'TechCorp'}?` });
      await workspace.waitFor(() => thread(workspace, question).find((message) => !message.streaming), 60_000);
      return performance.now() - started;
    }),
  );
  say(`${ASKERS} askers at once: median ${seconds(median(times))}, slowest ${seconds(percentile(times, 1))}`);
}
