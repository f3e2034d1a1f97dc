import { describeError } from '../../agents/kit/describe-error.ts';
import { holdLease, releaseLease } from '../../models/lease.ts';
import type { Greendoor } from './build.ts';

/** Who one is at first in the local workspace and on the command line. */
export const SAMPLE_CSM = 'sarah.williams@greendoor.example';

/** Held, by whichever process, from the first row of the sample until all of it is there and scored. */
const LOADING = { name: 'first-sample', holder: 'first-sample' } as const;
const YEAR = 365 * 86_400_000;

/**
 * Loads and scores the sample portfolio where there is no account yet, or where that was begun and never ended: then it is
 * completed as of the day it was begun. The people and the two accounts of the
 * tour come first, so that the first question can be asked at once; `rest` adds the others, and says whether it did.
 */
export async function greetWithSample(greendoor: Greendoor, signal?: AbortSignal): Promise<{ rest(): Promise<boolean> }> {
  const sample = await begin(greendoor, signal);
  if (!sample) return NOTHING_LEFT;
  await sample.load({ accounts: 0 });
  return { rest: sample.complete };
}

export const NOTHING_LEFT = { rest: async () => false };

/** The same for who waits for all of it: loaded and scored in one go. */
export async function loadFirstSample(greendoor: Greendoor, signal?: AbortSignal): Promise<void> {
  await (await begin(greendoor, signal))?.complete();
}

async function begin({ assistant, config, score }: Greendoor, signal?: AbortSignal) {
  const { models, clock, log } = assistant;
  const { tenant } = config;
  const { leases } = models;
  const loading = { tenant, ...LOADING };
  const unfinished = await leases.findOne({ tenant, name: LOADING.name, until: { $gt: new Date(0) } }, { at: 1 }).lean();
  if (!unfinished && (await models.accounts.exists({ tenant }))) return undefined;
  const now = unfinished?.at ?? clock.now();
  await holdLease(leases, loading, now, YEAR);
  const { loadSample } = await import('../../adapters/sample/load.ts');
  const load = async (some: { accounts?: number } = {}) => {
    await loadSample(models, { tenant, now, signal, ...some });
    await score(tenant, undefined, signal);
  };
  return {
    load,
    async complete() {
      try {
        await load();
        await releaseLease(leases, loading);
        return true;
      } catch (error) {
        if (!signal?.aborted) log.error({ error: describeError(error) }, 'the sample portfolio is incomplete');
        return false;
      }
    },
  };
}
