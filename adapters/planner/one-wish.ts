import { asksForAccounts, figureCall, idleIn, listCall } from './book/accounts.ts';
import { leveledBy } from './book/calls.ts';
import { notKept } from './book/not-kept.ts';
import { type BookQuestion, readBook } from './book/question.ts';
import type { PastTurn } from './follow-ups/conversation.ts';
import { refersBack } from './follow-ups/of-those.ts';
import { openingOf } from './reading/clauses.ts';
import { isBare, type Reading, read, type Word } from './reading/reading.ts';
import { askFor, cannot, FITS, notUnderstood, type PlannedCall, type Understood, which } from './replies/ask-back.ts';
import { notDone } from './replies/not-done.ts';
import { fill } from './routing/fill.ts';
import { joinedValues } from './routing/fill-values.ts';
import { isLetter } from './routing/letter.ts';
import { asksToKnow, type Candidate, isLetterInWords, isNoteInWords, isOwn, meant, rank, type Scope } from './routing/rank.ts';
import type { Index } from './routing/route.ts';
import { isNote } from './routing/schema.ts';
import { learntTools } from './wording/learnt.ts';
import { askedBy, isConnecting, isNoise, isOf } from './words/grammar.ts';

/** From this on a question is what a tool's own examples ask. */
export const CLOSE = 0.64;
/** Below this a question about accounts that is understood to the last word is no other. */
const NEARLY_SAME = 0.72;
/** From this on it is one of them, word for word. */
export const SAME = 0.9;
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

/**
 * One question: by grammar where it is about many accounts or one figure, else by the tool that is asked most like it.
 */
export function single(question: string, scope: Scope, before?: PastTurn, failed?: Understood): Understood {
  const earlier = before && before.calls.length === 0 && answerTo(question, before, scope);
  if (earlier) return earlier;
  const plain = read(question, scope.mentions, scope.now, scope.index.lexicon);
  // What is written down or to somebody may speak of anything.
  const isWritten = isNoteInWords(question, scope.index) || isLetterInWords(question, scope);
  const missing = isWritten ? undefined : (notKept(plain) ?? notDone(plain));
  if (missing) return missing;
  const ranked = rank(question, scope);
  const best = meant(ranked, scope);
  const reading = best?.reading ?? read(question, scope.mentions, scope.now, scope.index.lexicon);
  const book = ofOwn(readBook(reading, scope.index.book), scope);
  const asked: Asked = { question, ranked, best, reading, book, asks: asksToKnow(question, scope) };
  const understood = byGrammar(asked, scope) ?? failed ?? (saysNothing(asked) ? undefined : byExample(asked, scope));
  if (understood) return understood;
  const calls = best && isPlain(asked, scope) && callsFor(best);
  if (calls) return { calls, unused: best.unread, instead: ranked.slice(1) };
  return notUnderstood(question, reading, book, ranked, scope);
}

/** "Who has gone quiet": to keep in touch is for whoever owns the accounts, so that their own are meant; the answer says whose they are. */
function ofOwn(book: BookQuestion, { owns }: Scope): BookQuestion {
  const chosen = Object.keys(book.filters).length + book.without.length > 0 || book.several !== undefined || book.groupBy !== undefined;
  return owns && book.level === 'days_since_contact' && !chosen ? { ...book, filters: { owner: 'mine' } } : book;
}

/** One question and what was read of it. */
interface Asked {
  question: string;
  ranked: readonly Candidate[];
  best: Candidate | undefined;
  reading: Reading;
  book: BookQuestion;
  /** It only asks to know something. */
  asks: boolean;
}

