import type { Schema, SchemaType } from 'mongoose';
import { mailboxIn } from '../../models/kit/mailbox.ts';
import { cleanLine, cleanText, firstOf, freeText, nameText } from '../../models/kit/text.ts';
import type { Doubt } from './contradictions.ts';
import { numericDate, readDate } from './dates.ts';
import { isEmpty, isFormula, notANumber, shown } from './mapping.ts';
import { saysNothing } from './nothing.ts';
import { readNumber } from './numbers.ts';
import { yesOrNo } from './yes-no.ts';

export interface Checked {
  /** Values to store, cast to the schema's types. */
  set: Record<string, unknown>;
  /** Fields the source says are empty. */
  unset: string[];
  reasons: string[];
  /** What was changed or left out of a row that is kept. */
  doubts: Doubt[];
  /** What was read as an empty cell. */
  nothing: string[];
}

export interface CollectionRules {
  fields: string[];
  isNumber(field: string): boolean;
  /** The schema's fixed defaults, for one document that is new. */
  defaults(): Record<string, unknown>;
  check(document: Record<string, unknown>): Checked;
  /** Required fields a new document lacks. */
  missing(document: Record<string, unknown>): string[];
}

/** Written by Greendoor itself, whatever a file says. */
export const OWN_FIELDS: ReadonlySet<string> = new Set(['_id', 'tenant', 'externalId', 'source', 'nameTokens', 'nameGrams', 'recordedAt']);
const LINK = /(?:^|\.)(?:website|url)$|Url$/;
const MONEY = /(?:amount|revenue|price|annualValue)$/i;
const DANGEROUS_LINK = /^\s*(?:javascript|data|vbscript|file):/i;
const MAX_DEPTH = 6;
const MAX_ITEMS = 1_000;

class Refusal extends Error {}

/** The rules of a collection's Mongoose schema, compiled once for many rows. */
export function compileRules(schema: Schema): CollectionRules {
  const types = new Map<string, SchemaType>();
  schema.eachPath((path, type) => {
    if (!path.includes('.')) types.set(path, type);
  });
  const fixed: [path: string, value: unknown][] = [];
  const required: string[] = [];
  for (const [path, type] of types) {
    const value: unknown = type.options.default;
    if (value !== undefined && typeof value !== 'function') fixed.push([path, value]);
    if (type.options.required === true && value === undefined && !OWN_FIELDS.has(path)) required.push(path);
  }
  const fields = [...types.keys()].filter((path) => !OWN_FIELDS.has(path));
  return {
    fields,
    isNumber: (field) => types.get(field)?.instance === 'Number',
    // Copied one by one: a structured clone of them all takes as long as everything else of a row.
    defaults: () => Object.fromEntries(fixed.map(([path, value]) => [path, typeof value === 'object' ? structuredClone(value) : value])),
    missing: (document) => required.filter((path) => isEmpty(document[path])),
    check(document) {
      const checked: Checked = { set: {}, unset: [], reasons: [], doubts: [], nothing: [] };
      for (const [name, value] of Object.entries(unfolded(document, types))) {
        const type = types.get(name);
        if (!type || OWN_FIELDS.has(name)) checked.reasons.push(`${name} is no field of this collection`);
        else if (isEmpty(value)) checked.unset.push(name);
        else if (saysNothing(value) && hasNoWords(type, name)) {
          checked.unset.push(name);
          checked.nothing.push(String(value).trim());
        } else {
          try {
            const cast = castTo(type, value, { path: name, depth: 0, doubts: checked.doubts });
            if (cast === undefined) checked.unset.push(name);
            else checked.set[name] = cast;
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            checked.reasons.push(error.message);
          }
        }
      }
      return checked;
    },
  };
}

/** Whether no word is a value of the field: "NA" is none of a number, a day, a link or an address. */
function hasNoWords({ instance, options }: SchemaType, name: string): boolean {
  return instance !== 'String' ? ['Number', 'Date', 'Boolean'].includes(instance) : options.mailbox === true || LINK.test(name);
}

/** `sentimentAnalysis.average` becomes a field of the sub-document. */
function unfolded(document: Record<string, unknown>, types: Map<string, SchemaType>): Record<string, unknown> {
  if (!Object.keys(document).some((name) => name.includes('.'))) return document;
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(document)) {
    const [first = name, second] = name.split('.');
    if (second === undefined || !types.has(first)) result[name] = value;
    else if (!isEmpty(value)) result[first] = { ...(result[first] as object | undefined), [second]: value };
  }
  return result;
}

/** Where in a row a value stands, and where what is changed of it is said. */
interface Place {
  path: string;
  depth: number;
  doubts: Doubt[];
}

const within = ({ path, depth, doubts }: Place, part: string): Place => ({ path: `${path}${part}`, depth: depth + 1, doubts });

/** Undefined where the value says nothing that can be kept. */
function castTo(type: SchemaType, value: unknown, place: Place): unknown {
  const { path } = place;
  if (place.depth > MAX_DEPTH) throw new Refusal(`${path} is nested too deeply`);
  switch (type.instance) {
    case 'String':
      return text(type, value, place);
    case 'Number':
      return number(type, value, path);
    case 'Date': {
      const date = readDate(value) ?? numericDate(value);
      if (!date) throw new Refusal(`${path}: ${shown(value)} is no date (2026-01-31 or 2026-01-31T14:00:00Z)`);
      return date;
    }
    case 'Boolean': {
      const answer = yesOrNo(value);
      if (answer === undefined) throw new Refusal(`${path}: ${shown(value)} is neither yes nor no`);
      return answer;
    }
    case 'Array':
      return list(type, value, place);
    case 'Embedded':
      return object(type.schema, parsed(value, path), place);
    case 'Map':
      return map(type, parsed(value, path), place);
    default:
      throw new Refusal(`${path} cannot be imported`);
  }
}

