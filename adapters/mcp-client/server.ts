import type { Logger } from 'pino';
import { describeError } from '../../agents/kit/describe-error.ts';
import type { ForeignServerConfig } from '../../bot/config/servers-file.ts';
import { type ForeignAnswer, type ForeignCallOptions, ForeignFailure } from '../../bot/foreign-servers.ts';
import type { ForeignServer, ForeignTool } from '../../models/foreign-server.ts';
import { type Books, findServer, lookAt, noteUnreached } from './acceptance.ts';
import { type Connection, connect } from './connection.ts';
import { digestOfAll, readListed } from './listed.ts';

/** So long after a failed attempt the next call does not wait for another one. */
const REST_MS = 2_000;

export interface ServerOptions extends Books {
  log: Logger;
  config: ForeignServerConfig;
  /** Its accepted tools, as they are from now on. */
  offer(tools: readonly ForeignTool[]): void;
  /** It was shut out just now. */
  shutOut(): void;
}

/** One server: reached when it is needed, held against what was accepted, shut out when it is another. */
export interface Server {
  /** What is known of it from before, without reaching it. */
  load(): Promise<void>;
  /** @throws ForeignFailure */
  look(): Promise<void>;
  call(tool: string, args: Record<string, unknown>, options: ForeignCallOptions): Promise<ForeignAnswer>;
  close(): Promise<void>;
}

export function createServer({ config, log, offer, shutOut, ...books }: ServerOptions): Server {
  const { name, label, read, write, recheckMs } = config;
  const { clock } = books;
  const allowed = [...read, ...write].map(({ tool }) => tool);
  let connection: Connection | undefined;
  let looking: Promise<void> | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let restUntil = 0;
  let offered = '';
  let closed = false;
  /** How often it has said that its list changed. */
  let told = 0;

  // Of a server shut out, too, what was accepted: asked for, it says why it is not done.
  const known = (row: ForeignServer | undefined) => {
    const digest = row ? digestOfAll(row.tools) : offered;
    if (!row || digest === offered) return;
    offered = digest;
    offer(row.tools);
  };

  const reach = async (): Promise<Connection> => {
    if (connection?.open) return connection;
    if (closed || performance.now() < restUntil) throw new ForeignFailure('down', label);
    try {
      connection = await connect(config, () => {
        told++;
        const often = performance.now() - lookedAt < REST_MS;
        lookedAt = Number.NEGATIVE_INFINITY;
        // However often it says so: the next call looks before it asks.
        if (!often) void look().catch(() => {});
      });
      return connection;
    } catch (error) {
      restUntil = performance.now() + REST_MS;
      log.warn({ server: name }, 'another system cannot be reached');
      await noteUnreached(books, name);
      throw error;
    }
  };

  const lookOnce = async (): Promise<void> => {
    const from = performance.now();
    const current = await reach();
    const before = told;
    const listed = readListed(name, await current.list(), allowed);
    if (listed.leftOut.length > 0) log.warn({ server: name, leftOut: listed.leftOut }, 'tools of another system are left out');
    const seen = await lookAt(books, config, listed);
    known(seen.row);
    if (told === before) lookedAt = from;
    if (seen.shutOut) {
      log.error({ server: name, changes: seen.row.changes.length }, 'another system has other tools than were accepted; it is shut out');
      shutOut();
    }
  };

  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  return {
    load: async () => known(await findServer(books, name)),
    look,
    async call(tool, args, { signal, writes }) {
      if (!connection?.open || writes || performance.now() - lookedAt >= recheckMs) await look();
      const row = await findServer(books, name);
      known(row);
      if (row?.state !== 'accepted') throw new ForeignFailure('shut_out', label);
      if (!row.tools.some((each) => each.name === tool)) throw new ForeignFailure('not_taken', label);
      const started = clock.now().getTime();
      try {
        return await (await reach()).call(tool, args, signal);
      } catch (error) {
        log.warn(
          { server: name, tool, afterMs: clock.now().getTime() - started, error: describeError(error) },
          'another system did not answer',
        );
        throw error;
      }
    },
    async close() {
      closed = true;
      await connection?.close();
    },
  };
}
