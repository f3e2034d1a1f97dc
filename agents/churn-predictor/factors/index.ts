import { businessFactors } from './business.ts';
import type { Factor } from './factor.ts';
import { organisationFactors } from './organisation.ts';
import { relationshipFactors } from './relationship.ts';
import { usageFactors } from './usage.ts';

/** Everything churn is predicted from: metrics mapped to how strongly they speak. Adding a factor is an entry in its group's list and a weight. */
export const factors: Factor[] = [...usageFactors, ...relationshipFactors, ...businessFactors, ...organisationFactors];
