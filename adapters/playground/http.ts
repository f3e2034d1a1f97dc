import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../bot/http/body.ts';
import type { Listener } from '../../bot/http/guard.ts';
import { targetOf } from '../../bot/http/target.ts';
import { perform } from './acts.ts';
import type { Live } from './live.ts';
import { Args, type Host } from './methods/call.ts';
import { respond } from './methods/chat.ts';
import { assertOwnPage } from './own-page.ts';
import { bundlePage, PAGE, type PageBundle } from './page-bundle.ts';
import type { PersonSide } from './person-side.ts';
import { Refusal } from './validate/problems.ts';
import type { WebApi } from './web-api.ts';

const MAX_BODY = 20 * 1024 * 1024;
const POLICY = [
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'",
  "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
].join('; ');
/** Of everything it answers: nobody may frame, guess at, keep or embed it. */
const CLOSED = {
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export interface Routes {
  host: Host;
  api: WebApi;
  people: PersonSide;
  live: Live;
}

/** Serves the Web API, uploads, response_urls, and the page with its acts and pushes; to this machine and its own page only. */
export function createHandler(routes: Routes): Listener {
  let bundle: Promise<PageBundle> | undefined;
  const bundled = () => {
    bundle ??= bundlePage();
    return bundle;
  };
  return async (request, response) => {
    for (const [name, value] of Object.entries(CLOSED)) response.setHeader(name, value);
    const url = targetOf(request);
    assertOwnPage(request, url.pathname);
    try {
      await route(routes, bundled, url, request, response);
    } catch (error) {
      if (!(error instanceof Refusal) || response.headersSent) throw error;
      send(response, 400, 'text/plain; charset=utf-8', error.code);
    }
  };
}

async function route(
  routes: Routes,
  bundled: () => Promise<PageBundle>,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [area = '', ...rest] = url.pathname.slice(1).split('/');
  const post = request.method === 'POST';
  if (area === 'api' && (post || request.method === 'GET')) return callApi(routes, rest.join('/'), url, request, response);
  if (area === 'upload' && post) return upload(routes.host, rest[0] ?? '', request, response);
  if (area === 'response' && post) return respondLater(routes.host, rest[0] ?? '', request, response);
  if (area === 'act' && post) return act(routes, url, request, response);
  if (area === 'live') return routes.live.watch(url.searchParams.get('as') ?? '', response);
  if (area === 'files') return download(routes.host, rest[0] ?? '', response);
  if (area === 'page.js') return send(response, 200, 'text/javascript; charset=utf-8', (await bundled()).script);
  if (area === 'style.css') return send(response, 200, 'text/css; charset=utf-8', (await bundled()).style);
  if (area === '' && !routes.host.store.people.has(url.searchParams.get('as') ?? '')) return toFirst(routes.host, url, response);
  if (area === '') return send(response, 200, 'text/html; charset=utf-8', PAGE);
  send(response, 404, 'text/plain', 'not found');
}

/** The page of the first person, where the address names nobody. */
function toFirst({ store }: Host, url: URL, response: ServerResponse): void {
  const [first = ''] = store.people.keys();
  url.searchParams.set('as', first);
  send(response, 302, 'text/plain', '', { location: `/?${url.searchParams}` });
}

async function callApi(routes: Routes, method: string, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, MAX_BODY);
  const values = { ...Object.fromEntries(url.searchParams), ...parsed(body, request.headers['content-type'] ?? '') };
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? (typeof values.token === 'string' ? values.token : undefined);
  const answer = routes.api.call(method, token, values);
  if (answer.delay > 0) await new Promise((resolve) => setTimeout(resolve, answer.delay).unref());
  if (answer.lost) {
    request.socket.destroy();
    return;
  }
  send(response, answer.status, 'application/json; charset=utf-8', JSON.stringify(answer.body), answer.headers);
}

async function upload(host: Host, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, MAX_BODY);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => undefined);
    const file = [...(form?.values() ?? [])].find((value) => typeof value !== 'string');
    if (!(file instanceof Blob)) throw new Refusal('file_not_found');
    host.files.upload(id, Buffer.from(await file.arrayBuffer()));
  } else {
    host.files.upload(id, body);
  }
  send(response, 200, 'text/plain', `OK - ${id}`);
}

function download(host: Host, id: string, response: ServerResponse): void {
  const file = host.files.download(id);
  if (!file) {
    send(response, 404, 'text/plain', 'not found');
    return;
  }
  const shown = /^image\/(png|jpeg|gif)$/.test(file.mimetype);
  send(response, 200, file.mimetype, file.bytes, {
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': `sandbox; ${POLICY}`,
  });
}

async function respondLater(host: Host, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, MAX_BODY);
  try {
    const place = host.triggers.takeResponse(id);
    respond(host, new Args(parsed(body, request.headers['content-type'] ?? 'application/json')), place);
    send(response, 200, 'text/plain', 'ok');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    send(response, error.code.endsWith('_url') ? 404 : 400, 'application/json', JSON.stringify({ ok: false, error: error.code }));
  }
}

async function act(routes: Routes, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    send(response, 415, 'text/plain', 'JSON only');
    return;
  }
  const user = url.searchParams.get('as') ?? '';
  routes.host.store.person(user);
  const done = await perform(routes.people, user, parsed(await readBody(request, MAX_BODY), 'application/json'));
  send(response, 200, 'application/json; charset=utf-8', JSON.stringify(done));
}

function parsed(body: Buffer, contentType: string): Record<string, unknown> {
  if (body.length === 0) return {};
  if (!contentType.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body.toString()));
  try {
    const value: unknown = JSON.parse(body.toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below in Slack's words.
  }
  throw new Refusal('invalid_json');
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': type, ...headers }).end(body);
}
