import type { Mentions, ModelRequest, ToolSpec } from '../../bot/model-port.ts';
import { readToolContent } from '../../bot/tool-content.ts';
import type { Choice } from '../../bot/turn/types.ts';
import { readBook } from './book/question.ts';
import { type PastTurn, split } from './follow-ups/conversation.ts';
import { followUp, saying } from './follow-ups/follow-up.ts';
import { goAhead } from './follow-ups/go-ahead.ts';
import { listedAgain, narrowed } from './follow-ups/narrowing.ts';
import { nextTo } from './follow-ups/next-to.ts';
import { ofRows } from './follow-ups/of-rows.ts';
import { asksOfList, listing, ofSelected, refersBack } from './follow-ups/of-those.ts';
import { picked } from './follow-ups/picked.ts';
import { named } from './follow-ups/that-account.ts';
import { ofWaiting } from './follow-ups/waiting.ts';
import { CLOSE, SAME } from './one-wish.ts';
import { isElliptic, withoutPasted, withoutReminder } from './reading/clauses.ts';
import { isOnlyTime, read } from './reading/reading.ts';
import { choicesOf, FITS, MAX_CHOICES, type PlannedCall, refusal, type Understood } from './replies/ask-back.ts';
import { helpText, smallTalkOf } from './replies/help.ts';
import { replyFrom } from './replies/reply.ts';
import { type Candidate, rank, type Scope } from './routing/rank.ts';
import { type Index, indexTools } from './routing/route.ts';
import { wishes } from './wishes.ts';
import { languageNote } from './words/language.ts';

/** What to do next: run tools, or say something, with what may be asked instead. */
export type Plan = { calls: PlannedCall[] } | { text: string; choices: Choice[] };

/** Decides what a request needs, from the tools' own words and schemas. Pure: the same request and day give the same plan. */
export function plan(request: ModelRequest, now: Date, indexOf: (tools: ToolSpec[]) => Index = indexTools): Plan {
  const { question, results, before } = split(request.messages);
  const own = new Set(request.tools.map(({ name }) => name));
  const { mentions, known } = request;
  const owns = /\((?:[^)]*,\s*)?(?:csm|ae)\b/.test(request.situation ?? '');
  const scope = { mentions, index: indexOf(known ?? request.tools), now, owns, ...(known ? { own } : {}) };
  if (request.tools.length === 0)
    return results.length > 0
      ? { text: replyFrom(question, results), choices: leadsNowhere(results) ? nearby(rank(question, scope)) : [] }
      : { text: 'I could not settle this with my tools. Ask for one account or one thing at a time.', choices: [] };
  const talk = results.length === 0 && smallTalkOf(question);
  if (talk)
    return next(question, { ...refusal('', [], scope), ask: helpText(request.tools, talk), ...(talk === 'thanks' ? { choices: [] } : {}) });
  const understood = orByName(understand(question, before, scope), question, before, scope);
  return results.length > 0 ? told(question, results, understood, scope) : next(question, understood);
}

/** "How healthy is target": what was not understood to the last word is, where that word is a customer's name. */
function orByName(understood: Understood, question: string, before: PastTurn | undefined, scope: Scope): Understood {
  const { perhaps = [] } = scope.mentions;
  const left = perhaps.filter(({ said }) => 'ask' in understood || understood.unused.includes(said));
  if (left.length === 0) return understood;
  const named = understand(question, before, {
    ...scope,
    mentions: { ...scope.mentions, accounts: left.map((each) => ({ ...each, meant: true as const })) },
  });
  const about = (call: PlannedCall) =>
    left.some(({ id, name }) =>
      Object.values(call.arguments)
        .flat()
        .some((value) => value === id || value === name),
    );
  return 'calls' in named && named.unused.length === 0 && named.calls.every(about) ? named : understood;
}

const next = (question: string, understood: Understood): Plan =>
  'calls' in understood ? { calls: understood.calls } : { text: withNote(understood.ask, question), choices: understood.choices };

/** What came of the calls, with what of the question was not used and what may have been meant instead. */
function told(question: string, results: Parameters<typeof replyFrom>[1], understood: Understood, scope: Scope): Plan {
  const { unused = [], instead } = 'calls' in understood ? understood : {};
  const choices = leadsNowhere(results) ? nearby(rank(question, scope)) : nearby(instead, MOST_INSTEAD);
  return { text: replyFrom(question, results, unused), choices };
}

