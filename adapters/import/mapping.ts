import { z } from 'zod';
import { dateParser, isDateFormat, isTimeZone } from './dates.ts';
import { type Decimal, readWritten } from './decimals.ts';
import { saysNothing } from './nothing.ts';
import { readNumber } from './numbers.ts';
import { yesOrNo } from './yes-no.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const field = z
  .string()
  .max(100)
  .regex(/^(?!__proto__|constructor|prototype)[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)?$/, 'is no field name');
const dateFormat = z
  .string()
  .refine(isDateFormat, 'is no date format: use ISO, excel days, epoch seconds, epoch millis or a pattern such as DD-MM-YYYY HH:mm');

const factorSchema = z.strictObject({
  column: z.string(),
  values: z.record(z.string(), z.number()).optional(),
  /** The factor of an empty cell. */
  default: z.number().optional(),
});
const identifiedBy = z.enum(['externalId', 'name', 'email']);

const ruleSchema = z.strictObject({
  /** The column the value is in. */
  column: z.string().optional(),
  /** Several columns, joined by `separator`; empty ones are left out. */
  columns: z.array(z.string()).min(1).optional(),
  separator: z.string().default(' '),
  /** Of several columns, the first that is not empty, instead of all of them joined. */
  first: z.boolean().optional(),
  /** The value is read in capitals or in small letters. */
  case: z.enum(['upper', 'lower']).optional(),
  /** The same value in every row. */
  constant: scalar.optional(),
  /** How dates are written; several are tried in turn. */
  date: z.union([dateFormat, z.array(dateFormat).min(1)]).optional(),
  /** What the source's values are called here; `null` leaves the field empty. `""` stands for an empty cell. */
  values: z.record(z.string(), scalar).optional(),
  /** For values that `values` does not list; without it they are kept as they are. */
  otherwise: scalar.optional(),
  number: z
    .strictObject({
      decimal: z.enum(['.', ',']).optional(),
      multiply: z.number().optional(),
      divide: z.number().positive().optional(),
      /** Other columns of the row it is multiplied by, as numbers or as words that `values` gives numbers to. */
      times: z.array(factorSchema).min(1).optional(),
    })
    .optional(),
  /** What separates the parts of a list. */
  list: z.string().min(1).optional(),
  /** The value identifies a document of this collection, by its external id or by `by`; the field gets its id or its field `take`. */
  reference: z.string().optional(),
  by: identifiedBy.default('externalId'),
  /** What identifies the document where no one has the value, or where the cell is empty. */
  or: z.strictObject({ column: z.string(), by: identifiedBy }).optional(),
  take: field.optional(),
  /** `omit` leaves the field empty where there is no such document; otherwise the row is set aside. */
  missing: z.enum(['reject', 'omit']).default('reject'),
  /** The value of an empty cell. */
  default: scalar.optional(),
});

const rule = z.union([z.string().transform((column) => ruleSchema.parse({ column })), ruleSchema]);

/** How the rows of a file become documents: what is written in a mapping file. */
export const mappingSchema = z.strictObject({
  /** For people: what this is a mapping of. */
  about: z.string().optional(),
  collection: z.string(),
  /** The name of the source system, kept with every document. */
  source: z.string().min(1).max(60).optional(),
  /** Whose clock the times in columns with a `date` are by, where they name no zone: `America/New_York`. */
  timezone: z.string().refine(isTimeZone, 'is no time zone such as Europe/Berlin').default('UTC'),
  /** The columns that identify a row in its source. */
  externalId: z.array(z.string()).min(1).optional(),
  /** The column that says yes where the source has deleted the row; it may be absent. */
  deleted: z.string().optional(),
  /** When it happened. */
  at: rule.optional(),
  /** `at` for a history taken over: rows count as known since they happened, so that questions as of a day in it have answers. */
  knownSince: z.enum(['import', 'at']).default('import'),
  columns: z.record(field, rule),
  constants: z.record(field, scalar).default({}),
});
export type Mapping = z.infer<typeof mappingSchema>;
export type Rule = z.infer<typeof ruleSchema>;

export type SourceRow = Record<string, unknown>;

/** A field whose value stands in another document. */
export interface PendingReference {
  field: string;
  collection: string;
  by: Rule['by'];
  key: string;
  take: string | undefined;
  missing: Rule['missing'];
  column: string;
  /** Tried when the key identifies nothing. */
  or?: { by: Rule['by']; key: string; column: string };
}

