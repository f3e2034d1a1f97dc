import type { Schema, SchemaType } from 'mongoose';
import { schemas } from '../../models/index.ts';
import { type CollectionName, importable, importableNames, plainName } from './collections.ts';
import { dateParser } from './dates.ts';
import { ASSUMED, columnsNamed, FIRST_NAME, isOfAPerson, LAST_NAME, namesAnAccount, WORDS } from './field-names.ts';
import { isEmpty, type Mapping, mappingSchema, type SourceRow, shown } from './mapping.ts';
import { readNumber } from './numbers.ts';
import { compileRules, OWN_FIELDS } from './validate.ts';
import { yesOrNo } from './yes-no.ts';

export interface Guess {
  collection: CollectionName;
  mapping: Mapping;
  matched: number;
  unused: string[];
  /** Required fields no column resembles. */
  open: string[];
  /** Whether it may be imported so: nothing lacks, and most of what the file says is used. */
  sure: boolean;
  /** Columns that are called like a field and do not hold one. */
  unfit: string[];
  /** What was decided without the file telling, for people to check. */
  notes: string[];
}

const FORMATS = [
  'ISO',
  'DD-MM-YYYY',
  'DD-MM-YYYY HH:mm',
  'MM-DD-YYYY',
  'MM/DD/YYYY',
  'DD/MM/YYYY',
  'DD.MM.YYYY',
  'MM/DD/YYYY HH:mm',
  'MM/DD/YYYY h:mm A',
  'DD.MM.YYYY HH:mm',
  'YYYY/MM/DD',
  'MM/DD/YY',
  'DD/MM/YY',
  'DD.MM.YY',
  'MM/DD/YY h:mm A',
  'DD-MM-YY',
  'MM-DD-YY',
  'excel days',
  'epoch seconds',
  'epoch millis',
];

/** What a column is called that says whether the source has deleted the row. */
const DELETED = /^(?:is)?deleted$/;
const ID = /^(?:id|externalid|recordid|.*id)$/;
/** Below this share of its columns a file is something else, or needs a mapping made by hand. */
const LEAST_SHARE = 1 / 3;
const LEAST = 2;

/** The collection whose fields the columns resemble most, and a mapping from them. Pure. */
export function guess(header: string[], sample: SourceRow[]): Guess | undefined {
  const guesses = importableNames()
    .map((name) => guessFor(name, header, sample))
    .filter((each) => sayWhat(each) && !speaksAgainst(each));
  return guesses.length === 0 ? undefined : guesses.reduce((one, other) => (worth(other) > worth(one) ? other : one));
}

const worth = ({ matched, unfit, open, collection }: Guess): number =>
  matched + unfit.length - 1.5 * Math.max(0, open.length - unfit.length) - (importableNames().indexOf(collection) + 1) / 1000;

/** Whom a row is about says nothing of what it is. */
const sayWhat = ({ collection, mapping, unfit }: Guess): boolean =>
  unfit.length > 0 || Object.keys(mapping.columns).some((field) => !importable(collection, 'import')?.references[field]);

/** People of one company are no accounts, however well the other columns fit; what names no person is no contact. */
function speaksAgainst({ collection, mapping, unused }: Guess): boolean {
  if (collection === 'accounts') return unused.some(isOfAPerson);
  const { name, email } = mapping.columns;
  return collection === 'contacts' && !email && !name?.columns && !isOfAPerson(name?.column ?? '');
}

/** Whether a tenth of the cells stand in another row too. */
function repeats(column: string | undefined, sample: SourceRow[]): boolean {
  if (column === undefined) return false;
  const cells = sample.map((row) => row[column]).filter((cell) => !isEmpty(cell));
  return new Set(cells).size < cells.length * 0.9;
}

function guessFor(name: CollectionName, header: string[], sample: SourceRow[]): Guess {
  const schema = schemas[name] as unknown as Schema;
  const { references = {}, at = undefined } = importable(name, 'import') ?? {};
  const rules = compileRules(schema);
  const used = new Set<string>();
  const unfit = new Set<string>();
  const notes: string[] = [];
  const order = orderTold(header, sample);
  const use = <Column extends string | undefined>(column: Column): Column => {
    if (column !== undefined) used.add(column);
    return column;
  };
  const first = header.find((column) => ID.test(plainName(column)));
  // The row's own id stands first and is no reference to something else in this collection.
  const own = first !== undefined && uniqueIn(first, sample) && !(references.accountId && namesAnAccount(first));
  const id = use(own ? first : undefined);
  const deleted = use(header.find((column) => DELETED.test(plainName(column)) && saysYesOrNo(column, sample)));
  const columns: Record<string, unknown> = {};
  for (const field of rules.fields) {
    if (field === 'ingestedAt' || OWN_FIELDS.has(field)) continue;
    const type = schema.path(field) as SchemaType;
    const named = columnsNamed(name, field, header).filter((column) => !used.has(column));
    for (const column of named) {
      const rule = ruleFor(column, type, references[field], sample, order, WORDS[`${name}.${field}`]);
      if (rule === undefined) continue;
      columns[field] = rule;
      notes.push(...doubtsAbout(column, rule, sample, order));
      use(column);
      break;
    }
    if (columns[field] === undefined && named[0] !== undefined) unfit.add(named[0]);
  }
  const people = [FIRST_NAME, LAST_NAME].flatMap((called) => header.find((column) => called.test(plainName(column))) ?? []);
  if (name === 'contacts' && people.length > 0 && columns.name === undefined) columns.name = { columns: people.map(use) };
  const assumed = ASSUMED.find(
    ({ collection, field, where }) =>
      collection === name && columns[field] === undefined && header.some((column) => where.test(plainName(column))),
  );
  if (assumed) notes.push(assumed.note);
  const { at: atRule, ...fields } = columns;
  const mapping = mappingSchema.parse({
    collection: name,
    ...(id === undefined ? {} : { externalId: [id] }),
    ...(deleted === undefined ? {} : { deleted }),
    ...(atRule === undefined ? {} : { at: atRule }),
    columns: fields,
    ...(assumed ? { constants: { [assumed.field]: assumed.value } } : {}),
  });
  const present = Object.fromEntries([...Object.keys(columns), ...Object.keys(mapping.constants)].map((field) => [field, true]));
  const open = [
    ...rules.missing(present).filter((field) => field !== 'at' && field !== 'ingestedAt'),
    ...(at === 'required' && !atRule ? ['at'] : []),
  ];
  const matched = Object.keys(columns).length;
  const shared = name === 'accounts' && repeats(mapping.columns.name?.column, sample);
  if (shared) notes.push('several rows have the same name: are they accounts, or people and places of one?');
  return {
    collection: name,
    mapping,
    matched,
    unfit: [...unfit].filter((column) => !used.has(column)),
    unused: header.filter((each) => !used.has(each)),
    open,
    notes,
    sure: !shared && open.length === 0 && matched >= LEAST && used.size >= header.length * LEAST_SHARE,
  };
}

