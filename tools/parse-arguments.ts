import { cleanText, MAX_TEXT } from '../models/kit/text.ts';

/** What a model or a button asks a tool to do, before anything looks at it. */
export class BadArgumentsError extends Error {
  override name = 'BadArgumentsError';
}

const MAX_LENGTH = 20_000;
const MAX_DEPTH = 8;
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype'];

type JsonSchema = { [key: string]: unknown };

/**
 * Arguments as plain JSON data with only the keys the wire schema names and only characters every document takes; no text
 * is longer than a text field holds.
 * @throws BadArgumentsError in words a model can correct itself by.
 */
export function parseArguments(raw: unknown, wireSchema: JsonSchema): Record<string, unknown> {
  const value = plain(raw);
  refuseKeys(value, wireSchema, [wireSchema], 'the arguments', 0);
  return value;
}

function plain(raw: unknown): Record<string, unknown> {
  let value: unknown;
  try {
    const json = typeof raw === 'string' ? raw.trim() || '{}' : (JSON.stringify(raw ?? {}) ?? '');
    if (json.length > MAX_LENGTH) throw new BadArgumentsError(`the arguments are longer than ${MAX_LENGTH} characters`);
    // Only an escape can bring in what the text itself does not show.
    const isClean = !json.includes('\\') && cleanText(json) === json;
    value = isClean ? JSON.parse(json) : JSON.parse(json, (_, each) => (typeof each === 'string' ? cleanText(each) : each));
  } catch (error) {
    if (error instanceof BadArgumentsError) throw error;
    throw new BadArgumentsError('the arguments are not valid JSON; send one JSON object');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadArgumentsError('the arguments must be one JSON object');
  }
  return value as Record<string, unknown>;
}

/** `schemas` are the alternatives the value may follow. */
function refuseKeys(value: unknown, root: JsonSchema, schemas: JsonSchema[], path: string, depth: number): void {
  if (depth > MAX_DEPTH) throw new BadArgumentsError(`${path} is nested too deeply`);
  if (typeof value === 'string' && value.length > MAX_TEXT)
    throw new BadArgumentsError(`${path} has ${value.length} characters; at most ${MAX_TEXT} are taken`);
  const options = schemas.flatMap((schema) => alternatives(schema, root));
  if (Array.isArray(value)) {
    const items = options.flatMap((schema) => (schema.items ? [schema.items as JsonSchema] : []));
    for (const [index, each] of value.entries()) refuseKeys(each, root, items, `${path}[${index}]`, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    const known = options.map((schema) => (schema.properties ?? {}) as Record<string, JsonSchema>);
    const open = options.flatMap(({ additionalProperties: more }) => (more === true ? [ANYTHING] : more ? [more as JsonSchema] : []));
    for (const key of Object.keys(value)) {
      if (key.startsWith('$') || PROTOTYPE_KEYS.includes(key)) throw new BadArgumentsError(`${path} may not hold the key "${shown(key)}"`);
      const own = known.flatMap((properties) => (Object.hasOwn(properties, key) ? [properties[key] as JsonSchema] : []));
      const next = own.length > 0 ? own : open;
      if (next.length === 0) throw new BadArgumentsError(`${path} may not hold the key "${shown(key)}"${allowed(known)}`);
      refuseKeys((value as Record<string, unknown>)[key], root, next, key, depth + 1);
    }
  }
}

/** What another system takes without saying what it may hold. */
const ANYTHING: JsonSchema = { additionalProperties: true };

function alternatives(schema: JsonSchema, root: JsonSchema, depth = 0): JsonSchema[] {
  if (depth > MAX_DEPTH) return [];
  if (typeof schema.$ref === 'string') {
    const target =
      schema.$ref === '#' ? root : (root.$defs as Record<string, JsonSchema> | undefined)?.[schema.$ref.replace('#/$defs/', '')];
    return target ? alternatives(target, root, depth + 1) : [];
  }
  const several = ['anyOf', 'oneOf', 'allOf'].flatMap((keyword) =>
    Array.isArray(schema[keyword]) ? (schema[keyword] as JsonSchema[]) : [],
  );
  if (several.length === 0) return [schema];
  return [...(schema.properties ? [schema] : []), ...several.flatMap((each) => alternatives(each, root, depth + 1))];
}

function allowed(known: Record<string, JsonSchema>[]): string {
  const keys = [...new Set(known.flatMap(Object.keys))];
  return keys.length > 0 ? `; known are ${keys.join(', ')}` : '';
}

function shown(key: string): string {
  return key.length > 40 ? `${key.slice(0, 39)}…` : key;
}
