import { words } from '../../../models/kit/name-keys.ts';
import type { Lexicon } from '../words/lexicon.ts';

/** What an argument holds, read from its JSON Schema: how it is found in a sentence follows from this alone. */
export type SlotKind =
  | 'account'
  | 'company'
  | 'contact'
  | 'owner'
  | 'number'
  | 'enum'
  | 'date'
  | 'text'
  | 'boolean'
  | 'accounts'
  | 'objects'
  | 'other';

export interface Slot {
  name: string;
  kind: SlotKind;
  required: boolean;
  integer: boolean;
  description: string;
  /** Meanings of the words of its name; and of its description. */
  nameCues: Set<string>;
  cues: Set<string>;
  values: string[];
  /** Concepts of the words of each value. */
  parts: string[][];
  minimum?: number;
  maximum?: number;
  /** Takes one of its values, or several. */
  many?: true;
  /** Of a list of objects: the slots of each. */
  items?: Slot[];
}

/** Whether it holds what is to be written down, in the words of whoever says it: a colon may stand before it. */
export const isNote = ({ kind, required, name }: Pick<Slot, 'kind' | 'required' | 'name'>): boolean =>
  kind === 'text' && (required || /^(?:note|reason)$/.test(name));

interface Schema {
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  $ref?: string;
}

/** The slots of a tool's arguments, in the order of its schema. */
export function slotsOf(parameters: Record<string, unknown>, lexicon: Lexicon): Slot[] {
  const { properties = {} } = parameters as Schema;
  const slots = Object.entries(properties).map(([name, property]) => slotOf(name, property, lexicon));
  // Words that say which one is meant say where it is, too.
  const says = slots.some(({ kind, required }) => kind === 'text' && required);
  return slots.map((slot) => (says && slot.kind === 'account' && !slot.required ? { ...slot, kind: 'other' } : slot));
}

function slotOf(name: string, property: Schema, lexicon: Lexicon): Slot {
  const branches = property.anyOf ?? [property];
  const types = branches.flatMap((branch) => branch.type ?? (branch.enum ? 'string' : []));
  const nullable = types.includes('null');
  const main = branches.find((branch) => branch.type !== 'null') ?? property;
  const description = property.description ?? main.description ?? '';
  const spoken = name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  const values = (main.enum ?? (main.const === undefined ? [] : [main.const])).filter((value) => typeof value === 'string');
  const nameCues = new Set(words(spoken).map(lexicon.conceptOf));
  return {
    name,
    kind: kindOf(main, spoken, description, values),
    required: !nullable,
    integer: types.includes('integer'),
    description,
    nameCues,
    cues: new Set([...nameCues, ...words(description).map(lexicon.conceptOf)]),
    values,
    parts: values.map((value) => [...new Set(lexicon.concepts(value.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ')))]),
    minimum: main.minimum,
    maximum: main.maximum,
    ...(values.length > 0 && types.includes('array') ? { many: true as const } : {}),
    ...(main.type === 'array' && main.items?.properties && { items: slotsOf({ properties: main.items.properties }, lexicon) }),
  };
}

function kindOf(schema: Schema, spoken: string, description: string, values: string[]): SlotKind {
  const types = [schema.type ?? []].flat();
  if (values.length > 0) return 'enum';
  if (types.includes('number') || types.includes('integer')) return 'number';
  if (types.includes('boolean')) return 'boolean';
  const about = (pattern: RegExp) => pattern.test(spoken) || pattern.test(description.slice(0, 80));
  if (types.includes('array')) {
    if (schema.items?.properties) return 'objects';
    return about(/\baccounts?\b/i) && schema.items?.type === 'string' ? 'accounts' : 'other';
  }
  if (!types.includes('string')) return 'other';
  if (
    /^date/.test(schema.format ?? '') ||
    /\b(ISO|YYYY-MM-DD)\b/.test(description) ||
    /\b(date|since|until|from|start|end)\b/i.test(spoken)
  )
    return 'date';
  if (/\bowner\b/i.test(spoken)) return 'owner';
  if (/\baccount\b/i.test(spoken)) return 'account';
  if (/\bcompany\b/i.test(spoken)) return 'company';
  if (/\b(contact|person|recipient)\b/i.test(spoken)) return 'contact';
  if (about(/\baccount name\b/i)) return 'account';
  if (about(/\bname of the person\b/i)) return 'contact';
  return 'text';
}
