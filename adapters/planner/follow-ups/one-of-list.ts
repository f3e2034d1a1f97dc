import { plainOf } from '../reading/dates.ts';
import { read } from '../reading/reading.ts';
import { MAX_CHOICES, type Understood } from '../replies/ask-back.ts';
import type { Scope } from '../routing/rank.ts';
import { askedBy, isConnecting, isNoise } from '../words/grammar.ts';
import { lastAnswered, type PastTurn } from './conversation.ts';

/** One of several: "it", "the biggest one". */
const ONE =
  /\b(?:it|its|(?:this|that) (?:one|account|customer|client|company))\b|\b(?:the|der|die|das|le|la|el)\s+(?:\p{L}+\s+)?(?:one|account|customer|kunde|konto|compte|client|cliente|cuenta)\b/u;

type Row = NonNullable<PastTurn['listed']>['rows'][number];

/**
 * What is asked of one of a list without saying of which: of the only one where it has one, else each is offered.
 * Undefined where no list of accounts stands right before, or where it names whom it is about.
 */
export function ofOneListed(
  question: string,
  understood: Understood,
  before: PastTurn | undefined,
  scope: Scope,
  understand: (question: string, scope: Scope) => Understood,
): Understood | undefined {
  const { mentions, now, index } = scope;
  const listed = lastAnswered(before)?.listed;
  if (!listed || listed.of === 'others') return undefined;
  const reading = read(question, mentions, now, index.lexicon);
  if (reading.accounts.length + reading.contacts.length + reading.unknownNames.length > 0) return undefined;
  const whyAlone =
    reading.words.some(({ word }) => askedBy(word) === 'why') && reading.words.every(({ word }) => isNoise(word) || isConnecting(word));
  const asksWhich = 'ask' in understood && understood.lacks === 'account';
  if (!whyAlone && !asksWhich && !(ONE.test(plainOf(question)) && reading.refersToAccount)) return undefined;
  const [only, ...others] = listed.rows;
  if (only && others.length === 0) return understand(naming(question, only), knowing(scope, only));
  const choices = listed.rows.slice(0, MAX_CHOICES).map((row) => ({ label: naming(question, row), say: naming(question, row) }));
  return { ask: 'Which of them do you mean?', choices, nearest: [] };
}

/** The question with a name where it says "it", else after it. */
function naming(question: string, { name }: Row): string {
  const own = question.trim().replace(/[?!.\s]+$/, '');
  const found = ONE.exec(plainOf(own));
  if (!found) return `${own} ${/\bwhy\b/i.test(own) && own.length < 8 ? '' : 'at '}${name}`;
  const possessive = found[0] === 'its' ? '’s' : '';
  return own.slice(0, found.index) + name + possessive + own.slice(found.index + found[0].length);
}

const knowing = (scope: Scope, { id, name }: Row): Scope => ({
  ...scope,
  mentions: { ...scope.mentions, accounts: [...scope.mentions.accounts, { id, name, said: name }] },
});
