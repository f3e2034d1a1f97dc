import { signOf } from './directions.ts';
import { changeOf, missing } from './facts.ts';
import { accountsAt, type Sentence } from './sentence.ts';
import { sameClaim } from './shown.ts';
import type { Known } from './sources.ts';
import { namesThing } from './terms.ts';
import { isTime } from './units.ts';
import { whose } from './verbatim.ts';

/** Parts of a sentence that tell without a figure which way something went, where nothing shown of it went that way. */
export function wrongWays(sentence: Sentence, { facts }: Known, whole: readonly string[] | null): string[] {
  const { clauses, figures } = sentence;
  const isPeriod = ([claim]: (typeof figures)[number]['readings'][number]) =>
    claim?.kind === 'date' || (claim?.kind === 'number' && isTime(claim.unit));
  return clauses.flatMap(({ start, end, text, terms, directions: [told, more] }) => {
    const inside = figures.filter((each) => each.start >= start && each.start < end);
    if (!told || more || inside.some(({ readings }) => !readings.some(isPeriod))) return [];
    const said = [...terms].filter((term) => namesThing(term) && !term.startsWith('='));
    // "Gained a point": of what everything is measured by.
    const names = said.length > 0 || !terms.has('point') ? said : ['health'];
    const accounts = accountsAt({ start }, sentence, { accounts: whole });
    const signs = facts.flatMap((fact) => {
      const change = changeOf(fact);
      const isAbout = fact.accountId !== null && accounts?.includes(fact.accountId) && names.every((term) => fact.called.has(term));
      const left = missing(fact, new Set([...names, 'change']));
      return change !== null && isAbout ? [{ left, sign: Math.round(change) * (signOf(told.way, fact.better) ?? 0) }] : [];
    });
    // Health is no part of it: of what is called so the one that is called no more.
    const least = Math.min(...signs.map(({ left }) => left));
    return names.length > 0 && signs.length > 0 && signs.every(({ left, sign }) => left > least || sign <= 0) ? [text.trim()] : [];
  });
}

const BELOW =
  'below|under|behind|trailing|lower than|worse than|less than|short of|unter|hinter|en dessous de|inférieure? à|por debajo de|inferior a|abaixo d[aeo]';
const ABOVE =
  'above|ahead of|over|higher than|better than|more than|über|vor|au[- ]dessus de|supérieure? à|por encima de|superior a|acima d[aeo]';
const OTHERS = '(?: [\\p{L}-]+){0,3}? (?:median|segment|peers?|average|mediana|médiane|segmento|schnitt|durchschnitt|média)';
const SIDES = [
  [-1, new RegExp(`(?<!\\p{L})(?:${BELOW})${OTHERS}`, 'iu')],
  [1, new RegExp(`(?<!\\p{L})(?:${ABOVE})${OTHERS}`, 'iu')],
] as const;
const isOfOthers = (terms: ReadonlySet<string>): boolean => ['median', 'peer', '=segment'].some((term) => terms.has(term));

/** Figures that are said to lie on the other side of those of their peers than the shown line has them. */
export function wrongSides(sentence: Sentence, { quotes }: Known, accounts: readonly string[] | null): string[] {
  const [side, said] =
    SIDES.flatMap(([side, pattern]) => (pattern.test(sentence.text) ? [[side, pattern.exec(sentence.text)?.[0] ?? ''] as const] : []))[0] ??
    [];
  if (side === undefined) return [];
  const own = quotes.filter((quote) => whose(quote, accountsAt({ start: 0 }, sentence, { accounts })));
  const differences = sentence.figures.flatMap(({ readings }) =>
    own.flatMap((quote) => {
      const [claim] = quote.claims;
      const [first] = readings[0] ?? [];
      if (claim?.kind !== 'number' || !first || isOfOthers(quote.column ?? quote.beside) || !sameClaim(first, claim)) return [];
      return own.flatMap(({ line, claims: [other], column, beside }) =>
        line === quote.line && other?.kind === 'number' && other.unit === claim.unit && isOfOthers(column ?? beside)
          ? [claim.value - other.value]
          : [],
      );
    }),
  );
  return differences.length > 0 && differences.every((each) => each * side < 0) ? [said ?? ''] : [];
}
