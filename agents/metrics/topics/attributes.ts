import type { AccountFacts } from '../../facts/account-facts.ts';
import type { Evidence } from '../../facts/evidence.ts';
import { topicOf } from '../define.ts';

/** The latest value of one of the tenant's own attributes, as known then. */
interface Attribute {
  value: number | string | boolean | Date;
  at: Date;
  evidence?: Evidence[] | (() => Evidence[]);
}

/** What the tenant imported beside the product's own fields, by its own name. */
export function attributesOf(facts: AccountFacts): Record<string, Attribute> {
  const { attributes } = facts as AccountFacts & { attributes?: Record<string, Attribute> | Map<string, Attribute> };
  return attributes instanceof Map ? Object.fromEntries(attributes) : (attributes ?? {});
}

/** Attributes differ from tenant to tenant: a metric of each is made when its key is met. */
export const attributeMetric = (key: string) =>
  topicOf('attributes', { grace: 365, halfLife: 365 }, [
    {
      key: `attribute:${key}`,
      label: key.replaceAll('_', ' '),
      aliases: [key],
      unit: '',
      digits: 2,
      definition: `The tenant’s own "${key}", as last recorded.`,
      read(facts) {
        const held = attributesOf(facts)[key];
        if (!held) return null;
        const evidence = () => (typeof held.evidence === 'function' ? held.evidence() : (held.evidence ?? []));
        return { value: typeof held.value === 'boolean' ? (held.value ? 'yes' : 'no') : held.value, latest: held.at.getTime(), evidence };
      },
    },
  ])[0];
