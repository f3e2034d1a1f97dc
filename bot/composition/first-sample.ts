import { loadSample } from '../../adapters/sample/load.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import type { Greendoor } from './build.ts';

/** Who one is at first in the local workspace and on the command line. */
export const SAMPLE_CSM = 'sarah.williams@greendoor.example';

/**
 * Loads and scores the sample portfolio where there is no account yet. The people and the two accounts of the
 * tour come first, so that the first question can be asked at once; `rest` ends when the others are there too.
 */
export async function greetWithSample({ assistant, config, score }: Greendoor, signal?: AbortSignal): Promise<{ rest: Promise<boolean> }> {
  const { models, clock, log } = assistant;
  const { tenant } = config;
  if (await models.accounts.exists({ tenant })) return { rest: Promise.resolve(false) };
  await loadSample(models, { tenant, now: clock.now(), accounts: 0 });
  await score(tenant, undefined, signal);
  const others = async () => {
    try {
      await loadSample(models, { tenant, now: clock.now() });
      await score(tenant, undefined, signal);
      return true;
    } catch (error) {
      if (!signal?.aborted) log.error({ error: describeError(error) }, 'the sample portfolio is incomplete');
      return false;
    }
  };
  return { rest: others() };
}
