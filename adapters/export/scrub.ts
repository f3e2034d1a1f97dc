import type { Person } from './person.ts';

type Document = Record<string, unknown> & { _id: unknown };

/** Replaces a person's address, name and product identity in any value. Gives back the same object where there was nothing. Pure. */
export function createScrubber({ emails, names, productUserIds, contactIds, pseudonym }: Person, withNames: boolean) {
  const nameForms = withNames ? names.flatMap((name) => [name, reversed(name)]) : [];
  const words = [...emails, ...nameForms].filter((word) => word !== '');
  const pattern =
    words.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(loosely).join('|')})(?![\\p{L}\\p{N}])`, 'giu') : undefined;
  // An id that spells the name is no pseudonym.
  const telling = new Set([...productUserIds, ...contactIds.filter((id) => names.some((name) => spells(id, name)))]);
  const idPattern =
    telling.size > 0 ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...telling].map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'gu') : undefined;
  const scrub = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const named = pattern ? value.replace(pattern, pseudonym) : value;
      return idPattern ? named.replace(idPattern, pseudonym) : named;
    }
    if (Array.isArray(value)) return kept(value, value.map(scrub));
    if (!isPlain(value)) return value;
    const entries = Object.entries(value).map(([key, each]) => [key, scrub(each)] as const);
    return entries.some(([key, each]) => each !== value[key]) ? Object.fromEntries(entries) : value;
  };
  return scrub;
}

function kept(before: unknown[], after: unknown[]): unknown[] {
  return after.some((each, index) => each !== before[index]) ? after : before;
}

/** The top-level fields of a document that change. */
export function scrubbedFields(document: Document, scrub: (value: unknown) => unknown): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(document)) {
    if (field === '_id' || field === 'tenant') continue;
    const scrubbed = scrub(value);
    if (scrubbed !== value) changed[field] = scrubbed;
  }
  return changed;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && Object.getPrototypeOf(value) === Object.prototype;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** Any amount of white space where the name has some. */
const loosely = (text: string): string => text.split(/\s+/).map(escaped).join('\\s+');

/** `Chen, Mike`. */
function reversed(name: string): string {
  const parts = name.split(/\s+/);
  return parts.length < 2 ? name : `${parts.at(-1)}, ${parts.slice(0, -1).join(' ')}`;
}

const spells = (id: string, name: string): boolean => {
  const parts = name.toLowerCase().split(/\s+/);
  return parts.every((part) => id.toLowerCase().includes(part));
};
