import { COMPANY_WORDS, isCommonWord } from '../../agents/kit/common-words.ts';
import { accountNames, accountsWithTokens, type NameScope, nameWords } from '../../agents/kit/name-search.ts';
import { isFunctionWord, lineWords, plainWord } from './reading/tokens.ts';
import type { Known } from './sources.ts';

/** Accounts of ours that a text names and nothing was shown of: figures told of them are no figures of anybody else. */
export type Strangers = (text: string, known: Known) => Promise<{ id: string; name: string }[]>;

/** More in one turn than an honest answer names without having looked them up. */
const MOST_LOOKED_UP = 20;
/** Of the accounts with all words of a name so many are compared. */
const MOST_COMPARED = 20;
const CAPITALISED = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}\p{N}]+(?:[ -]\p{Lu}[\p{L}\p{M}\p{N}]+)*/gu;

/** Looks up what is written as a name and stands in nothing shown; most sentences hold none and cost nothing. */
export function createStrangers(scope: NameScope): Strangers {
  const asked = new Map<string, Promise<{ id: string; name: string }[]>>();
  return async (text, { lines }) => {
    const isShown = (name: string) => {
      const said = lineWords(name);
      return lines.some(({ words }) => words.includes(said));
    };
    const names = (text.match(CAPITALISED) ?? []).flatMap((run) => {
      const words = run.split(/[ -]/);
      while (isFunctionWord(plainWord(words[0] ?? ''))) words.shift();
      const telling = words.some((word) => !isCommonWord(plainWord(word)) && !COMPANY_WORDS.has(plainWord(word)));
      return telling && !isShown(words.join(' ')) ? [words.join(' ')] : [];
    });
    const found = [...new Set(names)].map((name) => {
      const before = asked.get(name);
      if (before || asked.size >= MOST_LOOKED_UP) return before ?? [];
      const looking = accountsCalled(scope, name);
      asked.set(name, looking);
      return looking;
    });
    return (await Promise.all(found)).flat();
  };
}

/** Accounts with all words of a name in theirs, which begins with its first. */
async function accountsCalled(scope: NameScope, name: string): Promise<{ id: string; name: string }[]> {
  const tokens = nameWords(name);
  if (tokens.length === 0) return [];
  const accounts = await accountsWithTokens(scope, tokens, MOST_COMPARED);
  return accounts
    .filter((account) => accountNames(account).some((each) => nameWords(each)[0] === tokens[0]))
    .map((account) => ({ id: account._id, name: account.name }));
}
