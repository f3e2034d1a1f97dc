import { describeError } from './describe-error.ts';
import type { RescoreScope } from './scorer.ts';

/** An account that one part of a run could not deal with. */
export interface Failure {
  agent: string;
  accountId: string;
  /** The kind of error; its words may quote rows and stay out of logs. */
  code: string;
}

/** Most failures are of one kind: so many are named. */
const NAMED = 20;

/** What failed in one run, said once at its end. */
export function failuresOf({ log, signal }: Pick<RescoreScope, 'log' | 'signal'>) {
  const failures: Failure[] = [];
  const note = (agent: string, accountId: string, error: unknown) => {
    // A run that was stopped has not failed.
    if (signal?.aborted) throw error;
    const { code, kind } = describeError(error);
    failures.push({ agent, accountId, code: String(code ?? kind) });
  };
  return {
    failures,
    /** Whether it could be done of the account. */
    attempt(agent: string, accountId: string, run: () => void): boolean {
      try {
        run();
        return true;
      } catch (error) {
        note(agent, accountId, error);
        return false;
      }
    },
    /** Does something with many at once; where that fails, with each alone, so that one bad one costs only itself. */
    async together<Item>(
      agent: string,
      items: readonly Item[],
      idOf: (item: Item) => string,
      run: (items: readonly Item[]) => Promise<unknown>,
    ) {
      if (items.length === 0) return;
      try {
        await run(items);
      } catch (error) {
        if (signal?.aborted || isOutage(error)) throw error;
        if (items.length === 1 && items[0] !== undefined) return note(agent, idOf(items[0]), error);
        for (const item of items) await run([item]).catch((each: unknown) => note(agent, idOf(item), each));
      }
    },
    say() {
      if (failures.length > 0)
        log?.warn(
          { failed: failures.length, first: failures.slice(0, NAMED) },
          'some accounts could not be scored; they keep their earlier standing',
        );
    },
  };
}

/** The database is not there: no account's fault, and nothing to try one by one. */
const isOutage = (error: unknown): boolean =>
  /^Mongo(Network|NotConnected|ServerSelection|PoolClosed|PoolCleared|ClientClosed|TopologyClosed)/.test((error as Error)?.name ?? '');
