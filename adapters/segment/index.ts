import { createHash } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { OperatorError } from '../../agents/kit/errors.ts';
import { answerJson, HttpRefusal, parseJson, readBody } from '../../bot/http/body.ts';
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
  listen: RequestListener;
  worker: Worker;
}

const MAX_BYTES = 1_048_576;
const MAX_DEPTH = 20;
const MAX_EVENTS = 5_000;
const CALLS = new Set(['track', 'page', 'screen', 'identify', 'group', 'alias']);

type Json = Record<string, unknown>;

/**
 * The Segment HTTP tracking shape: `POST /v1/track`, `/v1/page`, `/v1/screen`, `/v1/identify`, `/v1/group`, `/v1/batch`, with the
 * write key as the user of basic auth. Events are stored before the 200; sessions, contacts and usage analytics follow.
 */
export function createSegmentDoor(deps: SegmentDeps): SegmentDoor {
  const { models, clock, log } = deps;
  const tenantOf = keyring(deps.keys);
  const worker = createWorker(deps);
  const take = async (request: IncomingMessage): Promise<void> => {
    if (request.method !== 'POST') throw new HttpRefusal(405, 'events come by POST', { allow: 'POST' });
    const tenant = tenantOf(request.headers.authorization);
    if (tenant === undefined) throw new HttpRefusal(401, 'the write key is not right', { 'www-authenticate': 'Basic' });
    const call = new URL(request.url ?? '/', 'http://localhost').pathname.replace(/^\/v1\//, '');
    if (call !== 'batch' && !CALLS.has(call)) throw new HttpRefusal(404, 'known calls are track, page, screen, identify, group and batch');
    const messages = messagesOf(call, parseJson(await readBody(request, MAX_BYTES), MAX_DEPTH));
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
      try {
        await take(request);
        answerJson(response, 200, { success: true });
      } catch (error) {
        if (error instanceof HttpRefusal)
          return answerJson(response, error.status, { success: false, error: error.message }, error.headers);
        log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'product events were not stored');
        answerJson(response, 503, { success: false, error: 'not stored; send it again' }, { 'retry-after': '5' });
      }
    },
  };
}

/** Compares digests, so that the time it takes says nothing about the key. */
function keyring(keys: readonly WriteKey[]): (authorization: string | undefined) => string | undefined {
  const digest = (key: string) => createHash('sha256').update(key).digest('base64');
  if (keys.some(({ key }) => key.length < 16)) throw new OperatorError('A write key for product events is shorter than 16 characters.');
  const tenants = new Map(keys.map(({ key, tenant }) => [digest(key), tenant]));
  return (authorization) => {
    const [scheme, credentials = ''] = (authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'basic') return undefined;
    const [key = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
    return tenants.get(digest(key));
  };
}

function messagesOf(call: string, body: unknown): { type: string; message: Json }[] {
  if (!isObject(body)) throw new HttpRefusal(400, 'the body must be an object');
  if (call !== 'batch') return [{ type: call, message: body }];
  const { batch, context } = body;
  if (!Array.isArray(batch)) throw new HttpRefusal(400, 'batch must be a list of events');
  if (batch.length > MAX_EVENTS) throw new HttpRefusal(413, `a batch may have ${MAX_EVENTS} events`);
  return batch.map((each: unknown) => {
    const message = isObject(each) ? each : { unreadable: each };
    // What the batch says of all its events holds where an event does not say otherwise.
    const shared = isObject(context) ? { ...context, ...(isObject(message.context) ? message.context : {}) } : message.context;
    return { type: typeof message.type === 'string' ? message.type : '', message: { ...message, context: shared } };
  });
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Stores what is not there yet. */
async function keep(models: Models, tenant: string, events: readonly ProductEvent[]): Promise<void> {
  const unique = [...new Map(events.map((event) => [event._id, event])).values()];
  await insertNew(models.productEvents, tenant, unique);
}
