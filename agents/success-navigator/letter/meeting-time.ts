import { DAY } from '../../facts/index.ts';
import { comingIn } from '../../kit/coming-day.ts';
import { UserError } from '../../kit/tool.ts';

interface MeetingTime {
  at: Date;
  /** The words named an hour without a half of the day, and it is taken for the afternoon's. */
  afternoon: boolean;
}

/**
 * The time proposed for a meeting, given as YYYY-MM-DDTHH:MM, held against the words it was asked for in.
 * @throws UserError `bad_date` where it is no time to come
 */
export function meetingAt(given: string, said: readonly (string | null)[], asOf: Date): MeetingTime {
  const at = new Date(`${/T\d/.test(given) ? given.slice(0, 16) : `${given.slice(0, 10)}T00:00`}:00Z`);
  if (Number.isNaN(at.getTime()) || at.getTime() < asOf.getTime() - DAY)
    throw new UserError('bad_date', `"${given.slice(0, 40)}" is no time to come. Write it as YYYY-MM-DDTHH:MM.`);
  const read = said.flatMap((text) => (text && comingIn(text, asOf)) || []).find(({ afternoon }) => afternoon);
  const meant = read && new Date(`${read.at}:00Z`);
  if (meant?.getUTCDate() !== at.getUTCDate() || meant.getUTCHours() % 12 !== at.getUTCHours() % 12) return { at, afternoon: false };
  at.setUTCHours(meant.getUTCHours());
  return { at, afternoon: true };
}

/** HH:MM */
export const clockOf = (at: Date): string => at.toISOString().slice(11, 16);
