import { type CollectionName, type Importable, plainName } from './collections.ts';
import { readWritten } from './decimals.ts';
import type { Mapped, PendingReference, Reading, SourceRow } from './mapping.ts';
import { isEmpty, shown, twoWays } from './mapping.ts';
import { type CollectionRules, OWN_FIELDS } from './validate.ts';

/** How rows become documents. */
export type Mapper = (row: SourceRow, reading: Reading) => Mapped;

/**
 * The mapper for files whose columns are the field names themselves, in any notation (`closeDate`, `close_date`,
 * `Close Date`), as exports of ours have them. A column that is no field sets the row aside.
 */
export function directMapper(name: CollectionName, { references, own = [] }: Importable, rules: CollectionRules): Mapper {
  const targets = new Map(rules.fields.map((field) => [plainName(field), field]));
  for (const field of Object.keys(references)) {
    const short = plainName(field.replace(/Id$/, ''));
    if (!targets.has(short)) targets.set(short, field);
  }
  for (const own of OWN_FIELDS) targets.set(plainName(own), own === '_id' ? 'externalId' : own);
  const known = new Map<string, string | undefined>();
  const targetOf = (column: string): string | undefined => {
    if (!known.has(column)) {
      const [first = '', second] = column.split('.');
      const field = targets.get(plainName(second === undefined ? column : first));
      known.set(column, field && second !== undefined ? `${field}.${second.trim()}` : field);
    }
    return known.get(column);
  };
  return (row, reading) => {
    const currencies: string[] = [];
    const document: Record<string, unknown> = {};
    const pending: PendingReference[] = [];
    const reasons: string[] = [];
    let externalId: string | undefined;
    for (const [column, value] of Object.entries(row)) {
      const field = targetOf(column);
      const collection = field === undefined ? undefined : references[field];
      if (field === undefined) reasons.push(`${shown(column)} is no field of ${name}`);
      else if (field === 'externalId') {
        // A source's own id comes before ours.
        if (!isEmpty(value) && (externalId === undefined || plainName(column) === 'externalid')) externalId = String(value).trim();
      } else if (OWN_FIELDS.has(field) || own.includes(field)) continue;
      else if (collection && !isEmpty(value)) pending.push(referenceTo(field, collection, String(value).trim(), column));
      else if (typeof value === 'string' && reading.isNumber(field)) {
        const number = readWritten(value, reading.decimalOf(column));
        if (number === 'unsure') reasons.push(`${field}: ${twoWays(value)}`);
        else document[field] = number ? (number.percent ? `${number.value}%` : number.value) : value;
        if (typeof number === 'object' && number.currency !== undefined) currencies.push(number.currency);
      } else document[field] = value;
    }
    if (reasons.length > 0) return { reasons };
    // Only an export of ours names our own id; in other files a column "source" is something else.
    const source = !isEmpty(row._id) && typeof row.source === 'string' && row.source !== '' ? { source: row.source } : {};
    return { document, references: pending, currencies, ...(externalId ? { externalId } : {}), ...source };
  };
}

/** How tables that have no ids name what they refer to. */
const NAMED_BY: Partial<Record<CollectionName, PendingReference['by']>> = { accounts: 'name', contacts: 'email' };

/** Colleagues are known by their address too; whoever is not known is left out and said, never made. */
function referenceTo(field: string, collection: CollectionName, key: string, column: string): PendingReference {
  const person = collection === 'users';
  const by = person && key.includes('@') ? 'email' : 'externalId';
  const other = NAMED_BY[collection];
  return {
    field,
    collection,
    by,
    key,
    take: undefined,
    missing: person ? 'omit' : 'reject',
    column,
    ...(other ? { or: { by: other, key, column } } : {}),
  };
}
