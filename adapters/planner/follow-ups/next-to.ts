import { words } from '../../../models/kit/name-keys.ts';
import { back, DAY, iso, UNIT, unitOf } from '../reading/calendar.ts';
import { periodOf, plainOf } from '../reading/dates.ts';
import { isNoise, isOf } from '../words/grammar.ts';
import type { PastTurn } from './conversation.ts';
import { parsed } from './set.ts';

const AFTER = 'after(?:wards)?|later|following|danach|darauf|apres|suivante?|siguiente|despues';
const BEFORE = 'before|earlier|prior|preceding|davor|zuvor|avant|precedente?|anterior|antes';
const NEXT_TO = new RegExp(
  `\\b(${UNIT})\\s+(?:d['’]\\s?)?(?:(${AFTER})|(?:${BEFORE}))(?:\\s+(?:that|it|this|one))?(?=\\W*$)|\\b(?:(following)|preceding|prior)\\s+(${UNIT})(?=\\W*$)`,
);

const SINCE_THEN =
  /\b(?:(?:ever )?since then|since that day|from then on|seitdem|seither|seit damals|depuis(?: lors)?(?=\W*$)|desde entonces)\b/;

/** "The month after?", "since then", "and the quarter before": the question with its days, counted from what was asked about; null where that is no stretch of time. */
export function nextTo(question: string, before: PastTurn | undefined, now: Date): string | null | undefined {
  const plain = plainOf(question);
  const then = SINCE_THEN.exec(plain);
  const since = then && before && stretchOf(before, now);
  if (since) return question.slice(0, then.index).concat(`since ${since.to ?? since.from}`, question.slice(then.index + then[0].length));
  const found = NEXT_TO.exec(plain);
  const others = found ? words(plain.replace(found[0], ' ')) : [];
  if (!found || !others.every((word) => isNoise(word) || isOf(word, 'also', 'only', 'question', 'auxiliary'))) return undefined;
  const base = before && stretchOf(before, now);
  if (!base) return null;
  const unit = unitOf(found[1] ?? found[4] ?? '');
  const [first, last] = [new Date(base.from), new Date(base.to ?? back(new Date(base.from), -1, unit).getTime() - DAY)];
  const dayAfter = new Date(last.getTime() + DAY);
  const [from, end] = found[2] || found[3] ? [dayAfter, back(dayAfter, -1, unit)] : [back(first, 1, unit), first];
  return `and from ${iso(from)} to ${iso(new Date(end.getTime() - DAY))}`;
}

/** The days that were asked about: both ends as a tool was given them, else as the question names them, else the one day given. */
function stretchOf({ question, calls: [asked] }: PastTurn, now: Date): { from: string; to?: string } | undefined {
  const { conditions, ...others } = parsed(asked?.arguments ?? '');
  const given = [...Object.values(others), ...[conditions ?? []].flat().flatMap((each) => Object.values(each ?? {}))];
  const days = given.filter((value): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)).toSorted();
  const [from, to] = [days[0], days.length > 1 ? days.at(-1) : undefined];
  const said = periodOf(question, now);
  if (from && to) return { from, to };
  return said.from ? { from: said.from, ...(said.to ? { to: said.to } : {}) } : from ? { from } : undefined;
}
