import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { cleanPhrase } from './clean.ts';

type JsonSchema = { [key: string]: unknown };

const MAX_SIZE = 24_000;
const MAX_DEPTH = 8;
const NAME = /^[A-Za-z_][\w.-]{0,63}$/;
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype'];
const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
/** What a keyword may hold to be taken over; every other keyword is the server's own to check. */
const NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems'];
const SCHEMAS = ['anyOf', 'oneOf', 'allOf'];
const MAPS = ['properties', '$defs'];

class BadSchema extends Error {
  override name = 'BadSchema';
}

/** A server's schema of arguments with only what we understand of it, its texts cleaned. @throws BadSchema */
export function cleanSchema(given: unknown): JsonSchema {
  if (JSON.stringify(given ?? null).length > MAX_SIZE) throw new BadSchema('its schema is too large');
  const schema = cleaned(given, 0);
  if (schema.type !== 'object') throw new BadSchema('its arguments are no object');
  return { ...schema, properties: schema.properties ?? {}, ...(schema.additionalProperties ? {} : { additionalProperties: false }) };
}

function cleaned(given: unknown, depth: number): JsonSchema {
  if (given === true || given === undefined) return { additionalProperties: true };
  if (depth > MAX_DEPTH) throw new BadSchema('its schema is nested too deeply');
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new BadSchema('its schema is none');
  const schema = given as JsonSchema;
  const result: JsonSchema = {};
  const types = [schema.type ?? []].flat();
  if (types.some((type) => !TYPES.includes(type as string))) throw new BadSchema('its schema names an unknown type');
  if (schema.type !== undefined) result.type = schema.type;
  if (typeof schema.description === 'string') result.description = cleanPhrase(schema.description, 200);
  if (Array.isArray(schema.enum)) result.enum = schema.enum.map(value);
  if (schema.const !== undefined) result.enum = [value(schema.const)];
  for (const keyword of NUMBERS)
    if (typeof schema[keyword] === 'number' && Number.isFinite(schema[keyword])) result[keyword] = schema[keyword];
  if (Array.isArray(schema.required)) result.required = schema.required.filter((each) => typeof each === 'string' && NAME.test(each));
  for (const keyword of MAPS) if (schema[keyword] !== undefined) result[keyword] = named(schema[keyword], depth);
  for (const keyword of SCHEMAS)
    if (Array.isArray(schema[keyword]))
      result[keyword] = (schema[keyword] as unknown[]).slice(0, 20).map((each) => cleaned(each, depth + 1));
  if (typeof schema.$ref === 'string') {
    if (!/^#\/\$defs\/[A-Za-z_][\w.-]{0,63}$/.test(schema.$ref)) throw new BadSchema('its schema points elsewhere');
    result.$ref = schema.$ref;
  }
  if (schema.items !== undefined) result.items = cleaned(Array.isArray(schema.items) ? {} : schema.items, depth + 1);
  const isOpen = types.includes('object') && schema.properties === undefined && schema.additionalProperties !== false;
  const more = schema.additionalProperties;
  if (more === true || isOpen) result.additionalProperties = true;
  else if (typeof more === 'object' && more !== null) result.additionalProperties = cleaned(more, depth + 1);
  else if (types.includes('object')) result.additionalProperties = false;
  return result;
}

function named(given: unknown, depth: number): JsonSchema {
  const entries = Object.entries((given ?? {}) as JsonSchema);
  if (entries.length > 80) throw new BadSchema('its schema has too many parts');
  for (const [name] of entries)
    if (!NAME.test(name) || PROTOTYPE_KEYS.includes(name)) throw new BadSchema('its schema holds a name that may not be');
  return Object.fromEntries(entries.map(([name, each]) => [name, cleaned(each, depth + 1)]));
}

/** A value that is chosen from must mean the same cleaned. */
function value(given: unknown): unknown {
  if (given === null || typeof given === 'number' || typeof given === 'boolean') return given;
  if (typeof given === 'string' && cleanPhrase(given, 200) === given) return given;
  throw new BadSchema('its schema offers a value that may not be');
}

/** What is wrong with arguments, in words a model can correct itself by; undefined where they fit. */
export type Check = (args: unknown) => string | undefined;

/** Of its own for each schema: compiled ones are kept, and servers come and go. @throws BadSchema */
export function checkOf(schema: JsonSchema): Check {
  const compiled = () => new AjvJsonSchemaValidator().getValidator<unknown>(schema as never);
  let validate: ReturnType<typeof compiled>;
  try {
    validate = compiled();
  } catch {
    throw new BadSchema('its schema cannot be read');
  }
  return (args) => {
    const { valid, errorMessage = '' } = validate(args);
    return valid ? undefined : cleanPhrase(errorMessage.replaceAll('data/', '').replaceAll('data ', ''), 400);
  };
}

/** Why a tool is left out. */
export const whyBad = (error: unknown): string => (error instanceof BadSchema ? error.message : 'its schema cannot be read');
