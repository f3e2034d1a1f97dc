import { z } from 'zod';
import { VALUE_CATEGORIES } from '../../models/value-record.ts';
import { DAY } from '../facts/index.ts';
import { accountInput, asks, dayWritten, optional, UserError } from '../kit/tool.ts';
import { spaced } from '../metrics/index.ts';

type Category = (typeof VALUE_CATEGORIES)[number];

const LONGEST_DAYS = 3 * 366;

const words = (length: number, description: string) => optional(z.string().max(length)).describe(description);

export const entryInput = z.object({
  account: accountInput,
  amount: z.number().describe('The benefit in money over the whole period, in the currency'),
  description: z.string().max(300).describe('What the benefit is, in a few words'),
  category: optional(z.enum(VALUE_CATEGORIES)).describe(
    'direct_savings: less is paid; efficiency: less time or fewer errors; strategic: everything else. Null if the person did not say',
  ),
  currency: words(3, 'Three-letter code; null for the currency the account pays in'),
  from: words(30, 'First day it was measured over, YYYY-MM-DD; null if not said'),
  until: words(30, 'Last day it was measured over, YYYY-MM-DD; null if not said'),
  targetAmount: optional(z.number()).describe('What had been promised for the same period, in the currency; null if nothing'),
  baseline: words(300, 'How it was before; null if not said. Leave it null instead of guessing'),
  evidence: words(300, 'Who or what confirms the figure; null if nobody does. Leave it null instead of guessing'),
});
export type Entry = z.output<typeof entryInput>;

/** The entry as a person would say it, so that an answer to a question of ours loses nothing. */
function said({ account, amount, category, currency, from, until, description, evidence }: Entry): string {
  const quoted = (label: string, text: string | null) => (text ? `, ${label}: "${text.replaceAll('"', '’')}"` : '');
  const kind = category ? `${spaced(category)} ` : '';
  const period = from && until ? ` from ${from} to ${until}` : '';
  return `Record ${amount} ${currency ? `${currency} ` : ''}${kind}value for ${account}${period}${quoted('description', description)}${quoted('currency', currency)}${quoted('evidence', evidence)}`;
}

/** The category, or the question which one it is. @throws UserError `which_category` */
export function categoryOf(entry: Entry): Category {
  if (entry.category) return entry.category;
  throw asks(
    'which_category',
    'Nothing is recorded yet. Which kind of value is it: direct savings (less is paid), efficiency (less time or fewer errors), or strategic?',
    VALUE_CATEGORIES,
    { label: (category: Category) => spaced(category), say: (category) => said({ ...entry, category }) },
  );
}

/** The measured period. @throws UserError `which_period` when it is not given, `bad_period` when it cannot be one */
export function periodGiven(entry: Entry, now: Date): { start: Date; end: Date } {
  const { from, until } = entry;
  if (!from || !until)
    throw asks(
      'which_period',
      'Nothing is recorded yet. Over which period was it measured? Choose one, or say from which day to which.',
      recentPeriods(now),
      { label: ({ label }) => label, say: ({ label: _, ...period }) => said({ ...entry, ...period }) },
    );
  const [start, end] = [dayWritten(from), dayWritten(until)];
  if (!start || !end) throw bad('I cannot read the period. Write both dates as 2026-09-30.');
  if (end < start) throw bad('The period ends before it begins.');
  if (end > now) throw bad('The period ends in the future: only measured value is recorded.');
  if (end.getTime() - start.getTime() > LONGEST_DAYS * DAY) throw bad('The period is longer than three years: record it year by year.');
  return { start, end };
}

/** The last full month, the last full quarter, and the twelve months to the end of last month. */
function recentPeriods(now: Date): { label: string; from: string; until: string }[] {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const day = (...[ofYear, ofMonth, ofDay]: [number, number, number]) =>
    new Date(Date.UTC(ofYear, ofMonth, ofDay)).toISOString().slice(0, 10);
  const quarter = month - (month % 3);
  return [
    { label: 'Last month', from: day(year, month - 1, 1), until: day(year, month, 0) },
    { label: 'Last quarter', from: day(year, quarter - 3, 1), until: day(year, quarter, 0) },
    { label: 'Last 12 months', from: day(year - 1, month, 1), until: day(year, month, 0) },
  ];
}

const bad = (message: string): UserError => new UserError('bad_period', `Nothing was recorded. ${message}`);