export interface MappedRow {
  /** `null` where the source says there is no value. */
  document: Record<string, unknown>;
  references: PendingReference[];
  /** The currencies written beside amounts. */
  currencies?: string[];
  /** What was read as an empty cell. */
  nothing?: string[];
  externalId?: string;
  /** Where the row itself says so: exports of ours do. */
  source?: string;
}

export type Mapped = MappedRow | { reasons: string[]; deleted?: boolean };

/** How the file writes numbers, and which fields are such. */
export interface Reading {
  isNumber(field: string): boolean;
  decimalOf(column: string): Decimal;
}

const AS_WRITTEN: Reading = { isNumber: () => false, decimalOf: () => 'unsure' };

/** The columns a mapping reads: each alone, or with those that may stand in for it. */
export function columnsOf({ externalId = [], at, columns }: Mapping): string[][] {
  const rules = [...Object.values(columns), ...(at ? [at] : [])];
  const wanted = [
    ...externalId.map((each) => [each]),
    ...rules.flatMap(({ column, columns: several = [], first, number }) => [
      ...(column ? [[column]] : []),
      ...(first ? [several] : several.map((each) => [each])),
      ...(number?.times ?? []).filter((each) => each.default === undefined).map((each) => [each.column]),
    ]),
  ];
  return [...new Map(wanted.map((each) => [each.join('\n'), each])).values()];
}

/** Columns that a mapping reads where they are there, and does without where not. */
export const optionalColumns = ({ columns, deleted }: Mapping): string[] => [
  ...(deleted ? [deleted] : []),
  ...Object.values(columns).flatMap(({ or, number }) => [...(or ? [or.column] : []), ...(number?.times ?? []).map(({ column }) => column)]),
];

/** One row by a mapping: the document it describes, or why it cannot be one. Pure; nothing is evaluated. */
export function applyMapping(mapping: Mapping, row: SourceRow, reading: Reading = AS_WRITTEN): Mapped {
  const gone = mapping.deleted === undefined ? undefined : goneBy(mapping.deleted, row);
  if (gone) return gone;
  const document: Record<string, unknown> = { ...mapping.constants };
  const references: PendingReference[] = [];
  const reasons: string[] = [];
  const currencies: string[] = [];
  const nothing: string[] = [];
  const rules = mapping.at ? { ...mapping.columns, at: mapping.at } : mapping.columns;
  for (const [name, each] of Object.entries(rules)) {
    const numeric = each.number ?? (each.reference === undefined && !each.date && reading.isNumber(name) ? {} : undefined);
    const outcome = outcomeOf({ ...each, number: numeric }, row, mapping.timezone, reading.decimalOf(each.column ?? ''));
    if ('reason' in outcome) reasons.push(`${name}: ${outcome.reason}`);
    else {
      if (outcome.currency !== undefined) currencies.push(outcome.currency);
      if (outcome.nothing !== undefined) nothing.push(outcome.nothing);
      const reference = each.reference === undefined ? undefined : referenceOf(name, each, outcome.value, row);
      if (reference) references.push(reference);
      else document[name] = outcome.value;
    }
  }
  const externalId = mapping.externalId?.map((column) => textOf(row[column]).trim());
  if (externalId?.every((part) => part === '')) reasons.push(`the row has no id (${mapping.externalId?.join(', ')})`);
  if (reasons.length > 0) return { reasons };
  return {
    document,
    references,
    ...(currencies.length > 0 ? { currencies } : {}),
    ...(nothing.length > 0 ? { nothing } : {}),
    ...(externalId ? { externalId: externalId.join(':') } : {}),
  };
}

/** Why a row is not taken that the source has deleted, or that may be such. */
function goneBy(column: string, row: SourceRow): { reasons: string[]; deleted: boolean } | undefined {
  const value = row[column];
  const answer = isEmpty(value) || saysNothing(value) ? false : yesOrNo(value);
  if (answer === false) return undefined;
  return answer
    ? { reasons: [`deleted in its source (${column} is ${shown(value)}), so it is not taken`], deleted: true }
    : { reasons: [`${column}: ${shown(value)} is neither yes nor no`], deleted: false };
}

function referenceOf(field: string, rule: Rule, value: unknown, row: SourceRow): PendingReference | undefined {
  const { reference: collection = '', by, or, take, missing } = rule;
  const other = textOf(or && row[or.column]).trim();
  const others = or && other !== '' ? [{ by: or.by, key: other, column: or.column }] : [];
  const column = rule.column ?? rule.columns?.join(', ') ?? field;
  const [first, second] = [...(isEmpty(value) ? [] : [{ by, key: String(value).trim(), column }]), ...others];
  if (!first) return undefined;
  // A colleague's address says who they are, whatever the column usually holds.
  const known = collection === 'users' && first.by !== 'email' && /^\S+@\S+$/.test(first.key);
  return { field, collection, take, missing, ...first, ...(known ? { by: 'email' as const } : {}), ...(second ? { or: second } : {}) };
}

