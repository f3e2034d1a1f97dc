import { words } from '../../../models/kit/name-keys.ts';
import { plainOf } from '../reading/dates.ts';
import { overlap } from '../reading/names.ts';
import type { Span } from '../reading/reading.ts';
import { askedBy, isConnecting, isNoise, isOf, numberWord, ordinalOf, ordinals } from '../words/grammar.ts';
import type { Listing, PastTurn } from './conversation.ts';
import { listing } from './of-those.ts';

export type Row = Listing['listed']['rows'][number];

/** Rows of a list before that a question speaks of by their places. */
export interface Picked {
  rows: Row[];
  /** The list they stand on. */
  of: Listing;
  /** The question around what stands for them; nothing else is said where they are all of it. */
  lead: string;
  rest: string;
  alone: boolean;
}

const THE = "(?:(?:the|der|die|das|den|dem|des|le|la|les|el|los|del|al)\\s+|l['’]\\s?)";
const ORDINAL = ordinals().join('|');
const PLACE = `(?<place>${ORDINAL})`;
const AND = '(?:\\s?,(?:\\s(?:and|und|et|y)\\b)?|\\s?&|\\s?\\+|\\s(?:and|vs|versus|with|to|und|mit|et|avec|y|con)\\b\\.?)\\s?';
const ONE = '(?:\\s(?:one|account|customer)\\b)?';
/** What may follow a row as an object: "put the second off", "the first is done". */
const FOLLOWS =
  '(?:done|erledigt|fait|hecho|off|over|to|for|with|from|until|till|on|by|as|in|is|was|has|ist|auf|bis|mit|est|pour|para|por|esta)\\b|[,;:]';

/** "The first two", "last 3"; "the first and the third", "1 and 3" at the end. */
const SEVERAL = [
  new RegExp(
    `\\b${THE}(?<end>${ORDINAL})\\s(?<count>\\p{L}+|\\d)(?:\\s(?:ones|accounts|customers|of (?:them|those|these))\\b|(?=\\W*$|\\s?[,;:]|\\s(?:is|are|were|have|sind|sont|son|off|to|as|on|about|regarding|because|with)\\b))`,
    'iu',
  ),
  new RegExp(`\\b(?<joined>(?:${THE})?(?:${ORDINAL})\\b${ONE}(?:${AND}(?:${THE})?(?:${ORDINAL})\\b${ONE})+)`, 'iu'),
  new RegExp(`(?<!\\b(?:between|from|zwischen|entre|von)\\s)(?<![\\p{L}\\p{N}.,])(?<joined>\\d{1,2}(?:${AND}\\d{1,2})+)(?=\\W*$)`, 'iu'),
];
/** "The second one", "number 3", "the last" at the end, "second?" alone, "the second off". */
const PLACES = [
  new RegExp(`(?:\\b${THE})?(?<!\\p{L})${PLACE}\\s+(?:one|account|customer|of (?:them|those|these))\\b`, 'iu'),
  /(?<![\p{L}\p{N}])(?:#\s?|(?:number|no\.?|nr\.?|nummer|numero)\s+)(?<number>\d{1,2})\b/iu,
  new RegExp(`\\b${THE}${PLACE}(?=\\W*$)`, 'iu'),
  new RegExp(`^(?:(?:and|und|et|y)\\s+)?${PLACE}\\W*$`, 'iu'),
  new RegExp(`\\b${THE}${PLACE}(?=\\s*(?:${FOLLOWS}))`, 'iu'),
];
/** What only joins it to what was said before. */
const LEAD = /^\W*(?:(?:no|nein|non|nope|sorry|i mean|and|und|et|y|what about|how about|was ist mit|et pour|que tal)[\s,]+)+/iu;

/** Which rows of the list before are meant; null where a place is named and nothing else, and no list has it. */
export function picked(question: string, before: PastTurn, named: readonly Span[] = []): Picked | null | undefined {
  const of = listing(before) ?? listing(before, 1);
  const plain = plainOf(question);
  const made = (said: string, from: number, rows: (Row | undefined)[]): Picked | null | undefined => {
    // An account may be called "The Last".
    if (named.some((span) => overlap(span, { from, to: from + said.length }))) return undefined;
    const alone = words(plain.replace(said, ' ').replace(LEAD, '')).length === 0;
    const found = rows.filter((row) => row !== undefined);
    if (!of || found.length === 0 || found.length < rows.length)
      return ((alone || from + said.length === plain.trimEnd().length) && before.choices.length === 0) || rows.length > 1
        ? null
        : undefined;
    return { rows: found, of, lead: alone ? '' : question.slice(0, from), rest: question.slice(from + said.length), alone };
  };
  for (const pattern of of ? SEVERAL : []) {
    const found = pattern.exec(plain);
    const rows = found && rowsAt(found.groups ?? {}, of?.listed.rows ?? []);
    const other = /^\d/.test(found?.[0] ?? '') && isOfOther(plain.slice(0, found?.index));
    if (found && rows && !other) return made(found[0], found.index, rows);
  }
  for (const pattern of PLACES) {
    const found = pattern.exec(plain);
    const { place: word, number } = found?.groups ?? {};
    const at = number ? Number(number) - 1 : ordinalOf(word ?? '');
    if (!found || at === undefined || (number && isOfOther(plain.slice(0, found.index)))) continue;
    return made(found[0], found.index, [number && at < 0 ? undefined : of?.listed.rows.at(at)]);
  }
  return undefined;
}

/** The rows at several places; undefined where the words name none. */
function rowsAt({ end, count, joined }: Record<string, string | undefined>, rows: readonly Row[]): (Row | undefined)[] | undefined {
  if (joined) {
    const parts = joined.match(/\p{L}+|\d+/gu) ?? [];
    const places = parts.flatMap((part) => (/^\d/.test(part) ? Number(part) - 1 : (ordinalOf(part) ?? [])));
    return places.length > 1 ? places.map((at) => rows.at(at)) : undefined;
  }
  const [at, many] = [ordinalOf(end ?? ''), Number(count) || numberWord(count ?? '')];
  // "The top 5" asks for a list.
  if (!many || end === 'top' || (at !== 0 && at !== -1)) return undefined;
  return many > rows.length ? [undefined, undefined] : at === 0 ? rows.slice(0, many) : rows.slice(-many);
}

/** "Step number 3": the number of something that is named right before it. */
function isOfOther(before: string): boolean {
  const word = words(before).at(-1);
  return word !== undefined && !isNoise(word) && !isConnecting(word) && !isOf(word, 'compare') && askedBy(word) === undefined;
}