/** A figure or a list, unless a tool is asked for nearly word for word. */
function byGrammar({ question, best, reading, book, asks }: Asked, scope: Scope): Understood | undefined {
  const { index } = scope;
  const about = best && (best.route.topic.some((word) => reading.cues.has(word)) || best.score >= SAME);
  const close = about && best.likeness >= CLOSE && best.unread.length === 0 && callsFor(best) !== undefined;
  // "Move Acme to Diego" asks for no figure of how it moved.
  const commanded = !asks && book.unused.length + reading.colleagues.length > 0 && commandIn(question, reading, index);
  const figure = commanded ? undefined : figureCall(reading, book, index);
  // "Open tickets at Acme" is understood to the last word as what there is; to do something has to be said as plainly.
  const writes = !asks && best && best.route.tool.access !== 'read' && best.score >= (figure && best.score < CLOSE ? CLOSE : FITS);
  if (figure && reading.accounts.length > 0 && (reading.strangers.length > 0 || (reading.accounts.length > 1 && book.unused.length > 0)))
    return { calls: figure, unused: [] };
  // "the technical lead at X": a value of the tool's own, not how many there are.
  const valued = figure && book.named.length < 2 && best && best.unread.length === 0 && best.score >= FITS && choosesValue(best);
  const list = listCall(reading, book, index);
  // "Which of them are red", where none were spoken of: they are never everybody's.
  if (list && !reading.focus.account && refersBack(question, reading, index))
    return cannot('I do not know which accounts those are.', [], scope);
  const told =
    list &&
    best &&
    ((book.measure === 'count' && !book.groupBy && asksForAccounts(reading, index) && best.score < SAME) ||
      (book.sort?.direction && best.score < SAME && reading.words.some(({ word }) => isOf(word, 'best', 'worst'))) ||
      (book.several !== undefined && best.score < NEARLY_SAME) ||
      book.telling === 'alone' ||
      (book.telling && best.score < SAME) ||
      leveledBy(book, book.conditions) !== undefined ||
      Object.keys(book.filters).some(
        (name) => name !== 'owner' && best.score < (best.route.slots.some((slot) => slot.name === name) ? NEARLY_SAME : SAME),
      ));
  // "How much is Acme" is not how it is.
  const worth = figure && book.named.length === 0 && reading.accounts.length === 1;
  if (((close && !told) || valued) && !worth) return undefined;
  if (writes) return undefined;
  if (figure) return { calls: figure, unused: [] };
  return list && { calls: list, unused: [...idleIn(reading, book), ...reasonsAsked(reading)].map(({ said }) => said) };
}

/** "…, and why": no list or sum says so. */
const reasonsAsked = ({ words: [, ...said] }: Reading): Word[] => said.filter(({ word }) => askedBy(word) === 'why');

/** Nothing is said but small words, or an end of something that is not named: "the oldest one?". */
function saysNothing({ reading, best }: Asked): boolean {
  const isEnd = (word: string) => isOf(word, 'most', 'least', 'best', 'worst');
  const connects = ({ word }: Word) => isNoise(word) || isConnecting(word);
  const ends = reading.words.some(({ word }) => isEnd(word)) && reading.words.every((each) => isEnd(each.word) || connects(each));
  const known = (best?.score ?? 0) >= SAME;
  return (
    (ends && !known) ||
    reading.features.every((feature) => feature.split(' ').every((word) => askedBy(word) !== undefined || FIGURES.test(word))) ||
    (!known &&
      !reading.focus.account &&
      reading.accounts.length + reading.contacts.length + reading.period.spans.length === 0 &&
      reading.words.every(({ word }) => isNoise(word) || isOf(word, 'show', 'one', 'those', 'also', 'only', 'have', 'not')))
  );
}

/** The tool whose own words and examples are most like the question; two that are equally so are asked about. */
function byExample({ ranked, best, reading, asks }: Asked, scope: Scope): Understood | undefined {
  if (
    !best ||
    best.score < FITS ||
    leavesMuch(best) ||
    !(best.known > 0 || (best.unread.length === 0 && best.route.tool.access === 'read') || best.score >= CLOSE) ||
    speaksOfOther(best, scope.index, asks) ||
    (best.unread.length > 0 && best.score < (asks ? SURE_ASKED : SURE))
  )
    return undefined;
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
  const close = best.score >= CLOSE && best.unread.length === 0 && (named(best) || best.score >= SAME) && callsFor(best) !== undefined;
  if (unclear.length > 1 && !close) return which(unclear, reading);
  const [only] = unclear;
  const instead = only && only !== best ? callsFor(only) : undefined;
  if (instead && unclear.length === 1) return { calls: instead, unused: only?.unread ?? [] };
  // What it needs is not asked for where they may not have it.
  const calls = callsFor(best) ?? (isOwn(best, scope) ? undefined : [{ name: best.route.tool.name, arguments: {} }]);
  if (!calls) return askFor(best);
  return {
    calls,
    unused: best.unread,
    ...(best.unread.length > 0 ? { instead: ranked.slice(1) } : {}),
  };
}

/** Whether a message begins with a verb by which something is done, where it says what is done with it. */
function commandIn(question: string, { words: said, lexicon }: Reading, { routes, book }: Index): boolean {
  const opening = openingOf(question);
  const concept = lexicon.conceptOf(opening);
  if (said[0]?.word !== opening || isOf(opening, 'show')) return false;
  const measured = book.metrics.some(({ parts }) => parts.length === 1 && parts[0] === concept);
  return measured && routes.some(({ tool, openings }) => tool.access !== 'read' && openings.has(concept));
}

