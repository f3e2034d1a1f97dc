import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cappedFetch } from '../../../adapters/mcp-client/capped-fetch.ts';

/** What is counted of an answer: a whole body, or one event of a stream, however long the stream lasts. */

const MOST = 1_000;
let server: Server;
let sent: { type: string; pieces: string[] };
beforeAll(async () => {
  server = createServer(async (_, response) => {
    response.writeHead(200, { 'content-type': sent.type });
    for (const piece of sent.pieces) await new Promise((done) => response.write(piece, done));
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => new Promise((done) => server.close(done)));

async function read(type: string, pieces: string[]): Promise<{ length: number; large: boolean }> {
  sent = { type, pieces };
  let large = false;
  const capped = cappedFetch(MOST, () => {
    large = true;
  });
  const response = await capped(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const length = await response.text().then(
    (text) => text.length,
    () => 0,
  );
  return { length, large };
}

const event = (end: string, bytes = 300) => `data: ${'x'.repeat(bytes)}${end}`;

test.each([['\n\n'], ['\r\n\r\n'], ['\r\r']])('a long stream of small events that end with %j is read to its end', async (end) => {
  const pieces = Array.from({ length: 20 }, () => event(end));
  expect(await read('text/event-stream', pieces)).toEqual({ length: pieces.join('').length, large: false });
  // Wherever the pieces are cut.
  const bytes = pieces.join('').match(/[\s\S]{1,153}/g) ?? [];
  expect(await read('text/event-stream', bytes)).toEqual({ length: pieces.join('').length, large: false });
});

test.each([['\n\n'], ['\r\n\r\n']])('one event that is larger than may be is broken off (%j)', async (end) => {
  const pieces = [event(end), ...Array.from({ length: 8 }, () => 'x'.repeat(300)), end];
  expect((await read('text/event-stream', pieces)).large).toBe(true);
});

test('a body that is no stream counts as a whole', async () => {
  expect(await read('application/json', ['x'.repeat(MOST)])).toEqual({ length: MOST, large: false });
  expect(
    (
      await read(
        'application/json',
        Array.from({ length: 4 }, () => `${'x'.repeat(300)}\n\n`),
      )
    ).large,
  ).toBe(true);
});
