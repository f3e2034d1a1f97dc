import { createHash } from 'node:crypto';
import type { Schema } from 'mongoose';
import type { Changing } from '../../agents/kit/changing.ts';
import { OperatorError } from '../../agents/kit/errors.ts';
import { type RollUpResult, rollUpUsage, TouchedDays } from '../../bot/roll-up-usage.ts';
import { DOORS_OF, type Door } from '../../models/doors.ts';
import { type Models, schemas } from '../../models/index.ts';
import { cleanLine, idText } from '../../models/kit/text.ts';
import { setChurnDates } from './churn-dates.ts';
import { type CollectionName, findCollection, type Importable, importable, importableNames } from './collections.ts';
import type { Doubt } from './contradictions.ts';
import { settleCurrency } from './currency.ts';
import { decimalsOf } from './decimals.ts';
import { directMapper, type Mapper } from './direct.ts';
import { flagRows } from './flags.ts';
import { applyMapping, isEmpty, type MappedRow, type Mapping, type Reading, type SourceRow, shown } from './mapping.ts';
import { resolveReferences } from './references.ts';
import { salesforceForms } from './salesforce-ids.ts';
import { SeenIds } from './seen-ids.ts';
import { type Arrival, type UpsertResult, upsertRows } from './upsert.ts';
import { compileRules } from './validate.ts';

export interface ImporterOptions {
  models: Models;
  tenant: string;
  clock: { now(): Date };
  /** A collection by any of its names. */
  collection: string;
  /** Without one, rows have the field names themselves. */
  mapping?: Mapping;
  dryRun?: boolean;
  /** The door the rows come by: each collection says which may write it. */
  door?: Door;
  /** The system the rows come from, whose ids they have; otherwise the mapping says, or it is the door's name. */
  source?: string | undefined;
  /** Whose scores follow from the rows. */
  changing?: Changing | undefined;
}

export interface Rejection {
  row: number;
  reasons: string[];
  data: SourceRow;
  /** Its source has deleted it. */
  deleted?: boolean;
}

export interface BatchResult {
  new: number;
  updated: number;
  unchanged: number;
  rejected: Rejection[];
  flagged: number;
  /** How many rows were flagged for which reason. */
  flags: Record<string, number>;
  /** Colleagues the rows name and nobody of Greendoor is, as they were named. */
  strangers: string[];
  /** What was read as an empty cell, and how often. */
  nothing: Map<string, number>;
  /** What became of each row that was taken. */
  outcomes: { row: number; outcome: 'new' | 'updated' | 'unchanged' }[];
}

export interface Numbered {
  number: number;
  row: SourceRow;
}

/** A batch that is mapped, and whose references are looked up. */
export interface Prepared {
  mapped: { number: number; outcome: MappedRow }[];
  unmapped: Rejection[];
  rowOf: Map<number, SourceRow>;
  resolve(): Promise<Resolve>;
}

export interface Importer {
  collection: CollectionName;
  /** What can be done for the next batch while one is being written. */
  prepare(rows: Numbered[]): Promise<Prepared>;
  /** Takes one batch of rows, in order. */
  take(rows: Numbered[] | Prepared): Promise<BatchResult>;
  /** Brings up to date what follows from the rows: usage roll-ups, dates of churn. Call it once after the last batch; `take` does when much has gathered. */
  finish(): Promise<{ rolledUp: RollUpCounts }>;
}

type RollUpCounts = Pick<RollUpResult, 'new' | 'updated' | 'unchanged'>;

const DAYS_HELD = 200_000;

/**
 * The one way rows enter, whatever the door: map, cast and check, resolve references, write what is new or changed,
 * flag what contradicts itself.
 * @throws OperatorError for a collection that is unknown or not imported.
 */
