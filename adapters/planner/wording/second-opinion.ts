import { rolesIn } from '../../../agents/kit/contact-roles.ts';
import { asksForAccounts } from '../book/accounts.ts';
import { lastAnswered, type PastTurn } from '../follow-ups/conversation.ts';
import { routeOf } from '../follow-ups/set.ts';
import { read } from '../reading/reading.ts';
import { type Asking, cannot, type PlannedCall, type Understood } from '../replies/ask-back.ts';
import { isExampleOf, rank, type Scope } from '../routing/rank.ts';
import { NONE } from './likeliest.ts';
import { likelyCall } from './likely-call.ts';
import { likely } from './nearer.ts';

/** So likely a tool is meant that it is asked, where nothing was understood; of what changes something more. */
const LIKELY = { read: 0.7, act: 0.85 };
/** So likely instead of one that is hardly ever asked for so, and whose examples are not like it; surer of what changes something. */
const RATHER = {
  'read to read': { chance: 0.6, below: 0.8 },
  'read to act': { chance: 0.9, below: 0.5 },
  'act to read': { chance: 0.9, below: 0.9 },
  'act to act': { chance: 0.9, below: 0.9 },
};
const HARDLY = 0.05;
/** So sure that what is most like its own examples, or read to the last word, gives way. */
const CERTAIN = { chance: 0.97, own: 0.01 };
/** So hardly that nothing is changed or drafted by it, whoever is named. */
const NEVER = 0.001;
/** So likely a question about accounts that nothing else answers it. */
const SURELY = 0.9;
/** So like its own examples, and read to the last word, that it is not given up for what could not be asked. */
const LIKE = 0.6;
/** Less than that, and the buttons that were offered stay. */
const TELLING = 0.3;

/**
 * What was understood by grammar and examples, held against how people ask for each tool: what nothing was understood of
 * is what they ask so, and what they hardly ever ask so is not what was understood.
 */
export function secondOpinion(question: string, first: Understood, before: PastTurn | undefined, scope: Scope): Understood {
  if ('ask' in first) return first.open || first.lacks ? insteadOf(first, question, before, scope) : first;
  const ranking = likely(question, before, scope);
  const [best] = ranking;
  const chanceOf = (name: string | undefined) => ranking.find(({ tool }) => tool === name)?.chance ?? 0;
  const unheard = (name: string | undefined) =>
    best !== undefined && best.chance >= SURELY && chanceOf(name) < NEVER && accessOf(name, scope) === 'act';
  // "Acme, the proposal, any movement?": one wish in all likelihood, though parts of it could be others.
  const apart = first.calls.length > 1 && first.calls.every(({ name }) => chanceOf(name) < HARDLY);
  const together =
    apart && best && best.tool !== NONE && best.chance >= SURELY ? likelyCall(best.tool, question, before, scope) : undefined;
  if (together && 'calls' in together && together.unused.length === 0) return together;
  // "Lin is not picking up and we renew tomorrow" asks for no note, whatever else it asks.
  const heard = first.calls.filter(({ name }) => !unheard(name));
  if (heard.length > 0 && heard.length < first.calls.length) return { ...first, calls: heard };
  const nearness = doubtOf(first, question, before, scope);
  if (nearness === undefined) return first;
  const [call] = first.calls;
  const own = chanceOf(call?.name);
  // "How much though", of an account that is spoken of: not of all of them.
  if (isBook(call?.name, scope) && isBook(best?.tool, scope))
    return (call && isOfNamed(call) ? undefined : ofOneAccount(question, before, scope)) ?? first;
  if (!best || best.tool === NONE || own >= HARDLY) return first;
  const { chance, below } = RATHER[`${accessOf(call?.name, scope)} to ${accessOf(best.tool, scope)}`];
  const certain = best.chance >= CERTAIN.chance && own < CERTAIN.own;
  if (best.chance < chance || (nearness >= below && !certain)) return first;
  const meant = likelyCall(best.tool, question, before, scope);
  if (meant && 'calls' in meant && call && !unheard(call.name) && leavesOutWhom(call, meant.calls, question, scope)) return first;
  // What uses every word is not given up for what leaves some out.
  if (meant && 'calls' in meant && accessOf(call?.name, scope) === 'read' && meant.unused.length > first.unused.length) return first;
  const keeps =
    !unheard(call?.name) && (!isBook(best.tool, scope) || best.chance < SURELY || (first.unused.length === 0 && nearness >= LIKE));
  if (meant || keeps) return meant ?? first;
  const reading = read(question, scope.mentions, scope.now, scope.index.lexicon);
  return cannot(UNSURE, rank(question, scope), scope, reading);
}
const UNSURE = 'I am not sure what that asks for.';

