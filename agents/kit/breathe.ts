import { setImmediate } from 'node:timers/promises';

const SLICE_MS = 12;

/** Long work calls it between steps: it lets waiting events through whenever a slice of time is used up. */
export function breather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
