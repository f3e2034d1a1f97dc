import { DAY, iso, spanOf, startOf, unitOf } from './calendar.ts';
import type { Period } from './dates.ts';

/** Stretches of time that no single day names: "end of the month", "ytd", "h1", "jan to mar", "before christmas". */

const UNIT = 'week|wk|woche|month|mth|monats?|mois|mes|quarter|qtr|quartals?|trimestre|year|yr|jahres?|annee|ano';
const THE = '(?:(?:the|this|current|der|des|dieser?s?|de|del?|la|le|el|este|cette)\\s+)*';
const END = new RegExp(
  `\\b(?:(?:by|before|until|till|til|b4|bis|vor|avant|antes de)\\s+)?(?:(?:the\\s+)?(?:end of|rest of|remainder of|remaining)|ende|fin|finales)\\s+${THE}(${UNIT})\\b|\\b(?:(?:by|before|until|till|til|b4)\\s+)?eo([wmqy])\\b`,
);
const ENDED = new RegExp(`\\b(?:at |as of |by |since )?(?:the\\s+)?end of (?:the )?(?:last|previous) (${UNIT})\\b`);
const START = new RegExp(
  `\\bytd\\b|\\byear to date\\b|\\bso far ${THE}(year|quarter|month|week)\\b|\\b(?:since|from)\\s+(?:the\\s+)?(?:start|beginning)\\s+of\\s+${THE}(year|quarter|month|week)\\b`,
);
const HALF = /\b(?:in\s+|of\s+|for\s+)?(?:h([12])|(first|second) half(?: of(?: the| this| next)? year)?)(?:\s*[/’']?\s*(20\d\d|\d\d))?\b/;
const FEAST = /\b(?:(before|b4|by|until|till|after|since)\s+)?(xmas|christmas|weihnachten|noel|navidad|new years?(?: eve)?)\b/;
const FEW = /\b(?:last|past|previous)\s+(?:few|couple of|couple|several)\s+(days|weeks|months)\b|\b(?:last|past|previous)\s+(fortnight)\b/;
/** A number further from this year is of something else. */
const YEARS = 15;
const YEAR = /\b(?:in|for|during|of|im jahr|en)\s+(20\d\d)\b/;
const COUNTS = { days: 3, weeks: 21, months: 90, fortnight: 14 } as const;

/** Undefined where no such stretch is named. */
export function stretchOf(plain: string, now: Date, month: string, monthAt: (name: string) => number): Period | undefined {
  const today = iso(now);
  const ended = ENDED.exec(plain);
  if (ended) {
    const day = iso(new Date(startOf(now, wholeOf(ended[1] ?? ''), 0).getTime() - DAY));
    return /^since/.test(ended[0]) ? { from: day, spans: [spanOf(ended)] } : { from: day, to: day, point: true, spans: [spanOf(ended)] };
  }
  const end = END.exec(plain);
  if (end && !(end[1] && new RegExp(`\\b(?:last|next|past)\\s+${end[1]}`).test(plain))) {
    const unit = wholeOf(end[1] ?? end[2] ?? '');
    return { from: today, to: iso(new Date(startOf(now, unit, 1).getTime() - DAY)), spans: [spanOf(end)] };
  }
  const start = START.exec(plain);
  if (start) return { from: iso(startOf(now, wholeOf(start[1] ?? start[2] ?? 'year'), 0)), spans: [spanOf(start)] };
  const half = HALF.exec(plain);
  if (half) {
    const first = half[1] === '1' || half[2] === 'first';
    const current = now.getUTCFullYear();
    const year = half[3]
      ? Number(half[3].padStart(4, '20'))
      : first && (now.getUTCMonth() > 5 || /next year/.test(half[0]))
        ? current + 1
        : current;
    return { from: `${year}-${first ? '01-01' : '07-01'}`, to: `${year}-${first ? '06-30' : '12-31'}`, spans: [spanOf(half)] };
  }
  const feast = FEAST.exec(plain);
  if (feast) {
    const day = `${now.getUTCFullYear()}-12-${/^new/.test(feast[2] ?? '') ? '31' : '25'}`;
    const spans = [spanOf(feast)];
    if (/^(?:after|since)$/.test(feast[1] ?? '')) return { from: day, spans };
    return feast[1] ? { from: today, to: day, spans } : { from: day, to: day, point: true, spans };
  }
  const few = FEW.exec(plain);
  if (few) {
    const days = COUNTS[(few[1] ?? few[2] ?? 'weeks') as keyof typeof COUNTS];
    return { from: iso(new Date(now.getTime() - days * DAY)), spans: [spanOf(few)] };
  }
  const year = YEAR.exec(plain);
  // "A bank of 2000 people" names no year; "between 1 June and 3 July 2026" has days of its own.
  const near = Math.abs(Number(year?.[1]) - now.getUTCFullYear()) < YEARS;
  if (year && near && !new RegExp(`\\b(?:${month})\\b|\\bq[1-4]\\b|\\d{1,2}[./]`).test(plain))
    return { from: `${year[1]}-01-01`, to: `${year[1]}-12-31`, spans: [spanOf(year)] };
  return monthsTogether(plain, now, month, monthAt);
}

/** "Jan-mar", "in jan or feb": months named side by side, the next ones where something is to come, else the latest. */
function monthsTogether(plain: string, now: Date, month: string, monthAt: (name: string) => number): Period | undefined {
  const match = new RegExp(
    `\\b(?:(?:in|from|between|im|von|zwischen|en|entre|de)\\s+)?(${month})\\s*(?:-|–|to|through|till|until|or|and|bis|oder|und|et|ou|a|y|o)\\s*(${month})\\b(?!\\s*\\d)`,
  ).exec(plain);
  if (!match || !AHEAD.test(plain)) return undefined;
  const [first, last] = [monthAt(match[1] ?? ''), monthAt(match[2] ?? '')];
  const year = now.getUTCFullYear() + (first < now.getUTCMonth() ? 1 : 0);
  const until = new Date(Date.UTC(year + (last < first ? 1 : 0), last + 1, 0));
  return { from: iso(new Date(Date.UTC(year, first, 1))), to: iso(until), spans: [spanOf(match)] };
}

/** What is asked about is still to come. */
export const AHEAD =
  /\b(?:renew\w*|expir\w*|verlanger\w*|auslauf\w*|renouvel\w*|renov\w*|renuev\w*|vencen?|upcoming|due|coming up|up for|run(?:s|ning)? out|ends?|ending|lapse\w*|forecast\w*|fallig)\b/;

/** "eoq" ends a quarter, and what has no name a year. */
const wholeOf = (said: string) => (({ w: 'week', m: 'month', q: 'quarter' }) as const)[said] ?? (said === 'y' ? 'year' : unitOf(said));
