import { createHmac, timingSafeEqual } from 'node:crypto';
import { OperatorError } from '../../agents/kit/errors.ts';

/** A shared secret of one tenant. Two may be live, so that one can be replaced without a gap. */
export interface IngestKey {
  /** Named in the request; says whose rows they are. */
  id: string;
  tenant: string;
  secret: string;
}

/** Seconds by which the sender's clock may differ, both ways. */
export const WINDOW_SECONDS = 300;
const LIVE_KEYS = 2;
const SHORTEST_SECRET = 16;

/** What a signature binds. */
export interface Signing {
  method: string;
  /** With its query, as requested: `/ingest/supportTickets`. */
  path: string;
  /** Unix seconds, as written. */
  timestamp: string;
  deliveryId: string;
  body: Buffer | string;
}

/** `v2=` and the hexadecimal HMAC-SHA256 over method, path, timestamp, delivery id and body, each but the last ended by a newline. */
export function sign(secret: string, { method, path, timestamp, deliveryId, body }: Signing): string {
  const hmac = createHmac('sha256', secret).update(`${method}\n${path}\n${timestamp}\n${deliveryId}\n`);
  return `v2=${hmac.update(body).digest('hex')}`;
}

export interface Signed extends Omit<Signing, 'timestamp'> {
  keyId: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
}

/**
 * Says whose request it is, or undefined where nobody's: unknown key, wrong signature, time outside the window.
 * @throws OperatorError for keys that cannot be right: more than two of a tenant, the same id twice, short secrets.
 */
export function createKeyring(keys: readonly IngestKey[]): (signed: Signed, now: Date) => string | undefined {
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (byId.size < keys.length) throw new OperatorError('Two ingest keys have the same id.');
  for (const [tenant, own] of Map.groupBy(keys, (key) => key.tenant))
    if (own.length > LIVE_KEYS) throw new OperatorError(`${tenant} has ${own.length} ingest keys; at most ${LIVE_KEYS} may be live.`);
  const short = keys.find(({ secret }) => secret.length < SHORTEST_SECRET);
  if (short) throw new OperatorError(`The secret of the ingest key ${short.id} is shorter than ${SHORTEST_SECRET} characters.`);
  return ({ keyId, timestamp, signature, ...rest }, now) => {
    const key = keyId === undefined ? undefined : byId.get(keyId);
    if (!key || timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return undefined;
    if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_SECONDS) return undefined;
    const expected = Buffer.from(sign(key.secret, { ...rest, timestamp }));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given) ? key.tenant : undefined;
  };
}
