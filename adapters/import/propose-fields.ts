import type { Schema, SchemaType } from 'mongoose';
import { schemas } from '../../models/index.ts';
import { type CollectionName, importable, importableNames, plainName } from './collections.ts';
import { dateParser } from './dates.ts';
import { isEmpty, type Mapping, mappingSchema, type SourceRow, shown } from './mapping.ts';
import { readNumber } from './numbers.ts';
import { compileRules, OWN_FIELDS } from './validate.ts';

export interface Guess {
  collection: CollectionName;
  mapping: Mapping;
  matched: number;
  unused: string[];
  /** Required fields no column resembles. */
  open: string[];
  /** What was decided without the file telling, for people to check. */
  notes: string[];
}

const FORMATS = [
  'ISO',
  'DD-MM-YYYY',
  'DD-MM-YYYY HH:mm',
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
  'excel days',
  'epoch seconds',
  'epoch millis',
];

/** What sources often call a field; letters and digits only. */
const SYNONYMS: Record<string, string[]> = {
  accountId: [
    'account',
    'accountid',
    'company',
    'companyid',
    'customer',
    'customerid',
    'organization',
    'organizationid',
    'client',
    'accountname',
    'companyname',
    'customername',
    'kunde',
    'firma',
  ],
  contactId: ['contact', 'contactid', 'requester', 'requesterid', 'person', 'requesteremail', 'email', 'ansprechpartner'],
  contractId: ['contract', 'subscription', 'subscriptionid'],
  name: [
    'name',
    'accountname',
    'companyname',
    'company',
    'customername',
    'fullname',
    'dealname',
    'opportunityname',
    'plantier',
    'plan',
    'vertrag',
  ],
  website: ['website', 'domain', 'companydomain', 'url'],
  vertical: ['vertical', 'industry', 'sector'],
  region: ['region', 'country', 'billingcountry'],
  employees: ['employees', 'numberofemployees', 'headcount'],
  customerSince: ['customersince', 'signupdate', 'createdate', 'createddate', 'created', 'originalcontractdate', 'kundeseit'],
  churnedAt: ['churnedat', 'churndate', 'cancelledat'],
  email: ['email', 'emailaddress', 'mail'],
  title: ['title', 'jobtitle', 'position', 'titel', 'funktion'],
  ownerId: ['owner', 'ownername', 'owneremail', 'csm', 'csmname', 'accountowner', 'companyowner', 'customersuccessmanager', 'betreuer'],
  startDate: ['startdate', 'start', 'begins', 'currentperiodstart', 'beginn', 'vertragsbeginn'],
  endDate: ['enddate', 'end', 'renewaldate', 'expires', 'currentperiodend', 'ende', 'vertragsende'],
  annualValue: ['annualvalue', 'arr', 'arramount', 'acv', 'amount', 'jahreswert'],
  seats: ['seats', 'licenses', 'quantity', 'plätze', 'lizenzen'],
  autoRenew: ['autorenew', 'autorenewflag', 'autorenewal', 'automatischeverlängerung'],
  amount: ['amount', 'total', 'amountdue', 'value', 'betrag'],
  dueAt: ['dueat', 'duedate', 'due', 'duebytime', 'fälligam'],
  paidAt: ['paidat', 'paiddate', 'paid'],
  closeDate: ['closedate', 'closingdate'],
  stage: ['stage', 'dealstage', 'stagename'],
  subject: ['subject', 'summary', 'title', 'topic'],
  severity: ['severity', 'priority', 'urgency'],
  resolvedAt: ['resolvedat', 'closedat', 'solvedat', 'resolutiondate', 'resolvedtime'],
  resolutionHours: ['resolutionhours', 'resolutiontimehours'],
  escalated: ['escalated', 'escalationflag'],
  csat: ['csat', 'satisfactionscore', 'satisfaction'],
  score: ['score', 'nps', 'npsscore', 'rating'],
  comment: ['comment', 'feedback', 'feedbacktext'],
  feature: ['feature', 'featurename', 'event'],
  uses: ['uses', 'usagecount', 'count'],
  errorCount: ['errorcount', 'errors'],
  minutes: ['minutes', 'durationminutes'],
  userId: ['userid', 'user'],
  at: [
    'at',
    'date',
    'timestamp',
    'submittedat',
    'createdat',
    'usagedate',
    'issuedate',
    'churndate',
    'occurredat',
    'submitted',
    'createdtime',
    'submitdateutc',
  ],
};
/** What a column is called that says whether the source has deleted the row. */
const DELETED = /^(?:is)?deleted$/;
const ID = /^(?:id|externalid|recordid|.*id)$/;
/** Fewer matches say nothing. */
const LEAST = 2;

