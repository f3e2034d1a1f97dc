import type { Mentions } from '../../../bot/model-port.ts';
import { plainOf } from '../reading/dates.ts';
import { choicesOf, type Understood } from '../replies/ask-back.ts';
import { rank, type Scope } from '../routing/rank.ts';

/** One account that is pointed at: "is that account at risk". */
const THAT =
  /\b(?:(?:this|that) (?:account|acct|customer|client|company)|diese[rnms]? (?:kunden?|konto)|ce (?:client|compte)|cette entreprise|este cliente|(?:esta|esa) (?:cuenta|empresa)|ese cliente)\b/;

/** "The account", where one was spoken of. */
const THE =
  /\b(?:the|der|dem|den|des|le|du|la|el|del) (?:account|acct|customer|client|company|kunde|kunden|konto|compte|cliente|cuenta|empresa)\b(?=\W*$|,)/;

/** The question with the name of the account spoken of in place of "that account"; where none is, it is asked. */
export function named(question: string, scope: Scope): { question: string; mentions: Mentions } | Understood | undefined {
  const { mentions } = scope;
  const { account } = mentions.focus;
  const found = THAT.exec(plainOf(question)) ?? (account ? THE.exec(plainOf(question)) : null);
  if (!found) return undefined;
  const withName = (name: string) => question.slice(0, found.index) + name + question.slice(found.index + found[0].length);
  const here = mentions.accounts.filter(({ said, name }) => plainOf(question).includes(plainOf(said ?? name)));
  if (here.length > 0) return undefined;
  if (account)
    return {
      question: withName(account.name),
      mentions: { ...mentions, accounts: [...mentions.accounts, { ...account, said: account.name }] },
    };
  const ask = 'Which account do you mean?';
  const lacks = 'account' as const;
  // Of several that were named its own name is offered with each.
  if (mentions.accounts.length > 0) return { ask, choices: [], nearest: [] };
  const nearest = rank(question, scope).filter(({ route }) => route.slots.some(({ kind, required }) => kind === 'account' && required));
  return { ask: `${ask} Name it.`, choices: choicesOf(nearest), nearest, lacks };
}
