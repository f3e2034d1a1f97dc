import { isDeepStrictEqual } from 'node:util';
import type { Mentions, ModelRequest, ToolSpec } from '../../bot/model-port.ts';
import { readToolContent } from '../../bot/tool-content.ts';
import type { Choice } from '../../bot/turn/types.ts';
import { words } from '../../models/kit/name-keys.ts';
import { askFor, choicesOf, FITS, notUnderstood, type PlannedCall, refusal, type Understood, which } from './ask-back.ts';
import { clausesOf, isQuestion, openingOf, withoutPasted } from './clauses.ts';
import { type PastTurn, split } from './conversation.ts';
import { fill } from './fill.ts';
import { followUp, saying, withListed } from './follow-up.ts';
import { goAhead } from './go-ahead.ts';
import { askedBy, isConnecting, isNoise, isOf } from './grammar.ts';
import { helpText, smallTalkOf } from './help.ts';
import { languageNote } from './language.ts';
import { isElliptic, listedAgain, narrowed } from './narrowing.ts';
import { figureCall, idleIn, listCall } from './plan-accounts.ts';
import { readBook } from './portfolio.ts';
import { asksToKnow, type Candidate, isLetterInWords, isNoteInWords, isOwn, meant, rank, type Scope } from './rank.ts';
import { isBare, type Reading, read } from './reading.ts';
import { replyFrom } from './reply.ts';
import { type Index, indexTools } from './route.ts';

/** What to do next: run tools, or say something, with what may be asked instead. */
export type Plan = { calls: PlannedCall[] } | { text: string; choices: Choice[] };

/** From this on a question is what a tool's own examples ask. */
const CLOSE = 0.64;
/** Below this a question about accounts that is understood to the last word is no other. */
const NEARLY_SAME = 0.72;
/** From this on it is one of them, word for word. */
const SAME = 0.9;
/** Two tools nearer than this to each other are asked about. */
const MARGIN = 0.015;
/** From this on a tool may be meant, where the next is further away than this. */
const FAINT = 0.2;
const ALONE = 0.14;
const MOST_UNREAD = 0.6;
/** From this on a word or two may go unread. */
const SURE = 0.5;
/** The same of what asks to know: to show it does no harm. */
const SURE_ASKED = 0.46;
/** More of a question than this share unread, and it is another question. */
const MAX_UNREAD = 0.5;
const FIGURES = /^x(number|money|percent|span|date)$/;
const MAX_ACCOUNTS = 4;
const MAX_CLAUSES = 4;
const MOST_NAMED = 6;

/** Decides what a request needs, from the tools' own words and schemas. Pure: the same request and day give the same plan. */
export function plan(request: ModelRequest, now: Date, indexOf: (tools: ToolSpec[]) => Index = indexTools): Plan {
  const { question, results, before } = split(request.messages);
  const own = new Set(request.tools.map(({ name }) => name));
  const scope = { mentions: request.mentions, index: indexOf(request.known ?? request.tools), now, ...(request.known ? { own } : {}) };
  if (results.length > 0) {
    const understood = request.tools.length > 0 ? understand(question, before, scope) : undefined;
    return {
      text: replyFrom(question, results, understood && 'calls' in understood ? understood.unused : []),
      choices: leadsNowhere(results) ? nearby(question, scope) : [],
    };
  }
  if (request.tools.length === 0)
    return { text: 'I could not settle this with my tools. Ask for one account or one thing at a time.', choices: [] };
  const talk = smallTalkOf(question);
  if (talk) return { text: withNote(helpText(request.tools, talk), question), choices: [] };
  const understood = understand(question, before, scope);
  return 'calls' in understood ? { calls: understood.calls } : { text: withNote(understood.ask, question), choices: understood.choices };
}

/** What may be asked instead: only what is near, about the same account. */
function nearby(question: string, scope: Scope): Choice[] {
  const near = rank(question, scope).filter(({ route, score }) => route.tool.access === 'read' && score > FITS / 2);
  return choicesOf(near, near[0]?.reading);
}

/** Whether nothing was found and nothing offered instead. */
const leadsNowhere = (results: readonly { content: string }[]): boolean =>
  results.every(({ content }) => {
    const read = readToolContent(content);
    return read && !read.ok && read.choices.length === 0;
  });

