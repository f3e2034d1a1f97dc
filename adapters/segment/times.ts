/** Beyond this a number of seconds since 1970 would be after the year 5138, and of milliseconds before 1973. */
const SECONDS_BELOW = 1e11;
const NUMBER = /^\d{9,16}(?:\.\d+)?$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const YEAR_MS = 366 * 86_400_000;
/** A clock may differ from ours by this, the way of the request included, without being wrong. */
const SKEW_MS = 60_000;

/**
 * A time as senders write it: ISO 8601 (UTC where it names no zone), or seconds or milliseconds since 1970 by their size,
 * as a number or as text. Undefined where there is none, null where it is none.
 */
export function timeOf(value: unknown): Date | null | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const text = typeof value === 'string' ? value.trim() : '';
  const number = typeof value === 'number' ? value : NUMBER.test(text) ? Number(text) : undefined;
  const milliseconds = number === undefined ? isoTime(text) : Math.abs(number) < SECONDS_BELOW ? number * 1000 : number;
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date;
}

function isoTime(text: string): number {
  const [, year, month, day, clock = '00:00', zone = 'Z'] = ISO.exec(text) ?? [];
  // February has no 30th, whatever a lenient reader makes of it.
  if (!year || new Date(`${year}-${month}-${day}T00:00Z`).getUTCDate() !== Number(day)) return Number.NaN;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  return Date.parse(`${year}-${month}-${day}T${clock.replace(',', '.')}${offset}`);
}

/**
 * When something happened by our clock. The sender says when it sent; where that is far from when it came, its clock is
 * wrong, and what it says of the event is wrong by as much. A time that came corrected already (`timestamp` beside
 * another `originalTimestamp`) stands.
 */
export function happenedAt(
  { timestamp, originalTimestamp, sentAt }: { timestamp?: unknown; originalTimestamp?: unknown; sentAt?: unknown },
  receivedAt: Date,
): Date | null | undefined {
  const corrected = timeOf(timestamp);
  const original = timeOf(originalTimestamp);
  const said = corrected === undefined ? original : corrected;
  const sent = timeOf(sentAt);
  const already = corrected && original && corrected.getTime() !== original.getTime();
  if (!said || !sent || already) return said;
  // Nothing is sent before it happens, nor kept for years: such a time of sending (0) is none.
  const kept = sent.getTime() - said.getTime();
  if (kept < -SKEW_MS || kept > YEAR_MS) return said;
  const behind = receivedAt.getTime() - sent.getTime();
  return Math.abs(behind) > SKEW_MS ? new Date(said.getTime() + behind) : said;
}
