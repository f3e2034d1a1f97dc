import { TONGUES, type Tongue } from './deed-words.ts';
import { datesIn } from './reading/dates.ts';

/** What a sentence says was done: a draft was made, or anything that only a person's press or approval does. */
export interface Claim {
  deed: 'drafted' | 'done';
  /** Of whoever speaks, or of this very moment: nothing that was shown makes that a fact. */
  fresh: boolean;
}

/** Words of somebody else. A quote that does not end is none. */
const QUOTED = /“[^”]{1,400}”|«[^»]{1,400}»|„[^“”]{1,400}[“”]/g;
/** Sentences are shorter; what is longer is read only so far. */
const LONGEST = 600;
const CLAUSE = /[,;!.…()\n]+|(?<=:)| [-–—] |—| (?:but|aber|mais|pero) /;
const WORD = /=?[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*|\d+|:/gu;

/** A distance in time, or somebody else who did it: what happened before. So is what has a date. */
const PAST =
  /(?<!\p{L})(?:ago|yesterday|last|vor|gestern|zuletzt|letzt\p{L}*|il y a|hier|derni\p{L}*|hace|ayer|últim\p{L}*|há|ontem|since|seit|depuis|desde|earlier|previously|bereits am|by \p{Lu}\p{L}+|von \p{Lu}\p{L}+|par \p{Lu}\p{L}+|por \p{Lu}\p{L}+)(?!\p{L})/u;
/** Whose day it is, not when it was done: "the call of 12 Nov". */
const OF = /(?<!\p{L})(?:of|from|vom|von|du|de|del|do)\s+$/iu;

function isPast(text: string): boolean {
  const { dates } = datesIn(text);
  const days = dates.filter(({ readings, start }) => readings[0]?.[0]?.kind === 'date' && !OF.test(text.slice(0, start)));
  return days.length > 0 || PAST.test(text);
}

/** How a claim of one language reads, as letters of its words. */
interface Grammar {
  letters(clause: string): string;
  drafted: RegExp;
  own: RegExp;
  /** Of this moment, whatever else stands there. */
  fresh: RegExp;
  other: RegExp;
}

const grammarOf = ({ kinds, roots, irregular, completed, own, infinitive, gap }: Tongue): Grammar => {
  const entries = (of: object) =>
    Object.entries(of as Record<string, string>).flatMap(([kind, said]) => said.split(' ').map((word) => ({ kind, word })));
  const all = [...entries(kinds), ...entries(irregular)];
  const exact = new Map(all.toReversed().map(({ kind, word }) => [word, kind]));
  const begins = all.filter(({ word }) => word.endsWith('*')).map(({ kind, word }) => ({ kind, word: word.slice(0, -1) }));
  const several = all.flatMap(({ kind, word }) => (word.startsWith('=') ? [{ kind, said: word.slice(1).replaceAll('_', ' ') }] : []));
  const phrases = new RegExp(
    `(?<!\\p{L})(?:${several
      .map(({ said }) => said)
      .toSorted((a, b) => b.length - a.length)
      .join('|')})(?!\\p{L})`,
    'gu',
  );
  const kindOf = new Map(several.map(({ said, kind }) => [said, kind]));
  const rooted = entries(roots);
  const deedOf = (root: string) => rooted.find(({ word }) => root.startsWith(word) && root.length - word.length < 3)?.kind;
  const read = (word: string): string => {
    const known = exact.get(word);
    if (known) return known;
    const inner = (pattern: RegExp | undefined) =>
      pattern
        ?.exec(word)
        ?.slice(1)
        .find((each) => each !== undefined);
    const done = inner(completed) ?? '';
    const deed = deedOf(done) ?? begins.find((each) => word.startsWith(each.word))?.kind ?? (done && 'C');
    if (deed) return deed;
    const mine = deedOf(inner(own) ?? '');
    if (mine) return mine === 'R' || mine === 'M' ? mine : 'E';
    const still = deedOf(inner(infinitive) ?? '');
    return still === 'S' ? 'v' : still ? 'w' : '·';
  };
  const cache = new Map<string, string>();
  const letter = (word: string): string => {
    const found = cache.get(word) ?? read(word);
    if (cache.size > 5_000) cache.clear();
    cache.set(word, found);
    return found;
  };
  const about = '(?:[#y]|_[d_]{0,2}[·C#]{1,3}){0,3}';
  return {
    letters: (clause) =>
      (clause.replace(phrases, (said) => ` =${kindOf.get(said)} `).match(WORD) ?? [])
        .map((word) => (word.startsWith('=') ? word.slice(1) : word === ':' ? ':' : /^\d/.test(word) ? '#' : letter(word)))
        .join(''),
    drafted: new RegExp(`[IW]${gap}[Ah]?${gap}M|^[yd]*M(?=$|[_dTGty])`, 'u'),
    own: new RegExp(
      `(?<!Q.?)(?:I${gap}[Ah]?${gap}[SHDsZYCF]|W${gap}h?${gap}[SHDsZF]|h[IW].{0,8}?[SHDZCF]|^[yInN]*E|IA?y*U.{0,3}v|IA[yn]*v|L_?y?[vw])`,
      'u',
    ),
    fresh: new RegExp(`^(?=.*[tTG]).*(?:N.*[SHDZYO]|[SHDZYO].*N)|N.*[SHY]|[SHY].*N|[tTG]${about}.*o.*[nN]`, 'u'),
    other: new RegExp(
      [
        // "Done", "approved all three requests", "ya salió el correo".
        '^[yAhtnN#]*F(?=$|[_dTty](?!.*B))',
        '^[yhnN]*[SHD](?=$|[_dTtG#](?!.*B)|y[SHDF])',
        '^[yhnN]*[ZO]$|^[ynN]+O[_d]*[TG]',
        // "The note to Alan is out", "it is saved", "the call has been logged", "call logged".
        `[tTG]${about}[nNy]*A[aynN]*${gap}[SHDsFO](?!B)`,
        `[tTG]${about}h?a${gap}[SHDsZFO](?!B)`,
        `[TG]${about}[ynF]*A?[yn]*[Oo]`,
        `(?:^|y)[yd#_]*[TG]${about}[SHD](?=$|[yNn_](?!.*B)|·)`,
        // "Alan has the note now", "has been told", "it is in the CRM".
        `a${gap}H|hdG(?=[nN]|$)`,
        `[tTG]${about}[A·ny]{1,3}_[d_]{0,2}·{0,3}A?P`,
      ].join('|'),
      'u',
    ),
  };
};

const grammars = Object.values(TONGUES).map(grammarOf);

/**
 * What a sentence says was done. What it quotes is said by another; what waits for somebody, what was not done, and what others did
 * on a day before ("we last wrote on 19 Nov") are no claims.
 */
export function deedClaimed(sentence: string): Claim | undefined {
  const text = sentence.slice(0, LONGEST).normalize('NFC').replace(QUOTED, ' ').trim();
  if (text.endsWith('?')) return undefined;
  // By way of capitals, so that "ſ" is an "s".
  const clauses = text.toUpperCase().toLowerCase().replaceAll("n't", ' not').replaceAll('n’t', ' not').split(CLAUSE);
  let past: boolean | undefined;
  for (const grammar of grammars) {
    const read = clauses.map(grammar.letters);
    const conditional = read.some((letters) => letters.includes('Q'));
    for (const letters of read) {
      if (letters.includes('X')) continue;
      if (grammar.own.test(letters)) return { deed: 'done', fresh: true };
      if (conditional) continue;
      if (grammar.fresh.test(letters)) return { deed: 'done', fresh: true };
      past ??= isPast(text);
      if (past) continue;
      if (grammar.drafted.test(letters)) return { deed: 'drafted', fresh: false };
      if (grammar.other.test(letters)) return { deed: 'done', fresh: false };
    }
  }
  return undefined;
}

/** Whether a text says of anything that it is not so, or not yet. */
export const isDenied = (text: string): boolean => grammars.some(({ letters }) => letters(text.toLowerCase()).includes('X'));
