import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { targetOf } from '../../bot/http/target.ts';
import type { Carrier } from './delivery.ts';
import { LIMITS } from './limits.ts';
import { assertOwnPage } from './own-page.ts';

const KINDS = { event: 'events_api', interaction: 'interactive', command: 'slash_commands' } as const;
const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;
const MAX_FRAME = 1_048_576;

/** Slack's Socket Mode for one connected bot, over the little of WebSocket it needs: whole text frames, ping and close. */
export class SocketMode {
  #ticket: string | undefined;
  #socket: Duplex | undefined;
  #waiting = new Map<string, (answer: string) => void>();
  #connected: (carrier: Carrier | undefined) => void;

  constructor(connected: (carrier: Carrier | undefined) => void) {
    this.#connected = connected;
  }

  /** The path of the next connection; good for one. */
  ticket(): string {
    this.#ticket = crypto.randomUUID();
    return `/socket?ticket=${this.#ticket}`;
  }

  /** Answers an HTTP upgrade. */
  upgrade(request: IncomingMessage, socket: Duplex): void {
    socket.on('error', () => socket.destroy());
    const key = request.headers['sec-websocket-key'];
    if (!key || !this.#admits(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    this.#ticket = undefined;
    this.#socket?.end(frame(CLOSE, Buffer.alloc(0)));
    this.#socket = socket;
    // The constant is WebSocket's own, the same for every server.
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
    );
    let unread = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      try {
        unread = this.#read(Buffer.concat([unread, chunk]), socket);
      } catch {
        socket.destroy();
      }
    });
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#connected(undefined);
    });
    this.#send({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0GREENDOOR' } });
    this.#connected((parcel) => this.#carry(parcel));
  }

  #admits(request: IncomingMessage): boolean {
    try {
      const { pathname, searchParams } = targetOf(request);
      assertOwnPage(request, pathname);
      return pathname === '/socket' && this.#ticket !== undefined && searchParams.get('ticket') === this.#ticket;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#socket?.end(frame(CLOSE, Buffer.alloc(0)));
    this.#socket?.destroy();
  }

  #carry({ kind, payload, retry, reason }: Parameters<Carrier>[0]): Promise<string | undefined> {
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        resolve(undefined);
      }, LIMITS.time.acknowledge);
      timer.unref();
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#send({
        envelope_id: id,
        type: KINDS[kind],
        payload,
        accepts_response_payload: kind !== 'event',
        ...(kind === 'event' ? { retry_attempt: retry, retry_reason: reason } : {}),
      });
    });
  }

  #send(value: object): void {
    this.#socket?.write(frame(TEXT, Buffer.from(JSON.stringify(value))));
  }

  /** Takes whole frames off the front; returns what is left. */
  #read(data: Buffer, socket: Duplex): Buffer<ArrayBuffer> {
    let rest = Buffer.from(data);
    for (let found = unframe(rest); found; found = unframe(rest)) {
      rest = Buffer.from(rest.subarray(found.length));
      if (found.opcode === TEXT) this.#answered(found.payload.toString());
      if (found.opcode === PING) socket.write(frame(PONG, found.payload));
      if (found.opcode === CLOSE) socket.end(frame(CLOSE, Buffer.alloc(0)));
    }
    return rest;
  }

  #answered(text: string): void {
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id?: string; payload?: unknown };
    const answer = payload === undefined || payload === '' ? '' : typeof payload === 'string' ? payload : JSON.stringify(payload);
    this.#waiting.get(id ?? '')?.(answer);
    this.#waiting.delete(id ?? '');
  }
}

/** One unmasked, final frame. */
function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (length < 126) {
    head[1] = length;
  } else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

/** The first whole, masked frame; undefined while more bytes must come. @throws RangeError where it is longer than any answer. */
function unframe(data: Buffer): { opcode: number; payload: Buffer; length: number } | undefined {
  if (data.length < 2) return undefined;
  const short = data.readUInt8(1) & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (data.length < 2 + extra + 4) return undefined;
  const size = short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short;
  if (size > MAX_FRAME) throw new RangeError('the frame is too long');
  const start = 2 + extra + 4;
  if (data.length < start + size) return undefined;
  const mask = data.subarray(2 + extra, start);
  const payload = Buffer.from(data.subarray(start, start + size));
  for (let at = 0; at < size; at += 1) payload.writeUInt8(payload.readUInt8(at) ^ mask.readUInt8(at % 4), at);
  return { opcode: data.readUInt8(0) & 0x0f, payload, length: start + size };
}