function ofOneAccount(question: string, before: PastTurn | undefined, scope: Scope): Understood | undefined {
  const { list } = scope.index;
  const asked = read(question, scope.mentions, scope.now, scope.index.lexicon);
  return list && !asked.owner && !asksForAccounts(asked, scope.index) ? likelyCall(list.tool.name, question, before, scope) : undefined;
}

/** What is asked instead of asking back: what is likely enough. */
function insteadOf(asked: Asking, question: string, before: PastTurn | undefined, scope: Scope): Understood {
  const ranking = likely(question, before, scope);
  const [best] = ranking;
  if (!best || best.chance < TELLING) return asked;
  // What needs an account is asked for one, unless something else is meant that needs none.
  if (asked.lacks && (best.chance < LIKELY.read || asked.nearest.some(({ route }) => route.tool.name === best.tool))) return asked;
  const isLikely = best.tool !== NONE && best.chance >= LIKELY[accessOf(best.tool, scope)];
  return (isLikely ? likelyCall(best.tool, question, before, scope) : undefined) ?? asked;
}

/**
 * How near its own examples what was understood is, where that may be something else: one tool, which neither goes on with
 * its own answer nor was read as a question about accounts to the last word. Undefined where it is beyond doubt.
 */
function doubtOf({ calls, unused }: Extract<Understood, { calls: unknown }>, question: string, before: PastTurn | undefined, scope: Scope) {
  const [first] = calls;
  if (!first || calls.some(({ name }) => name !== first.name) || lastAnswered(before)?.calls[0]?.name === first.name) return undefined;
  const whole = isBook(first.name, scope) && unused.length === 0;
  if (whole && calls.some(choosesAccounts)) return calls.every(isOfNamed) ? 1 : undefined;
  const own = rank(question, scope).find(({ route }) => route.tool.name === first.name);
  return own && isExampleOf(own.route, own.reading) ? undefined : (own?.likeness ?? 0);
}

/** "Remind Mike of the webinar", "when did we last talk to the sponsor": whoever is named is not left out. */
function leavesOutWhom(call: PlannedCall, instead: readonly PlannedCall[], question: string, { mentions, now, index }: Scope): boolean {
  const { contacts } = read(question, mentions, now, index.lexicon);
  const said: unknown[] = [...contacts.map(({ name }) => name), ...rolesIn(question).map(({ role }) => role)];
  const holds = (each: PlannedCall) => Object.values(each.arguments).some((value) => said.includes(value));
  return holds(call) && !instead.some(holds);
}

/** More is said than whose accounts, and what of them is shown. */
const choosesAccounts = ({ arguments: { owner: _, show: __, ...others } }: PlannedCall): boolean =>
  Object.values(others).some((value) => value !== null && value !== undefined);

/** A figure of accounts that are named, or spoken of, and no condition. */
const isOfNamed = ({ arguments: { accounts, ...others } }: PlannedCall): boolean =>
  accounts !== null && !choosesAccounts({ name: '', arguments: others });

const accessOf = (tool: string | undefined, { index }: Scope): 'read' | 'act' =>
  routeOf(tool, index)?.tool.access === 'read' ? 'read' : 'act';

/** Lists of accounts and sums over them, whose conditions only the grammar reads. */
const isBook = (tool: string | undefined, { index: { list, sums } }: Scope): boolean =>
  tool !== undefined && [list, sums].some((route) => route?.tool.name === tool);
