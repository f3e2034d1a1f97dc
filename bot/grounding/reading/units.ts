/**
 * Units as they are written behind (or, of money, before) a number, in the languages replies come in. What a number is
 * compared by: `''` for a bare one, `%`, `pp` (percentage points), `points`, a unit of time, `ratio`, or a currency's code.
 */
const WORDS: readonly (readonly [unit: string, pattern: string])[] = [
  [
    'pp',
    'pp|%[ -]?(?:points?|Punkten?)|percentage points?|[Pp]rozentpunkten?|points? de pourcentage|puntos porcentuales|pontos percentuais',
  ],
  ['%', '%|٪|％|[Pp]er ?cent|pct|[Pp]rozent|por ciento|por cento|pour ?cent|per ?cento|procent|процент\\p{L}*|パーセント'],
  ['points', '[Pp]oints?|[Pp]unkten?|[Pp]untos?|[Pp]ontos?|pts?|ポイント'],
  ['days', '[Dd]ays?|[Tt]agen?|[Tt]ag|jours?|d[ií]as?|日間?'],
  ['weeks', '[Ww]eeks?|[Ww]ochen?|semaines?|semanas?|週間?'],
  ['months', '[Mm]onths?|[Mm]onaten?|[Mm]onat|mois|meses|mes|m[eê]s|か月|ヶ月'],
  ['years', '[Yy]ears?|[Jj]ahren?|[Jj]ahr|ans|ann[ée]es?|an|años?|anos?'],
  ['hours', 'h|[Hh]ours?|[Hh]rs?|[Ss]tunden?|heures?|horas?|時間'],
  ['minutes', '[Mm]in|[Mm]inutes?|[Mm]inuten|minutos?|分'],
  ['ratio', '×|x|times'],
  ['USD', 'USD|\\$|[Dd]ollars?|[Dd]ólares|US-Dollar'],
  ['EUR', 'EUR|€|[Ee]uros?'],
  ['GBP', 'GBP|£|[Pp]ounds?|[Pp]fund|libras'],
  ['CHF', 'CHF|[Ff]ranken'],
  ['JPY', 'JPY|¥|円'],
];

const SYMBOLS: Readonly<Record<string, string>> = { $: 'USD', US$: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₹': 'INR' };

/** A unit behind a number: a group `unit`, to be put into an expression with the flag `u`. */
export const UNIT_PATTERN = WORDS.map(([, pattern]) => pattern).join('|');
export const MONEY_PATTERN = '(?:US)?[$€£¥₹]|(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|INR|BRL)(?= ?\\d)';

const patterns = WORDS.map(([unit, pattern]) => [unit, new RegExp(`^(?:${pattern})$`, 'u')] as const);

export const unitOf = (written: string): string => (written && patterns.find(([, pattern]) => pattern.test(written))?.[0]) || '';
export const currencyOf = (written: string): string => SYMBOLS[written] ?? written;

export const isTime = (unit: string): boolean => ['days', 'weeks', 'months', 'years', 'hours', 'minutes'].includes(unit);
export const isCurrency = (unit: string): boolean => /^[A-Z]{3}$/.test(unit);

/** Units that count things: a bare number, or one before the thing's name, may be meant. */
const COUNTS = new Set(['', 'users', 'people', 'seats', 'per week', 'per month', 'ratio', 'log-odds', 'of 4', 'of 5', 'of 10', 'points']);

const HOURS: Readonly<Record<string, number>> = { minutes: 1 / 60, hours: 1, days: 24, weeks: 168, months: 8_760 / 12, years: 8_760 };
/** Of a longer unit so many make it worth telling in it. */
const LEAST = 0.9;

/** How a figure in `unit` is written as `said`: the factor from the one to the other; undefined where it is not. */
export function factorTo(said: string, unit: string, value: number): number | undefined {
  if (said === unit) return 1;
  if (said === '') return COUNTS.has(unit) || isCurrency(unit) || isTime(unit) ? 1 : undefined;
  if (said === 'ratio') return unit === '' || unit.startsWith('per ') ? 1 : undefined;
  if (said === 'pp') return unit === '%' || unit === 'points' ? 1 : undefined;
  if (said === 'points') return unit === '' || unit.startsWith('of ') ? 1 : undefined;
  const [per, of] = [HOURS[said], HOURS[unit]];
  return per !== undefined && of !== undefined && per > of && Math.abs(value) * of >= LEAST * per ? of / per : undefined;
}

/** What a scale ends at: "of 10" is said of such a figure whoever gave it. */
export function scaleOf(unit: string): readonly number[] {
  if (unit.startsWith('of ')) return [Number(unit.slice('of '.length))];
  return unit === 'points' || unit === '%' || unit === '' ? [100] : [];
}
