import { expect, test } from '@jest/globals';
import { Schema } from 'mongoose';
import { dictionary } from '../../../adapters/dictionary/index.ts';
import { DOORS_OF } from '../../../models/doors.ts';
import { schemas } from '../../../models/index.ts';

const toy = new Schema(
  {
    name: { type: String, required: true },
    size: { type: String, enum: ['small', 'large'] },
    share: { type: Number, min: 0, max: 1 },
    dueAt: Date,
    done: Boolean,
    tags: [String],
    steps: [{ _id: false, number: { type: Number, required: true, min: 1 }, kind: { type: String, enum: ['call', 'mail'] } }],
    place: { type: new Schema({ city: String }, { _id: false }) },
    counts: { type: Map, of: Number },
    anything: Schema.Types.Mixed,
    nested: { deep: { type: Number, max: 5 } },
  },
  { collection: 'toys', _id: false },
);
toy.index({ name: 1, size: -1 }, { unique: true });

test('describes every kind of field', () => {
  const { jsonSchema } = dictionary({ toy }, { toy: ['import', 'ingest'] });
  expect(jsonSchema.$defs.toys).toEqual({
    'x-doors': ['import', 'ingest'],
    type: 'object',
    additionalProperties: false,
    required: ['name'],
    properties: {
      name: { type: 'string' },
      size: { type: 'string', enum: ['small', 'large'] },
      share: { type: 'number', minimum: 0, maximum: 1 },
      dueAt: { type: 'string', format: 'date-time' },
      done: { type: 'boolean' },
      tags: { type: 'array', items: { type: 'string' } },
      steps: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['number'],
          properties: { number: { type: 'number', minimum: 1 }, kind: { type: 'string', enum: ['call', 'mail'] } },
        },
      },
      place: { type: 'object', additionalProperties: false, properties: { city: { type: 'string' } } },
      counts: { type: 'object', additionalProperties: { type: 'number' } },
      anything: {},
      nested: { type: 'object', additionalProperties: false, properties: { deep: { type: 'number', maximum: 5 } } },
    },
  });
});

test('writes a table a person can read', () => {
  const lines = dictionary({ toy }, { toy: ['import', 'ingest'] }).markdown.split('\n');
  expect(lines).toContain('- [toys](#toys)');
  expect(lines).toContain('| `name` | string | yes |  |');
  expect(lines).toContain('| `size` | string |  | `small`, `large` |');
  expect(lines).toContain('| `share` | number |  | 0 to 1 |');
  expect(lines).toContain('| `steps` | list of object |  |  |');
  expect(lines).toContain('| `steps[].number` | number | yes | from 1 |');
  expect(lines).toContain('| `nested.deep` | number |  | up to 5 |');
  expect(lines).toContain('| `counts` | map of number |  |  |');
  expect(lines).toContain('- `name`, `size` (unique)');
});

test('every collection of ours is in it, with every field', () => {
  const { jsonSchema, markdown } = dictionary(schemas, DOORS_OF);
  for (const schema of Object.values(schemas) as unknown as Schema[]) {
    const name = String(schema.get('collection'));
    const fields = Object.keys(jsonSchema.$defs[name]?.properties ?? {});
    expect(fields.sort()).toEqual([...new Set(Object.keys(schema.paths).map((path) => path.split('.')[0] ?? ''))].sort());
    expect(markdown).toContain(`## ${name}\n`);
  }
  expect(markdown).toContain('## users\n\nWritten by `npm run users`.');
  expect(markdown).toContain('## approvals\n\nWritten by Greendoor itself alone.');
});
