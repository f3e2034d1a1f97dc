import { isCurrency, isTime } from './units.ts';

/** How far from a number that is written the true one may be: by its last digit, and by what stands before it. */
export interface Reach {
  above: number;
  below: number;
}

/** Words that tell a number as nearly so. */
const NEARLY =
  /(?:(?<!\p{L})(?:about|around|roughly|approximately|nearly|almost|close to|(?:just|a little|slightly|well) (?:over|under|above|below)|just shy of|circa|ca\.|rund|etwa|ungefähr|knapp|fast|beinahe|gut|annähernd|environ|près de|presque|autour de|un peu (?:plus|moins) de|unos|unas|casi|alrededor de|cerca de|aproximadamente|(?:algo|poco) (?:más|menos) de|quase|uns|umas|por volta de|pouco (?:mais|menos) de) |[~≈] ?)$/iu;
/** And as the least, or the most, it may be. */
const OVER =
  /(?<!\p{L})(?:over|more than|above|at least|upwards of|mehr als|über|mindestens|plus de|au moins|más de|al menos|mais de|pelo menos) $/iu;
const UNDER =
  /(?<!\p{L})(?:under|less than|fewer than|below|at most|up to|weniger als|unter|höchstens|bis zu|moins de|au plus|jusqu['’]à|menos de|como máximo|hasta|no máximo|até) $/iu;
/** A time by whose end something is: it may be much earlier. */
const BY_THEN =
  /(?<!\p{L})(?:within(?: the next)?|in the next|innerhalb von|binnen|in den nächsten|sous|dans les|dentro de|en los próximos|nos próximos) $/iu;

/** All of them end with a word and a blank, or a mark. */
const LED = /[\p{L}.] $|[~≈] ?$/u;

/** By how much a number that is told as nearly so may differ, relative to it: half of its last digit that is not 0, and never more than this. */
const MAX_NEAR = 0.08;
/** A card shows €350,529 as €351K, which is said as 351,000. */
const MAX_ROUND = 0.005;
/** Nobody says "more than 20" of 30. */
const MAX_BEYOND = 0.25;
const MAX_EARLIER = 0.6;

/** Whether a number that stands behind such words is the least (1) or the most (-1) something may be. */
export const boundBefore = (before: string): 1 | -1 | 0 => (OVER.test(before) ? 1 : UNDER.test(before) ? -1 : 0);

/** `before`: what stands before the number; `decimals`: how many it is written with. */
export function reachOf(value: number, decimals: number, unit: string, before: string): Reach {
  const led = LED.test(before) ? before : '';
  const zeros = decimals > 0 ? 0 : (/0*$/.exec(String(value))?.[0].length ?? 0);
  const most = NEARLY.test(led) ? MAX_NEAR : isCurrency(unit) ? MAX_ROUND : 0;
  const half = Math.max(0.5 * 10 ** -decimals, decimals === 0 ? Math.min(0.5 * 10 ** zeros, value * most) : 0);
  const beyond = Math.max(2 * half, Math.min(10 ** zeros, value * MAX_BEYOND));
  const isOver = most !== MAX_NEAR && OVER.test(led);
  const isUnder = most !== MAX_NEAR && UNDER.test(led);
  const earlier = isTime(unit) && BY_THEN.test(led) ? value * MAX_EARLIER : 0;
  return { above: isOver ? beyond : half, below: isUnder ? beyond : Math.max(half, earlier) };
}

/** Whether a written number may be told of a true one; both without their signs. */
export function reaches({ value, above, below }: Reach & { value: number }, known: number): boolean {
  const beyond = Math.abs(known) - Math.abs(value);
  const least = 1e-9 * Math.max(1, Math.abs(value));
  return beyond <= Math.max(above * (1 + 1e-9), least) && -beyond <= Math.max(below * (1 + 1e-9), least);
}
