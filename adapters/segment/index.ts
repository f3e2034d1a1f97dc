import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { describeError } from '../../agents/kit/describe-error.ts';
import { OperatorError } from '../../agents/kit/errors.ts';
import { answerJson, HttpRefusal, parseJson, readPackedBody } from '../../bot/http/body.ts';
import type { Listener } from '../../bot/http/guard.ts';
import { targetOf } from '../../bot/http/target.ts';
import type { Models } from '../../models/index.ts';
import { insertNew } from '../../models/kit/bulk.ts';
import type { ProductEvent } from '../../models/product-event.ts';
import { parseEvent } from './parse.ts';
import { createWorker, type Worker, type WorkerDeps } from './worker.ts';

export interface WriteKey {
  key: string;
  tenant: string;
}

export interface SegmentDeps extends WorkerDeps {
  keys: readonly WriteKey[];
}

export interface SegmentDoor {
  /** For the path `/v1`. */
  listen: Listener;
  worker: Worker;
}

const MAX_BYTES = 1_048_576;
const MAX_DEPTH = 20;
const MAX_EVENTS = 5_000;
/** What each path carries: events of one kind, a batch of any, or nothing about use. */
const CALLS: Record<string, 'track' | 'page' | 'screen' | 'identify' | 'group' | 'alias' | 'batch' | 'metrics'> = {
  track: 'track',
  t: 'track',
  page: 'page',
  p: 'page',
  screen: 'screen',
  s: 'screen',
  identify: 'identify',
  i: 'identify',
  group: 'group',
  g: 'group',
  alias: 'alias',
  a: 'alias',
  batch: 'batch',
  b: 'batch',
  import: 'batch',
  m: 'metrics',
};

/** Pages of any site may send: the write key they send is public, and no cookie of ours counts. */
const CORS = { 'access-control-allow-origin': '*' };
const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers': '*, authorization',
  'access-control-max-age': '86400',
};

type Json = Record<string, unknown>;

/**
 * The Segment HTTP tracking shape, as its libraries send it: `POST /v1/track`, `/v1/batch` and the others with their short
 * names, plain or gzip, JSON whatever its content type, with the write key as the user of basic auth or in the body.
 * Events are stored before the 200; sessions, contacts and usage analytics follow.
 */
export function createSegmentDoor(deps: SegmentDeps): SegmentDoor {
  const { models, clock, log } = deps;
  const tenantOf = keyring(deps.keys);
  const worker = createWorker(deps);
  const take = async (request: IncomingMessage): Promise<void> => {
    if (request.method !== 'POST') throw new HttpRefusal(405, 'events come by POST', { allow: 'POST, OPTIONS' });
    const name = targetOf(request).pathname.replace(/^\/v1\/|\/$/g, '');
    const call = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
    if (!call) throw new HttpRefusal(404, `known calls are ${Object.keys(CALLS).join(', ')}`);
    // How the library itself fares.
    if (call === 'metrics') return;
    const body = parseJson(await readPackedBody(request, MAX_BYTES), MAX_DEPTH);
    const tenant = tenantOf(keyIn(request.headers.authorization)) ?? tenantOf(isObject(body) ? body.writeKey : undefined);
    if (tenant === undefined) throw new HttpRefusal(401, 'the write key is not right', { 'www-authenticate': 'Basic' });
    const messages = messagesOf(call, body);
    const now = clock.now();
    await keep(
      models,
      tenant,
      messages.map(({ type, message }) => parseEvent(tenant, type, message, now)),
    );
    worker.wake(tenant);
  };
  return {
    worker,
    async listen(request, response) {
      if (request.method === 'OPTIONS') return void response.writeHead(204, PREFLIGHT).end();
      try {
        await take(request);
        answerJson(response, 200, { success: true }, CORS);
      } catch (error) {
        if (error instanceof HttpRefusal)
          return answerJson(response, error.status, { success: false, error: error.message }, { ...CORS, ...error.headers });
        log.error({ error: describeError(error) }, 'product events were not stored');
        answerJson(response, 503, { success: false, error: 'not stored; send it again' }, { ...CORS, 'retry-after': '5' });
      }
    },
  };
}

/** Compares digests, so that the time it takes says nothing about the key. */
function keyring(keys: readonly WriteKey[]): (key: unknown) => string | undefined {
  const digest = (key: string) => createHash('sha256').update(key).digest('base64');
  if (keys.some(({ key }) => key.length < 16)) throw new OperatorError('A write key for product events is shorter than 16 characters.');
  const tenants = new Map(keys.map(({ key, tenant }) => [digest(key), tenant]));
  return (key) => (typeof key === 'string' ? tenants.get(digest(key)) : undefined);
}

/** The user of basic auth. */
function keyIn(authorization = ''): string | undefined {
  const [scheme, credentials = ''] = authorization.split(' ');
  return scheme?.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] : undefined;
}

function messagesOf(call: string, body: unknown): { type: string; message: Json }[] {
  if (!isObject(body)) throw new HttpRefusal(400, 'the body must be an object');
  if (call !== 'batch') return [{ type: call, message: body }];
  const { batch, context, sentAt } = body;
  if (!Array.isArray(batch)) throw new HttpRefusal(400, 'batch must be a list of events');
  if (batch.length > MAX_EVENTS) throw new HttpRefusal(413, `a batch may have ${MAX_EVENTS} events`);
  return batch.map((each: unknown) => {
    const message = isObject(each) ? each : { unreadable: each };
    // What the batch says of all its events holds where an event does not say otherwise.
    const shared = isObject(context) ? { ...context, ...(isObject(message.context) ? message.context : {}) } : message.context;
    return { type: typeof message.type === 'string' ? message.type : '', message: { sentAt, ...message, context: shared } };
  });
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Stores what is not there yet. */
async function keep(models: Models, tenant: string, events: readonly ProductEvent[]): Promise<void> {
  const unique = [...new Map(events.map((event) => [event._id, event])).values()];
  await insertNew(models.productEvents, tenant, unique);
}
