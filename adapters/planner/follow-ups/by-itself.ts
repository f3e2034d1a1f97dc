import { words } from '../../../models/kit/name-keys.ts';
import { asksForAccounts } from '../book/accounts.ts';
import { readBook } from '../book/question.ts';
import { SAME } from '../one-wish.ts';
import { isElliptic } from '../reading/clauses.ts';
import type { Reading } from '../reading/reading.ts';
import { rank, type Scope } from '../routing/rank.ts';
import { wishes } from '../wishes.ts';
import { isOf } from '../words/grammar.ts';
import { asksOfList, refersBack } from './of-those.ts';

/** "Only those", "by region", "also retail", "sort by ARR": what is said so needs what was said before. */
const needsOther = (question: string): boolean => isElliptic(question) || isOf(words(question)[0] ?? '', 'also', 'by', 'page', 'not');

/**
 * Whether a question is no continuation, though its words would fit the answer before: what is asked so word for word and of
 * no account, and, where a conversation begins, what says itself which accounts and which figure it is about.
 */
export function isByItself(question: string, own: Reading, scope: Scope): boolean {
  const { index, mentions } = scope;
  if (needsOther(question)) return false;
  const ofBook = (name: string | undefined) => name === index.list?.tool.name || name === index.sums?.tool.name;
  const [first] = rank(question, scope);
  const ofNone = first && !first.route.slots.some(({ kind, required }) => kind === 'account' && required);
  if (first && ofNone && first.score >= SAME && first.unread.length === 0 && !ofBook(first.route.tool.name)) return true;
  if (!mentions.focus.elsewhere || own.refersToAccount || refersBack(question, own, index)) return false;
  const book = readBook(own, index.book);
  // "Which is biggest?" asks of a list; "top 5 by churn risk" says how many of whom.
  if (asksOfList(own, book, index) && book.limit === undefined) return false;
  const alone = wishes(question, scope);
  if (!('calls' in alone) || alone.unused.length > 0) return false;
  return alone.calls.every(({ name }) => !ofBook(name)) || book.named.length > 0 || asksForAccounts(own, index);
}
