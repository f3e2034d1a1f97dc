import { changeOf, missing } from './facts.ts';
import { signOf } from './reading/directions.ts';
import { accountsAt, type Sentence } from './reading/sentence.ts';
import { namesThing } from './reading/terms.ts';
import { isTime } from './reading/units.ts';
import type { Known } from './sources.ts';

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
