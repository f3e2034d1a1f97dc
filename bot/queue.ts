import { hostname } from 'node:os';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, exponential, InMemoryNotificationChannel } from 'agenda';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { describeError, failureOf } from '../tools/describe-error.ts';

/** Work that outlives the process: what was enqueued runs at least once, on whichever replica takes it. */
export interface Queue {
  /** `run` must be idempotent: after a crash a job runs again once its lease has passed. */
  define(job: string, run: (data: { id: string; tenant: string }) => Promise<void>): void;
  /** Enqueues one job for `id`; a job already waiting for the same id is kept. */
  add(job: string, data: { id: string; tenant: string }): Promise<void>;
  start(): Promise<void>;
  /** Takes no new jobs, waits for the running ones up to `limitMs`. */
  stop(limitMs: number): Promise<void>;
}

/** How often a failing job is run before it is given up. */
export const ATTEMPTS = 5;

export interface QueueOptions {
  connection: Connection;
  log: Logger;
  concurrency?: number;
  /** How long a job's lease lasts without a sign of life. */
  leaseMs?: number;
  /** How often other replicas' jobs are looked for; our own wake us at once. */
  pollMs?: number;
}

export function createQueue({ connection, log, concurrency = 20, leaseMs = 15_000, pollMs = 1_000 }: QueueOptions): Queue {
  const db = connection.db;
  if (!db) throw new Error('the queue needs an open connection');
  let made: Agenda | undefined;
  // Only when there is work: it connects at once, and a command that ends before it has fails.
  const agenda = () => {
    if (made) return made;
    made = new Agenda({
      // Agenda brings its own copy of the driver's types.
      backend: new MongoBackend({ mongo: db as never, collection: 'jobs' }),
      notificationChannel: new InMemoryNotificationChannel(),
      name: `${hostname()}:${process.pid}`,
      processEvery: pollMs,
      defaultConcurrency: concurrency,
      maxConcurrency: concurrency * 2,
      defaultLockLifetime: leaseMs,
      removeOnComplete: true,
    });
    made.on('error', (error: Error) => log.error({ error: describeError(error) }, 'queue'));
    return made;
  };
  let ready: Promise<unknown> | undefined;
  const whenReady = () => {
    ready ??= agenda().ready.then(() => db.collection('jobs').createIndex({ name: 1, 'data.id': 1 }));
    return ready;
  };

  return {
    define(name, run) {
      agenda().define<{ id: string; tenant: string }>(
        name,
        async (job) => {
          const alive = setInterval(() => job.touch().catch(() => {}), leaseMs / 3);
          try {
            await run(job.attrs.data);
          } catch (error) {
            log.error({ job: name, id: job.attrs.data.id, error: describeError(error) }, 'job failed');
            // The queue stores what is thrown.
            throw new Error(failureOf(error));
          } finally {
            clearInterval(alive);
          }
        },
        { backoff: exponential({ delay: 1_000, maxRetries: ATTEMPTS - 1, jitter: 0.2 }) },
      );
    },
    async add(name, data) {
      await whenReady();
      await agenda().create(name, data).unique({ name, 'data.id': data.id }, { insertOnly: true }).schedule(new Date()).save();
    },
    async start() {
      await whenReady();
      await agenda().start();
    },
    async stop(limitMs) {
      await made?.drain({ timeout: limitMs });
      await made?.stop();
    },
  };
}
