import { accountNames, accountsWithTokens, contactsWithTokens, type NameScope, nameWords } from '../../agents/kit/name-search.ts';
import { namelikeIn } from '../sanitize.ts';

/** What of a text looks like a link or a tag and is part of an account's or contact's name, as `sanitize` takes it. */
export type NameWords = (text: string) => Promise<ReadonlySet<string>>;

/** More in one turn than an honest answer holds; further ones are links. */
const MAX_LOOKED_UP = 40;
/** Of the names with all words of one so many are compared. */
const MAX_COMPARED = 100;

/** Looks each up once a turn; most texts hold none and cost nothing. */
export function createNameWords(scope: NameScope): NameWords {
  const known = new Map<string, Promise<boolean>>();
  return async (text) => {
    const candidates = namelikeIn(text).filter((each) => {
      if (!known.has(each) && known.size < MAX_LOOKED_UP) known.set(each, isInName(scope, each));
      return known.has(each);
    });
    const judged = await Promise.all(candidates.map((each) => known.get(each)));
    return new Set(candidates.filter((_, index) => judged[index]));
  };
}

async function isInName(scope: NameScope, namelike: string): Promise<boolean> {
  const tokens = nameWords(namelike);
  const [accounts, contacts] = await Promise.all([
    accountsWithTokens(scope, tokens, MAX_COMPARED),
    contactsWithTokens(scope, tokens, { limit: MAX_COMPARED }),
  ]);
  const names = [...accounts.flatMap(accountNames), ...contacts.map(({ name }) => name)];
  return names.some((name) => namelikeIn(name).includes(namelike));
}
