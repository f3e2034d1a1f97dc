import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type HttpServer, startHttpServer } from '../../../adapters/http/server.ts';
import { HttpRefusal } from '../../../bot/http/body.ts';
import { createLog } from '../../../bot/log.ts';

/** The one wrapper around every door. */

let http: HttpServer;
const never = Promise.withResolvers<never>().promise;

beforeAll(async () => {
  http = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    log: createLog('silent'),
    readiness: { quick: async () => true, silent: () => never, broken: () => Promise.reject(new Error('no')) },
    doors: [
      { path: '/refuses', listen: () => Promise.reject(new HttpRefusal(409, 'not now', { 'retry-after': '5' })) },
      {
        path: '/breaks-off',
        listen: (_, response) => {
          response.writeHead(200).write('half');
          throw new Error('broke');
        },
      },
      { path: '/breaks', listen: (_, response) => void response.writeHead(201).end() },
    ],
  });
});
afterAll(async () => {
  await http.close();
});

test('a refusal has its status, its words and its headers', async () => {
  const answer = await fetch(`${http.url}/refuses/whatever`);
  expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([409, '5', { error: 'not now' }]);
});

test('what takes too long is answered 503', async () => {
  const doors = [{ path: '/hangs', listen: () => never }];
  const impatient = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    log: createLog('silent'),
    answerWithinMs: 100,
    readiness: {},
    doors,
  });
  expect((await fetch(`${impatient.url}/hangs`)).status).toBe(503);
  await impatient.close();
});

test('an answer that broke off is not passed off as whole', async () => {
  await expect(fetch(`${http.url}/breaks-off`).then((answer) => answer.text())).rejects.toThrow();
});

test('the longest path that fits answers, and whole names only', async () => {
  expect((await fetch(`${http.url}/breaks/x`)).status).toBe(201);
  expect((await fetch(`${http.url}/breaksx`)).status).toBe(404);
});

test('readiness names each check, the lag and draining, within 2 s', async () => {
  const took: number[] = [];
  for (let turn = 0; turn < 3 && Math.min(...took) >= 2_000; turn++) {
    const began = performance.now();
    const answer = await fetch(`${http.url}/readyz`);
    took.push(performance.now() - began);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      ready: false,
      lagMs: expect.any(Number),
      draining: false,
      quick: true,
      silent: false,
      broken: false,
    });
  }
  // The quickest of up to three: what other tests do on this machine at the same time is not the server's.
  expect(Math.min(...took)).toBeLessThan(2_000);
  http.drain();
  expect(await (await fetch(`${http.url}/readyz`)).json()).toMatchObject({ draining: true });
  expect((await fetch(`${http.url}/livez`)).status).toBe(200);
});

/** A process of its own, whose doors fail in every way a door can; the error's text is the request's. */
const PROGRAM = `
import { EventEmitter } from 'node:events';
import { startHttpServer } from '${new URL('../../../adapters/http/server.ts', import.meta.url).href}';
import { createLog } from '${new URL('../../../bot/log.ts', import.meta.url).href}';
const ways = {
  '/at-once': () => { throw new Error('canary'); },
  '/later': async () => { await 1; throw new Error('canary'); },
  '/in-a-timer': () => { setTimeout(() => { throw new Error('canary'); }, 1); },
  '/in-a-promise-nobody-holds': () => { (async () => { await 1; null.canary; })(); },
  '/in-an-event': () => { setImmediate(() => new EventEmitter().emit('error', new Error('canary'))); },
  '/no-error': () => { throw 'canary'; },
};
const doors = Object.entries(ways).map(([path, listen]) => ({ path, listen }));
const { url } = await startHttpServer({ host: '127.0.0.1', port: 0, doors, readiness: {}, log: createLog('warn') });
console.log(url);
process.stdin.on('data', () => setTimeout(() => { throw new Error('of no request'); }));
`;

test('no request ends the process, however it fails; what no request did, does', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], { stdio: ['pipe', 'pipe', 'pipe'] });
  let logged = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    logged += text;
  });
  const [url] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  for (const path of ['/at-once', '/later', '/in-a-timer', '/in-a-promise-nobody-holds', '/in-an-event', '/no-error'])
    expect([path, (await fetch(`${url.trim()}${path}`)).status]).toEqual([path, 500]);
  expect((await fetch(`${url.trim()}/livez`)).status).toBe(200);
  expect(logged.trim().split('\n')).toHaveLength(6);
  expect(logged).not.toContain('canary');
  child.stdin.write('x');
  const [code] = await once(child, 'exit');
  expect(code).not.toBe(0);
});
