import { isDeepStrictEqual } from 'node:util';
import { words } from '../../models/kit/name-keys.ts';
import { actsWithin } from './acts-within.ts';
import { asksForAccounts, figureCall, listCall } from './book/accounts.ts';
import { readBook } from './book/question.ts';
import { notYetAnswered, type PastTurn } from './follow-ups/conversation.ts';
import { ofSelected, refersToThem } from './follow-ups/of-those.ts';
import { CLOSE, SAME, single } from './one-wish.ts';
import { clausesOf, isQuestion, isTelling, openingOf } from './reading/clauses.ts';
import { isBare, type Reading, read } from './reading/reading.ts';
import { FITS, type PlannedCall, type Understood } from './replies/ask-back.ts';
import { asVerb } from './routing/called.ts';
import { isLetter } from './routing/letter.ts';
import { asksToKnow, type Candidate, isExampleOf, isLetterInWords, isNoteInWords, rank, type Scope } from './routing/rank.ts';
import type { Index } from './routing/route.ts';
import { askedBy, isConnecting, isNoise, isOf } from './words/grammar.ts';

const MAX_CLAUSES = 4;
const MOST_NAMED = 6;

/** "Lisa complained about the export, answer her": what was told of somebody is what the answer to them is about. */
const ANSWERED =
  /^(.+?)(?:[,;.:–-]+\s*|\s+(?:so|and)\s+)(?:please\s+|pls\s+|can you\s+|could you\s+|and\s+|bitte\s+)*(?:answer|reply(?: back)?(?: to)?|respond to|write(?: back)?(?: to)?|get back to|antworte?|schreib(?: \w+)? zur[üu]ck|r[ée]ponds[- ]|resp[oó]nde)\s*(?:him|her|them|ihm|ihr|ihnen|lui|leur|le|les)\W*$/iu;

function answered(question: string, { mentions, now, index }: Scope): string {
  const [, told = ''] = ANSWERED.exec(question) ?? [];
  const { named, contacts } = read(told, mentions, now, index.lexicon);
  const [first] = named.toSorted((a, b) => a.from - b.from);
  if (contacts.length === 0 || isQuestion(told) || !first || told.slice(0, first.from).trim() !== '') return question;
  // "Lisa at Acme": the company is part of whom.
  const joined = named.filter(({ from }) => /^\s+(?:at|from|of|bei|von|chez|de)\s+$/i.test(told.slice(first.to, from)));
  const end = Math.max(first.to, ...joined.map(({ to }) => to));
  return `reply to ${told.slice(0, end)} about ${told.slice(end).trim()}`;
}

