import { randomBytes } from 'node:crypto';

let last = 0n;

/** A UUID (version 7) that sorts after every one this process gave before, however fast they follow. */
export function orderedId(now = Date.now()): string {
  const step = BigInt(now) << 12n;
  last = step > last ? step : last + 1n;
  const head = last.toString(16).padStart(15, '0');
  const tail = randomBytes(8);
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
  const end = tail.toString('hex');
  return `${head.slice(0, 8)}-${head.slice(8, 12)}-7${head.slice(12)}-${end.slice(0, 4)}-${end.slice(4)}`;
}
