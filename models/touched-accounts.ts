import { collection, envelope, required } from './kit/envelope.ts';
import { defineSchema, type Row } from './kit/schema.ts';

/**
 * A note that data of some accounts changes and they are to be scored again; gone once they are. `at` is the last
 * sign of life of the process that made it: an old one is anybody's.
 */
export const touchedAccountsSchema = defineSchema(
  { ...envelope, accountIds: { type: [String], ...required } },
  collection('touched_accounts'),
);
touchedAccountsSchema.index({ tenant: 1, at: 1 });

export type TouchedAccounts = Row<typeof touchedAccountsSchema>;
