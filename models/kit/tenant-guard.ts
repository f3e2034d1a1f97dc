import type { Aggregate, Document, Model, Query, Schema } from 'mongoose';

/** Thrown when code of ours forgets whose data it is asking for; never the fault of a user. */
export class MissingTenantError extends Error {
  override name = 'MissingTenantError';
  constructor(operation: string, collection: string, why = 'names no tenant') {
    super(`${operation} on ${collection} ${why}`);
  }
}

const READS = ['countDocuments', 'deleteMany', 'deleteOne', 'distinct', 'find', 'findOne', 'findOneAndDelete'] as const;
const UPDATES = ['findOneAndUpdate', 'updateMany', 'updateOne'] as const;
const REPLACEMENTS = ['findOneAndReplace', 'replaceOne'] as const;

type Json = Record<string, unknown>;
type Schemaless = Model<unknown>;

/**
 * Makes every operation of the schema's models throw unless it names one tenant by equality (or `$in` of named ones),
 * and unless what it writes stays with the tenant it names.
 */
export function tenantGuard(schema: Schema): void {
  const queries = (operations: readonly (typeof READS | typeof UPDATES | typeof REPLACEMENTS)[number][], checkWrite?: CheckWrite) => {
    for (const operation of operations) {
      schema.pre(operation, { query: true, document: false }, function (this: Query<unknown, unknown>) {
        const refuse = refusal(operation, this.model.collection.name);
        const filter = this.getFilter();
        if (!namesTenant(filter)) throw refuse();
        checkWrite?.(filter, this, refuse);
      });
    }
  };
  queries(READS);
  queries(UPDATES, (filter, query, refuse) => checkChange(filter, query.getUpdate(), query.getOptions().upsert === true, refuse));
  queries(REPLACEMENTS, (filter, query, refuse) => checkReplacement(filter, query.getUpdate(), refuse));
  // It counts from the collection's own figures: there is no filter to name a tenant in.
  schema.pre('estimatedDocumentCount', function (this: Query<unknown, unknown>) {
    throw new MissingTenantError('estimatedDocumentCount', this.model.collection.name);
  });
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    const refuse = refusal('aggregate', this.model().collection.name);
    const [first, ...rest] = this.pipeline() as unknown as Json[];
    const filter = (first?.$match ?? {}) as Json;
    if (!namesTenant(filter)) throw refuse();
    checkStages(rest, filter, refuse);
  });
  schema.pre('insertMany', function (this: Schemaless, documents: unknown) {
    const refuse = refusal('insertMany', this.collection.name);
    for (const each of [documents].flat()) checkDocument(each, refuse);
  });
  schema.pre('bulkWrite', function (this: Schemaless, operations: unknown) {
    const refuse = refusal('bulkWrite', this.collection.name);
    for (const each of operations as Json[]) checkBulk(each, refuse);
  });
  schema.pre('save', function (this: Document) {
    const refuse = refusal('save', this.collection.name);
    checkDocument(this, refuse);
    if (!this.isNew && this.isModified('tenant')) throw refuse('gives a document to another tenant');
  });
}

type CheckWrite = (filter: Json, query: Query<unknown, unknown>, refuse: Refuse) => void;
type Refuse = (why?: string) => MissingTenantError;

const refusal =
  (operation: string, collection: string): Refuse =>
  (why) =>
    new MissingTenantError(operation, collection, why);

const isTenant = (value: unknown): value is string => typeof value === 'string' && value.length > 0;

function namesTenant(filter: Json): boolean {
  const { tenant } = filter;
  if (isTenant(tenant)) return true;
  const among = (tenant as { $in?: unknown } | null | undefined)?.$in;
  return Array.isArray(among) && among.length > 0 && among.every(isTenant);
}

/** Both name the same tenant; several are the same where they are written alike. */
const sameTenant = (one: Json, other: Json): boolean =>
  namesTenant(one) && namesTenant(other) && JSON.stringify(one.tenant) === JSON.stringify(other.tenant);

function checkDocument(document: unknown, refuse: Refuse): void {
  if (!isTenant((document as Json | null)?.tenant)) throw refuse();
}