/** A message of several sentences: what of it asks for something is answered, the rest is said beside. */
export function wishes(given: string, scope: Scope, before?: PastTurn): Understood {
  const question = asVerb(answered(given, scope));
  const [best] = rank(question, scope);
  if (best && isExampleOf(best.route, best.reading)) return single(question, scope, before);
  const acts = actsWithin(question, scope);
  const each = acts.length > 1 ? eachOf(acts, read(question, scope.mentions, scope.now, scope.index.lexicon), scope, before) : undefined;
  if (each) return each;
  if (isOneLetter(question, scope) || isLetterInWords(question, scope) || isNoteInWords(question, scope.index))
    return single(question, scope, before);
  const whole = read(question, scope.mentions, scope.now, scope.index.lexicon);
  if (isTold(question, scope)) {
    const wish = wishAfter(question, scope);
    return wish ? inContext(wish, whole, scope, question, before) : single(question, scope, before);
  }
  // "My biggest, not churned": what is left out is no wish of its own.
  const startsWish = (clause: string) =>
    (isQuestion(clause) && !isOf(openingOf(clause), 'not')) ||
    (!isTelling(clause) && !onlyTells(clause, scope) && opens(clause, scope.index, 'verb'));
  const isSaid = (clause: string) =>
    !words(clause).some((word) => isOf(word, 'not')) &&
    !isBare(read(clause, scope.mentions, scope.now, scope.index.lexicon)) &&
    (rank(clause, scope)[0]?.score ?? 0) >= SAME;
  const clauses = clausesOf(question, (clause) => startsWish(clause) || isSaid(clause));
  // "Acme: health, NPS and open tickets": several figures of one are one wish.
  const asks = clauses.some((clause) => askedBy(openingOf(clause)) !== undefined) || /[.?!]\s/.test(question);
  if (clauses.length > 1 && !asks && areFigures(whole, scope.index)) return single(question, scope, before);
  if (clauses.length < 2 || (!clauses.slice(1).some(startsWish) && isOneList(whole, scope.index))) return single(question, scope, before);
  // "…: no" answers; a word alone asks nothing, unless it says so.
  // "Give me a number: …" says nothing yet.
  const says = (clause: string) =>
    words(clause).some((word) => !isNoise(word) && !isConnecting(word) && !isOf(word, 'count')) || clause.endsWith('?');
  const telling = clauses.filter(
    (clause) => (words(clause).length > 1 || clause.endsWith('?')) && (says(clause) || askedBy(openingOf(clause)) !== undefined),
  );
  const starting = telling.filter(startsWish);
  // "Health of Acme, open tickets there, and when do they renew": what only names something asks for it, too.
  const names = (clause: string) =>
    words(clause).length <= MOST_NAMED && !isTelling(clause) && opens(clause, scope.index) && aboutAccount(rank(clause, scope)[0]);
  // "My red accounts, and how much is that": of those something is asked.
  const isSpokenOf = (clause: string) => {
    const reading = read(clause, scope.mentions, scope.now, scope.index.lexicon);
    const book = readBook(reading, scope.index.book);
    return starting.some(refersToThem) && book.unused.length === 0 && listCall(reading, book, scope.index) !== undefined;
  };
  const asking =
    starting.length > 0
      ? telling.filter((clause) => starting.includes(clause) || names(clause) || isSaid(clause) || isSpokenOf(clause))
      : telling.filter((clause) => !onlyTells(clause, scope) && opens(clause, scope.index));
  if (asking.length === 0 || clauses.length > 12) return single(question, scope, before);
  const [first = ''] = asking;
  // What follows a command is what it says.
  const said = isQuestion(first) ? first : question.slice(Math.max(0, question.indexOf(first)));
  if (asking.length === 1) return inContext(said, whole, scope, question, before);
  const calls: PlannedCall[] = [];
  const unused: string[] = [];
  let { focus } = scope.mentions;
  let refused: Understood | undefined;
  for (const said of asking.slice(0, MAX_CLAUSES)) {
    const clause = withOwner(said, whole, startsWish(said));
    const same = ofThose(clause, calls, scope);
    if (same) {
      calls.push(...same);
      continue;
    }
    const here = { ...scope, mentions: { ...scope.mentions, focus } };
    const understood = ofOnly(clause, inContext(clause, whole, here, clause, before), whole, here);
    if ('ask' in understood) {
      // "…, who is it": what tells nothing asks for nothing more.
      if (calls.length > 0 && words(clause).every((word) => isNoise(word) || isConnecting(word))) continue;
      // "…, and how likely is it": of what may be meant, what is asked already is.
      if (
        understood.nearest.length < 4 &&
        understood.nearest.slice(0, 2).some(({ route }) => calls.some(({ name }) => name === route.tool.name))
      )
        continue;
      // What is asked twice over is answered as one where it can be; else what was not understood is named beside the rest.
      if (isQuestion(clause) || asking.length > 2) {
        const whole = single(question, scope, before, understood);
        if ('calls' in whole && whole.unused.length === 0) return whole;
      }
      unused.push(clause);
      refused ??= understood;
      continue;
    }
    calls.push(...understood.calls);
    unused.push(...understood.unused);
    const [account] = scope.mentions.accounts.filter(({ name }) =>
      understood.calls.some((call) => Object.values(call.arguments).includes(name)),
    );
    if (account) focus = { account: { id: account.id, name: account.name } };
  }
  return calls.length > 0 ? { calls: withoutRepeated(calls), unused } : single(question, scope, before, refused);
}

/** "Lisa ran a workshop for us": it begins as what somebody did, and no tool is asked so: "Lisa agreed to the reference" is recorded. */
function onlyTells(clause: string, scope: Scope): boolean {
  const { contacts, named } = read(clause, scope.mentions, scope.now, scope.index.lexicon);
  const begins = contacts.length > 0 && named.some(({ from }) => from === clause.search(/[\p{L}\p{N}]/u));
  return begins && (rank(clause, scope)[0]?.score ?? 0) < CLOSE;
}