/** What may be asked instead: only what is near, about the same account. */
function nearby(ranked: readonly Candidate[] = [], most = MAX_CHOICES): Choice[] {
  const near = ranked.filter(({ route, score }) => route.tool.access === 'read' && score > FITS / 2);
  return choicesOf(near, near[0]?.reading).slice(0, most);
}
const MOST_INSTEAD = 2;

/** Whether nothing was found and nothing offered instead. */
const leadsNowhere = (results: readonly { content: string }[]): boolean =>
  results.every(({ content }) => {
    const read = readToolContent(content);
    return read && !read.ok && read.choices.length === 0;
  });

function understand(said: string, before: PastTurn | undefined, scope: Scope): Understood {
  const own = withoutReminder(withoutPasted(said));
  const pasted = own === said.trim() ? undefined : pastedAbout(own, scope.mentions);
  if (pasted) return understand(own, before, { ...scope, mentions: { ...scope.mentions, focus: pasted } });
  if (own === '') return refusal('I do not act on pasted text. Say in your own words what you want to know.', [], scope);
  const pointed = named(own, scope);
  if (pointed && !('question' in pointed)) return pointed;
  if (pointed) return understand(pointed.question, before, { ...scope, mentions: pointed.mentions });
  const pick = before && picked(own, before, read(own, scope.mentions, scope.now, scope.index.lexicon).named);
  if (pick === null) return refusal('No list here has that place. I can answer questions like:', [], scope);
  return pick
    ? ofRows(pick, before, scope, (question, here) => inConversation(question, before, here))
    : inConversation(own, before, scope);
}

function inConversation(question: string, before: PastTurn | undefined, scope: Scope): Understood {
  const { mentions, index, now } = scope;
  const moved = nextTo(question, before, now);
  if (moved === null) return refusal('I do not know which time that is next to. I can answer questions like:', [], scope);
  if (moved) return inConversation(moved, before, scope);
  const waits = before && goAhead(question, before, read(question, mentions, now, index.lexicon), scope);
  if (waits) return waits;
  const waiting = ofWaiting(read(question, mentions, now, index.lexicon), index);
  if (waiting) return { calls: waiting, unused: [] };
  const again =
    (before && followUp(question, before, mentions, index, now)) ?? saying(question, read(question, mentions, now, index.lexicon), index);
  if (again) return { calls: again, unused: [] };
  const narrower = before && narrows(question, before, scope);
  // "And next week?", of what is on no day.
  const dated = (said: string) => readBook(read(said, mentions, now, index.lexicon), index.book).named.some(({ unit }) => unit === 'date');
  if (before && before.calls.length > 0 && !narrower && isOnlyTime(read(question, mentions, now, index.lexicon)) && !dated(before.question))
    return refusal('I cannot tell that for another time. I can answer questions like:', [], scope);
  return narrower ?? wishes(question, scope, before);
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

/** What is left of an answer, and nothing else. */
const SELECTS = /^\W*(?:only|just|nur|seulement|solo|uniquement)\b/i;

/** "Only those over 50k", "any in Europe", "which is biggest": of the answer before, by whatever tells it apart. */
function narrows(question: string, before: PastTurn, scope: Scope): Understood | undefined {
  const { index, mentions, now } = scope;
  const own = read(question, mentions, now, index.lexicon);
  const of = asksOfList(own, readBook(own, index.book), index) ? listing(before) : undefined;
  const those = refersBack(question, own, index) ? ofSelected(question, own, before, index) : undefined;
  if (those) return { calls: those, unused: [] };
  if (!of && !isElliptic(question)) return undefined;
  const selects = SELECTS.test(question);
  const [alone] = selects ? [] : rank(question, scope);
  if (alone && alone.score >= (of ? SAME : CLOSE) && alone.unread.length === 0) return undefined;
  const turn = of ?? (selects ? listing(before) : undefined) ?? before;
  // Of tasks the oldest is no account, and of deals those over 50k are none.
  const ofAccounts = turn.listed === undefined || turn.listed.of === 'accounts';
  const calls =
    narrowed(own, turn, scope) ?? ofSelected(question, own, turn, index) ?? (ofAccounts ? listedAgain(question, turn, scope) : undefined);
  if (calls) return { calls, unused: [] };
  return of || (selects && !ofAccounts)
    ? refusal('I cannot tell that of what was listed. I can answer questions like:', [], scope)
    : undefined;
}

function withNote(text: string, question: string): string {
  const note = languageNote(question);
  return note ? `${text}\n\n${note}` : text;
}
