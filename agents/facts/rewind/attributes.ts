import type { AccountAttribute } from '../../../models/account-attribute.ts';
import type { Attribute } from '../account-facts.ts';
import { known } from './known.ts';

const FIELDS = ['number', 'text', 'flag'] as const;

/** Of each key the newest value known then, from rows that are oldest first. */
export function rewindAttributes(rows: AccountAttribute[], asOf: Date): Record<string, Attribute> {
  const found = new Map<string, Attribute>();
  for (const row of known(rows, asOf)) {
    const field = FIELDS.find((each) => row[each] !== undefined && row[each] !== null);
    const value = field && row[field];
    if (field === undefined || value === undefined || value === null) continue;
    const { key, at, _id } = row;
    found.set(key, { value, at, evidence: { collection: 'account_attributes', id: _id, field, at: at.toISOString() } });
  }
  return Object.fromEntries(found);
}
