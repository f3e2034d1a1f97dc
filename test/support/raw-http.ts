import { connect } from 'node:net';

/** Sends bytes as they are and returns what comes back until the other side closes, or `milliseconds` have passed. */
export function sendRaw(url: string, bytes: string | Buffer, milliseconds = 15_000): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname);
    socket.setTimeout(milliseconds, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
    socket.write(bytes);
  });
}

/** The status of a raw answer; undefined where none came. */
export const statusOf = (answer: string): number | undefined => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]) || undefined;

/** Request targets that no path is, or hardly. */
export const HOSTILE_TARGETS = [
  '//',
  '///',
  '////////',
  '//@',
  '//[',
  '//slack/events',
  '/\\',
  '/%',
  '/%00',
  '/%ff%fe',
  '/?',
  '/#',
  '/..',
  '/../../etc/passwd',
  `/${'a'.repeat(8_000)}`,
  '/__proto__',
  '/constructor',
  '*',
  'x',
  ':',
  'http://',
  'http://[',
  'http://:x@/',
  'http://a:99999/',
  'https://%',
  'javascript:1',
  'file:///etc/passwd',
];
