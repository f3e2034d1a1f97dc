import { words } from '../../../models/kit/name-keys.ts';
import { read } from '../reading/reading.ts';
import type { Scope } from '../routing/rank.ts';
import { lastAnswered, type PastTurn } from './conversation.ts';
import { parsed, routeOf } from './set.ts';

/** Somebody’s, said of a colleague spoken of. */
const THEIRS = /(?<!\p{L})(?:his|her|their|seine[nmrs]?|ihre[nmrs]?|ses|sus)(?!\p{L})/iu;
const MOST_WORDS = 8;

/** "And his renewals?", after how a colleague is doing: the question with the colleague's name, where no account was spoken of. */
export function ofColleague(question: string, before: PastTurn | undefined, scope: Scope): { question: string; scope: Scope } | undefined {
  const { mentions, now, index } = scope;
  const [asked] = lastAnswered(before)?.calls ?? [];
  const slots = routeOf(asked?.name, index)?.slots ?? [];
  const past = asked ? parsed(asked.arguments) : {};
  const owner = past[slots.find(({ kind }) => kind === 'owner')?.name ?? ''];
  const about = slots.some(({ kind, name }) => /^(?:account|accounts|contact|company)$/.test(kind) && past[name] != null);
  if (typeof owner !== 'string' || !/^\p{Lu}/u.test(owner) || about || words(question).length > MOST_WORDS || !THEIRS.test(question))
    return undefined;
  const { accounts, contacts, colleagues, unknownNames } = read(question, mentions, now, index.lexicon);
  if (accounts.length + contacts.length + colleagues.length + unknownNames.length > 0) return undefined;
  const colleague = { id: owner, name: owner, said: `${owner}’s` };
  return {
    question: question.replace(THEIRS, `${owner}’s`),
    scope: { ...scope, mentions: { ...mentions, colleagues: [...(mentions.colleagues ?? []), colleague] } },
  };
}
