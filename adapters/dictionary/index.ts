import type { Schema } from 'mongoose';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import { type DescribedCollection, markdownOf } from './markdown.ts';

export interface Dictionary {
  markdown: string;
  /** JSON Schema 2020-12 with one definition a collection, by the collection's name in the database. */
  jsonSchema: { $schema: string; title: string; $defs: Record<string, JsonSchema> };
}

/** The data dictionary of the collections, sorted by name: what is in the database, from the schemas themselves. */
export function dictionary(schemas: Readonly<Record<string, unknown>>): Dictionary {
  const collections = Object.values(schemas as Record<string, Schema>)
    .map(describe)
    .sort((a, b) => (a.collection < b.collection ? -1 : 1));
  return {
    markdown: markdownOf(collections),
    jsonSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Greendoor collections',
      $defs: Object.fromEntries(collections.map(({ collection, schema }) => [collection, schema])),
    },
  };
}

function describe(schema: Schema): DescribedCollection {
  return {
    collection: String(schema.get('collection')),
    schema: jsonSchemaOf(schema),
    indexes: schema.indexes().map(([keys, options]) => ({ fields: Object.keys(keys), unique: options.unique === true })),
  };
}
