import type { Schema, SchemaType } from 'mongoose';

/** The part of JSON Schema 2020-12 that a collection needs. */
export interface JsonSchema {
  type?: 'object' | 'array' | 'string' | 'number' | 'boolean';
  format?: 'date-time';
  contentEncoding?: 'base64';
  enum?: string[];
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  /** Through which doors the collection is written; none where Greendoor alone writes it. */
  'x-doors'?: readonly string[];
}

/** What a document of the schema looks like: fields, ranges, values, and no other field. */
export function jsonSchemaOf(schema: Schema): JsonSchema {
  const root: JsonSchema = emptyObject();
  schema.eachPath((path, type) => {
    const parts = path.split('.');
    if (parts.at(-1) === '$*') return; // what a map holds is described with the map
    let parent = root;
    for (const part of parts.slice(0, -1)) {
      parent.properties ??= {};
      parent.properties[part] ??= emptyObject();
      parent = parent.properties[part];
    }
    const name = parts.at(-1) ?? path;
    parent.properties = { ...parent.properties, [name]: fieldOf(type) };
    if (type.options.required === true) parent.required = [...(parent.required ?? []), name];
  });
  return root;
}

function fieldOf(type: SchemaType): JsonSchema {
  switch (type.instance) {
    case 'String':
      return {
        type: 'string',
        ...(Array.isArray(type.options.enum) ? { enum: [...type.options.enum] as string[] } : {}),
        ...(typeof type.options.maxlength === 'number' ? { maxLength: type.options.maxlength } : {}),
      };
    case 'Number':
      return {
        type: 'number',
        ...(typeof type.options.min === 'number' ? { minimum: type.options.min } : {}),
        ...(typeof type.options.max === 'number' ? { maximum: type.options.max } : {}),
      };
    case 'Date':
      return { type: 'string', format: 'date-time' };
    case 'Boolean':
      return { type: 'boolean' };
    case 'Array': {
      const items = type.schema ? jsonSchemaOf(type.schema) : embedded(type);
      return { type: 'array', items };
    }
    case 'Embedded':
      return type.schema ? jsonSchemaOf(type.schema) : emptyObject();
    case 'Map':
      return { type: 'object', additionalProperties: embedded(type) };
    case 'Buffer':
      return { type: 'string', contentEncoding: 'base64' };
    case 'Mixed':
      return {};
    default:
      throw new TypeError(`The data dictionary does not know the type ${type.instance} (${type.path}).`);
  }
}

function embedded(type: SchemaType): JsonSchema {
  const inner = type.getEmbeddedSchemaType();
  return inner ? fieldOf(inner) : {};
}

const emptyObject = (): JsonSchema => ({ type: 'object', properties: {}, additionalProperties: false });