type Outcome = { value: unknown; currency?: string; nothing?: string } | { reason: string };

function outcomeOf(
  rule: Omit<Rule, 'number'> & { number?: NumberRule | undefined },
  row: SourceRow,
  zone: string,
  decimal: Decimal,
): Outcome {
  if (rule.constant !== undefined) return { value: rule.constant };
  const raw = rule.columns ? joined(rule, row) : rule.column === undefined ? undefined : row[rule.column];
  const text = typeof raw === 'string' ? inCase(raw.trim(), rule.case) : raw;
  if (rule.values) {
    const key = textOf(text);
    if (Object.hasOwn(rule.values, key)) return { value: rule.values[key] ?? null };
    if (rule.otherwise !== undefined && (!isEmpty(text) || rule.default === undefined)) return { value: rule.otherwise };
  }
  if (isEmpty(text)) return { value: rule.default ?? null };
  if ((rule.date || rule.number) && saysNothing(text)) return { value: rule.default ?? null, nothing: textOf(text) };
  if (rule.date) return dated(rule.date, text, zone);
  if (rule.number) return numbered(rule.number, text, row, decimal);
  if (rule.list && typeof text === 'string') return { value: listed(text, rule.list) };
  return { value: text };
}

function joined({ columns = [], separator, first }: Rule, row: SourceRow): string {
  const parts = columns.map((column) => textOf(row[column]).trim()).filter((part) => part !== '');
  return first ? (parts[0] ?? '') : parts.join(separator);
}

const inCase = (text: string, wanted: Rule['case']): string =>
  wanted === 'upper' ? text.toUpperCase() : wanted === 'lower' ? text.toLowerCase() : text;

function dated(formats: string | string[], value: unknown, zone: string): Outcome {
  const tried = [formats].flat();
  for (const format of tried) {
    const date = dateParser(format, zone)(value);
    if (date) return { value: date };
  }
  return { reason: `${shown(value)} is no date written as ${tried.join(' or ')}` };
}

type NumberRule = NonNullable<Rule['number']>;

function numbered(
  { decimal, multiply = 1, divide = 1, times = [] }: NumberRule,
  value: unknown,
  row: SourceRow,
  written: Decimal,
): Outcome {
  const number = decimal === undefined ? readWritten(value, written) : readNumber(value, { decimal });
  if (number === 'unsure') return { reason: twoWays(value) };
  if (!number) return { reason: notANumber(value) };
  let product = number.value * multiply;
  for (const each of times) {
    const factor = factorOf(each, row, decimal);
    if (typeof factor !== 'number') return factor;
    product *= factor;
  }
  return {
    value: number.percent ? `${product / divide}%` : product / divide,
    ...(number.currency === undefined ? {} : { currency: number.currency }),
  };
}

export const notANumber = (value: unknown): string =>
  `${shown(value)} ${isFormula(value) ? 'is a formula, which is never evaluated,' : 'is'} not a number`;

export function twoWays(value: unknown): string {
  const [point, comma] = (['.', ','] as const).map((decimal) =>
    readNumber(value, { decimal })?.value.toLocaleString('en', { maximumFractionDigits: 6 }),
  );
  return `${shown(value)} could be ${comma} or ${point}, and nothing in the file tells which: say it in a mapping, as "number": { "decimal": "," } or "."`;
}

function factorOf({ column, values, default: otherwise }: z.infer<typeof factorSchema>, row: SourceRow, decimal: NumberRule['decimal']) {
  const text = textOf(row[column]).trim();
  if (text === '') return otherwise ?? { reason: `${column} is empty` };
  if (!values) return readNumber(text, { decimal })?.value ?? { reason: `${column}: ${shown(text)} is not a number` };
  const factor = Object.hasOwn(values, text) ? values[text] : undefined;
  return factor ?? { reason: `${column}: ${shown(text)} is not one of ${Object.keys(values).join(', ')}` };
}

export const listed = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Text that a spreadsheet would run. Here it is only text. */
export const isFormula = (value: unknown): boolean =>
  typeof value === 'string' && !saysNothing(value) && /^[=+@]|^-(?!\s*[\d.,(])/.test(value.trim());

const textOf = (value: unknown): string => (isEmpty(value) ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));

/** A value as it may stand in a message: quoted, shortened, on one line. */
export function shown(value: unknown): string {
  const text = textOf(value).replace(/\s+/g, ' ');
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
}