/** "Write to the champion of Acme and thank her": what is joined is said to the same reader, in the same note. */
function isOneLetter(question: string, scope: Scope): boolean {
  const found = SAME_READER.exec(question);
  const [joint, index] = [found?.[0] ?? '', found?.index ?? 0];
  const head = question.slice(0, index);
  const rest = read(question.slice(index + joint.length), scope.mentions, scope.now, scope.index.lexicon);
  if (joint === '' || isQuestion(head) || rest.accounts.length + rest.contacts.length + rest.unknownNames.length > 0) return false;
  const [best] = rank(head, scope);
  return (
    best !== undefined &&
    best.score >= FITS &&
    isLetter(best.route.slots) &&
    best.route.openings.has(scope.index.lexicon.conceptOf(openingOf(head)))
  );
}
const SAME_READER =
  /,?\s+(?:and|und|et|y)\s+(?=(?:(?:propose|suggest)\s+(?:an?|to)|(?:thank|congratulate|invite|remind|ask|tell|let|apologi[sz]e to|say sorry to|propose|offer)\s+(?:him|her|them)|(?:bedanke?|danke?|gratulier\w*|erinner\w*|frage?|sage?|lade?)\s+(?:dich bei\s+)?(?:ihm|ihr|ihnen|ihn|sie)|(?:remercie|f[ée]licite|invite|rappelle|demande|dis)-(?:le|la|les|lui|leur)|(?:agrad[ée]ce|fel[ií]cita|inv[ií]ta|recu[ée]rda|preg[uú]nta|di)(?:le|les|la|lo|las|los))(?!\p{L}))/iu;

/** Several acts of one message, each of the account that is spoken of; undefined where one of them is not understood. */
function eachOf(acts: readonly string[], whole: Reading, scope: Scope, before?: PastTurn): Understood | undefined {
  const { mentions } = scope;
  const [home] = mentions.contacts.flatMap(({ accountId, accountName }) => (accountId ? [{ id: accountId, name: accountName }] : []));
  const [account = home] = mentions.accounts;
  const focus =
    whole.accounts.length > 1 || !account ? mentions.focus : { ...mentions.focus, account: { id: account.id, name: account.name } };
  const understood = acts.map((act) => single(act, { ...scope, mentions: { ...mentions, focus } }, before));
  const calls = understood.flatMap((each) => ('calls' in each ? each.calls : []));
  const unused = understood.flatMap((each) => ('calls' in each ? each.unused : []));
  return understood.every((each) => 'calls' in each) ? { calls, unused } : undefined;
}

/** "My accounts with NPS below 0 and renewal within 6 months": several conditions, all of them understood, on the same accounts. */
function isOneList(whole: Reading, index: Index): boolean {
  const book = readBook(whole, index.book);
  return book.conditions.length > 1 && book.unused.length === 0 && listCall(whole, book, index) !== undefined;
}

/** Several metrics of the accounts named, and nothing else. */
function areFigures(whole: Reading, index: Index): boolean {
  const book = readBook(whole, index.book);
  return book.named.length > 1 && whole.accounts.length > 0 && figureCall(whole, book, index) !== undefined;
}

/** "…, and how much is that": of the accounts of the wish before. */
function ofThose(clause: string, calls: readonly PlannedCall[], { mentions, now, index }: Scope): PlannedCall[] | undefined {
  const [last] = calls.slice(-1);
  const ofOne = [last?.arguments.accounts ?? ['', '']].flat().length < 2;
  return last && !ofOne && refersToThem(clause)
    ? ofSelected(clause, read(clause, mentions, now, index.lexicon), notYetAnswered([last]), index)
    : undefined;
}

/** "I worry about Acme. What's the risk?": of the one account named rather than of all. */
function ofOnly(clause: string, understood: Understood, { accounts: [only, ...others], ambiguous }: Reading, scope: Scope): Understood {
  const { mentions, now, index } = scope;
  const reading = read(clause, mentions, now, index.lexicon);
  const { accounts, contacts, unknownNames, regions, owner } = reading;
  const named = accounts.length + contacts.length + unknownNames.length + regions.length > 0 || owner !== undefined;
  if (!only || others.length + ambiguous.length > 0 || named || asksForAccounts(reading, index)) return understood;
  const isOfIt = ({ arguments: given }: PlannedCall) => Object.values(given).flat().includes(only);
  const reads = ({ name }: PlannedCall) =>
    [...index.routes, index.list, index.sums].some((route) => route?.tool.name === name && route.tool.access === 'read');
  if ('calls' in understood && understood.calls.some((call) => isOfIt(call) || !reads(call))) return understood;
  const told = single(`${clause.trim().replace(/[?!.\s]+$/, '')} at ${only}?`, scope);
  const most = 'calls' in understood ? understood.unused.length : 0;
  return 'calls' in told && told.calls.every((call) => isOfIt(call) && reads(call)) && told.unused.length <= most ? told : understood;
}