export function createImporter({
  models,
  tenant,
  clock,
  collection,
  mapping,
  dryRun = false,
  door = 'import',
  source: said,
  changing,
}: ImporterOptions): Importer {
  const { name, about } = opened(collection, door);
  const rules = compileRules(schemas[name] as unknown as Schema);
  const map: Mapper = mapping ? (row, reading) => applyMapping(mapping, row, reading) : directMapper(name, about, rules);
  let reading: Reading | undefined;
  const fields = rules.fields.filter((field) => !about.own?.includes(field));
  if (mapping) refuseUnknownFields(mapping, fields, name);
  const source = said ?? mapping?.source ?? door;
  const { knownSince } = mapping ?? {};
  const now = clock.now();
  const seen = new SeenIds();
  const scope = { models, tenant, now, dryRun, changing, repeated: (id: string) => seen.add(id) };
  const days = new TouchedDays();
  const maybeLeft = new Set<string>();
  const rolledUp: RollUpCounts = { new: 0, updated: 0, unchanged: 0 };

  const rollUp = async () => {
    if (dryRun || days.size === 0) return;
    const part = await rollUpUsage(scope, days.take());
    rolledUp.new += part.new;
    rolledUp.updated += part.updated;
    rolledUp.unchanged += part.unchanged;
  };

  return {
    collection: name,
    prepare,
    async take(rows) {
      const { mapped, unmapped, rowOf, resolve } = 'mapped' in rows ? rows : await prepare(rows);
      const rejected: Rejection[] = [...unmapped];
      const reject = (number: number, reasons: string[]) => rejected.push({ row: number, reasons, data: rowOf.get(number) ?? {} });
      const found = await resolve();
      const doubts = new Map<number, Doubt[]>();
      const strangers = new Set<string>();
      const words = new Map<string, number>();
      const arrivals = mapped.flatMap(({ number, outcome }) => {
        const problems: string[] = [];
        const document = { ...outcome.document, ...resolved(outcome, found, problems, strangers) };
        const { set, unset, reasons, doubts: own, nothing } = rules.check(document);
        problems.push(...reasons);
        for (const word of [...(outcome.nothing ?? []), ...nothing]) words.set(word, (words.get(word) ?? 0) + 1);
        if (own.length > 0) doubts.set(number, own);
        const arrival =
          problems.length > 0 ? undefined : arrivalOf(number, outcome, set, unset, about, { source, knownSince }, now, problems);
        if (!arrival) reject(number, problems);
        return arrival ? [arrival] : [];
      });
      const { written, refused } = await upsertRows(scope, name, rules, arrivals);
      for (const { number, reasons } of refused) reject(number, reasons);
      const { flagged, reasons: flags } = await flagRows(scope, name, written, doubts);
      touch(written);
      if (days.size > DAYS_HELD) await rollUp();
      return {
        new: count(written, 'new'),
        updated: count(written, 'updated'),
        unchanged: count(written, 'unchanged'),
        rejected: rejected.sort((a, b) => a.row - b.row),
        flagged,
        flags,
        strangers: [...strangers],
        nothing: words,
        outcomes: written.map(({ number, outcome }) => ({ row: number, outcome })),
      };
    },
    async finish() {
      await rollUp();
      if (!dryRun) await setChurnDates(scope, [...maybeLeft]);
      return { rolledUp };
    },
  };

  async function prepare(rows: Numbered[]): Promise<Prepared> {
    const unmapped: Rejection[] = [];
    // The first batch tells for the file.
    reading ??= { isNumber: rules.isNumber, decimalOf: decimalsOf(rows.map(({ row }) => row)) };
    const written = reading;
    const mapped = rows.flatMap(({ number, row }) => {
      const outcome = settleCurrency(map(row, written), fields);
      if (!('reasons' in outcome)) return [{ number, outcome }];
      unmapped.push({ row: number, reasons: outcome.reasons, data: row, ...(outcome.deleted ? { deleted: true } : {}) });
      return [];
    });
    const references = mapped.flatMap(({ outcome }) => outcome.references);
    // What refers to its own collection may refer to rows that are being written.
    const ownKind = references.some((each) => findCollection(each.collection) === name);
    const found = ownKind ? undefined : await resolveReferences(scope, references, source);
    return {
      mapped,
      unmapped,
      rowOf: new Map(rows.map(({ number, row }) => [number, row])),
      resolve: async () => found ?? resolveReferences(scope, references, source),
    };
  }

  function touch(written: UpsertResult['written']): void {
    for (const { document, before } of written) {
      if (name === 'accounts' && document.lifecycleStage === 'churned') maybeLeft.add(document._id);
      if (name === 'accountEvents' && document.kind === 'churned') maybeLeft.add(String(document.accountId));
      if (name !== 'featureUsage' && name !== 'behaviorIntelligenceTracking') continue;
      // Unchanged rows too: an import that was broken off left its roll-up behind.
      for (const each of before ? [before, document] : [document]) {
        const at = name === 'featureUsage' ? each.at : each.sessionStartTime;
        if (at instanceof Date) days.add(String(each.accountId), at);
      }
    }
  }
}

