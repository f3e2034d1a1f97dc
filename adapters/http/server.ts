import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Door {
  /** The path prefix the listener answers. */
  path: string;
  listen: RequestListener;
}

export interface HttpServer {
  url: string;
  /** Answers `/readyz` with 503 from now on, so that no new traffic is sent here. */
  drain(): void;
  close(): Promise<void>;
}

export interface HttpServerOptions {
  host: string;
  port: number;
  doors: Door[];
  /** What must hold before traffic may come: each name with whether it holds now. */
  readiness(): Promise<Record<string, boolean>>;
}

const CLOSE_LIMIT_MS = 5_000;

/** The one HTTP server of the process: every platform's door, `/livez` without dependencies and `/readyz` with them. */
export async function startHttpServer({ host, port, doors, readiness }: HttpServerOptions): Promise<HttpServer> {
  let draining = false;
  const server: Server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const door = doors.find((each) => path === each.path || path.startsWith(`${each.path}/`));
    if (door) return door.listen(request, response);
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
    };
    if (path === '/livez') return answer(200, { live: true });
    if (path === '/readyz') {
      const checks = { draining: !draining, ...(await readiness().catch(() => ({ readiness: false }))) };
      return answer(Object.values(checks).every(Boolean) ? 200 : 503, checks);
    }
    return answer(404, { error: 'nothing here', doors: [...doors.map((each) => each.path), '/livez', '/readyz'] });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => done());
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    drain() {
      draining = true;
    },
    close: () =>
      new Promise((done) => {
        const hard = setTimeout(() => server.closeAllConnections(), CLOSE_LIMIT_MS);
        server.close(() => {
          clearTimeout(hard);
          done();
        });
        server.closeIdleConnections();
      }),
  };
}
