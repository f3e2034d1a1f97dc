import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from '../../bot/http/body.ts';

const THIS_MACHINE = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;
const OWN_SITE = new Set([undefined, 'same-origin', 'none']);

/**
 * The workspace acts as whomever it is asked to be, so only this machine, and in its browser only the workspace's own page,
 * may ask: not another machine, not a name that was made to point here, not another site open beside it. A link from
 * elsewhere may open the page.
 * @throws HttpRefusal 403.
 */
export function assertOwnPage({ headers, method, socket }: IncomingMessage, pathname: string): void {
  const { host = '', origin } = headers;
  const site = headers['sec-fetch-site']?.toString();
  const opens = method === 'GET' && pathname === '/' && headers['sec-fetch-dest'] === 'document';
  if (!LOOPBACK.test(socket.remoteAddress ?? '')) throw new HttpRefusal(403, 'the local workspace answers this machine only');
  if (!THIS_MACHINE.test(host)) throw new HttpRefusal(403, 'the local workspace answers under localhost and 127.0.0.1 only');
  if ((origin !== undefined && origin !== `http://${host}`) || !(opens || OWN_SITE.has(site)))
    throw new HttpRefusal(403, 'the local workspace takes requests of its own page only');
}
