import { isCommonWord } from '../../../agents/kit/common-words.ts';
import { metrics } from '../../../agents/metrics/index.ts';
import { asksForAccounts } from '../book/accounts.ts';
import { lastAnswered, type PastTurn, toolBefore } from '../follow-ups/conversation.ts';
import { parsed, routeOf } from '../follow-ups/set.ts';
import { read } from '../reading/reading.ts';
import { askFor, cannot, refusal, type Understood } from '../replies/ask-back.ts';
import { fill } from '../routing/fill.ts';
import { isLetter } from '../routing/letter.ts';
import { asksToKnow, rank, type Scope } from '../routing/rank.ts';
import { nulls } from '../routing/route.ts';
import { isNoise } from '../words/grammar.ts';
import { tokensOf } from './features.ts';
import { learntFigures, learntTools } from './learnt.ts';
import { NONE } from './likeliest.ts';

/** So likely a figure is meant that it is told. */
const LIKELY = 0.7;

/** The call of a tool that is likely meant: the same as before with what is new. Undefined where only the grammar of accounts can tell. */
export function likelyCall(tool: string, question: string, before: PastTurn | undefined, scope: Scope): Understood | undefined {
  const { index } = scope;
  if (tool === index.list?.tool.name) return figureCall(question, before, scope);
  const candidate = rank(question, scope).find(({ route }) => route.tool.name === tool);
  if (!candidate) return undefined;
  const { route, reading, unread } = candidate;
  const reads = route.tool.access === 'read';
  const opened = learntTools().openedBy(tokensOf(reading.masked)[0] ?? '');
  // What changes something is asked for as it is asked for: "retention options" begins no playbook. "Ignore what they said"
  // begins as only what changes something does, and does not ask to know.
  const commands = opened.length > 0 && opened.every((each) => each !== NONE && routeOf(each, index)?.tool.access !== 'read');
  if (reads ? commands && !asksToKnow(question, scope) : !opened.includes(tool)) return undefined;
  // Words that nobody asks for it with say something else, whatever was answered before; of two, either.
  const telling = reading.words.filter(({ word }) => !isNoise(word));
  const said = telling.filter((each) => learntTools().isSaid(tool, each.said));
  if (said.length < Math.min(telling.length, reads && telling.length === 2 ? 2 : 1)) return undefined;
  const last = lastAnswered(before)?.calls[0];
  const goesOn = last?.name === tool && reading.accounts.length === 0;
  // What is to be changed of a draft, and is none of what can be said of one.
  if (goesOn && !reads) return isLetter(route.slots) ? unchangedNote(scope) : cannot(UNCHANGED, [], scope);
  const { arguments: values, missing } = fill(route.slots, reading);
  if (missing.length > 0 && !goesOn) return askFor(candidate);
  const fresh = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const given = { ...values, ...(goesOn ? parsed(last.arguments) : {}), ...fresh };
  const searches = reads && route.slots.some(({ kind, description }) => kind === 'text' && SEARCHED.test(description));
  // "Which accounts mentioned …" asks for accounts, which only the list of them gives.
  if (searches && asksForAccounts(reading, index)) return undefined;
  // A figure, and what is searched for, are never left out of a question.
  const held = JSON.stringify(Object.values(given));
  const writes = !reads && route.slots.some(({ kind }) => kind === 'text');
  if (!writes && reading.constraints.some(({ value }) => !held.includes(String(value)))) return undefined;
  const unused = unread.filter((said) => (searches && !isCommonWord(said.toLowerCase())) || !learntTools().isSaid(tool, said));
  return searches && unused.length > 0 ? undefined : { calls: [{ name: tool, arguments: given }], unused };
}
/** What is said of it is looked for in texts. */
const SEARCHED = /^words that\b/i;
const NOTE =
  'I cannot make that change. I can leave out or replace a part, add or ask something in your words, and change its subject, what it is about, its tone, language, time or reader; for anything else press *Edit* on its card.';
const unchangedNote = (scope: Scope): Understood => {
  const choices = ['shorter', 'leave out the last sentence', 'make it about the renewal'].map((say) => ({ label: say, say }));
  return { ...refusal('', [], scope), ask: NOTE, choices };
};
const UNCHANGED = 'I cannot make that change. Say what it should be, or press *Edit* on it.';

/** One figure of the account that is named, or spoken of. */
function figureCall(question: string, before: PastTurn | undefined, { index, mentions, now }: Scope): Understood | undefined {
  const reading = read(question, mentions, now, index.lexicon);
  const ofMany = before?.listed?.of === 'accounts' && before.listed.rows.length > 1;
  const focus = ofMany || reading.unknownNames.length > 0 ? undefined : mentions.focus.account?.name;
  const accounts = reading.accounts.length > 0 ? reading.accounts : focus ? [focus] : [];
  const others = reading.contacts.length + reading.constraints.length + reading.regions.length > 0 || (reading.owner ?? 'mine') !== 'mine';
  const slot = index.list?.slots.find(({ kind }) => kind === 'accounts');
  if (!index.list || !slot || accounts.length === 0 || others) return undefined;
  const [best] = learntFigures().likeliest(reading.heard, FIGURES, toolBefore(before, mentions));
  if (!best || best.tool === NONE || best.chance < LIKELY) return undefined;
  // "The go-live date": a word that nobody asks for a figure with asks for another.
  const strange = reading.words.some(({ word, said }) => !isNoise(word) && !isCommonWord(word) && !learntFigures().isSaid(best.tool, said));
  const figure = { ...nulls(index.list), [slot.name]: accounts, show: [best.tool] };
  return strange ? undefined : { calls: [{ name: index.list.tool.name, arguments: figure }], unused: [] };
}
/** Every figure that can be told, and none. */
export const FIGURES: ReadonlySet<string> = new Set([NONE, ...metrics.filter(({ listable }) => listable).map(({ key }) => key)]);
