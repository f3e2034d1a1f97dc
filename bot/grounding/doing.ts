import { lettersOf } from './deed-letters.ts';
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

/** A distance in time, or somebody else who did it: what happened before. So is what has a date. */
const PAST =
  /(?<!\p{L})(?:ago|yesterday|last|vor|gestern|zuletzt|letzt\p{L}*|il y a|hier|derni\p{L}*|hace|ayer|últim\p{L}*|há|ontem|since|seit|depuis|desde|earlier|previously|bereits am|by \p{Lu}\p{L}+|von \p{Lu}\p{L}+|par \p{Lu}\p{L}+|por \p{Lu}\p{L}+)(?!\p{L})/u;
/** Whose day it is, or for which, not when it was done: "the call of 12 Nov". */
const OF = /(?<!\p{L})(?:of|from|for|vom|von|für|du|de|pour|del|para|do)\s+$/iu;

function isPast(text: string): boolean {
  const { dates } = datesIn(text);
  const days = dates.filter(({ readings, start }) => readings[0]?.[0]?.kind === 'date' && !OF.test(text.slice(0, start)));
  return days.length > 0 || PAST.test(text);
}

/** How claims of one language read, as letters of their words. */
interface Grammar {
  drafted: RegExp;
  own: RegExp;
  /** Of this moment, whatever else stands there. */
  fresh: RegExp;
  other: RegExp;
}

/** To whom, of what, how: what may stand between a thing and what became of it. */
const ABOUT = '(?:[#y]|_[d_]{0,2}[·C#]{1,3}){0,3}';
const THING = `[tTG]${ABOUT}`;
const NAMED = `[TG]${ABOUT}`;

const anyOf = (...patterns: string[]) => new RegExp(patterns.join('|'), 'u');

const grammarOf = (tongue: Tongue): Grammar => {
  const { gap } = tongue;
  return {
    drafted: anyOf(`[IW]${gap}[Ah]?${gap}M`, '^[yd]*M(?=$|[_dTGty])'),
    own: anyOf(
      // "I have just sent", "habe ich gesendet", "envié"; not "once I have".
      `(?<!Q.?)I${gap}[Ah]?${gap}[SHDsZYCF]`,
      `(?<!Q.?)W${gap}h?${gap}[SHDsZF]`,
      'h[IW].{0,8}?[SHDZCF]',
      '^[yInN]*E',
      // "I will send", "I am sending", "je viens d'envoyer".
      'IA?y*U.{0,3}v',
      'IA[yn]*v',
      'L_?y?[vw]',
    ),
    fresh: anyOf('^(?=.*[tTG]).*(?:N.*[SHDZYO]|[SHDZYO].*N)', 'N.*[SHY]', '[SHY].*N', `${THING}.*o.*[nN]`),
    other: anyOf(
      // "Done", "approved all three requests", "all saved", "ya salió el correo".
      '^[yAhtnN#]*F(?=$|[_dTty](?!.*B))',
      '^[yhnN]*[SHD](?=$|#?[_dTtG](?!.*B)|y[SDF])',
      '^[yhnN]*[ZO]$',
      '^t[SD]$',
      '^[ynN]+O[_d]*[TG]',
      // "It is saved", "the call has been logged", "the note to Alan is out", "call logged".
      `${THING}[nNy]*A[aynN]*${gap}[SHDsFO](?!B)`,
      `${THING}h?[yn]*a${gap}[SHDsZFO](?!B)`,
      `${NAMED}[ynF]*[Ah]?[yn]*[Oo]`,
      `(?:^|y)[yd#_]*${NAMED}[SHD](?=$|[yNn_](?!.*B)|·)`,
      // "Has been told", "Alan has the note now", "the note is with Alan now", "it is in the CRM".
      `a${gap}H`,
      'hdG(?=[nN]|$)',
      `G${ABOUT}An_`,
      `${THING}[A·ny]{1,3}_[d_]{0,2}·{0,3}A?P`,
    ),
  };
};

const tongues = Object.values(TONGUES);
const grammars = tongues.map(grammarOf);
const lettersIn = lettersOf(tongues);

/** Of these every claim holds one: most sentences tell of no deed in any language. */
const DEED = /[SsHDZYCFEMvwOoGP]/;

/**
 * What a sentence says was done. What it quotes is said by another; what waits for somebody, what was not done, and what others did
 * on a day before ("we last wrote on 19 Nov") are no claims.
 */
export function deedClaimed(sentence: string): Claim | undefined {
  const text = sentence.slice(0, LONGEST).normalize('NFC').replace(QUOTED, ' ').trim();
  if (text.endsWith('?')) return undefined;
  // By way of capitals, so that "ſ" is an "s".
  const clauses = text.toUpperCase().toLowerCase().replaceAll("n't", ' not').replaceAll('n’t', ' not').split(CLAUSE);
  const read = clauses.map(lettersIn);
  if (!read.some((each) => each.some((letters) => DEED.test(letters)))) return undefined;
  let past: boolean | undefined;
  for (const [language, grammar] of grammars.entries()) {
    const own = read.map((each) => each[language] ?? '');
    const conditional = own.some((letters) => letters.includes('Q'));
    for (const letters of own) {
      if (letters.includes('X') || !DEED.test(letters)) continue;
      if (grammar.own.test(letters)) return { deed: 'done', fresh: true };
      if (conditional) continue;
      if (grammar.fresh.test(letters)) return { deed: 'done', fresh: true };
      const deed = grammar.drafted.test(letters) ? 'drafted' : grammar.other.test(letters) ? 'done' : undefined;
      if (!deed) continue;
      past ??= isPast(text);
      if (!past) return { deed, fresh: false };
    }
  }
  return undefined;
}

/** Whether a text says of anything that it is not so, or not yet. */
export const isDenied = (text: string): boolean => lettersIn(text.toLowerCase()).some((letters) => letters.includes('X'));

/** Whether a word of a claim says what was done, or to what; the others only hold it together. */
export const isTelling = (word: string): boolean => !lettersIn(word).some((letters) => /^[AhaUNnyd_#tIW]$/.test(letters));
