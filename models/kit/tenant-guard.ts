import type { Aggregate, Query, Schema } from 'mongoose';

/** Thrown when code of ours forgets whose data it is asking for; never the fault of a user. */
export class MissingTenantError extends Error {
  override name = 'MissingTenantError';
  constructor(operation: string, collection: string) {
    super(`${operation} on ${collection} names no tenant`);
  }
}

const QUERIES = [
  'countDocuments',
  'deleteMany',
  'deleteOne',
  'distinct',
  'find',
  'findOne',
  'findOneAndDelete',
  'findOneAndReplace',
  'findOneAndUpdate',
  'replaceOne',
  'updateMany',
  'updateOne',
] as const;

/** Makes every query of the schema throw unless it names one tenant by equality (or `$in` of named ones). */
export function tenantGuard(schema: Schema): void {
  for (const operation of QUERIES) {
    schema.pre(operation, { query: true, document: false }, function (this: Query<unknown, unknown>) {
      if (!namesTenant(this.getFilter())) throw new MissingTenantError(operation, this.model.collection.name);
    });
  }
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    const first = this.pipeline()[0] as { $match?: Record<string, unknown> } | undefined;
    if (!namesTenant(first?.$match ?? {})) throw new MissingTenantError('aggregate', this.model().collection.name);
  });
}

function namesTenant(filter: Record<string, unknown>): boolean {
  const tenant = filter.tenant;
  if (typeof tenant === 'string') return tenant.length > 0;
  const among = (tenant as { $in?: unknown[] } | undefined)?.$in;
  return Array.isArray(among) && among.length > 0 && among.every((each) => typeof each === 'string' && each.length > 0);
}
