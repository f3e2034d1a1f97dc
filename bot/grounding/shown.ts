import type { Figure } from '../../agents/facts/figure.ts';
import type { CalendarDay } from './reading/dates.ts';
import { agreesWithDay } from './reading/dates.ts';
import type { Direction } from './reading/directions.ts';
import type { Claim, NumberClaim } from './reading/figures.ts';
import { reaches } from './reading/rounding.ts';
import type { Sentence } from './reading/sentence.ts';
import { factorTo, isTime } from './reading/units.ts';

/** What a model was shown of one result. */
export interface Shown {
  /** Whose result it is; absent of a list or a sum over several. */
  account?: { id: string; name: string };
  /** The figures of what was shown: `figuresIn` of its summary and of the part of its card. */
  figures: readonly Figure[];
  /** Exactly what was shown. */
  text: string;
  /** It is what another system says, which goes by these names. */
  by?: readonly string[] | undefined;
}

/** A figure in a text that is not a fact line: it may be said again with the words it stands between. */
export interface Quote {
  claims: readonly Claim[];
  /** The telling words around it. */
  beside: ReadonlySet<string>;
  /** The one word right before and after, whatever it says. */
  before: string;
  after: string;
  /** Whom it is about; null where that is nobody or not known. */
  accounts: readonly string[] | null;
  pair?: 'from' | 'to';
  /** Of a part, how many there are in all: 5 of "3 of 5". */
  of?: number | undefined;
  /** Which line it stands in, so that figures of one line do not compete. */
  line: number;
  /** Of a table, the terms of its column's name. */
  column?: ReadonlySet<string> | undefined;
  /** Which figure of its line it is. */
  at: number;
  /** Whose name stands beside it, see `nameBeside`. */
  name: string | undefined;
  /** It is told as the least (1) or the most (-1). */
  bound: 1 | -1 | 0;
  /** Directions told with it. */
  ways: readonly Direction[];
  /** Names of the other system whose words they are: who says them again names it. */
  by?: readonly string[] | undefined;
}

/** The telling words of the part of a line a figure stands in; where it stands alone, those of the part before, else after. */
export function besideOf(sentence: Sentence, figure: { start: number; end: number }): Set<string> {
  const telling = sentence.tokens.filter(({ terms }) => terms.length > 0);
  const parts = sentence.clauses.map((clause) => telling.filter(({ start }) => start >= clause.start && start < clause.end));
  const at = sentence.clauses.findIndex(({ start, end }) => figure.start >= start && figure.start < end);
  const spoken = ({ length }: readonly unknown[]) => length > 0;
  const [left, right] = [parts.slice(0, Math.max(0, at)).findLast(spoken), parts.slice(at + 1).find(spoken)];
  // "Dec 26: €303K up": a figure before a colon heads what follows.
  const heads = sentence.text.startsWith(':', figure.end);
  const own = parts[at]?.length ? parts[at] : ((heads ? right : left) ?? left ?? right ?? []);
  return new Set([...own, ...headOf(sentence, telling, figure)].flatMap(({ terms }) => terms));
}

/** What a row of a list is about, which stands at its beginning: "• Zoe Quinn (…): readiness 63"; of what is told of a day, all. */
function headOf({ text, figures, clauses }: Sentence, telling: Sentence['tokens'], figure: { start: number }): Sentence['tokens'] {
  if (!/^\s*(?:[•-] |[^|]+ \| )/.test(text)) return [];
  const head = clauses.find(({ text: part }) => /\p{L}|¤¤¤/u.test(part));
  const [first] = figures;
  const isDay =
    first === figure && /^[\s•-]*$/.test(text.slice(0, figure.start)) && first.readings.some(([claim]) => claim?.kind === 'date');
  return isDay ? telling : telling.filter(({ start }) => head && start < head.end);
}

/** The words right before and after a place; nothing after it where something stands between. */
export function neighboursOf(
  { tokens, text }: Pick<Sentence, 'tokens' | 'text'>,
  { start, end }: { start: number; end: number },
): { before: string; after: string } {
  const after = tokens.find((token) => token.start >= end);
  return {
    before: tokens.findLast((token) => token.end <= start)?.plain ?? '',
    after: after && /^[\s*_-]*$/.test(text.slice(end, after.start)) ? after.plain : '',
  };
}

/** Whether a number may be told again in the unit of another. */
export const sameUnit = (said: NumberClaim, known: NumberClaim): boolean =>
  said.unit === known.unit ||
  said.unit === '' ||
  (known.unit === '' && ['points', 'ratio'].includes(said.unit)) ||
  (isTime(said.unit) && isTime(known.unit));

export function sameClaim(said: Claim, known: Claim): boolean {
  if (said.kind === 'date' && known.kind === 'date') {
    if (known.quarter !== undefined) return said.quarter === known.quarter;
    const day: CalendarDay = { ...known };
    return agreesWithDay(said, day) || (known.year === undefined && agreesWithDay({ ...said, year: undefined }, day));
  }
  if (said.kind === 'time' && known.kind === 'time') return said.hour === known.hour && said.minute === known.minute;
  if (said.kind === 'word' && known.kind === 'word') return said.text === known.text;
  if (said.kind !== 'number' || known.kind !== 'number') return false;
  if (isTime(said.unit) && isTime(known.unit) && said.unit !== known.unit) {
    const longer = factorTo(said.unit, known.unit, known.value);
    return longer !== undefined && reaches(said, known.value * longer);
  }
  if (!sameUnit(said, known) || (said.sign !== '' && known.sign !== '' && said.sign !== known.sign)) return false;
  return reaches(said, known.value);
}
