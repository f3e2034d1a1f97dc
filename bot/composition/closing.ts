import type { Logger } from 'pino';
import { describeError } from '../../agents/kit/describe-error.ts';

/** What must be closed, in the order it was opened; closed in reverse, each once, whatever the others do. */
export interface Closing {
  add(name: string, close: () => Promise<unknown>): void;
  run(): Promise<void>;
}

export function createClosing(log: Pick<Logger, 'error'>): Closing {
  const open: { name: string; close: () => Promise<unknown> }[] = [];
  let running: Promise<void> | undefined;
  const closeAll = async () => {
    for (let last = open.pop(); last; last = open.pop()) {
      const { name, close } = last;
      await close().catch((error: unknown) => log.error({ part: name, error: describeError(error) }, 'a part did not close'));
    }
  };
  return {
    add(name, close) {
      open.push({ name, close });
    },
    run() {
      running ??= closeAll();
      return running;
    },
  };
}