/** What stands in quotation marks is called so: of which one it is, not of what is to be done. */
const QUOTED = /["“„«][^"”“»]+["”“»]/g;

/** "Stop the playbook" is no wish to stop following, and "approve everything" none to see: of what is to be done every word that tells counts. */
function speaksOfOther(
  { route: { tool, slots, asked, openings }, reading, unread, score }: Candidate,
  { routes, book }: Index,
  asks: boolean,
): boolean {
  const plain = (each: Word) => unread.includes(each.said) && book.plain.has(each.concept);
  // "Who replies slowest": an end of something that the tool has no place for is the question itself.
  const ranks = ({ said, word }: Word) => unread.includes(said) && isOf(word, 'most', 'least', 'best', 'worst');
  if (asks) return (unread.length > 1 && reading.words.some(plain)) || (reading.accounts.length === 0 && reading.words.some(ranks));
  const opened = openingOf(reading.text);
  const opening = reading.lexicon.conceptOf(opened);
  // "Cancel my reminder" asks for none that is cancelled.
  if (
    tool.access === 'read' &&
    score < CLOSE &&
    !opened.endsWith('s') &&
    !openings.has(opening) &&
    routes.some((other) => other.tool.access === 'act' && other.openings.has(opening))
  )
    return true;
  // What is written down or written to somebody may be about anything.
  const acts = tool.access !== 'read' && !isLetter(slots) && !slots.some(({ kind, required }) => kind === 'text' && required);
  const titles = [...reading.text.matchAll(QUOTED)].map(({ index, 0: run }) => ({ from: index, to: index + run.length }));
  const named = (at: number) => titles.some(({ from, to }) => at >= from && at < to);
  // What is noted after the colon may be about anything.
  const noted = slots.some(isNote) ? reading.text.search(/:\s/) : -1;
  const left = reading.words.filter(({ said, concept, word, from }) =>
    noted >= 0 && from > noted
      ? false
      : acts
        ? !asked.has(concept) && !isNoise(word) && !isOf(word, 'yes', 'not') && !named(from)
        : unread.includes(said),
  );
  const elsewhere = (concept: string) =>
    routes.some((other) => other.topic.includes(concept) || (other.tool.access === 'act' && other.openings.has(concept)));
  return left.some(({ concept }) => book.plain.has(concept) || (acts && elsewhere(concept)));
}

/** "The go-live date": half of the question is what nobody asks the tool with. */
const leavesMuch = ({ route, share, unread }: Candidate): boolean =>
  share > MAX_UNREAD || (share === MAX_UNREAD && unread.some((said) => !learntTools().isSaid(route.tool.name, said)));

/** Far from word for word, but no other tool is anywhere near. */
function isPlain({ ranked, asks }: Asked, scope: Scope): boolean {
  const [best, next] = ranked.filter((each) => isOwn(each, scope));
  if (!best || best !== ranked[0] || best.route.tool.access !== 'read' || best.share > MOST_UNREAD || !asks) return false;
  // Nothing that is read says what is meant: "what is their profit".
  if (best.known === 0 && best.unread.length > 0 && best.reading.constraints.length === 0) return false;
  if (best.share === MAX_UNREAD && leavesMuch(best)) return false;
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
  // What changes something was asked for before, not by a name that completes it.
  const asked = best?.route.tool.access === 'read' || meant(rank(before.question, scope), scope)?.route === best?.route;
  const calls = best && asked && best.score >= FITS && best.share <= MAX_UNREAD ? callsFor(best) : undefined;
  return calls && { calls, unused: [] };
}

/** The call, one for each account named; undefined when something required is missing. */
function callsFor({ route, reading }: Candidate): PlannedCall[] | undefined {
  const { arguments: values, missing } = fill(route.slots, reading);
  if (missing.length > 0) return undefined;
  const account = route.slots.find((slot) => slot.kind === 'account');
  const names = [...reading.accounts, ...(route.tool.access === 'read' ? reading.strangers : [])];
  if (!account || names.length < 2) return eachValue({ name: route.tool.name, arguments: values }, route, reading);
  return names.slice(0, MAX_ACCOUNTS).map((name) => ({ name: route.tool.name, arguments: { ...values, [account.name]: name } }));
}

/** "Where is more growth, manufacturing or retail?": the same of each. */
function eachValue(call: PlannedCall, { tool, slots }: Candidate['route'], reading: Reading): PlannedCall[] {
  const [several] =
    tool.access === 'read'
      ? slots.map((slot) => ({ name: slot.name, values: joinedValues(slot, reading) })).filter(({ values }) => values.length > 1)
      : [];
  if (!several) return [call];
  return several.values.slice(0, MAX_ACCOUNTS).map((value) => ({ ...call, arguments: { ...call.arguments, [several.name]: value } }));
}
