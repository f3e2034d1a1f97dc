import type { Door } from '../../models/doors.ts';
import type { JsonSchema } from './json-schema.ts';

export interface DescribedCollection {
  /** As the database calls it. */
  collection: string;
  /** What writes it from outside. */
  doors: readonly Door[];
  schema: JsonSchema;
  indexes: { fields: string[]; unique: boolean }[];
}

/** One section a collection: its fields (those of sub-documents under their path) and its indexes. */
export function markdownOf(collections: DescribedCollection[]): string {
  const contents = collections.map(({ collection }) => `- [${collection}](#${collection})`);
  return ['# Data dictionary', '', ...contents, '', ...collections.flatMap(section)].join('\n');
}

const DOOR_NAMES: Record<Door, string> = {
  import: '`npm run import`',
  ingest: '`POST /ingest`',
  segment: 'the Segment calls',
  users: '`npm run users`',
};

function section({ collection, doors, schema, indexes }: DescribedCollection): string[] {
  return [
    `## ${collection}`,
    '',
    doors.length > 0 ? `Written by ${doors.map((door) => DOOR_NAMES[door]).join(', ')}.` : 'Written by Greendoor itself alone.',
    '',
    '| Field | Type | Required | Values |',
    '|---|---|---|---|',
    ...rows(schema, ''),
    '',
    'Indexes:',
    '',
    ...indexes.map(({ fields, unique }) => `- ${fields.map((field) => `\`${field}\``).join(', ')}${unique ? ' (unique)' : ''}`),
    '',
  ];
}

function rows({ properties = {}, required = [] }: JsonSchema, prefix: string): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const row = `| \`${path}\` | ${typeName(field)} | ${required.includes(name) ? 'yes' : ''} | ${valuesOf(field.items ?? field)} |`;
    if (field.properties) return [row, ...rows(field, `${path}.`)];
    if (field.items?.properties) return [row, ...rows(field.items, `${path}[].`)];
    return [row];
  });
}

function typeName({ type, format, items, additionalProperties }: JsonSchema): string {
  if (type === 'array') return `list of ${items ? typeName(items) : 'anything'}`;
  if (type === 'object' && typeof additionalProperties === 'object') return `map of ${typeName(additionalProperties)}`;
  if (format === 'date-time') return 'date';
  return type ?? 'anything';
}

function valuesOf({ enum: values, minimum, maximum, maxLength }: JsonSchema): string {
  if (maxLength !== undefined) return `up to ${maxLength.toLocaleString('en')} characters`;
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (minimum === undefined && maximum === undefined) return '';
  if (maximum === undefined) return `from ${minimum}`;
  return minimum === undefined ? `up to ${maximum}` : `${minimum} to ${maximum}`;
}