function opened(collection: string, door: Door): { name: CollectionName; about: Importable } {
  const name = findCollection(collection);
  const about = name && importable(name, door);
  if (name && about) return { name, about };
  const open = `Open to ${door} are ${importableNames(door).join(', ')}.`;
  if (!name) throw new OperatorError(`There is no collection "${collection}". ${open}`);
  if (name === 'users')
    throw new OperatorError(`People and what they may do come by the admin's command, npm run users, and not by ${door}.`);
  throw new OperatorError(
    `${name} ${DOORS_OF[name].length === 0 ? 'is written by Greendoor itself and does' : `comes by ${DOORS_OF[name].join(', ')} and does`} not come by ${door}. ${open}`,
  );
}

function refuseUnknownFields(mapping: Mapping, fields: string[], name: CollectionName): void {
  const known = new Set(fields);
  const wrong = [...Object.keys(mapping.columns), ...Object.keys(mapping.constants)].filter(
    (field) => !known.has(field.split('.')[0] ?? ''),
  );
  if (wrong.length > 0)
    throw new OperatorError(`The mapping names fields ${name} does not have: ${wrong.join(', ')}. Known are ${fields.join(', ')}.`);
  const references = Object.values(mapping.columns).flatMap(({ reference }) =>
    reference && !findCollection(reference) ? [reference] : [],
  );
  if (references.length > 0) throw new OperatorError(`The mapping refers to collections that do not exist: ${references.join(', ')}.`);
}

type Resolve = Awaited<ReturnType<typeof resolveReferences>>;

function resolved({ references }: MappedRow, resolve: Resolve, problems: string[], strangers: Set<string>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const reference of references) {
    const outcome = resolve(reference);
    if ('value' in outcome) values[reference.field] = outcome.value;
    else if (findCollection(reference.collection) === 'users') strangers.add(reference.key);
    else if (reference.missing === 'reject') problems.push(outcome.reason);
  }
  return values;
}

function arrivalOf(
  number: number,
  { externalId, source: own }: MappedRow,
  set: Record<string, unknown>,
  unset: string[],
  { at: natural, identity }: Importable,
  { source, knownSince }: { source: string; knownSince: Mapping['knownSince'] | undefined },
  now: Date,
  problems: string[],
): Arrival | undefined {
  const onInsert: Record<string, unknown> = {};
  if (!(set.at instanceof Date)) {
    if (natural === 'required') {
      problems.push('at (when it happened) is missing');
      return undefined;
    }
    const date = natural === undefined ? undefined : set[natural];
    // Something agreed for later is known today.
    if (date instanceof Date && date <= now) set.at = date;
    else onInsert.at = now;
  }
  if (knownSince === 'at') onInsert.ingestedAt = set.at ?? now;
  const sum = externalId === undefined ? identity.map((field) => set[field]).find(isSum) : undefined;
  if (sum !== undefined) {
    problems.push(`${shown(sum)} looks like the sum below a table, not like a row of it; if it is one, give it an id`);
    return undefined;
  }
  const id = externalId === undefined ? naturalId(identity, set) : cleanLine(externalId);
  if (id === undefined) {
    problems.push(
      `the row has neither an externalId nor ${identity.length > 0 ? `its ${identity.join(', ')}` : 'anything else that identifies it'}`,
    );
    return undefined;
  }
  if (id.length > idText.maxlength) {
    problems.push(`externalId has ${id.length} characters; ${idText.maxlength} are allowed`);
    return undefined;
  }
  const from = own ?? source;
  return { number, source: from, externalId: from === 'salesforce' ? (salesforceForms(id)?.long ?? id) : id, set, unset, onInsert };
}

const SUM = /^(?:(?:grand|sub)[ -]?totals?|totals?|total g[eé]n[eé]ral|totale|gesamt(?:summe)?|summe|somme|suma)(?:\s*\(.*\))?:?$/i;
const isSum = (value: unknown): boolean => typeof value === 'string' && SUM.test(value.trim());

const MAX_ID = 200;

/** An id made of what identifies a row in itself; undefined where nothing but its account does. */
function naturalId(identity: string[], set: Record<string, unknown>): string | undefined {
  const parts = identity.map((field) => set[field]);
  if (parts.every((part, index) => isEmpty(part) || (identity[index] === 'accountId' && identity.length > 1))) return undefined;
  const id = `natural:${parts.map((part) => (part instanceof Date ? part.toISOString() : String(part ?? ''))).join('|')}`;
  return id.length <= MAX_ID ? id : `natural:${createHash('sha256').update(id).digest('hex')}`;
}

const count = (written: UpsertResult['written'], outcome: string): number => written.filter((each) => each.outcome === outcome).length;
