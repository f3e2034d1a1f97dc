import type { Model } from 'mongoose';
import type { Models } from '../../models/index.ts';
import { ofSource } from '../../models/kit/identity.ts';
import { mailboxIn } from '../../models/kit/mailbox.ts';
import { identifying } from '../../models/kit/name-keys.ts';
import { cleanLine } from '../../models/kit/text.ts';
import { findCollection } from './collections.ts';
import { type PendingReference, shown } from './mapping.ts';
import { salesforceForms } from './salesforce-ids.ts';

type Found = Record<string, unknown> & { _id: string; source: string };

/** Of rows that could be meant so many are named. */
const CANDIDATES = 5;

/** Finds, tenant-scoped and in one query a collection and key, what a batch of rows of one source refers to: a row of the same source first. */
export async function resolveReferences(
  { models, tenant }: { models: Models; tenant: string },
  references: PendingReference[],
  source: string,
): Promise<(reference: PendingReference) => { value: unknown } | { reason: string }> {
  const found = new Map<string, Map<string, Found[]>>();
  await look(references);
  // Another name is looked for only where the first one finds nothing.
  await look(references.flatMap((reference) => (reference.or && !('value' in one(reference)) ? [{ ...reference, ...reference.or }] : [])));
  return (reference) => {
    const outcome = one(reference);
    if ('value' in outcome || !reference.or) return outcome;
    const other = one({ ...reference, ...reference.or });
    if ('value' in other) return other;
    // One cell that is neither says it once.
    return reference.or.column === reference.column && outcome.reason.endsWith(lacking(reference.collection))
      ? { reason: other.reason.replace(/ has the \w+ /, ` has the ${wordFor(reference.by)} or ${wordFor(reference.or.by)} `) }
      : { reason: `${outcome.reason}; ${other.reason}` };
  };

  async function look(wanted: readonly PendingReference[]): Promise<void> {
    const groups = Map.groupBy(wanted, groupOf);
    await Promise.all(
      [...groups].map(async ([key, group]) =>
        found.set(key, new Map([...(found.get(key) ?? []), ...(await lookUp(models, tenant, group))])),
      ),
    );
  }

  function one(reference: PendingReference): { value: unknown } | { reason: string } {
    const { collection, by, take, key, column } = reference;
    const matches = found.get(groupOf(reference))?.get(normal(by, key)) ?? [];
    const [several, kind] = [matches.length > 1, matches.length > 1 ? collection : singular(collection)];
    const what = `${column}: ${several ? 'several' : 'no'} ${kind} ${several ? 'have' : 'has'} the ${wordFor(by)} ${shown(key)}`;
    if (matches.length === 0) return { reason: `${what}${lacking(collection)}` };
    const match = ofSource(matches, source);
    if (!match) return { reason: `${what}: ${matches.slice(0, CANDIDATES).map(named).join(', ')}` };
    const value = take === undefined ? match._id : match[take];
    return value === undefined ? { reason: `${column}: ${collection} ${shown(key)} has no ${take}` } : { value };
  }
}

const lacking = (collection: string): string => `; import ${collection} first`;
const wordFor = (by: PendingReference['by']): string => (by === 'externalId' ? 'id' : by);

/** "accounts" are several, one is an "account"; "opportunities", an "opportunity". */
const singular = (collection: string): string => collection.replace(/ies$/, 'y').replace(/s$/, '');

const groupOf = ({ collection, by, take }: PendingReference): string => `${collection}/${by}/${take ?? ''}`;

/** A row as somebody finds it again: its name, and its id in its source. */
const named = ({ _id, source, externalId, name }: Found): string =>
  `${typeof name === 'string' ? `${shown(name)}, ` : ''}${shown(externalId ?? _id)} of ${source}`;

const normal = (by: PendingReference['by'], key: string): string =>
  by === 'email' ? (mailboxIn(key).address ?? key.toLowerCase()) : cleanLine(key);

/** The same Salesforce id, longer or shorter, and as it was written. */
function otherForm(key: string): [other: string, key: string][] {
  const { long, short } = salesforceForms(key) ?? {};
  const other = key === long ? short : long;
  return other === undefined ? [] : [[other, key]];
}

const NAMES_AT_ONCE = 100;

/** What identifies a name: not its case, its accents, its punctuation or a legal form. */
const identity = (name: string): string => identifying(name).join(' ');

const chunks = <Item>(items: Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

async function lookUp(models: Models, tenant: string, group: PendingReference[]): Promise<Map<string, Found[]>> {
  const [{ collection = '', by = 'externalId', take } = {} as Partial<PendingReference>] = group;
  const name = findCollection(collection);
  const byKey = new Map<string, Found[]>();
  if (!name) return byKey;
  const model = models[name] as unknown as Model<Found>;
  const keys = [...new Set(group.map(({ key }) => normal(by, key)))];
  const fields = { [by]: 1, source: 1, externalId: 1, name: 1, ...(take ? { [take]: 1 } : {}) };
  const find = (filter: object) => model.find({ tenant, ...filter }, fields).lean<Found[]>();
  const add = (key: unknown, document: Found) => {
    const list = byKey.get(String(key));
    if (list) list.push(document);
    else byKey.set(String(key), [document]);
  };
  const missing = () => keys.filter((key) => !byKey.has(key));
  for (const each of await find({ [by]: { $in: keys } })) add(each[by], each);
  if (by === 'externalId' && missing().length > 0) {
    // Exports of ours carry our own ids.
    for (const each of await find({ _id: { $in: missing() } })) add(each._id, each);
    const others = new Map(missing().flatMap(otherForm));
    if (others.size > 0)
      for (const each of await find({ externalId: { $in: [...others.keys()] } })) add(others.get(String(each.externalId)), each);
  }
  if (by === 'name' && name === 'accounts') {
    const alike = Map.groupBy(missing(), identity);
    alike.delete('');
    for (const some of chunks([...alike.keys()], NAMES_AT_ONCE))
      for (const each of await find({ $or: some.map((words) => ({ nameTokens: { $all: words.split(' ') } })) }))
        for (const key of alike.get(identity(String(each.name))) ?? []) add(key, each);
  }
  return byKey;
}
