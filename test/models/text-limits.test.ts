import { expect, test } from '@jest/globals';
import { Schema, type SchemaType } from 'mongoose';
import { schemas } from '../../models/index.ts';

/** Every text of every collection, however deep: in lists, maps and parts. */
function texts(schema: Schema, at: string): { path: string; type: SchemaType }[] {
  const within = (type: SchemaType, path: string): { path: string; type: SchemaType }[] => {
    if (type instanceof Schema.Types.String) return [{ path, type }];
    if (type.schema) return texts(type.schema, path);
    const inner = type.getEmbeddedSchemaType?.();
    return inner ? within(inner, `${path}[]`) : [];
  };
  return Object.entries(schema.paths).flatMap(([path, type]) => within(type, `${at}.${path}`));
}

const all = Object.entries(schemas).flatMap(([name, schema]) => texts(schema, name));

test('no text of any collection is without a limit', () => {
  expect(all.length).toBeGreaterThan(400);
  const without = all.filter(({ type: { options } }) => options.enum === undefined && !(options.maxlength > 0));
  expect(without.map(({ path }) => path)).toEqual([]);
});

test('a limit is one the database layer enforces, not only one that is written down', () => {
  const unenforced = all.filter(({ type }) => type.options.enum === undefined && !refuses(type, 'x'.repeat(type.options.maxlength + 1)));
  expect(unenforced.map(({ path }) => path)).toEqual([]);
});

function refuses(type: SchemaType, value: string): boolean {
  return type.validators.some((each) => each.type === 'maxlength' && each.validator?.(value) === false);
}
