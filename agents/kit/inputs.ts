import { z } from 'zod';
import { DAY } from '../facts/time.ts';
import { longDate } from '../metrics/format.ts';
import { UserError } from './errors.ts';

/** The arguments that many tools share, each defined once. What a person means by them is found by `resolveAccount`, `whoseAccounts`, `pageOf` and `daySaid`. */

/** An input that may be left out. */
export const optional = <Of extends z.ZodType>(type: Of) => type.nullable().default(null);

/** One of some values, or several of them. A list says them as text: a model pays for each time it reads them. */
export const oneOrMore = <const Value extends string>(values: readonly [Value, ...Value[]]) => {
  const known: readonly string[] = values;
  const each = z.string().refine((given): given is Value => known.includes(given), { error: `is none of ${values.join(', ')}` });
  return z.union([z.enum(values), z.array(each).min(1).max(values.length), z.null()]).default(null);
};

export const accountInput = z.string().max(200).describe('Account name or id, as the person wrote it');

export const ownerInput = optional(z.string().max(120)).describe(
  '"mine" for the asker’s own accounts, a colleague’s name, "my team", a region, or null for everybody’s',
);

export const pageInput = optional(z.number().int().min(1).max(10_000)).describe('Page of ten, from 1');

export const asOfInput = optional(z.string().max(40)).describe(
  'As of which day that has passed, as YYYY-MM-DD, where somebody asks how it was; null for now',
);

/** The context of a call: at the end of the day that its input's `asOf` names, or as it is. @throws UserError `bad_date` */
export function onDayAsked<Scope extends { asOf: Date }>(context: Scope, input: unknown): Scope {
  const asked = typeof input === 'object' && input !== null && 'asOf' in input && typeof input.asOf === 'string' ? input.asOf : null;
  const day = daySaid(asked, 'past', context.asOf);
  return day ? { ...context, asOf: endOfDay(day, context.asOf) } : context;
}

/** What a day is known by: its last moment, of today and later `asOf`. */
export const endOfDay = (day: Date, asOf: Date): Date => new Date(Math.min(day.getTime() + DAY - 1, asOf.getTime()));

export const PAGE_SIZE = 10;

export const pageOf = (page: number | null): number => page ?? 1;
export const pagesOf = (total: number, size = PAGE_SIZE): number => Math.max(1, Math.ceil(total / size));

/** The day a text gives as YYYY-MM-DD, at its beginning in UTC; null where it is none. */
export function dayWritten(text: string): Date | null {
  const [, said] = /^(\d{4}-\d{2}-\d{2})(?:T.*)?$/.exec(text.trim()) ?? [];
  const date = new Date(`${said}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== said ? null : date;
}

/**
 * A day a person stated, at its beginning in UTC. `past`: not after `asOf`; `future`: not before its day.
 * @throws UserError `bad_date`
 */
export function daySaid(text: string | null, when: 'past' | 'future', asOf: Date): Date | undefined {
  if (text === null) return undefined;
  const date = dayWritten(text);
  const today = new Date(`${asOf.toISOString().slice(0, 10)}T00:00:00Z`);
  if (!date)
    throw new UserError(
      'bad_date',
      `"${text.slice(0, 40)}" is not a date. Write it as YYYY-MM-DD, for example ${today.toISOString().slice(0, 10)}.`,
    );
  if (when === 'past' && date > asOf) throw new UserError('bad_date', `${longDate(date)} is still to come. Name a day that has passed.`);
  if (when === 'future' && date < today) throw new UserError('bad_date', `${longDate(date)} has passed. Name a day to come.`);
  return date;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** Since when something is asked for: an instant, as schedules say it, or a day. @throws as `daySaid` */
export const sinceSaid = (text: string | null, asOf: Date): Date | undefined =>
  text && INSTANT.test(text) ? new Date(text) : daySaid(text, 'past', asOf);
