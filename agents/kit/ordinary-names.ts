import type { Account } from '../../models/account.ts';
import { words } from '../../models/kit/name-keys.ts';
import { isCommonWord } from './common-words.ts';
import type { NameScope } from './name-search.ts';
import type { TextWord } from './text-words.ts';

const MOST = 5;

/** What a word that follows is none of the names of: articles, pronouns, and what a measure is held against. */
const BEFORE_WORDS = new Set(
  `a an the our my your his her its their this that these those no any some each every all i you he she it we they
  against versus vs per on off above below over under beyond toward towards into by
  der die das den dem des ein eine einen einem unser unsere mein meine le la les l un une des notre nos mon ma mes el los las una unos nuestro nuestra mi mis`.split(
    /\s+/,
  ),
);

/** "How healthy is target": words people use anyway that are the whole name of an account, standing where a name may. */
export async function ordinaryNames({ tenant, models }: NameScope, text: string, all: readonly TextWord[]) {
  const free = all.filter(({ word, filler }, at) => !filler && isCommonWord(word) && !BEFORE_WORDS.has(all[at - 1]?.word ?? ''));
  const spelt = free.flatMap(({ word }) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]);
  if (spelt.length === 0) return [];
  const found = await models.accounts
    .find({ tenant, name: { $in: [...new Set(spelt)] } }, { name: 1 })
    .limit(MOST)
    .lean<Pick<Account, '_id' | 'name'>[]>();
  return found.flatMap(({ _id, name }) => {
    const at = free.find(({ word }) => word === words(name).join(' '));
    return at ? [{ id: _id, name, said: text.slice(at.start, at.end) }] : [];
  });
}
