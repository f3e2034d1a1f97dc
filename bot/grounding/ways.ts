import { signOf } from './directions.ts';
import { changeOf } from './facts.ts';
import { accountsAt, type Sentence } from './sentence.ts';
import type { Known } from './sources.ts';
import { namesThing } from './terms.ts';

/** Parts of a sentence that tell without a figure which way something went, where everything shown of it went the other way. */
export function wrongWays(sentence: Sentence, { facts }: Known, whose: readonly string[] | null): string[] {
  const { clauses, figures } = sentence;
  return clauses.flatMap(({ start, end, text, terms, directions: [told, more] }) => {
    if (!told || more || figures.some((each) => each.start >= start && each.start < end)) return [];
    const names = [...terms].filter((term) => namesThing(term) && !term.startsWith('='));
    const accounts = accountsAt({ start }, sentence, { accounts: whose });
    const signs = facts.flatMap((fact) => {
      const change = changeOf(fact);
      const isAbout = fact.accountId !== null && accounts?.includes(fact.accountId) && names.every((term) => fact.called.has(term));
      return change && isAbout ? change * (signOf(told.way, fact.better) ?? 0) : [];
    });
    return names.length > 0 && signs.length > 0 && signs.every((sign) => sign < 0) ? [text.trim()] : [];
  });
}
