import { metricOf } from '../../../agents/metrics/index.ts';
import type { Choice } from '../../../bot/turn/types.ts';
import { type PastTurn, toolBefore } from '../follow-ups/conversation.ts';
import { routeOf } from '../follow-ups/set.ts';
import { type Reading, read } from '../reading/reading.ts';
import { type Asking, anything, choicesOf, MAX_CHOICES, ofBook } from '../replies/ask-back.ts';
import { isThanks, THANKED } from '../replies/help.ts';
import type { Scope } from '../routing/rank.ts';
import type { Route } from '../routing/route.ts';
import { learntFigures, learntTools } from './learnt.ts';
import { type Likely, NONE } from './likeliest.ts';
import { FIGURES } from './likely-call.ts';

/** What is less likely is no button. */
const WORTH_A_BUTTON = 0.04;
/** So likely no tool is meant that it is said. */
const SURELY = 0.9;
const BEYOND = 'That is beyond me: I answer from what is on record about your accounts. You can ask, for example:';

/** Which tools a question is for by how people ask for them, likeliest first; what none is for counts as one. */
export function likely(question: string, before: PastTurn | undefined, { mentions, now, index, own }: Scope): Likely[] {
  const { heard } = read(question, mentions, now, index.lexicon);
  const all = [...index.routes, index.list, index.sums].flatMap((route) => route?.tool.name ?? []);
  return learntTools().likeliest(heard, new Set([NONE, ...all.filter((name) => own?.has(name) ?? true)]), toolBefore(before, mentions));
}

/** What is asked back, with buttons for what is meant in all likelihood before what merely can be asked. */
export function nearer(asked: Asking, question: string, before: PastTurn | undefined, scope: Scope): Asking {
  if (!asked.own) return asked;
  const ranking = likely(question, before, scope);
  const [best] = ranking;
  const said = read(question, scope.mentions, scope.now, scope.index.lexicon);
  const { accounts, contacts, unknownNames } = said;
  if (
    said.words.length > 0 &&
    best?.tool === NONE &&
    best.chance >= SURELY &&
    accounts.length + contacts.length + unknownNames.length === 0
  )
    return isThanks(question) ? { ...asked, ask: THANKED, choices: [] } : { ...asked, ask: BEYOND };
  const isBook = best !== undefined && [scope.index.list, scope.index.sums].includes(routeOf(best.tool, scope.index));
  const reading = isBook ? ofBook(atHome(said), scope.index) : atHome(said);
  const near = ranking
    .filter(({ tool, chance }) => tool !== NONE && chance >= WORTH_A_BUTTON)
    .flatMap(({ tool }) => routeOf(tool, scope.index) ?? []);
  const [several] = said.ambiguous;
  if (several) return whichOf(several.names, asked, near, reading);
  const known = reading.accounts.length > 0 || reading.focus.account !== undefined;
  const fits = ({ slots }: Route) => known || !slots.some(({ kind, required }) => kind === 'account' && required);
  const likeliest = near
    .filter(fits)
    .flatMap((route) => (known && route === scope.index.list ? figuresOf(reading, before, scope) : choicesOf([{ route }], reading)));
  const all = [...asked.own, ...likeliest, ...anything(scope.index, reading)];
  return { ...asked, choices: all.filter(({ say }, at) => all.findIndex((other) => other.say === say) === at).slice(0, MAX_CHOICES) };
}

/** Of somebody at one customer what is asked is of that customer, too. */
function atHome(reading: Reading): Reading {
  const homes = new Map(
    reading.contacts.flatMap(({ candidates }) =>
      candidates.flatMap(({ accountId, accountName }) => (accountId ? [[accountId, accountName] as const] : [])),
    ),
  );
  const [[id, name] = [], ...others] = homes;
  return reading.accounts.length === 0 && id && name && others.length === 0
    ? { ...reading, focus: { ...reading.focus, account: { id, name } } }
    : reading;
}

/** Of a name that several have each is offered, with what is likely meant. */
function whichOf(names: readonly string[], asked: Asking, near: readonly Route[], reading: Reading): Asking {
  const [route] = near.filter(({ tool, slots }) => tool.access === 'read' && slots.some(({ kind }) => kind === 'account'));
  if (!route) return asked;
  const choices = names.flatMap((name) => choicesOf([{ route }], { ...reading, accounts: [name], ambiguous: [] }));
  return { ...asked, ask: `Which one: ${names.slice(0, -1).join(', ')} or ${names.at(-1)}?`, choices };
}

/** One figure of an account, by how people ask for figures. */
function figuresOf({ heard, accounts: [named], focus }: Reading, before: PastTurn | undefined, { mentions }: Scope): Choice[] {
  const account = named ?? focus.account?.name;
  return learntFigures()
    .likeliest(heard, FIGURES, toolBefore(before, mentions))
    .filter(({ tool, chance }) => tool !== NONE && chance >= WORTH_A_BUTTON)
    .flatMap(({ tool }) => metricOf(tool)?.label ?? [])
    .slice(0, MAX_CHOICES - 1)
    .map((label) => ({ label: `${label} at ${account}`, say: `${label} at ${account}` }));
}
