import { schedule } from 'node-cron';

const MINUTE_MS = 60_000;

/**
 * Ticks with every minute of the clock on the wall. That clock may be set back, and cron would then wait until it is there
 * again: a minute and a half without a tick begins a new one.
 */
export function everyMinute(tick: () => Promise<void>): { stop(): void } {
  let ticked = performance.now();
  const begin = () =>
    schedule(
      '* * * * *',
      () => {
        ticked = performance.now();
        return tick();
      },
      { noOverlap: true },
    );
  let cron = begin();
  const watch = setInterval(() => {
    if (performance.now() - ticked < 1.5 * MINUTE_MS) return;
    ticked = performance.now();
    void cron.destroy();
    cron = begin();
    void tick();
  }, MINUTE_MS / 2);
  return {
    stop() {
      clearInterval(watch);
      void cron.destroy();
    },
  };
}
