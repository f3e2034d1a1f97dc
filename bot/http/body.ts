import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** A request that is refused, with the status and words its sender gets. */
export class HttpRefusal extends Error {
  override name = 'HttpRefusal';
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

const tooLong = (limit: number) => new HttpRefusal(413, `the body is longer than ${limit} bytes`, { connection: 'close' });

/** The body as it came, in bytes. @throws HttpRefusal 413 as soon as it is longer than `limit`. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLong(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLong(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

const inflate = promisify(gunzip);

/**
 * The body as it was before it was packed for the way, with gzip or not at all.
 * @throws HttpRefusal 413 as soon as it is longer than `limit` while it is unpacked, 400 where it is no gzip, 415 for other packings.
 */
export async function readPackedBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const packing = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (!['', 'identity', 'gzip', 'x-gzip'].includes(packing))
    throw new HttpRefusal(415, 'the body may be packed with gzip only', { 'accept-encoding': 'gzip', connection: 'close' });
  const body = await readBody(request, limit);
  if (!packing.endsWith('gzip')) return body;
  try {
    return await inflate(body, { maxOutputLength: limit });
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLong(limit) : new HttpRefusal(400, 'the body is no gzip');
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/** How deep lists and objects are nested, without parsing; stops counting beyond `enough`. */
function depthOf(raw: Buffer, enough: number): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < raw.length && deepest <= enough; at++) {
    const byte = raw[at] ?? 0;
    if (quoted) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (OPEN.has(byte)) deepest = Math.max(deepest, ++depth);
    else if (CLOSE.has(byte)) depth--;
  }
  return deepest;
}

/** @throws HttpRefusal 400 for what is no JSON in UTF-8 or nested deeper than `maxDepth`. */
export function parseJson(raw: Buffer, maxDepth: number): unknown {
  if (depthOf(raw, maxDepth) > maxDepth) throw new HttpRefusal(400, `the body is nested deeper than ${maxDepth} levels`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    throw new HttpRefusal(400, 'the body is not JSON in UTF-8');
  }
}

/** Answers with JSON. */
export function answerJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(`${JSON.stringify(body)}\n`);
}
