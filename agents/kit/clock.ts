import type { ParsedComponents } from 'chrono-node';

/** How hours are called where they are no digits, in English, German, French and Spanish. */
const HOURS = [
  ['one', 'ein', 'eins', 'une', 'una'],
  ['two', 'zwei', 'deux', 'dos'],
  ['three', 'drei', 'trois', 'tres'],
  ['four', 'vier', 'quatre', 'cuatro'],
  ['five', 'fünf', 'cinq', 'cinco'],
  ['six', 'sechs', 'seis'],
  ['seven', 'sieben', 'sept', 'siete'],
  ['eight', 'acht', 'huit', 'ocho'],
  ['nine', 'neun', 'neuf', 'nueve'],
  ['ten', 'zehn', 'dix', 'diez'],
  ['eleven', 'elf', 'onze', 'once'],
  ['twelve', 'zwölf', 'douze', 'doce'],
];
const hourOf = (said: string): number => Number(said) || HOURS.findIndex((names) => names.includes(said.toLowerCase())) + 1;
const WORD = HOURS.flat().join('|');
const HOUR = `(\\d{1,2}|${WORD})`;
const AT = 'at|um|gegen|à|vers|a las?|las?|às';

/** What is said of a clock in words, each with the minutes past the hour that it names. */
const SPOKEN: readonly (readonly [RegExp, number])[] = (
  [
    [`half\\s+(?:past\\s+)?${HOUR}`, 30],
    [`quarter\\s+past\\s+${HOUR}|viertel\\s+nach\\s+${HOUR}`, 15],
    [`quarter\\s+to\\s+${HOUR}|viertel\\s+vor\\s+${HOUR}`, -15],
    [`halb\\s+${HOUR}`, -30],
    [`${HOUR}\\s*h(?:eures?)?\\s+et\\s+demie?|(?<=\\blas?\\s)${HOUR}\\s+y\\s+media`, 30],
    [`${HOUR}\\s*h(?:eures?)?\\s+et\\s+quart|(?<=\\blas?\\s)${HOUR}\\s+y\\s+cuarto`, 15],
    [`${HOUR}\\s*h(?:eures?)?\\s+moins\\s+le\\s+quart|(?<=\\blas?\\s)${HOUR}\\s+menos\\s+cuarto`, -15],
    [`(?<=(?<!\\p{L})(?:${AT})\\s+)${HOUR}\\s*(?:h(?:eures?)?|horas?)(?!\\s?\\d)`, 0],
    [
      `(?<=(?<!\\p{L})(?:${AT})\\s+)(${WORD})(?=\\s*(?:o['’]clock|uhr|$|[.,;?!]|\\s(?:on|next|this|tomorrow|in the|am|pm|de la|del)(?!\\p{L})))`,
      0,
    ],
  ] as const
).map(([said, minutes]) => [new RegExp(`(?<![\\p{L}\\d])(?:${said})(?![\\p{L}\\d])`, 'giu'), minutes]);

/** "30 min", "an hour": how long something takes is no time. What is "in 30 minutes", or "30 minutes from now", is. */
const LASTS =
  /(?<!\b(?:in|within|dans|en|dentro de)\s+)(?<![\p{L}\d.,:])(?:\d+(?:[.,]\d+)?|half(?: an)?|a quarter of an|an?|one|two|three|(?:ein(?:e[rn]?)?\s+)?halben?|eine[rn]?|zwei|drei|(?:une\s+)?demie?|une|deux|trois|media|una|dos|tres)[\s-]*(?:min(?:ut(?:e[ns]?|os?))?|hours?|hrs?|stunden?|heures?|horas?|h)(?![\p{L}\d])(?!\s+(?:from|later|ago|after|before|hence))/giu;

const FRENCH = /(?<!\d)(\d{1,2})\s?h\s?([0-5]\d)(?!\d)/gi;

/** A text in which hours are digits and durations are left out, as the readers of dates need it. */
export const clockRead = (text: string): string => SPOKEN.reduce(inDigits, text.replace(FRENCH, '$1:$2')).replace(LASTS, ' ');

function inDigits(text: string, [said, minutes]: (typeof SPOKEN)[number]): string {
  return text.replace(said, (...found) => {
    const hour = hourOf(String(found.slice(1, -2).find((part) => typeof part === 'string')));
    const at = (hour * 60 + minutes + 720) % 720;
    // On a clock of twelve hours; of what is past noon only whole hours are said.
    return hour > 12 ? `${hour}:00` : `${Math.floor(at / 60) || 12}:${String(at % 60).padStart(2, '0')}`;
  });
}

/** The first hour of a working day that is as likely the morning's. */
const FIRST_MORNING = 7;
const AT_NIGHT = /^\s*(?:uhr\s+)?(?:a\.?m\b|in the morning|at night|morgens|nachts|fr[üu]h|du matin|de la ma[ñn]ana|de la madrugada)/iu;

/** Whether "at 2" says no half of the day: written "02:00", or with a word for it, it does. */
function isHalfSaid(start: ParsedComponents, said: string, after: string): boolean {
  const written = new RegExp(`(?<![\\d/.-])0${start.get('hour')}(?:[:.h]|\\s*uhr)`, 'i').test(said);
  return start.isCertain('meridiem') || written || AT_NIGHT.test(after);
}

/** The hour meant: nobody meets at two in the morning, so "at 2" is the afternoon's. */
export function hourMeant(start: ParsedComponents, said: string, after: string): number {
  const hour = start.get('hour') ?? 0;
  return hour > 0 && hour < FIRST_MORNING && start.isCertain('hour') && !isHalfSaid(start, said, after) ? hour + 12 : hour;
}
