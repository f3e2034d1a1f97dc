import type { Schema } from 'mongoose';
import type { Door } from '../../models/doors.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import { type DescribedCollection, markdownOf } from './markdown.ts';

export interface Dictionary {
  markdown: string;
  /** JSON Schema 2020-12 with one definition a collection, by the collection's name in the database. */
  jsonSchema: { $schema: string; title: string; $defs: Record<string, JsonSchema> };
}

/** The data dictionary of the collections, sorted by name: what is in the database, from the schemas themselves, and through which doors it comes. */
export function dictionary(schemas: Readonly<Record<string, unknown>>, doorsOf: Readonly<Record<string, readonly Door[]>>): Dictionary {
  const collections = Object.entries(schemas as Record<string, Schema>)
    .map(([name, schema]) => describe(schema, doorsOf[name] ?? []))
    .sort((a, b) => (a.collection < b.collection ? -1 : 1));
  return {
    markdown: markdownOf(collections),
    jsonSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Greendoor collections',
      $defs: Object.fromEntries(collections.map(({ collection, schema, doors }) => [collection, { ...schema, 'x-doors': doors }])),
    },
  };
}

function describe(schema: Schema, doors: readonly Door[]): DescribedCollection {
  return {
    collection: String(schema.get('collection')),
    doors,
    schema: jsonSchemaOf(schema),
    indexes: schema.indexes().map(([keys, options]) => ({ fields: Object.keys(keys), unique: options.unique === true })),
  };
}
