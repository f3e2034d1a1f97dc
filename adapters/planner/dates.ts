/** The days a question speaks of, as ISO dates. */
export interface Period {
  from?: string;
  to?: string;
}

const DAY = 86_400_000;
const MONTHS = [
  ['january', 'jan', 'januar', 'janvier', 'enero'],
  ['february', 'feb', 'februar', 'fevrier', 'febrero'],
  ['march', 'mar', 'marz', 'mars', 'marzo'],
  ['april', 'apr', 'avril', 'abril'],
  ['may', 'mai', 'mayo'],
  ['june', 'jun', 'juni', 'juin', 'junio'],
  ['july', 'jul', 'juli', 'juillet', 'julio'],
  ['august', 'aug', 'aout', 'agosto'],
  ['september', 'sep', 'sept', 'septembre', 'septiembre'],
  ['october', 'oct', 'oktober', 'okt', 'octobre', 'octubre'],
  ['november', 'nov', 'novembre', 'noviembre'],
  ['december', 'dec', 'dezember', 'dez', 'decembre', 'diciembre'],
];
const MONTH = MONTHS.flat()
  .toSorted((a, b) => b.length - a.length)
  .join('|');
const SINCE = 'since|from|after|starting|between|seit|ab|zwischen|depuis|entre|desde';
const WHEN = `\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+)?(?:${MONTH})(?:\\s+\\d{4})?|(?:${MONTH})(?:\\s+\\d{1,2}(?:st|nd|rd|th)?\\b(?!\\s*%))?(?:,?\\s+\\d{4})?|today|now|yesterday|heute|gestern|hoy|ayer|hier`;

/** The period a text names: "since May", "between 1 June and today", "last month", "in the past 30 days". Nothing named: empty. */
export function periodOf(text: string, now: Date): Period {
  const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '');
  const range = new RegExp(
    `\\b(?:${SINCE})\\s+(?:the\\s+)?(${WHEN})\\s+(?:and|to|until|till|und|bis|et|y|hasta|-)\\s+(?:the\\s+)?(${WHEN})`,
    'i',
  ).exec(plain);
  if (range) return { from: dayOf(range[1] ?? '', now), to: dayOf(range[2] ?? '', now) };
  const open = new RegExp(`\\b(?:${SINCE})\\s+(?:the\\s+)?(${WHEN})`, 'i').exec(plain);
  if (open) return { from: dayOf(open[1] ?? '', now) };
  const back =
    /\b(?:last|past|previous|letzten|vergangenen|derniers?|ultimos?)\s+(\d+)\s+(day|week|month|year|tag|woche|monat|jour|semaine|mois|dia|semana|mes)/i.exec(
      plain,
    );
  if (back) return { from: iso(new Date(now.getTime() - Number(back[1]) * spanDays(back[2] ?? '') * DAY)) };
  const ago = /\b(\d+)\s+(day|week|month|year)s?\s+ago\b/i.exec(plain);
  if (ago) return { from: iso(new Date(now.getTime() - Number(ago[1]) * spanDays(ago[2] ?? '') * DAY)) };
  const start = (year: number, month: number) => iso(new Date(Date.UTC(year, month, 1)));
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  if (/\b(this|diesen|diesem|ce|este)\s+(month|monat|mois|mes)\b/i.test(plain)) return { from: start(year, month) };
  if (/\b(this|dieses|ce|este)\s+(quarter|quartal|trimestre)\b/i.test(plain)) return { from: start(year, month - (month % 3)) };
  if (/\b(this|dieses|cette|este)\s+(year|jahr|annee|ano)\b/i.test(plain)) return { from: start(year, 0) };
  if (/\b(this|diese|cette|esta)\s+(week|woche|semaine|semana)\b/i.test(plain))
    return { from: iso(new Date(now.getTime() - ((now.getUTCDay() + 6) % 7) * DAY)) };
  if (/\b(last month|letzten monat|(le )?mois dernier|mes pasado)\b/i.test(plain))
    return { from: start(year, month - 1), to: iso(new Date(Date.UTC(year, month, 0))) };
  if (/\b(last quarter|letztes quartal)\b/i.test(plain)) {
    const first = month - (month % 3);
    return { from: start(year, first - 3), to: iso(new Date(Date.UTC(year, first, 0))) };
  }
  if (/\b(last week|letzte woche|semaine derniere|semana pasada)\b/i.test(plain)) return { from: iso(new Date(now.getTime() - 7 * DAY)) };
  if (/\b(yesterday|gestern|hier|ayer)\b/i.test(plain)) return { from: iso(new Date(now.getTime() - DAY)) };
  return {};
}

/** One day: a month alone is its first, the latest that has been. */
function dayOf(words: string, now: Date): string | undefined {
  const text = words.toLowerCase();
  if (/^\d{4}-/.test(text)) return text;
  if (/^(today|now|heute|hoy)$/.test(text)) return iso(now);
  if (/^(yesterday|gestern|ayer|hier)$/.test(text)) return iso(new Date(now.getTime() - DAY));
  const month = MONTHS.findIndex((names) => names.some((name) => new RegExp(`\\b${name}\\b`).test(text)));
  if (month < 0) return undefined;
  const year = /\b(\d{4})\b/.exec(text)?.[1];
  const day = Number(/\b(\d{1,2})(?:st|nd|rd|th|\.)?\b(?!\d)/.exec(text.replace(year ?? '', ''))?.[1] ?? 1);
  const candidate = new Date(Date.UTC(year ? Number(year) : now.getUTCFullYear(), month, day));
  if (!year && candidate > now) candidate.setUTCFullYear(candidate.getUTCFullYear() - 1);
  return iso(candidate);
}

function spanDays(unit: string): number {
  if (/^(week|woche|semaine|semana)/i.test(unit)) return 7;
  if (/^(month|monat|mois|mes)/i.test(unit)) return 30;
  return /^(year|jahr)/i.test(unit) ? 365 : 1;
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}
