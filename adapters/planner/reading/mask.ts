import { isCommonWord } from '../../../agents/kit/common-words.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { isGrammar, isNoise } from '../words/grammar.ts';
import type { Lexicon } from '../words/lexicon.ts';

/** A text in which everything that differs from question to question is replaced by its kind. */
export interface Masked {
  text: string;
  /** Names that nothing in the records matches, as written. */
  unknownNames: string[];
}

export const ACCOUNT = 'xaccount';
export const PERSON = 'xperson';
const FIGURES: [RegExp, string][] = [
  [/(?:[$€£]|\b(?:usd|eur|gbp)\s?)\s?\d[\d.,]{0,30}\s?(?:k|m|bn|thousand|million)?\b/gi, ' xmoney '],
  [/\b\d[\d.,]{0,30}\s?(?:k|m|bn|thousand|million|tausend|mille|mil)\b(?!\w)/gi, ' xmoney '],
  [/\b\d[\d.,]{0,30}\s?(?:%|percent|prozent|pour cent|por ciento)/gi, ' xpercent '],
  [
    /\b\d+[\s-]?(?:days?|weeks?|wks?|months?|mths?|hours?|hrs?|minutes?|mins?|stunden?|minuten?|heures?|horas?|minutos?|quarters?|qtrs?|years?|yrs?|tagen?|wochen?|monaten?|jours?|semaines?|mois|d[ií]as?|semanas?|mes(?:es)?)\b/gi,
    ' xspan ',
  ],
  [/\b\d{4}-\d{2}-\d{2}\b/g, ' xdate '],
  [/\b\d[\d.,]{0,30}\b/g, ' xnumber '],
];

/** "Jane Doe": written as people's names are. */
export const looksLikePerson = (name: string): boolean => /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(name);

/** German writes every noun with a capital: one after an article, or after a number, is no name. */
const ARTICLE =
  /(?<![\p{L}])(?:(?:k|m|s|uns)?ein(?:e[nmrs]?)?|de[rnms]|die|das|\d+|zwei|drei|vier|f[üu]nf|sechs|sieben|acht|neun|zehn|zw[öo]lf)\s+$/iu;

/** Replaces the given names, then whatever is written as a name, then figures. */
export function mask(text: string, known: { account: string[]; person: string[] }, lexicon?: Lexicon): Masked {
  let masked = text;
  for (const [names, kind] of [
    [known.account, ACCOUNT],
    [known.person, PERSON],
  ] as const) {
    for (const name of names.toSorted((a, b) => b.length - a.length)) {
      if (name) masked = masked.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?:['’]s)?(?![\\p{L}\\p{N}])`, 'giu'), ` ${kind} `);
    }
  }
  const unknownNames: string[] = [];
  masked = masked.replace(
    /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}&.-]*(?:\s+\p{Lu}[\p{L}\p{N}&.-]*)*(?:['’]s)?/gu,
    (run: string, at: number) => {
      const name = trimmed(run.replace(/['’]s$/, ''), opensSentence(masked, at), lexicon);
      if (!name || ARTICLE.test(masked.slice(0, at))) return run;
      unknownNames.push(name.replace(/[.-]+$/, ''));
      return run.replace(name, ` ${looksLikePerson(name) ? PERSON : ACCOUNT} `);
    },
  );
  for (const [figure, kind] of FIGURES) masked = masked.replace(figure, kind);
  return { text: masked, unknownNames };
}

/** A run of capitalised words without the ordinary words at its ends. */
function trimmed(run: string, opening: boolean, lexicon?: Lexicon): string {
  const parts = run.split(/\s+/);
  const ordinary = (part: string) =>
    words(part).every((word) => isCommonWord(word) || isNoise(word) || isGrammar(word) || lexicon?.knows(word));
  while (parts[0] !== undefined && (ordinary(parts[0]) || (opening && parts.length === 1 && !/\p{Ll}\p{Lu}/u.test(parts[0]))))
    parts.shift();
  while (parts.length > 0 && ordinary(parts.at(-1) ?? '')) parts.pop();
  return parts.join(' ');
}

function opensSentence(text: string, at: number): boolean {
  const before = text.slice(0, at).trimEnd();
  return before === '' || /[.!?:;\n¿¡]$/.test(before);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
