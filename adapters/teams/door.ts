import { answerJson, HttpRefusal, parseJson, readBody } from '../../bot/http/body.ts';
import type { Listener } from '../../bot/http/guard.ts';
import { targetOf } from '../../bot/http/target.ts';
import { tenantOf } from './events.ts';
import type { InvokeAnswer } from './invoke.ts';
import { activityPayload, type TeamsActivity } from './payloads.ts';
import type { TokenCheck } from './token.ts';

export const DOOR = '/teams';
export const MESSAGES_PATH = `${DOOR}/messages`;
const BODY_LIMIT = 1_000_000;
const MAX_DEPTH = 40;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface DoorOptions {
  /** Undefined where unsigned requests were asked for by name. */
  token: TokenCheck | undefined;
  tenants: readonly string[];
  /** What is done with an activity of a tenant that is let in. Throwing makes Teams send it again. */
  take(workspace: string, activity: TeamsActivity): Promise<InvokeAnswer>;
}

/**
 * Where Teams's requests come in. Who is not verified, or of no tenant that is let in, gets 401 and nothing else; what
 * cannot be taken is answered 503, so that it is sent again.
 */
export function createDoor({ token, tenants, take }: DoorOptions): Listener {
  return async (request, response) => {
    if (targetOf(request).pathname !== MESSAGES_PATH || request.method !== 'POST') throw new HttpRefusal(404, 'nothing here');
    const body = await readBody(request, BODY_LIMIT);
    const raw = readActivity(body);
    const claimed = raw as { serviceUrl?: unknown; channelId?: unknown };
    const serviceUrl = typeof claimed.serviceUrl === 'string' ? claimed.serviceUrl : undefined;
    if (token) {
      const channelId = typeof claimed.channelId === 'string' ? claimed.channelId : undefined;
      await token.verify(request.headers.authorization, { serviceUrl, channelId });
    } else if (!isLoopback(serviceUrl)) throw new HttpRefusal(401, 'not authorized');
    const activity = activityPayload.safeParse(raw).data;
    if (!activity) throw new HttpRefusal(400, 'the body is no activity of Teams');
    const workspace = tenantOf(activity);
    if (!workspace || !tenants.includes(workspace)) throw new HttpRefusal(401, 'not authorized');
    const { status, body: answer } = await take(workspace, activity);
    if (answer === undefined) response.writeHead(status).end();
    else answerJson(response, status, answer);
  };
}

/** A body nobody vouches for gets no reason. */
function readActivity(body: Buffer): object {
  const value = parseJson(body, MAX_DEPTH);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new HttpRefusal(401, 'not authorized');
  return value;
}

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && URL.canParse(address) && LOOPBACK.has(new URL(address).hostname);