function understand(said: string, before: PastTurn | undefined, scope: Scope): Understood {
  const own = withoutPasted(said);
  const pasted = own === said.trim() ? undefined : pastedAbout(own, scope.mentions);
  if (pasted) return understand(own, before, { ...scope, mentions: { ...scope.mentions, focus: pasted } });
  if (own === '') return refusal('I do not act on pasted text. Say in your own words what you want to know.', [], scope);
  const { question, name } = before ? withListed(own, before, scope.index) : { question: own };
  const mentions = name ? { ...scope.mentions, accounts: [...scope.mentions.accounts, { id: name, name, said: name }] } : scope.mentions;
  const here = { ...scope, mentions };
  const waits = before && goAhead(question, before, read(question, mentions, scope.now, scope.index.lexicon), scope.index);
  if (waits) return waits;
  const again =
    (before && followUp(question, before, mentions, scope.index, scope.now)) ??
    saying(question, read(question, mentions, scope.now, scope.index.lexicon), scope.index);
  if (again) return { calls: again, unused: [] };
  const narrowed = before && narrows(question, before, here);
  if (narrowed) return narrowed;
  return wishes(question, here, before);
}

/** Whom a pasted text is about, where the question names nobody: an account, or whose people are named. */
function pastedAbout(own: string, { accounts, contacts }: Mentions): Mentions['focus'] | undefined {
  const plain = own.toLowerCase();
  const here = ({ said, name }: { said?: string; name: string }) => plain.includes((said ?? name).toLowerCase());
  if (own === '' || [...accounts, ...contacts].some(here)) return undefined;
  const named =
    accounts.length > 0
      ? accounts
      : contacts.flatMap(({ accountId, accountName }) => ({ id: accountId ?? accountName, name: accountName }));
  const [only] = named;
  return only && named.every(({ id }) => id === only.id) ? { account: { id: only.id, name: only.name } } : undefined;
}

/** "Only those over 50k", "any in Europe": what is left of the answer before, by whatever tells it apart. */
function narrows(question: string, before: PastTurn, scope: Scope): Understood | undefined {
  if (!isElliptic(question)) return undefined;
  const { index, mentions, now } = scope;
  const [alone] = rank(question, scope);
  if (alone && alone.score >= CLOSE && alone.unread.length === 0) return undefined;
  const own = read(question, mentions, now, index.lexicon);
  const calls = narrowed(own, before, scope) ?? listedAgain(question, before, scope);
  return calls ? { calls, unused: [] } : undefined;
}

