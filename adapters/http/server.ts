import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerJson } from '../../bot/http/body.ts';
import { type GuardOptions, guarded, type Listener, surviveVisits } from '../../bot/http/guard.ts';
import { targetOf } from '../../bot/http/target.ts';
import { type Check, createReadiness } from './readiness.ts';

export interface Door {
  /** The path prefix the listener answers; `/` answers what no other door does. */
  path: string;
  listen: Listener;
}

export interface HttpServer {
  url: string;
  /** Opens doors that were not ready when the server started. */
  open(...doors: Door[]): void;
  /** Answers `/readyz` with 503 from now on, so that no new traffic is sent here. */
  drain(): void;
  close(): Promise<void>;
}

export interface HttpServerOptions extends GuardOptions {
  host: string;
  port: number;
  doors: Door[];
  /** What must hold before traffic may come, by name. */
  readiness: Record<string, Check>;
}

const CLOSE_LIMIT_MS = 5_000;
const KEPT_MS = 65_000;

/** The one HTTP server of the process: every platform's door, `/livez` without dependencies and `/readyz` with them. */
export async function startHttpServer({ host, port, doors: first, readiness: checks, ...guard }: HttpServerOptions): Promise<HttpServer> {
  let draining = false;
  const readiness = createReadiness(checks);
  const doors: Door[] = [
    ...first,
    { path: '/livez', listen: (_, response) => answerJson(response, 200, { live: true }) },
    {
      path: '/readyz',
      listen: async (_, response) => {
        const state = await readiness.now(draining);
        answerJson(response, state.ready ? 200 : 503, state);
      },
    },
  ];
  const doorFor = (request: IncomingMessage): Door | undefined => {
    const { pathname } = targetOf(request);
    const leading = doors.filter(({ path }) => path === '/' || pathname === path || pathname.startsWith(`${path}/`));
    return leading.sort((a, b) => b.path.length - a.path.length)[0];
  };
  const server = createServer(
    guarded((request, response) => {
      const door = doorFor(request);
      return door
        ? door.listen(request, response)
        : answerJson(response, 404, { error: 'nothing here', doors: doors.map(({ path }) => path) });
    }, guard),
  );
  server.headersTimeout = 10_000;
  // Longer than proxies and clients keep a connection for another request: closed first here, it fails the one under way.
  server.keepAliveTimeout = KEPT_MS;
  server.requestTimeout = 30_000;
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => done());
  });
  const { port: actual } = server.address() as AddressInfo;
  const letGo = surviveVisits();
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    open: (...more) => void doors.push(...more),
    drain() {
      draining = true;
    },
    close: () =>
      new Promise((done) => {
        const hard = setTimeout(() => server.closeAllConnections(), CLOSE_LIMIT_MS);
        server.close(() => {
          clearTimeout(hard);
          letGo();
          readiness.stop();
          done();
        });
        server.closeIdleConnections();
      }),
  };
}
