import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './body.ts';

const ANY_HOST = 'http://localhost';

/**
 * What a request asks for. The host in it says nothing: a path is read as of this machine, a whole address as it stands.
 * @throws HttpRefusal 400 for a target that is neither, such as `http://[`.
 */
export function targetOf({ url = '' }: IncomingMessage): URL {
  // Put behind the host, not resolved against it: `//` would name a host, and an empty one.
  const target = url.startsWith('/') ? URL.parse(`${ANY_HOST}${url}`) : URL.parse(url);
  if (target?.protocol !== 'http:' && target?.protocol !== 'https:') throw new HttpRefusal(400, 'the request target is no path');
  return target;
}
