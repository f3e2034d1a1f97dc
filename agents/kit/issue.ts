import { randomUUID } from 'node:crypto';
import { insertNew } from '../../models/kit/bulk.ts';
import type { RescoreScope } from './scorer.ts';

/** The fields that are known: nothing is stored as null. */
export const known = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as Fields;

/**
 * Appends what is said of accounts at an instant. What was issued stays as it was issued: a second run of the same
 * instant adds nothing.
 */
export async function issue(
  model: unknown,
  { tenant, now }: Pick<RescoreScope, 'tenant' | 'now'>,
  rows: readonly { asOf: Date; at?: Date }[],
): Promise<void> {
  if (rows.length === 0) return;
  const issued = rows.map((row) => ({ _id: randomUUID(), tenant, source: 'greendoor', at: row.asOf, ingestedAt: now, ...row }));
  await insertNew(model, tenant, issued);
}