interface TextOptions {
  lowercase?: boolean;
  enum?: readonly string[];
  /** Every text without `enum` has one. */
  maxlength: number;
  mailbox?: boolean;
}

function text(type: SchemaType, value: unknown, { path, doubts }: Place): string | undefined {
  if (typeof value === 'object') throw new Refusal(`${path}: expected text, not ${Array.isArray(value) ? 'a list' : 'an object'}`);
  const { lowercase, enum: allowed, maxlength, mailbox } = type.options as TextOptions;
  if (mailbox) return address(String(value), path, doubts);
  const given = lowercase ? String(value).toLowerCase() : String(value);
  const plain = maxlength <= nameText.maxlength ? cleanLine(given) : cleanText(given);
  if (Array.isArray(allowed)) {
    const alike = allowed.find((each) => each === plain) ?? allowed.find((each) => alikeName(each) === alikeName(plain));
    if (alike === undefined) throw new Refusal(`${path}: ${shown(value)} is not one of ${allowed.join(', ')}`);
    return alike;
  }
  if (LINK.test(path) && (isFormula(plain) || DANGEROUS_LINK.test(plain)))
    throw new Refusal(`${path}: ${shown(value)} is no address people may be shown`);
  if (plain.trim() === '') return undefined;
  if (plain.length <= maxlength) return plain;
  const size = `${plain.length.toLocaleString('en')} characters; ${maxlength.toLocaleString('en')} are allowed`;
  if (maxlength < freeText.maxlength) throw new Refusal(`${path} has ${size}`);
  doubts.push({ code: 'text_cut', text: `${path} had ${size}, the rest was cut off` });
  return firstOf(plain, maxlength);
}

function address(value: string, path: string, doubts: Doubt[]): string | undefined {
  const { address, others } = mailboxIn(cleanLine(value));
  if (address === undefined && value.trim() !== '')
    doubts.push({ code: 'no_address', text: `${path}: ${shown(value)} is no e-mail address, so the field was left empty` });
  if (others.length > 0)
    doubts.push({
      code: 'several_addresses',
      text: `${path}: ${shown(value)} holds several addresses; ${address} was taken, not ${shown(others.join(', '))}`,
    });
  return address;
}

const alikeName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

function number(type: SchemaType, value: unknown, path: string): number {
  const read = readNumber(value);
  if (!read) throw new Refusal(`${path}: ${notANumber(value)}`);
  if (read.percent && MONEY.test(path)) throw new Refusal(`${path}: ${shown(value)} is a share, not an amount`);
  const { min, max } = type.options as { min?: number; max?: number };
  const figure = read.percent && max === 1 ? read.value / 100 : read.value;
  if (typeof min === 'number' && figure < min) throw new Refusal(`${path}: ${figure} is below ${min}`);
  if (typeof max === 'number' && figure > max) throw new Refusal(`${path}: ${figure} is above ${max}`);
  return figure;
}

function list(type: SchemaType, value: unknown, place: Place): unknown[] {
  const { path } = place;
  const inner = type.getEmbeddedSchemaType();
  const written = type.schema || (typeof value === 'string' && value.trim().startsWith('[')) ? parsed(value, path) : value;
  const items = Array.isArray(written) ? written : type.schema ? undefined : split(written);
  if (!items || !(type.schema || inner)) throw new Refusal(`${path}: expected a list`);
  if (items.length > MAX_ITEMS) throw new Refusal(`${path} has ${items.length} items; ${MAX_ITEMS} are allowed`);
  return items.flatMap((item, index) => {
    const at = within(place, `[${index}]`);
    const cast = type.schema ? object(type.schema, item, at) : inner && castTo(inner, item, at);
    return cast === undefined ? [] : [cast];
  });
}

const split = (value: unknown): string[] =>
  String(value)
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function object(schema: Schema | undefined, value: unknown, place: Place): Record<string, unknown> {
  const { path } = place;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !schema) throw new Refusal(`${path}: expected an object`);
  const result: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    const type = Object.hasOwn(schema.paths, name) ? schema.paths[name] : undefined;
    if (!type) throw new Refusal(`${path}.${name} is no field of this collection`);
    const cast = isEmpty(each) ? undefined : castTo(type, each, within(place, `.${name}`));
    if (cast !== undefined) result[name] = cast;
  }
  schema.eachPath((name, type) => {
    if (type.options.required === true && isEmpty(result[name])) throw new Refusal(`${path}.${name} is missing`);
  });
  return result;
}

function map(type: SchemaType, value: unknown, place: Place): Record<string, unknown> {
  const { path } = place;
  const inner = type.getEmbeddedSchemaType();
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !inner) throw new Refusal(`${path}: expected an object`);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (/^\$|\.|^__proto__$/.test(name)) throw new Refusal(`${path}: ${shown(name)} may not be a name`);
      return [name, castTo(inner, each, within(place, `.${name}`))];
    }),
  );
}

function parsed(value: unknown, path: string): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Refusal(`${path}: ${shown(value)} is not JSON`);
  }
}
