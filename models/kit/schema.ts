import { type mongo, Schema, type SchemaDefinition, type SchemaOptions, type SchemaType } from 'mongoose';
import { MAX_TEXT } from './text.ts';

declare const row: unique symbol;

/** A Mongoose schema that remembers what its documents look like as plain data. */
export type DocumentSchema<Document> = Schema & { readonly [row]: Document };

/** The plain document of a schema. */
export type Row<Of> = Of extends { readonly [row]: infer Document } ? Document : never;

/**
 * A schema with its document type. Mongoose's own inference of some forty collections takes the type checker
 * minutes and gigabytes, and gives lists no literal fits; this knows just the forms used here. Every text has a limit:
 * its own `maxlength`, or `MAX_TEXT`.
 */
export function defineSchema<const Fields extends object>(fields: Fields, options: SchemaOptions): DocumentSchema<DocumentOf<Fields>> {
  const schema = new Schema(fields as unknown as SchemaDefinition, options);
  limitTexts(schema);
  return schema as DocumentSchema<DocumentOf<Fields>>;
}

function limitTexts(schema: Schema): void {
  schema.eachPath((_, type) => limitText(type));
}

function limitText(type: SchemaType): void {
  const inner = type.getEmbeddedSchemaType?.();
  if (type instanceof Schema.Types.String && type.options.maxlength === undefined && type.options.enum === undefined) {
    type.options.maxlength = MAX_TEXT;
    type.maxlength(MAX_TEXT, `{PATH} is longer than {MAXLENGTH} characters`);
  } else if (type.schema) limitTexts(type.schema);
  else if (inner) limitText(inner);
}

type DocumentOf<Fields> = {
  -readonly [Key in keyof Fields as Kind<Key, Fields[Key], 'always'>]: Value<Fields[Key]>;
} & {
  -readonly [Key in keyof Fields as Kind<Key, Fields[Key], 'maybe'>]?: Value<Fields[Key]> | null | undefined;
};

/** Keeps the keys whose presence is as asked; `_id: false` is no field. */
type Kind<Key, Field, Wanted> = Field extends false ? never : Presence<Field> extends Wanted ? Key : never;

type Presence<Field> = Field extends { readonly required: true }
  ? 'always'
  : Field extends { readonly default: infer Default }
    ? Default extends undefined
      ? 'maybe'
      : 'always'
    : Field extends readonly unknown[] | { readonly type: readonly unknown[] }
      ? 'always'
      : 'maybe';

type Value<Field> = Field extends { readonly [row]: infer Document }
  ? Document
  : Field extends StringConstructor
    ? string
    : Field extends NumberConstructor
      ? number
      : Field extends DateConstructor
        ? Date
        : Field extends BooleanConstructor
          ? boolean
          : Field extends typeof Schema.Types.Mixed
            ? unknown
            : Field extends typeof Schema.Types.Buffer
              ? mongo.Binary
              : Field extends readonly [infer Item]
                ? Value<Item>[]
                : Field extends { readonly type: MapConstructor; readonly of: infer Of }
                  ? Record<string, Value<Of>>
                  : Field extends { readonly type: StringConstructor; readonly enum: readonly (infer Member)[] }
                    ? Member
                    : Field extends { readonly type: infer Type }
                      ? Value<Type>
                      : DocumentOf<Field>;
