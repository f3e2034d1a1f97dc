import { pino } from 'pino';
import { startHttpServer } from '../../adapters/http/server.ts';
import { createSegmentDoor } from '../../adapters/segment/index.ts';
import { systemClock } from '../../agents/kit/context.ts';
import { type Bench, count, memory, seconds, TENANT, timed, verdict, withDatabase, withPeak } from './kit.ts';

const EVENTS_AN_ACCOUNT = 1_000;
const EVENTS_A_REQUEST = 3_000;
const KEY = 'a write key of the benchmark';
const MINUTE = 60_000;
/** Memory is told of after so many events. */
const MEMORY_EVERY = 100_000;

/** `--accounts N`: N thousand events over HTTP (1000 make a million), shuffled within reach, a tenth of them twice; totals against a count made beside. */
export async function benchSegment({ accounts, say }: Bench): Promise<void> {
  const events = accounts * EVENTS_AN_ACCOUNT;
  await withDatabase(async ({ models }) => {
    const at = new Date('2025-01-01T00:00:00Z');
    await models.accounts.insertMany(
      Array.from({ length: accounts }, (_, index) => ({
        _id: `acc-${index}`,
        tenant: TENANT,
        externalId: `A-${index}`,
        name: `A ${index}`,
        at,
        ingestedAt: at,
      })),
    );
    const door = createSegmentDoor({ models, clock: systemClock, log: pino({ level: 'error' }), keys: [{ key: KEY, tenant: TENANT }] });
    const http = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      doors: [{ path: '/v1', listen: door.listen }],
      readiness: {},
    });
    const authorization = `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`;
    const expected = { uses: 0, logins: new Set<number>() };
    // Ten people an account; each has a session of ten events, three minutes apart, every two hours.
    const start = Date.UTC(2026, 8, 7);
    const eventAt = (index: number) => {
      const session = Math.floor(index / 10);
      const person = session % (accounts * 10);
      const turn = Math.floor(session / (accounts * 10));
      const timestamp = new Date(start + turn * 120 * MINUTE + (index % 10) * 3 * MINUTE).toISOString();
      return {
        session,
        event: {
          type: 'track',
          messageId: `m${index}`,
          userId: `u${person}`,
          event: `F${index % 7}`,
          timestamp,
          context: { groupId: `A-${Math.floor(person / 10)}` },
        },
      };
    };
    const intake = await withPeak(async () => {
      for (let from = 0; from < events; from += EVENTS_A_REQUEST) {
        const batch: object[] = [];
        for (let index = from; index < Math.min(events, from + EVENTS_A_REQUEST); index++) {
          // Every event once, in an order that jumps through the whole time.
          const { event, session } = eventAt((index * 7_919) % events);
          expected.uses++;
          expected.logins.add(session);
          batch.push(event);
          if (index % 10 === 0) batch.push(event);
        }
        const response = await fetch(`${http.url}/v1/batch`, {
          method: 'POST',
          headers: { authorization },
          body: JSON.stringify({ batch }),
        });
        if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
        if ((from + EVENTS_A_REQUEST) % MEMORY_EVERY < EVENTS_A_REQUEST) say(`${count(from + EVENTS_A_REQUEST)} events sent: ${memory()}`);
      }
    });
    say(
      `${count(events)} events stored in ${seconds(intake.ms)}, ${count((events / intake.ms) * 1000)} events/s, peak ${count(intake.peakMb)} MB`,
    );
    const rest = await withPeak(() => door.worker.drain(TENANT));
    say(`sessions and analytics ready ${seconds(rest.ms)} later, peak ${count(rest.peakMb)} MB`);
    const { result: sums } = await timed(() =>
      models.customerUsageAnalytics.aggregate<{ uses: number; logins: number }>([
        { $match: { tenant: TENANT, measurementFrequency: 'daily' } },
        { $group: { _id: null, uses: { $sum: '$featureUses' }, logins: { $sum: '$totalLogins' } } },
      ]),
    );
    const same = sums[0]?.uses === expected.uses && sums[0]?.logins === expected.logins.size;
    say(
      `totals: ${count(sums[0]?.uses ?? 0)} uses in ${count(sums[0]?.logins ?? 0)} sessions; counted beside: ${count(expected.uses)} in ${count(expected.logins.size)}: ${verdict(same)}`,
    );
    await door.worker.stop();
    await http.close();
  });
}
