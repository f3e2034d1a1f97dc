import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Schema } from 'mongoose';
import { schemas } from '../../models/index.ts';

interface Field {
  name: string;
  values: string[];
}

const tables = parse(readFileSync(new URL('./fixtures/epic-tables.txt', import.meta.url), 'utf8'));
const byCollection = new Map(Object.values(schemas).map((schema) => [String(schema.get('collection')), schema as unknown as Schema]));

/** What every document carries anyway: see models/kit/envelope.ts. Where a document is never changed, its last change is its arrival. */
const IN_ENVELOPE: Record<string, string[]> = { id: ['_id'], created_at: ['at'], updated_at: ['updatedAt', 'ingestedAt'] };

test('the fixture lists thirteen tables', () => {
  expect(tables.size).toBe(13);
  expect([...tables.values()].every((fields) => fields.length > 20)).toBe(true);
});

test.each([...tables])('%s has every field of the requirement', (table, fields) => {
  const schema = byCollection.get(table);
  expect(schema).toBeDefined();
  const absent = fields
    .map(({ name }) => IN_ENVELOPE[name] ?? [camelCase(name)])
    .filter((names) => !names.some((name) => schema?.path(name)))
    .flat();
  expect(absent).toEqual([]);
});

test.each([...tables])('%s has every value of every enumeration, and no other', (table, fields) => {
  const schema = byCollection.get(table);
  const wanted = Object.fromEntries(fields.filter(({ values }) => values.length > 0).map(({ name, values }) => [name, values.toSorted()]));
  const found = Object.fromEntries(
    Object.keys(wanted).map((name) => [name, [...((schema?.path(camelCase(name))?.options.enum as string[] | undefined) ?? [])].sort()]),
  );
  expect(found).toEqual(wanted);
});

test.each([...tables.keys()])('%s holds no untyped value, and indexes start with the tenant', (table) => {
  const schema = byCollection.get(table);
  const untyped = schema ? mixedPaths(schema) : ['no schema'];
  expect(untyped).toEqual([]);
  const indexes = schema?.indexes() ?? [];
  expect(indexes.map(([keys]) => Object.keys(keys)[0])).toEqual(indexes.map(() => 'tenant'));
  expect(indexes).toContainEqual([
    { tenant: 1, externalId: 1, source: 1 },
    expect.objectContaining({ unique: true, partialFilterExpression: { externalId: { $exists: true } } }),
  ]);
  if (schema?.path('accountId')) expect(indexes.some(([keys]) => Object.keys(keys)[1] === 'accountId')).toBe(true);
});

function parse(text: string): Map<string, Field[]> {
  const found = new Map<string, Field[]>();
  let fields: Field[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('#') || line.trim() === '') continue;
    if (!line.startsWith(' ')) {
      fields = [];
      found.set(line.trim(), fields);
      continue;
    }
    const [name = '', values = ''] = line.trim().split(': ');
    fields.push({ name, values: values.split(' ').filter(Boolean) });
  }
  return found;
}

function mixedPaths(schema: Schema): string[] {
  const found: string[] = [];
  schema.eachPath((path, type) => {
    if (type instanceof Schema.Types.Mixed) found.push(path);
    if (type.schema) found.push(...mixedPaths(type.schema).map((inner) => `${path}.${inner}`));
  });
  return found;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
