import type { Mentions, ModelRequest, ToolSpec } from '../../bot/model-port.ts';
import { readToolContent } from '../../bot/tool-content.ts';
import type { Choice } from '../../bot/turn/types.ts';
import { inOneLanguage, ofDraft } from './drafts/of-draft.ts';
import { type PastTurn, split, toolBefore } from './follow-ups/conversation.ts';
import { inThread } from './follow-ups/in-thread.ts';
import { ofRows } from './follow-ups/of-rows.ts';
import { ofOneListed } from './follow-ups/one-of-list.ts';
import { picked } from './follow-ups/picked.ts';
import { named } from './follow-ups/that-account.ts';
import { withoutPasted, withoutReminder } from './reading/clauses.ts';
import { read } from './reading/reading.ts';
import { cannot, choicesOf, FITS, MAX_CHOICES, type PlannedCall, refusal, type Understood } from './replies/ask-back.ts';
import { credited } from './replies/credited.ts';
import { helpText, smallTalkOf } from './replies/help.ts';
import { replyFrom } from './replies/reply.ts';
import { type Candidate, rank, type Scope } from './routing/rank.ts';
import { type Index, indexTools } from './routing/route.ts';
import { nearer } from './wording/nearer.ts';
import { languageNote } from './words/language.ts';

/** What to do next: run tools, or say something, with what may be asked instead. */
export type Plan = { calls: PlannedCall[] } | { text: string; choices: Choice[] };

/** Decides what a request needs, from the tools' own words and schemas. Pure: the same request and day give the same plan. */
export function plan(request: ModelRequest, now: Date, indexOf: (tools: ToolSpec[]) => Index = indexTools): Plan {
  const { question, results, before } = split(request.messages);
  const own = new Set(request.tools.map(({ name }) => name));
  const { mentions, known, owns = false } = request;
  const scope = {
    mentions,
    index: indexOf(known ?? request.tools),
    now,
    owns,
    after: toolBefore(before, mentions),
    ...(known ? { own } : {}),
  };
  if (request.tools.length === 0)
    return results.length > 0
      ? { text: replyFrom(question, results), choices: leadsNowhere(results) ? nearby(rank(question, scope)) : [] }
      : { text: 'I could not settle this with my tools. Ask for one account or one thing at a time.', choices: [] };
  const talk = results.length === 0 && smallTalkOf(question);
  if (talk)
    return next(question, { ...refusal('', [], scope), ask: helpText(request.tools, talk), ...(talk === 'thanks' ? { choices: [] } : {}) });
  const understood = inOneLanguage(orByName(understand(question, before, scope), question, before, scope), question, scope);
  if (results.length > 0) return told(question, results, understood, scope);
  return next(question, 'ask' in understood ? nearer(understood, question, before, scope) : understood);
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
  const near = ranked.filter(({ route, likeness }) => route.tool.access === 'read' && likeness > FITS / 2);
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
  const praise = credited(own, scope);
  if (praise) return praise;
  const edited = before && ofDraft(own, before, scope);
  if (edited) return edited;
  const pointed = named(own, scope);
  if (pointed && !('question' in pointed))
    return ofOneListed(own, pointed, before, scope, (question, here) => inThread(question, before, here)) ?? pointed;
  if (pointed) return understand(pointed.question, before, { ...scope, mentions: pointed.mentions });
  const pick = before && picked(own, before, read(own, scope.mentions, scope.now, scope.index.lexicon).named);
  if (pick === null) return cannot('No list here has that place.', [], scope);
  return pick ? ofRows(pick, before, scope, (question, here) => inThread(question, before, here)) : inThread(own, before, scope);
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

function withNote(text: string, question: string): string {
  const note = languageNote(question);
  return note ? `${text}\n\n${note}` : text;
}
