import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';

/** As much as a request over HTTP may have, and room for whoever sends several at once. */
const MAX_WAITING_BYTES = 1_048_576;

/** Knows which requests have no answer yet, and when nobody can ask any more. */
export class CountingTransport extends StdioServerTransport {
  #open = new Set<RequestId>();
  #idle = Promise.withResolvers<void>();
  #over = Promise.withResolvers<void>();
  #ending = false;

  constructor(input: Readable, output: Writable) {
    super(input, output, { maxBufferSize: MAX_WAITING_BYTES });
    for (const event of ['end', 'close', 'error']) input.once(event, () => this.#over.resolve());
  }

  override async start(): Promise<void> {
    const { onmessage } = this;
    this.onmessage = (message: JSONRPCMessage) => {
      if ('method' in message && 'id' in message) this.#open.add(message.id);
      onmessage?.(message);
      // Whoever takes a request back gets no answer to it.
      if ('method' in message && message.method === 'notifications/cancelled') this.#done(message.params?.requestId as RequestId);
    };
    await super.start();
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    await super.send(message);
    if (!('method' in message) && 'id' in message && message.id !== undefined) this.#done(message.id);
  }

  /** A line longer than may be ends it, too: what follows could be anything. */
  override async close(): Promise<void> {
    this.#open.clear();
    this.#over.resolve();
    this.#idle.resolve();
    await super.close();
  }

  /** Until nobody asks any more and everything that was asked is answered. */
  async over(): Promise<void> {
    await this.#over.promise;
    this.#ending = true;
    if (this.#open.size > 0) await this.#idle.promise;
  }

  #done(id: RequestId): void {
    this.#open.delete(id);
    if (this.#ending && this.#open.size === 0) this.#idle.resolve();
  }
}