const saysYesOrNo = (column: string, sample: SourceRow[]): boolean =>
  sample.every((row) => isEmpty(row[column]) || yesOrNo(row[column]) !== undefined);

function uniqueIn(column: string, sample: SourceRow[]): boolean {
  const cells = sample.map((row) => row[column]);
  return new Set(cells).size === cells.length;
}

/** By id, or as people name it: an account by its name, a person by their address, a colleague by either. */
function referring(column: string, reference: string): object {
  if (reference === 'users') return { column, reference, by: 'name', missing: 'omit' };
  const by = { accounts: 'name', contacts: 'email' }[reference];
  return { column, reference, ...(by ? { or: { column, by } } : {}), ...(reference === 'contacts' ? { missing: 'omit' } : {}) };
}

const SLASHED = /^(?:MM[/-]DD|DD[/-]MM)/;
const SHORT_DASHED = /^[DM]{2}-[DM]{2}-YY$/;
type Order = 'DD' | 'MM' | undefined;

/** Whether days or months come first in dates with slashes or dashes, by those that can be read in one way only; of a file that has both, nothing. */
function orderTold(header: string[], sample: SourceRow[]): Order {
  const told = new Set<'DD' | 'MM'>();
  for (const column of header)
    for (const row of sample) {
      const [, first, second] = /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b/.exec(String(row[column] ?? '')) ?? [];
      if (Number(first) > 12) told.add('DD');
      if (Number(second) > 12) told.add('MM');
    }
  return told.size === 1 ? [...told][0] : undefined;
}

function doubtsAbout(column: string, rule: object | string, sample: SourceRow[], order: Order): string[] {
  if (typeof rule === 'string') return [];
  if ('values' in rule) {
    const unknown = Object.entries(rule.values as object).flatMap(([value, meant]) => (meant === null ? [shown(value)] : []));
    return unknown.length > 0 ? [`${column}: ${unknown.slice(0, 5).join(', ')} has no counterpart and is left empty`] : [];
  }
  const format = 'date' in rule ? [rule.date].flat().find((each) => SLASHED.test(String(each))) : undefined;
  if (format === undefined || (order !== undefined && !SHORT_DASHED.test(String(format)))) return [];
  const example = sample.map((row) => row[column]).find((cell) => !isEmpty(cell));
  const check = order === undefined ? 'the day' : 'the year';
  return [`${column}: ${shown(example)} is read as ${format}, which nothing in the file tells; check whether ${check} comes first`];
}

/** How a column becomes a field of the type; undefined where its cells do not fit. */
function ruleFor(
  column: string,
  type: SchemaType,
  reference: string | undefined,
  sample: SourceRow[],
  order: Order,
  words: Record<string, string> = {},
): object | string | undefined {
  const cells = sample.map((row) => row[column]).filter((cell) => !isEmpty(cell));
  if (reference) return referring(column, reference);
  switch (type.instance) {
    case 'Date': {
      const formats = FORMATS.filter((each) => order === undefined || !SLASHED.test(each) || each.startsWith(order));
      const format = formats.find((each) => cells.every((cell) => dateParser(each)(cell)));
      if (format) return { column, date: format };
      const mixed = formats.filter((each) => cells.some((cell) => dateParser(each)(cell)));
      // Days first and months first in one column: which is which nobody can tell.
      if (new Set(mixed.filter((each) => SLASHED.test(each)).map((each) => each.slice(0, 2))).size > 1) return undefined;
      return mixed.length > 0 && cells.every((cell) => mixed.some((each) => dateParser(each)(cell))) ? { column, date: mixed } : undefined;
    }
    case 'Number':
      if (cells.every((cell) => readNumber(cell))) return column;
      return cells.every((cell) => readNumber(cell, { decimal: ',' })) ? { column, number: { decimal: ',' } } : undefined;
    case 'String': {
      const allowed = type.options.enum as readonly string[] | undefined;
      if (!Array.isArray(allowed)) return column;
      const values = [...new Set(cells.map(String))];
      if (values.length > 40) return undefined;
      return {
        column,
        values: Object.fromEntries(
          values.map((value) => [value, allowed.find((each) => plainName(each) === plainName(value)) ?? words[plainName(value)] ?? null]),
        ),
      };
    }
    case 'Array':
      return type.schema ? undefined : { column, list: ';' };
    case 'Boolean':
      return column;
    default:
      return undefined;
  }
}
