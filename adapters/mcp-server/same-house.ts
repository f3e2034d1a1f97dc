import type { IncomingHttpHeaders } from 'node:http';
import { HttpRefusal } from '../../bot/http/body.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A page on the web may make a browser send requests here, under its own name or under one that was made to lead here: only
 * those under a name of ours are taken, and where a browser says from which page, only from one of ours.
 * @throws HttpRefusal 403
 */
export function requireSameHouse({ host, origin }: IncomingHttpHeaders, names: readonly string[]): void {
  const ours = (name: string | undefined) => name !== undefined && (LOOPBACK.has(name) || names.includes(name));
  if (!ours(hostnameOf(`http://${host ?? ''}`)))
    throw new HttpRefusal(403, 'this host name is not one of this server; MCP_HOSTS names those under which it may be reached');
  if (origin !== undefined && !ours(hostnameOf(origin))) throw new HttpRefusal(403, 'requests from that page are not taken');
}

function hostnameOf(address: string): string | undefined {
  const url = URL.parse(address);
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.hostname : undefined;
}
