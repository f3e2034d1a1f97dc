import { type Read, readTogether } from '../../models/kit/together.ts';
import { isCommonWord } from './common-words.ts';
import { accountsCarrying, type Counted, countedBy, countsOf, type NamedAccount, type NameScope } from './name-search.ts';
import { type Colleague, colleaguesOf, regionsIn } from './people.ts';
import type { TextWord } from './text-words.ts';

/** A word in more names than this is looked up only together with its neighbours. */
export const FREQUENT = 300;

export interface Known {
  /** How many accounts, and contacts, carry each word that may be part of a name, counted up to one more than `FREQUENT`. */
  accounts: Counts;
  contacts: Counts;
  /** The accounts that carry a word few carry and people do not use anyway. */
  rare: NamedAccount[];
  colleagues: Colleague[];
  regions: string[];
}
export type Counts = ReadonlyMap<string, number>;

/** What a text may name, if anything, in one read with another. A word people use anyway is looked up beside one that may be a name. */
export async function lookUp<Row>(
  scope: NameScope,
  text: readonly TextWord[],
  read: Read<Row> | undefined,
): Promise<{ known?: Known; rows: Row[] }> {
  const beside = read ? [read] : [];
  if (text.length === 0) return { rows: (await readTogether(scope.tenant, beside)).flat() as unknown as Row[] };
  const telling = text.map(({ word, emphasised }) => emphasised || !isCommonWord(word));
  const near = text.filter((_, index) => telling[index - 1] || telling[index] || telling[index + 1]);
  const tokens = [...new Set(near.map(({ word }) => word))].sort((a, b) => Number(isCommonWord(a)) - Number(isCommonWord(b)));
  const uncommon = tokens.filter((word) => !isCommonWord(word));
  const [people, regions, ...counted] = await readTogether(scope.tenant, [
    colleaguesOf(scope.models),
    regionsIn(scope.models),
    ...accountsCarrying(scope, uncommon, FREQUENT),
    ...countsOf(scope, 'accounts', tokens.slice(uncommon.length), FREQUENT + 1),
    ...countsOf(scope, 'contacts', tokens, FREQUENT + 1),
    ...beside,
  ]);
  const counts = counted.slice(0, 2 * tokens.length) as unknown as Counted[][];
  const known = {
    accounts: countedBy(tokens, counts.slice(0, tokens.length)),
    contacts: countedBy(tokens, counts.slice(tokens.length)),
    rare: counts.flatMap(([each]) => each?.accounts ?? []),
    colleagues: people,
    regions: regions.map(({ _id }) => _id),
  };
  return { known, rows: counted.slice(2 * tokens.length).flat() as unknown as Row[] };
}
