import { readBook } from '../book/question.ts';
import { CLOSE, SAME } from '../one-wish.ts';
import { isElliptic, isShort, ONLY_SO } from '../reading/clauses.ts';
import { isOnlyTime, read } from '../reading/reading.ts';
import { cannot, type Understood } from '../replies/ask-back.ts';
import { rank, type Scope } from '../routing/rank.ts';
import { wishes } from '../wishes.ts';
import { secondOpinion } from '../wording/second-opinion.ts';
import { isOf } from '../words/grammar.ts';
import { isByItself } from './by-itself.ts';
import { lastAnswered, type PastTurn } from './conversation.ts';
import { corrected } from './corrected.ts';
import { followUp, saying } from './follow-up.ts';
import { forApproval, goAhead } from './go-ahead.ts';
import { keptOn } from './kept-on.ts';
import { merged } from './merged.ts';
import { listedAgain, narrowed } from './narrowing.ts';
import { nextTo } from './next-to.ts';
import { ofAccount } from './of-account.ts';
import { ofColleague } from './of-colleague.ts';
import { asksOfList, asksWhichAccounts, listing, ofSelected, refersBack, sameBook } from './of-those.ts';
import { ofOneListed } from './one-of-list.ts';
import { ofWaiting } from './waiting.ts';

/** What a message asks for in its thread: as what continues the answer before, where it does, else by itself. */
export function inThread(question: string, before: PastTurn | undefined, scope: Scope): Understood {
  const { mentions, index, now } = scope;
  const theirs = ofColleague(question, before, scope);
  if (theirs) return inThread(theirs.question, before, theirs.scope);
  const moved = nextTo(question, before, now);
  if (moved === null) return cannot('I do not know which time that is next to.', [], scope);
  if (moved) return inThread(moved, before, scope);
  const meant = before && corrected(question);
  if (meant) return inThread(meant, before, scope);
  const [, but] = (before && SAME_BUT.exec(question)) ?? [];
  if (but) return inThread(`and ${but}`, before, scope);
  const own = read(question, mentions, now, index.lexicon);
  const waits = before && (goAhead(question, before, own, scope) ?? forApproval(question, before, own, scope));
  if (waits) return waits;
  const waiting = ofWaiting(own, index);
  if (waiting) return { calls: waiting, unused: [] };
  const continues = before && !isByItself(question, own, scope) ? before : undefined;
  const again =
    (continues && followUp(question, continues, mentions, index, now)) ??
    saying(question, read(question, mentions, now, index.lexicon), index);
  const ofAccounts = again?.every(({ name }) => name === index.list?.tool.name || name === index.sums?.tool.name);
  if (again && !ofAccounts) return { calls: again, unused: [] };
  const narrower = again ? { calls: again, unused: [] } : continues && narrows(question, continues, scope);
  // "And next week?", of what is on no day.
  const dated = (said: string) => readBook(read(said, mentions, now, index.lexicon), index.book).named.some(({ unit }) => unit === 'date');
  if (before && before.calls.length > 0 && !narrower && isOnlyTime(read(question, mentions, now, index.lexicon)) && !dated(before.question))
    return secondOpinion(question, { ...cannot('I cannot tell that for another time.', [], scope), open: true }, before, scope);
  const asked = (said: string, here: Scope) => wishes(said, here, before);
  const understood = narrower ?? ofAccount(question, asked(question, scope), before, scope, asked);
  const continued =
    ofOneListed(question, understood, before, scope, asked) ??
    ('ask' in understood && !mentions.focus.elsewhere ? merged(question, before, scope, asked) : undefined) ??
    understood;
  const settled = secondOpinion(question, continued, before, scope);
  return 'calls' in settled && !mentions.focus.elsewhere ? { ...settled, calls: keptOn(settled.calls, question, before, scope) } : settled;
}

/** "Same but per industry": the answer before, with what follows. */
const SAME_BUT =
  /^\W*(?:(?:the )?same(?: thing| question| list| one)?|das(?:selbe| gleiche)|la m[êe]me chose|pareil|lo mismo)[\s,]+(?:but|just|only|aber|nur|mais|pero)\s+(\S.*)$/isu;

/** What is left of an answer, and nothing else. */
const SELECTS = /^\W*(?:only|just|nur|seulement|solo|uniquement)\b/i;

/** "Only those over 50k", "any in Europe", "which is biggest": of the answer before, by whatever tells it apart. */
function narrows(question: string, before: PastTurn, scope: Scope): Understood | undefined {
  const { index, mentions, now } = scope;
  const own = read(question, mentions, now, index.lexicon);
  const book = readBook(own, index.book);
  const of = asksOfList(own, book, index) ? listing(before, book.sums ? 1 : 2) : undefined;
  const those = refersBack(question, own, index) ? ofSelected(question, own, before, index) : undefined;
  if (those) return { calls: those, unused: [] };
  if (asksWhichAccounts(own, index)) return cannot('I do not know which accounts those are.', [], scope);
  // "Which are stuck?", of a list whose tool knows that.
  const told = !of && isShort(question) && listing(before) && before.listed ? narrowed(own, before, scope) : undefined;
  if (told && (rank(question, scope)[0]?.score ?? 0) < SAME) return { calls: told, unused: [] };
  // What came to nothing in between takes nothing away.
  const past = before.calls.length === 0 ? lastAnswered(before) : undefined;
  const same = past && isShort(question) ? sameBook(question, own, past, index) : undefined;
  if (same) return { calls: same, unused: [] };
  // "Sort by ARR", of a list.
  const [opening] = own.words;
  const sorted =
    listing(before) && isShort(question) && isOf(opening?.word ?? '', 'by') ? ofSelected(question, own, before, index) : undefined;
  if (sorted) return { calls: sorted, unused: [] };
  if (!of && !isElliptic(question)) return undefined;
  const selects = SELECTS.test(question) || ONLY_SO.test(question);
  if (selects && before.calls.length === 0 && !lastAnswered(before)) return cannot('I do not know which those are.', [], scope);
  const [alone] = selects ? [] : rank(question, scope);
  if (alone && alone.score >= (of ? SAME : CLOSE) && alone.unread.length === 0) return undefined;
  const turn = of ?? (selects ? listing(before) : undefined) ?? before;
  // Of tasks the oldest is no account, and of deals those over 50k are none.
  const ofAccounts = turn.listed === undefined || turn.listed.of === 'accounts';
  const calls =
    narrowed(own, turn, scope) ?? ofSelected(question, own, turn, index) ?? (ofAccounts ? listedAgain(question, turn, scope) : undefined);
  if (calls) return { calls, unused: [] };
  return of || (selects && !ofAccounts) ? { ...cannot('I cannot tell that of what was listed.', [], scope), open: true } : undefined;
}
