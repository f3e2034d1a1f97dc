/**
 * A filter the unique (tenant, externalId) index serves: that index holds only texts, and the planner uses it only
 * for a query that says it wants texts.
 */
export const withExternalIds = (tenant: string, ids: string[]) => ({ tenant, externalId: { $in: ids, $type: 'string' } });

/** Without it the planner may prefer an index that knows the tenant alone. */
export const EXTERNAL_ID_INDEX = { tenant: 1, externalId: 1 } as const;
