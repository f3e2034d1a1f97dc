import { businessFactors } from './business.ts';
import type { Factor } from './factor.ts';
import { organisationFactors } from './organisation.ts';
import { relationshipFactors } from './relationship.ts';
import { usageFactors } from './usage.ts';

/** Everything churn is predicted from. Adding a factor is a function in its group's file, a line in its list and a weight. */
export const factors: Factor[] = [...usageFactors, ...relationshipFactors, ...businessFactors, ...organisationFactors];
