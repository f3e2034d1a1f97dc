import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Greendoor, SECRET, TENANT } from '../support/greendoor.ts';
import { type Bench, count, median, percentile, verdict, withGreendoor } from './kit.ts';

const RATE = 50;
const SECONDS = 30;
const AIM_MS = 50;
const BARE = fileURLToPath(new URL('./bare-bolt.ts', import.meta.url));

/** From a Slack event to its acknowledgement, with the event stored durably before, against a Bolt listener that stores nothing. */
export async function benchAck({ say }: Bench): Promise<void> {
  await withGreendoor(async (greendoor) => {
    const { workspace, models } = greendoor;
    const users = (await models.users.find({ tenant: TENANT, active: true }).lean()).map(
      ({ _id }) => `U${_id.replace(/^user/, '').replaceAll('-', '').toUpperCase()}`,
    );
    const bare = spawn(process.execPath, [BARE], {
      env: { PATH: process.env.PATH, SLACK_SIGNING_SECRET: SECRET, SLACK_BOT_TOKEN: 'xoxb-journey', SLACK_API_URL: workspace.apiUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await once(bare.stdout.setEncoding('utf8'), 'data');
    workspace.connect(/at (http:\S+)/.exec(said)?.[1] ?? '');
    const yardstick = await stream(greendoor, users);
    bare.kill();
    report('bare Bolt listener', yardstick);

    await greendoor.apart.start();
    const measured = await stream(greendoor, users);
    report('Greendoor', measured);
    const keys = (await models.inbox.find({ tenant: TENANT }, { key: 1 }).lean()).map(({ key }) => key);
    const isStored = ({ ts }: Sent) => keys.some((key) => key.includes(ts));
    const stored = measured.filter(isStored).length;
    const lost = measured.filter((each) => each.status === 200 && !isStored(each)).length;
    const refused = measured.filter(({ status }) => status !== 200).length;
    say(`${count(stored)} of ${count(measured.length)} stored, ${refused} not acknowledged, ${lost} acknowledged and lost`);
    const above = percentile(times(measured), 0.99) - percentile(times(yardstick), 0.99);
    say(
      `p99 ${above.toFixed(1)} ms above the bare listener, aim ≤ ${AIM_MS} ms and none lost: ${verdict(above <= AIM_MS && lost + refused === 0)}`,
    );
  });

  function report(name: string, deliveries: Sent[]): void {
    const ms = times(deliveries);
    say(
      `${name.padEnd(20)} ${count(ms.length)} events: median ${median(ms).toFixed(1)} ms, p95 ${percentile(ms, 0.95).toFixed(1)} ms, p99 ${percentile(ms, 0.99).toFixed(1)} ms`,
    );
  }
}

interface Sent {
  /** Of the message, which is what an event is known by. */
  ts: string;
  status: number;
  milliseconds: number;
}

const times = (sent: readonly Sent[]) => sent.map(({ milliseconds }) => milliseconds);

/** Sends at a steady rate whether or not earlier events were acknowledged, as people do. */
async function stream({ workspace }: Greendoor, users: readonly string[]): Promise<Sent[]> {
  const sent: Promise<Sent>[] = [];
  const started = performance.now();
  for (let index = 0; index < RATE * SECONDS; index++) {
    const user = users[index % users.length] ?? '';
    const asked = workspace.say({ user, dm: true, text: `How healthy is DataFlow? (${index})` });
    sent.push(
      asked.then(({ ts, delivery }) => ({
        ts,
        status: delivery?.status ?? 0,
        milliseconds: delivery?.milliseconds ?? 0,
      })),
    );
    await wait(Math.max(0, started + ((index + 1) * 1_000) / RATE - performance.now()));
  }
  return Promise.all(sent);
}