/** A message of several sentences: what of it asks for something is answered, the rest is said beside. */
function wishes(question: string, scope: Scope, before?: PastTurn): Understood {
  if (isLetterInWords(question, scope) || isNoteInWords(question, scope.index)) return single(question, scope, before);
  const whole = read(question, scope.mentions, scope.now, scope.index.lexicon);
  if (isTold(question, scope)) {
    const wish = wishAfter(question, scope);
    return wish ? inContext(wish, whole, scope, question, before) : single(question, scope, before);
  }
  // "My biggest, not churned": what is left out is no wish of its own.
  const startsWish = (clause: string) => (isQuestion(clause) && !isOf(openingOf(clause), 'not')) || opens(clause, scope.index, 'verb');
  const isSaid = (clause: string) => !words(clause).some((word) => isOf(word, 'not')) && (rank(clause, scope)[0]?.score ?? 0) >= SAME;
  const clauses = clausesOf(question, (clause) => startsWish(clause) || isSaid(clause));
  if (clauses.length < 2) return single(question, scope, before);
  // "…: no" answers; a word alone asks nothing, unless it says so.
  const telling = clauses.filter((clause) => words(clause).length > 1 || clause.endsWith('?'));
  const starting = telling.filter(startsWish);
  // "Health of Acme, open tickets there, and when do they renew": what only names something asks for it, too.
  const names = (clause: string) =>
    words(clause).length <= MOST_NAMED && opens(clause, scope.index) && aboutAccount(rank(clause, scope)[0]);
  const asking =
    starting.length > 0
      ? telling.filter((clause) => starting.includes(clause) || names(clause) || isSaid(clause))
      : telling.filter((clause) => opens(clause, scope.index));
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
    const clause = withOwner(said, whole);
    const understood = inContext(clause, whole, { ...scope, mentions: { ...scope.mentions, focus } }, clause, before);
    if ('ask' in understood) {
      // "…, who is it": what tells nothing asks for nothing more.
      if (calls.length > 0 && words(clause).every((word) => isNoise(word) || isConnecting(word))) continue;
      // One answered in part would hide that the other was not; what only tells is named.
      if (isQuestion(clause) || asking.length > 2) return single(question, scope, before, understood);
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

/** "Lucy's accounts and her average health": of the one colleague named. */
function withOwner(clause: string, { colleagues: [only, ...others], contacts }: Reading): string {
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
    .find((clause) => rank(clause, scope).some(({ route: { tool }, score }) => tool.access === 'act' && score >= CLOSE));

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
  const focus = alone ? { ...mentions.focus, account: { id: only.id, name: only.name } } : mentions.focus;
  const understood = single(clause, { ...scope, mentions: { ...mentions, focus } }, before);
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

/** One question: by grammar where it is about many accounts or one figure, else by the tool that is most like it. */
function single(question: string, scope: Scope, before?: PastTurn, failed?: Understood): Understood {
  const { index } = scope;
  const earlier = before && before.calls.length === 0 && answerTo(question, before, scope);
  if (earlier) return earlier;
  const ranked = rank(question, scope);
  const best = meant(ranked, scope);
  const reading = best?.reading ?? read(question, scope.mentions, scope.now, index.lexicon);
  const about = best && (best.route.topic.some((word) => reading.cues.has(word)) || best.score >= SAME);
  const close = about && best.score >= CLOSE && best.unread.length === 0 && callsFor(best) !== undefined;
  const book = readBook(reading, index.book);
  // "Move Acme to Diego" asks for no figure of how it moved.
  const commanded = !asksToKnow(question, scope) && commandIn(question, reading, index);
  const figure = commanded ? undefined : figureCall(reading, book, index);
  // "Open tickets at Acme" is understood to the last word as what there is; to do something has to be said as plainly.
  const writes =
    !asksToKnow(question, scope) &&
    best &&
    best.route.tool.access !== 'read' &&
    best.score >= (figure && best.score < CLOSE ? CLOSE : FITS);
  if (figure && reading.accounts.length > 1 && book.unused.length > 0) return { calls: figure, unused: [] };
  // "the technical lead at X": a value of the tool's own, not how many there are.
  const valued = figure && best && best.unread.length === 0 && best.score >= FITS && choosesValue(best);
  const list = listCall(reading, book, index);
  const told = list && Object.keys(book.filters).some((name) => name !== 'owner') && best && best.score < NEARLY_SAME;
  if ((!close || told) && !writes && !valued) {
    if (figure) return { calls: figure, unused: [] };
    if (list) return { calls: list, unused: idleIn(reading, book).map(({ said }) => said) };
  }
  if (failed) return failed;
  const empty =
    reading.features.every((feature) => feature.split(' ').every((word) => askedBy(word) !== undefined || FIGURES.test(word))) ||
    (reading.accounts.length + reading.contacts.length + reading.period.spans.length === 0 &&
      !reading.focus.account &&
      (best?.score ?? 0) < SAME &&
      reading.words.every(({ word }) => isNoise(word) || isOf(word, 'show', 'one', 'those', 'also', 'only', 'have')));
  if (
    !empty &&
    best &&
    best.score >= FITS &&
    best.share <= MAX_UNREAD &&
    (best.known > 0 || best.unread.length === 0 || best.score >= CLOSE) &&
    !speaksOfOther(best, index, asksToKnow(question, scope)) &&
    (best.unread.length === 0 || best.score >= (asksToKnow(question, scope) ? SURE_ASKED : SURE))
  ) {
    const named = (each: Candidate) => each.route.topic.some((word) => reading.cues.has(word));
    const near = (each: Candidate) => each.share <= best.share && each.score > best.score - MARGIN && named(each) === named(best);
    const alike = ranked.filter((each) => isOwn(each, scope) && near(each));
    // Of an account, what needs one is meant rather than what may take several.
    const needs =
      reading.accounts.length === 1
        ? alike.filter(({ route }) => route.slots.some(({ kind, required }) => kind === 'account' && required))
        : [];
    const nearest = needs.length > 0 ? needs : alike;
    // What needs more than was said is not what was meant, where another has all it needs.
    const ready = nearest.filter((each) => fill(each.route.slots, each.reading).missing.every(({ kind }) => kind === 'account'));
    const unclear = ready.length > 0 && ready.length < nearest.length ? ready : nearest;
    if (unclear.length > 1 && !close) return which(unclear, reading);
    const [only] = unclear;
    const instead = only && only !== best ? callsFor(only) : undefined;
    if (instead && unclear.length === 1) return { calls: instead, unused: only?.unread ?? [] };
    // What it needs is not asked for where they may not have it.
    const calls = callsFor(best) ?? (isOwn(best, scope) ? undefined : [{ name: best.route.tool.name, arguments: {} }]);
    return calls ? { calls, unused: best.unread } : askFor(best);
  }
  const calls = best && isPlain(question, ranked, scope) && callsFor(best);
  if (calls) return { calls, unused: best.unread };
  return notUnderstood(question, reading, book, ranked, scope);
}

/** Whether a message begins with a verb by which something is done, where it says what is done with it. */
function commandIn(question: string, { words: said, lexicon }: Reading, { routes, book }: Index): boolean {
  const opening = openingOf(question);
  const concept = lexicon.conceptOf(opening);
  if (said[0]?.word !== opening || isOf(opening, 'show')) return false;
  const measured = book.metrics.some(({ parts }) => parts.length === 1 && parts[0] === concept);
  return measured && routes.some(({ tool, openings }) => tool.access !== 'read' && openings.has(concept));
}

/** "Stop the playbook" is no wish to stop following, and "approve everything" none to see: of what is to be done every word that tells counts. */
function speaksOfOther({ route: { tool }, reading, unread }: Candidate, { routes, book }: Index, asks: boolean): boolean {
  if (asks) return false;
  const concepts = reading.words.filter(({ said }) => unread.includes(said)).map(({ concept }) => concept);
  return concepts.some(
    (concept) => book.plain.has(concept) || (tool.access !== 'read' && routes.some(({ topic }) => topic.includes(concept))),
  );
}

/** Far from word for word, but no other tool is anywhere near. */
function isPlain(question: string, ranked: readonly Candidate[], scope: Scope): boolean {
  const [best, next] = ranked.filter((each) => isOwn(each, scope));
  if (!best || best !== ranked[0] || best.route.tool.access !== 'read' || best.share > MOST_UNREAD || !asksToKnow(question, scope))
    return false;
  const about = best.route.topic.some((word) => best.reading.cues.has(word)) || best.reading.accounts.length > 0;
  return about && best.score >= FAINT && best.score - (next?.score ?? 0) >= ALONE;
}

const choosesValue = ({ route, reading }: Candidate): boolean => {
  const values = fill(route.slots, reading).arguments;
  return route.slots.some(({ kind, name }) => kind === 'enum' && values[name] !== null);
};

/** The answer to a question of ours completes the one before. */
function answerTo(question: string, before: PastTurn, scope: Scope): Understood | undefined {
  const reading = read(question, scope.mentions, scope.now, scope.index.lexicon);
  if (!isBare(reading)) return undefined;
  const best = meant(rank(`${before.question} ${question}`, scope), scope);
  const calls = best && best.score >= FITS && best.share <= MAX_UNREAD ? callsFor(best) : undefined;
  return calls && { calls, unused: [] };
}

/** The call, one for each account named; undefined when something required is missing. */
function callsFor({ route, reading }: Candidate): PlannedCall[] | undefined {
  const { arguments: values, missing } = fill(route.slots, reading);
  if (missing.length > 0) return undefined;
  const account = route.slots.find((slot) => slot.kind === 'account');
  if (!account || reading.accounts.length < 2) return [{ name: route.tool.name, arguments: values }];
  return reading.accounts.slice(0, MAX_ACCOUNTS).map((name) => ({ name: route.tool.name, arguments: { ...values, [account.name]: name } }));
}

function withNote(text: string, question: string): string {
  const note = languageNote(question);
  return note ? `${text}\n\n${note}` : text;
}
