import type { Mentions } from '../../../bot/model-port.ts';
import { asksForAccounts } from '../book/accounts.ts';
import { CLOSE } from '../one-wish.ts';
import { plainOf } from '../reading/dates.ts';
import { read } from '../reading/reading.ts';
import { MAX_CHOICES, type PlannedCall, type Understood } from '../replies/ask-back.ts';
import { rank, type Scope } from '../routing/rank.ts';
import { askedBy } from '../words/grammar.ts';
import { lastAnswered, type PastTurn } from './conversation.ts';
import { SUBJECTS } from './follow-up.ts';
import { listing, refersToThem } from './of-those.ts';
import { parsed, routeOf } from './set.ts';

type Account = NonNullable<Mentions['focus']['account']>;

/**
 * A question that names nobody, right after an answer about one account, is of that account where it can be asked of it:
 * "who else should I involve?". What is asked as a tool is asked is of whatever that tool is of.
 */
export function ofAccount(
  question: string,
  plain: Understood,
  before: PastTurn | undefined,
  scope: Scope,
  understand: (question: string, scope: Scope) => Understood,
): Understood {
  const { mentions } = scope;
  const { account } = mentions.focus;
  const last = lastAnswered(before);
  if (!account && before && before.choices.length > 0 && 'calls' in plain) return ofOneAsked(question, plain, before, scope);
  if (!account || !last || !wasOf(account, last) || !namesNobody(question, last, scope)) return plain;
  const { refersToAccount } = read(question, mentions, scope.now, scope.index.lexicon);
  if (!refersToAccount && (mentions.focus.elsewhere || choosesOfMany(question, plain, scope))) return plain;
  if ('calls' in plain && !onlyReads(plain.calls, scope)) return plain;
  const about = 'calls' in plain && isAbout(plain.calls, account);
  if (about && tells(question, plain.calls, scope)) return plain;
  const of = `${question.trim().replace(/[?!.\s]+$/, '')} at ${account.name}?`;
  const here = { ...scope, mentions: { ...mentions, accounts: [...mentions.accounts, { ...account, said: account.name }] } };
  const named = understand(of, here);
  if (!('calls' in named) || !isAbout(named.calls, account) || !onlyReads(named.calls, scope))
    return about ? plain : ofNoOther(question, plain, named, scope);
  if ('ask' in plain) return named;
  if (about) return tells(question, named.calls, scope) && named.unused.length <= plain.unused.length ? named : plain;
  const [own] = rank(question, scope);
  const [its] = rank(of, here);
  const isAsked = own && own.score >= CLOSE && plain.calls.some(({ name }) => name === own.route.tool.name);
  const toUs = isAsked && TO_US.test(plainOf(question)) && !own.route.slots.some(({ kind }) => SUBJECTS.has(kind));
  const isNearer = toUs || (isAsked && (own.score > (its?.score ?? 0) + NEARER || !tells(question, named.calls, scope)));
  return isNearer || named.unused.length > plain.unused.length ? plain : named;
}

/** "What would bring it down?", where it was asked which account is meant: still the question. */
function ofOneAsked(
  question: string,
  plain: Understood & { calls: PlannedCall[] },
  { choices }: PastTurn,
  { mentions, now, index }: Scope,
): Understood {
  const { refersToAccount, accounts, unknownNames } = read(question, mentions, now, index.lexicon);
  const named = accounts.length + unknownNames.length > 0;
  const of = plain.calls.some((call) => [...Object.values(call.arguments)].flat().some((value) => choices.includes(String(value))));
  if (!refersToAccount || named || of || refersToThem(question)) return plain;
  const own = question.trim().replace(/[?!.\s]+$/, '');
  const asked = choices.slice(0, MAX_CHOICES).map((name) => ({ label: name, say: `${own} at ${name}` }));
  return { ask: 'Which account do you mean?', choices: asked, nearest: [], lacks: 'account' };
}

/** "Which renewals are at risk", "who is red": of all of them, some are chosen. */
function choosesOfMany(question: string, plain: Understood, { index, mentions, now }: Scope): boolean {
  const [first] = read(question, mentions, now, index.lexicon).words;
  const choosing = (index.list?.slots ?? []).flatMap(({ kind, name }) =>
    kind === 'enum' && !/^(?:sort|direction)$/.test(name) ? [name] : [],
  );
  return (
    WHICH.test(first?.word ?? '') &&
    'calls' in plain &&
    plain.unused.length === 0 &&
    plain.calls.every(
      ({ name, arguments: { conditions, ...others } }) =>
        name === index.list?.tool.name && (conditions != null || choosing.some((each) => others[each] != null)),
    )
  );
}
const WHICH = /^(?:which|who|welche\w*|wer|quel\w*|lesquel\w*|qui|cual\w*|quien\w*)$/;

/** "How old is it?", of an account: what tells of all of them does not answer it. */
function ofNoOther(question: string, plain: Understood, named: Understood, scope: Scope): Understood {
  const { refersToAccount } = read(question, scope.mentions, scope.now, scope.index.lexicon);
  const own =
    'calls' in plain && plain.calls.every(({ name }) => !routeOf(name, scope.index)?.slots.some(({ kind }) => SUBJECTS.has(kind)));
  return refersToAccount && 'calls' in plain && 'ask' in named && !own ? named : plain;
}

/** "How did you get this?" is about the answer. */
const TO_US = /\b(?:you|your|du|dein\w*|tu|ton|vous|votre|usted|te|llegaste)\b/;

/** So much more like its own tool a question is of everybody. */
const NEARER = 0.1;

/** "Who is about to leave?" is answered by names, of people or of accounts. */
function tells(question: string, calls: readonly PlannedCall[], { index, mentions, now }: Scope): boolean {
  const asksWho = read(question, mentions, now, index.lexicon).words.some(({ word }) => askedBy(word) === 'who');
  const names = ({ name }: PlannedCall) =>
    name === index.list?.tool.name || (routeOf(name, index)?.slots.some(({ kind }) => kind === 'contact') ?? false);
  return !asksWho || calls.every(names);
}

const wasOf = (account: Account, { calls }: PastTurn): boolean =>
  isAbout(
    calls.map(({ name, arguments: given }) => ({ name, arguments: parsed(given) })),
    account,
  );

const isAbout = (calls: readonly PlannedCall[], { id, name }: Account): boolean =>
  calls.length > 0 && calls.every((call) => [...Object.values(call.arguments)].flat().some((value) => value === id || value === name));

const onlyReads = (calls: readonly PlannedCall[], { index }: Scope): boolean =>
  calls.every(({ name }) => routeOf(name, index)?.tool.access === 'read');

const OWNING = /\b(?:my|mine|ours?|meine?\w*|unser\w*|mes|mon|ma|nos|notre|mis?|nuestr\w+)\b/;

function namesNobody(question: string, before: PastTurn, { mentions, now, index }: Scope): boolean {
  const reading = read(question, mentions, now, index.lexicon);
  const { accounts, contacts, unknownNames, regions, colleagues, owner } = reading;
  return (
    accounts.length + contacts.length + unknownNames.length + regions.length + colleagues.length === 0 &&
    // "Who should I involve": whoever asks owns nothing by it.
    (owner === undefined || (owner === 'mine' && !OWNING.test(plainOf(question)))) &&
    !asksForAccounts(reading, index) &&
    !(refersToThem(question) && listing(before) !== undefined && before.listed?.of === 'accounts')
  );
}