/** "Lucy's accounts and her average health": of the one colleague named; "my red accounts and renewals in May": all of it mine. */
function withOwner(clause: string, { colleagues: [only, ...others], contacts, owner }: Reading, starts: boolean): string {
  if (owner === 'mine' && !starts && !words(clause).some((word) => isOf(word, 'mine'))) return `my ${clause}`;
  if (!only || others.length + contacts.length > 0) return clause;
  return clause.replace(/\b(?:her|his|their)\b(?=\s+\p{L})/iu, `${only.said}’s`);
}

/** "Just spoke to Lisa, she wants SSO and is happy": all of it is what happened, and nothing in it a wish of its own. */
function isTold(question: string, scope: Scope): boolean {
  if (asksToKnow(question, scope) || question.includes('?')) return false;
  const [best] = rank(question, scope);
  if (!best || best.score < FITS || best.route.tool.access === 'read') return false;
  const opening = scope.index.lexicon.conceptOf(openingOf(question));
  return best.route.openings.has(opening) && best.route.slots.some(({ kind, required }) => kind === 'text' && required);
}

/** "Just spoke to them, I call Acme commit": what is to be done after what happened. */
const wishAfter = (question: string, scope: Scope): string | undefined =>
  question
    .split(/[,;.]\s+/)
    .slice(1)
    .filter((clause) => !SUBORDINATE.test(clause))
    .find((clause) => rank(clause, scope).some(({ route: { tool }, score }) => tool.access === 'act' && score >= CLOSE));

/** "…, dass wir morgen anrufen": what is said, not what is wished. */
const SUBORDINATE = /^\W*(?:that|dass|que|qu['’]|ob|whether|because|weil|parce|porque)(?!\p{L})/iu;

/** "When did we last meet, and what was said": what only asks less of the same is asked already. */
const withoutRepeated = (calls: readonly PlannedCall[]): PlannedCall[] =>
  calls.filter((call, at) => {
    const said = saidIn(call);
    const within = (other: PlannedCall) =>
      other.name === call.name && said.every(([name, value]) => isDeepStrictEqual(other.arguments[name], value));
    return !calls.some((other, index) => index !== at && within(other) && (saidIn(other).length > said.length || index < at));
  });

/** Whether a clause is a question about an account it names. */
const aboutAccount = (best: Candidate | undefined): boolean => best?.route.tool.access === 'read' && best.reading.accounts.length > 0;

const saidIn = (call: PlannedCall) => Object.entries(call.arguments).filter(([, value]) => value !== null && value !== undefined);

/** One wish among other sentences: whom these name is whom it is about, where it names nobody. */
function inContext(clause: string, whole: Reading, scope: Scope, fallback: string, before?: PastTurn): Understood {
  const { mentions } = scope;
  const reading = read(clause, mentions, scope.now, scope.index.lexicon);
  const [only] = mentions.accounts;
  // "Acme and Globex: which is healthier?" is about both.
  if (whole.accounts.length > 1 && reading.accounts.length === 0 && clause !== fallback) {
    const both = single(fallback, scope, before);
    if ('calls' in both && both.unused.length === 0) return both;
  }
  const alone = only && whole.accounts.length === 1 && reading.accounts.length === 0;
  // "Acme: any news?" is about Acme, and nothing that takes no account.
  const heading =
    alone && clause !== fallback
      ? read(fallback.slice(0, Math.max(0, fallback.indexOf(clause))), mentions, scope.now, scope.index.lexicon)
      : undefined;
  if (heading && heading.accounts.length > 0 && isBare(heading)) return single(fallback.replace(/\s*[:,;–-]+\s/u, ' '), scope, before);
  const [person, ...others] = mentions.contacts;
  // "Lisa ran a workshop for us. Can you thank her?"
  const contact = person && others.length === 0 ? { contact: { id: person.id, name: person.name } } : {};
  const about = alone && { ...mentions, focus: { ...mentions.focus, ...contact, account: { id: only.id, name: only.name } } };
  const understood = single(clause, about ? { ...scope, mentions: about } : scope, before);
  if ('calls' in understood || clause === fallback) return understood;
  const together = single(fallback, scope, before);
  return 'calls' in together ? together : understood;
}

/** Whether a clause begins as a wish does; as a verb does, where what may be a metric or a value is left out. */
const opens = (clause: string, { routes, lexicon, book }: Index, as?: 'verb'): boolean => {
  const opening = lexicon.conceptOf(openingOf(clause));
  if (
    as &&
    (book.metrics.some(({ parts }) => parts[0] === opening) ||
      book.filters.some(({ values }) => values.some(({ parts }) => parts.includes(opening))))
  )
    return false;
  return routes.some(({ openings }) => openings.has(opening));
};