/** The collection whose fields the columns resemble most, and a mapping from them. Pure. */
export function guess(header: string[], sample: SourceRow[]): Guess | undefined {
  // Whom a row is about says nothing of what it is.
  const guesses = importableNames()
    .map((name) => guessFor(name, header, sample))
    .filter(({ collection, mapping }) =>
      Object.keys(mapping.columns).some((field) => !importable(collection, 'import')?.references[field]),
    );
  if (guesses.length === 0) return undefined;
  const best = guesses.reduce((one, other) => (worth(other) > worth(one) ? other : one));
  return best.matched >= LEAST ? best : undefined;
}

const worth = ({ matched, open, collection }: Guess): number =>
  matched - 1.5 * open.length - (importableNames().indexOf(collection) + 1) / 1000;

function guessFor(name: CollectionName, header: string[], sample: SourceRow[]): Guess {
  const schema = schemas[name] as unknown as Schema;
  const { references = {}, at = undefined } = importable(name, 'import') ?? {};
  const rules = compileRules(schema);
  const used = new Set<string>();
  const notes: string[] = [];
  const order = orderTold(header, sample);
  const deleted = header.find((column) => DELETED.test(plainName(column)));
  if (deleted !== undefined) used.add(deleted);
  const columns: Record<string, unknown> = {};
  const first = header.find((column) => ID.test(plainName(column)));
  // The row's own id stands first and is no reference to something else in this collection.
  const id = first !== undefined && uniqueIn(first, sample) ? first : undefined;
  if (id !== undefined) used.add(id);
  for (const field of rules.fields) {
    if (field === 'ingestedAt' || OWN_FIELDS.has(field)) continue;
    const type = schema.path(field) as SchemaType;
    for (const wanted of [plainName(field), ...(SYNONYMS[field] ?? [])]) {
      const column = header.find((each) => !used.has(each) && plainName(each) === wanted);
      const rule = column === undefined ? undefined : ruleFor(column, type, references[field], sample, order);
      if (column === undefined || rule === undefined) continue;
      columns[field] = rule;
      const doubt = doubtAbout(column, rule, sample, order);
      if (doubt) notes.push(doubt);
      used.add(column);
      break;
    }
  }
  const { at: atRule, ...fields } = columns;
  const mapping = mappingSchema.parse({
    collection: name,
    ...(id === undefined ? {} : { externalId: [id] }),
    ...(deleted === undefined ? {} : { deleted }),
    ...(atRule === undefined ? {} : { at: atRule }),
    columns: fields,
  });
  const present = Object.fromEntries(Object.keys(columns).map((field) => [field, true]));
  const open = [
    ...rules.missing(present).filter((field) => field !== 'at' && field !== 'ingestedAt'),
    ...(at === 'required' && !atRule ? ['at'] : []),
  ];
  return { collection: name, mapping, matched: Object.keys(columns).length, unused: header.filter((each) => !used.has(each)), open, notes };
}

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

const SLASHED = /^(?:MM\/DD|DD\/MM)/;
type Order = 'DD' | 'MM' | undefined;

/** Whether days or months come first in dates with slashes, by those that can be read in one way only; of a file that has both, nothing. */
function orderTold(header: string[], sample: SourceRow[]): Order {
  const told = new Set<'DD' | 'MM'>();
  for (const column of header)
    for (const row of sample) {
      const [, first, second] = /^\s*(\d{1,2})\/(\d{1,2})\/\d{2,4}\b/.exec(String(row[column] ?? '')) ?? [];
      if (Number(first) > 12) told.add('DD');
      if (Number(second) > 12) told.add('MM');
    }
  return told.size === 1 ? [...told][0] : undefined;
}

function doubtAbout(column: string, rule: object | string, sample: SourceRow[], order: Order): string | undefined {
  const format = typeof rule === 'object' && 'date' in rule ? [rule.date].flat().find((each) => SLASHED.test(String(each))) : undefined;
  if (format === undefined || order !== undefined) return undefined;
  const example = sample.map((row) => row[column]).find((cell) => !isEmpty(cell));
  return `${column}: ${shown(example)} is read as ${format}, which nothing in the file tells; check whether the day comes first`;
}

/** How a column becomes a field of the type; undefined where its cells do not fit. */
function ruleFor(
  column: string,
  type: SchemaType,
  reference: string | undefined,
  sample: SourceRow[],
  order: Order,
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
        values: Object.fromEntries(values.map((value) => [value, allowed.find((each) => plainName(each) === plainName(value)) ?? null])),
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
