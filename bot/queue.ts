import { hostname } from 'node:os';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, exponential, InMemoryNotificationChannel, type Job } from 'agenda';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { describeError, failureOf } from '../agents/kit/describe-error.ts';
import { furthest } from '../models/kit/over.ts';

/** Work that outlives the process: what was enqueued runs at least once, on whichever replica takes it. */
export interface Queue {
  /**
   * A lane of jobs: as many of it run at once as `concurrency` says, whatever the other lanes do, and `ahead` more are taken
   * before there is room for them, by default `MOST_AHEAD`. `run` must be idempotent: after a crash a job runs again once its lease has passed. One that fails is run `attempts` times, by default
   * `ATTEMPTS`, with ever longer pauses up to half a minute.
   */
  define(
    lane: string,
    run: (data: { id: string; tenant: string }) => Promise<void>,
    limits: { concurrency: number; ahead?: number; attempts?: number },
  ): void;
  /** Enqueues one job for `id`; a job already waiting for the same id is kept. */
  add(lane: string, data: { id: string; tenant: string }): Promise<void>;
  start(): Promise<void>;
  /** Takes no new jobs, waits for the running ones up to `limitMs`. */
  stop(limitMs: number): Promise<void>;
}

/** How often a failing job is run before it is given up. */
export const ATTEMPTS = 5;

/** No job waits longer for its turn: it is due when it is added, and attempts pause less in between. */
const LONGEST_WAIT_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;
/** As many as a lane of short jobs begins within a second: it looks for more every second. What is taken and waits so long that its lease runs out is taken again. */
const MOST_AHEAD = 50;
/** More than all lanes together: each has its own limit. */
const ALL_LANES = 1_000;

export interface QueueOptions {
  connection: Connection;
  log: Logger;
  /** How long a job's lease lasts without a sign of life. */
  leaseMs?: number;
  /** How often other replicas' jobs are looked for; our own wake us at once. */
  pollMs?: number;
}

export function createQueue({ connection, log, leaseMs = 15_000, pollMs = 1_000 }: QueueOptions): Queue {
  const db = connection.db;
  if (!db) throw new Error('the queue needs an open connection');
  let made: Agenda | undefined;
  let stopped = false;
  const lanes: ((agenda: Agenda) => void)[] = [];
  // Only when there is work: it connects at once, and a command that ends before it has fails.
  const agenda = () => {
    if (made) return made;
    made = new Agenda({
      // Agenda brings its own copy of the driver's types.
      backend: new MongoBackend({ mongo: db as never, collection: 'jobs' }),
      notificationChannel: new InMemoryNotificationChannel(),
      name: `${hostname()}:${process.pid}`,
      processEvery: pollMs,
      maxConcurrency: ALL_LANES,
      defaultLockLifetime: leaseMs,
    });
    // Looking for work goes on for a moment after the end.
    made.on('error', (error: unknown) => stopped || log.error({ error: describeError(error) }, 'queue'));
    for (const define of lanes) define(made);
    return made;
  };
  let ready: Promise<unknown> | undefined;
  const whenReady = () => {
    ready ??= agenda().ready.then(() => db.collection('jobs').createIndex({ name: 1, 'data.id': 1 }));
    return ready;
  };

  /** The clock may have been set back since: what lies further ahead than anything can is due, or nobody's. */
  const forgive = async () => {
    const now = new Date();
    const jobs = db.collection('jobs');
    await jobs.updateMany({ nextRunAt: { $gt: furthest(now, LONGEST_WAIT_MS) } }, { $set: { nextRunAt: now } });
    await jobs.updateMany({ lockedAt: { $gt: furthest(now, 0) } }, { $set: { lockedAt: new Date(0) } });
  };
  let forgiving: NodeJS.Timeout | undefined;

  return {
    define(name, run, { concurrency, ahead = MOST_AHEAD, attempts = ATTEMPTS }) {
      const once = async (job: Job<{ id: string; tenant: string }>) => {
        const alive = setInterval(() => job.touch().catch(() => {}), leaseMs / 3);
        try {
          await run(job.attrs.data);
          // Here and not by Agenda's `removeOnComplete`: its `drain` looks before that has removed the job, and then never again.
          await job.remove();
        } catch (error) {
          log.error({ job: name, id: job.attrs.data.id, error: describeError(error) }, 'job failed');
          // The queue stores what is thrown.
          throw new Error(failureOf(error));
        } finally {
          clearInterval(alive);
        }
      };
      const backoff = exponential({ delay: 1_000, maxDelay: LONGEST_PAUSE_MS, maxRetries: attempts - 1, jitter: 0.2 });
      lanes.push((to) => to.define(name, once, { concurrency, lockLimit: concurrency + ahead, backoff }));
    },
    async add(name, data) {
      await whenReady();
      await agenda().create(name, data).unique({ name, 'data.id': data.id }, { insertOnly: true }).schedule(new Date()).save();
    },
    async start() {
      await whenReady();
      await forgive();
      forgiving = setInterval(() => forgive().catch(() => {}), leaseMs); // it has its next turn soon
      await agenda().start();
    },
    async stop(limitMs) {
      stopped = true;
      clearInterval(forgiving);
      await made?.drain({ timeout: limitMs });
      await made?.stop();
    },
  };
}
