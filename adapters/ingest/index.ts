import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Clock } from '../../agents/kit/context.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { OperatorError } from '../../agents/kit/errors.ts';
import { answerJson, HttpRefusal, parseJson, readBody } from '../../bot/http/body.ts';
import type { Listener } from '../../bot/http/guard.ts';
import { targetOf } from '../../bot/http/target.ts';
import type { Models } from '../../models/index.ts';
import { claimDelivery, completeDelivery, type Delivery, releaseDelivery } from './deliveries.ts';
import { createKeyring, type IngestKey } from './keys.ts';

export { type IngestKey, type Signing, sign } from './keys.ts';

/** The write path rows take whatever the door: checks, references, upsert. */
export interface RowTaker {
  collection: string;
  take(rows: { number: number; row: Record<string, unknown> }[]): Promise<{
    new: number;
    updated: number;
    unchanged: number;
    rejected: { row: number; reasons: string[] }[];
    outcomes: { row: number; outcome: 'new' | 'updated' | 'unchanged' }[];
  }>;
  finish(): Promise<unknown>;
}

export interface IngestDeps {
  models: Models;
  keys: readonly IngestKey[];
  clock: Clock;
  log: Logger;
  /** @throws OperatorError for a collection that is unknown or not taken from outside. */
  open(scope: { tenant: string; collection: string; source: string }): RowTaker;
}

const MAX_BYTES = 1_048_576;
const MAX_DEPTH = 20;
const DELIVERY_ID = /^[\w.:-]{1,200}$/;

/**
 * `POST /ingest/:collection` with `{ "rows": [...], "source": "crm" }` or a list. Headers: `x-greendoor-key`, `x-greendoor-timestamp`
 * (Unix seconds), `x-greendoor-signature` (see `sign`), `x-greendoor-delivery` (an id of the sender's; the same
 * again gets the same answer). The answer says of each row, counted from 1, whether it is new, updated, unchanged or rejected, and why.
 */
export function createIngest(deps: IngestDeps): Listener {
  const whose = createKeyring(deps.keys);
  return async (request, response) => {
    try {
      const { status, body, headers } = await take(deps, whose, request);
      answerJson(response, status, body, headers);
    } catch (error) {
      if (error instanceof HttpRefusal) return answerJson(response, error.status, { error: error.message }, error.headers);
      deps.log.error({ error: describeError(error) }, 'an ingest request failed');
      answerJson(response, 503, { error: 'not taken; send it again with the same delivery id' }, { 'retry-after': '5' });
    }
  };
}

type Answer = { status: number; body: unknown; headers?: Record<string, string> };

async function take(deps: IngestDeps, whose: ReturnType<typeof createKeyring>, request: IncomingMessage): Promise<Answer> {
  const { models, clock } = deps;
  if (request.method !== 'POST') throw new HttpRefusal(405, 'rows come by POST', { allow: 'POST' });
  const body = await readBody(request, MAX_BYTES);
  const header = (name: string) => request.headers[`x-greendoor-${name}`]?.toString();
  const deliveryId = header('delivery') ?? '';
  if (!DELIVERY_ID.test(deliveryId)) throw new HttpRefusal(400, 'x-greendoor-delivery must be 1 to 200 letters, digits, or . : _ -');
  const { method = '', url: path = '' } = request;
  const tenant = whose(
    { keyId: header('key'), timestamp: header('timestamp'), signature: header('signature'), method, path, deliveryId, body },
    clock.now(),
  );
  if (tenant === undefined) throw new HttpRefusal(401, 'the key, the time or the signature is not right');
  const json = parseJson(body, MAX_DEPTH);
  const rows = rowsOf(json);
  const taker = openTaker(deps, { tenant, source: sourceOf(json, header('key') ?? '') }, request);
  const digest = createHash('sha256').update(body).digest('hex');
  const delivery: Delivery = { tenant, deliveryId, collectionName: taker.collection, digest };
  const claim = await claimDelivery(models, delivery, clock.now());
  if ('answered' in claim) return { status: 200, body: claim.answered, headers: { 'x-greendoor-repeated': 'true' } };
  try {
    const answer = await write(taker, rows);
    await completeDelivery(models, delivery, answer);
    return { status: 200, body: answer };
  } catch (error) {
    await releaseDelivery(models, delivery).catch(() => {});
    throw error;
  }
}

function openTaker({ open }: IngestDeps, whose: { tenant: string; source: string }, request: IncomingMessage): RowTaker {
  const [, , collection = '', ...more] = targetOf(request).pathname.split('/');
  try {
    if (more.length > 0) throw new OperatorError('there is nothing here');
    return open({ ...whose, collection });
  } catch (error) {
    if (error instanceof OperatorError) throw new HttpRefusal(404, error.message);
    throw error;
  }
}

function rowsOf(body: unknown): unknown[] {
  const rows = Array.isArray(body) ? body : (body as { rows?: unknown } | null)?.rows;
  if (!Array.isArray(rows)) throw new HttpRefusal(400, 'the body must be a list of rows or { "rows": [...] }');
  return rows;
}

/**
 * The system whose ids the rows have: as the body says, else by the key's name, so that two systems with a key each do
 * not overwrite each other. `crm-1` and `crm-2` are keys of one system, one replacing the other.
 */
function sourceOf(body: unknown, keyId: string): string {
  const said = (body as { source?: unknown } | null)?.source;
  if (said === undefined) return keyId.replace(/-\d+$/, '');
  if (typeof said !== 'string' || said.trim() === '' || said.length > 60)
    throw new HttpRefusal(400, 'source must be a name of 1 to 60 characters');
  return said.trim();
}

const isRow = (row: unknown): row is Record<string, unknown> => typeof row === 'object' && row !== null && !Array.isArray(row);

async function write(taker: RowTaker, rows: unknown[]) {
  const numbered = rows.flatMap((row, index) => (isRow(row) ? [{ number: index + 1, row }] : []));
  const strange = rows.flatMap((row, index) => (isRow(row) ? [] : [{ row: index + 1, reasons: ['the row is no object'] }]));
  const taken = await taker.take(numbered);
  await taker.finish();
  const rejected = [...strange, ...taken.rejected.map(({ row, reasons }) => ({ row, reasons }))];
  return {
    new: taken.new,
    updated: taken.updated,
    unchanged: taken.unchanged,
    rejected: rejected.length,
    rows: [...taken.outcomes, ...rejected.map((each) => ({ ...each, outcome: 'rejected' as const }))].sort((a, b) => a.row - b.row),
  };
}
