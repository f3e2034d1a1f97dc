import type { AccountFacts } from '../../facts/account-facts.ts';
import { topicOf } from '../define.ts';
import { spaced } from '../format.ts';

/** Attributes differ from tenant to tenant: a metric of each is made when its key is met. */
export const attributeMetric = (key: string) =>
  topicOf('attributes', { grace: 365, halfLife: 365 }, [
    {
      key: `attribute:${key}`,
      label: spaced(key),
      aliases: [key],
      digits: 2,
      definition: `The tenant’s own "${key}", as last recorded.`,
      read({ attributes }: AccountFacts) {
        const held = attributes[key];
        if (!held) return null;
        const { value, at, evidence } = held;
        return { value: typeof value === 'boolean' ? (value ? 'yes' : 'no') : value, latest: at.getTime(), evidence: () => [evidence] };
      },
    },
  ])[0];