/** What a write of each kind would do; every kind the driver knows is here, an unknown one is refused. */
const BULK: Record<string, (operation: Json, refuse: Refuse) => void> = {
  insertOne: ({ document }, refuse) => checkDocument(document, refuse),
  replaceOne: ({ filter, replacement }, refuse) => {
    checkFiltered(filter, refuse);
    checkReplacement(filter as Json, replacement, refuse);
  },
  updateOne: ({ filter, update, upsert }, refuse) => checkFiltered(filter, refuse, update, upsert === true),
  updateMany: ({ filter, update, upsert }, refuse) => checkFiltered(filter, refuse, update, upsert === true),
  deleteOne: ({ filter }, refuse) => checkFiltered(filter, refuse),
  deleteMany: ({ filter }, refuse) => checkFiltered(filter, refuse),
};

function checkBulk(operation: Json, refuse: Refuse): void {
  for (const [kind, details] of Object.entries(operation)) {
    const check = BULK[kind];
    if (!check) throw refuse(`does not know ${kind}`);
    check(details as Json, refuse);
  }
}

function checkFiltered(filter: unknown, refuse: Refuse, change?: unknown, upsert = false): void {
  if (!namesTenant((filter ?? {}) as Json)) throw refuse();
  if (change !== undefined) checkChange(filter as Json, change, upsert, refuse);
}

const ANOTHER = 'gives documents to another tenant';
const REPLACING = new Set(['$replaceRoot', '$replaceWith', '$project']);

function checkReplacement({ tenant }: Json, replacement: unknown, refuse: Refuse): void {
  checkDocument(replacement, refuse);
  if ((replacement as Json).tenant !== tenant) throw refuse(ANOTHER);
}

/** A change leaves documents with the tenant its filter names. */
function checkChange(filter: Json, change: unknown, upsert: boolean, refuse: Refuse): void {
  const stages = Array.isArray(change) ? (change as Json[]) : [(change ?? {}) as Json];
  for (const stage of stages) {
    for (const [operator, fields] of Object.entries(stage)) {
      if (REPLACING.has(operator)) throw refuse('may lose the tenant');
      if (operator === 'tenant' && fields !== filter.tenant) throw refuse(ANOTHER);
      if (operator.startsWith('$')) checkFields(operator, fields, filter, refuse);
    }
  }
  // A document made of the filter has no tenant where that names several.
  const { tenant, $set, $setOnInsert } = (stages[0] ?? {}) as { tenant?: unknown; $set?: Json; $setOnInsert?: Json };
  if (upsert && ![filter.tenant, tenant, $set?.tenant, $setOnInsert?.tenant].some(isTenant)) throw refuse();
}

function checkFields(operator: string, fields: unknown, { tenant }: Json, refuse: Refuse): void {
  if (operator === '$unset' && [fields].flat().includes('tenant')) throw refuse(ANOTHER);
  if (typeof fields !== 'object' || fields === null) return;
  if (operator === '$rename' && Object.values(fields).includes('tenant')) throw refuse(ANOTHER);
  if (Object.hasOwn(fields, 'tenant') && (fields as Json).tenant !== tenant) throw refuse(ANOTHER);
}

/** What an aggregation reads beside its own collection names the same tenant, and it writes nowhere. */
function checkStages(stages: readonly Json[], filter: Json, refuse: Refuse): void {
  for (const stage of stages) {
    for (const [name, value] of Object.entries(stage)) {
      const details = (value ?? {}) as Json;
      if (name === '$out' || name === '$merge') throw refuse('writes into a collection');
      if (name === '$lookup' || name === '$unionWith') checkOther(name, details.pipeline, filter, refuse);
      if (name === '$graphLookup' && !sameTenant((details.restrictSearchWithMatch ?? {}) as Json, filter))
        throw refuse('has a $graphLookup that names no tenant');
      if (name === '$facet') for (const inner of Object.values(details)) checkStages(inner as Json[], filter, refuse);
    }
  }
}

function checkOther(name: string, pipeline: unknown, filter: Json, refuse: Refuse): void {
  const [first, ...rest] = Array.isArray(pipeline) ? (pipeline as Json[]) : [];
  if (!sameTenant((first?.$match ?? {}) as Json, filter)) throw refuse(`has a ${name} that names no tenant`);
  checkStages(rest, filter, refuse);
}
