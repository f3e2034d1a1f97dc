import { VALUE_CATEGORIES } from '../../models/value-record.ts';
import { UserError } from '../kit/errors.ts';
import { DAY } from './facts.ts';

export type Category = (typeof VALUE_CATEGORIES)[number];

const LONGEST_DAYS = 3 * 366;

export interface Entry {
  account: string;
  description: string;
  amount: number;
  category: Category | null;
  periodStart: string | null;
  periodEnd: string | null;
}

/** The category, or the question which one it is. @throws UserError `which_category` */
export function categoryOf({ account, amount, description, category }: Entry): Category {
  if (category) return category;
  throw new UserError(
    'which_category',
    'Nothing is recorded yet. Which kind of value is it: direct savings (less is paid), efficiency (less time or fewer errors), or strategic?',
    VALUE_CATEGORIES.map((each) => ({
      label: each.replaceAll('_', ' '),
      say: `Record ${amount} ${each.replaceAll('_', ' ')} value for ${account}: ${description}`,
    })),
  );
}

/** The measured period. @throws UserError `which_period` when it is not given, `bad_period` when it cannot be one */
export function periodGiven({ periodStart, periodEnd }: Entry, now: Date): { start: Date; end: Date } {
  if (!periodStart || !periodEnd)
    throw new UserError(
      'which_period',
      'Nothing is recorded yet. For which period was it measured? Say from when to when, for example from 2026-07-01 to 2026-09-30.',
    );
  const [start, end] = [dayOf(periodStart), dayOf(periodEnd)];
  if (!start || !end) throw bad('I cannot read the period. Write both dates as 2026-09-30.');
  if (end < start) throw bad('The period ends before it begins.');
  if (end > now) throw bad('The period ends in the future: only measured value is recorded.');
  if (end.getTime() - start.getTime() > LONGEST_DAYS * DAY) throw bad('The period is longer than three years: record it year by year.');
  return { start, end };
}

const bad = (message: string): UserError => new UserError('bad_period', `Nothing was recorded. ${message}`);

function dayOf(text: string): Date | null {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(?:T.*)?$/.exec(text.trim()) ?? [];
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : date;
}
