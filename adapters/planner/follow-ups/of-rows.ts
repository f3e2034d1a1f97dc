import type { Mentions } from '../../../bot/model-port.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { readBook } from '../book/question.ts';
import { openingOf } from '../reading/clauses.ts';
import { looksLikePerson } from '../reading/mask.ts';
import { read } from '../reading/reading.ts';
import { cannot, type PlannedCall, type Understood } from '../replies/ask-back.ts';
import { asksToKnow, type Scope } from '../routing/rank.ts';
import type { Route } from '../routing/route.ts';
import type { Slot } from '../routing/schema.ts';
import { askedBy, isNoise, isOf } from '../words/grammar.ts';
import type { PastTurn } from './conversation.ts';
import { type Picked, picked, type Row } from './picked.ts';

/** Reads a question as one that follows. */
type Understand = (question: string, scope: Scope) => Understood;

/** A question of rows of a list: all in one where it compares them, else the same of each. */
export function ofRows(pick: Picked, before: PastTurn, scope: Scope, understand: Understand): Understood {
  const compares = words(`${pick.lead} ${pick.rest}`).some((word) => isOf(word, 'compare', 'than', 'most', 'least', 'best', 'worst'));
  if (compares) return ofAccounts(pick, scope, understand);
  // "The first is done, and put the second off": what would be done to one of them is not left undone in silence.
  if (picked(pick.rest, before)) return cannot('Say that of one of them at a time.', [], scope);
  const each = pick.rows.map((row) => ofRow({ ...pick, rows: [row] }, row, before, scope, understand));
  const asked = each.find((understood) => 'ask' in understood);
  if (asked) return asked;
  const all = each.flatMap((understood) => ('calls' in understood ? [understood] : []));
  return { calls: all.flatMap(({ calls }) => calls), unused: [...new Set(all.flatMap(({ unused }) => unused))] };
}

function ofRow(pick: Picked, row: Row, before: PastTurn, scope: Scope, understand: Understand): Understood {
  const opened = press(pick, row, before, scope);
  if (opened) return { calls: [opened], unused: [] };
  const own = row.own && itself(pick, row, scope, understand);
  // Its place alone asks for nothing to be done, unless that was asked of another just before.
  const does =
    own && 'calls' in own && own.calls.some(({ name }) => routeOf(name, scope)?.tool.access !== 'read' && name !== before.calls[0]?.name);
  if (own && !(does && pick.alone)) return own;
  const understood = ofAccounts(pick, scope, understand);
  if (pick.alone || !('calls' in understood)) return understood;
  const question = `${pick.lead}it${pick.rest}`;
  const opening = scope.index.lexicon.conceptOf(openingOf(question));
  // "Close the second", of tickets, closes no deal of that account, and to approve it is not to read of whoever it is of.
  const isOther = ({ name }: PlannedCall) => {
    const { tool, slots = [], openings } = routeOf(name, scope) ?? {};
    return tool?.access === 'read' ? !asksToKnow(question, scope) && !openings?.has(opening) : row.own && slots.some(isId);
  };
  return understood.calls.some(isOther) ? cannot('I cannot do that with what was listed.', [], scope) : understood;
}

/** "The second", "open the third", "who is the last?": the press of its button. Alone, after something else was asked of a row, it asks that of this one. */
function press({ lead, rest, alone }: Picked, { opens }: Row, before: PastTurn, scope: Scope): PlannedCall | undefined {
  // What is done by a press is asked for by its verb, not by its place.
  if (opens && routeOf(opens.tool, scope) && routeOf(opens.tool, scope)?.tool.access !== 'read') return undefined;
  const shows = words(`${lead} ${rest}`).every(
    (word) => isNoise(word) || isOf(word, 'show', 'say', 'auxiliary', 'also', 'only') || ASKS_FOR_IT.has(askedBy(word) ?? ''),
  );
  const [last] = before.calls;
  const here = !alone || !last || (before.listed?.rows.length ?? 0) > 1 || last.name === opens?.tool;
  return opens && shows && here ? { name: opens.tool, arguments: opens.arguments } : undefined;
}
const ASKS_FOR_IT: ReadonlySet<string> = new Set(['who', 'what']);

const routeOf = (tool: string | undefined, { index }: Scope): Route | undefined => index.routes.find((each) => each.tool.name === tool);

/** What takes one thing of an account, by its id or number. */
const isId = ({ kind, description }: Slot): boolean => kind === 'text' && /^(?:which|id of|number or)\b/i.test(description);

/** "The first one is done", of tasks: what is listed is what a tool takes by its id, and the account is the one it is of. */
function itself({ lead, rest, of }: Picked, row: Row, scope: Scope, understand: Understand): Understood | undefined {
  const { own } = row;
  const { mentions, index } = scope;
  const topic = routeOf(of.calls[0]?.name, scope)?.topic ?? [];
  const called = index.lexicon.concepts(of.listed.noun ?? '');
  // "Who owns the first", of accounts that are told with a deal each: of the account.
  if (askedBy(openingOf(`${lead}it${rest}`)) !== undefined && !called.some((each) => topic.includes(each))) return undefined;
  const nouns = new Set([...called, ...topic]);
  const slotOf = (route: Route | undefined) =>
    route?.slots.find((slot) => (isId(slot) || slot.required) && slot.kind === 'text' && [...slot.nameCues].every((cue) => nouns.has(cue)));
  const noun = index.routes.map(slotOf).find((slot) => slot !== undefined)?.name;
  if (!own || !noun) return undefined;
  const account = { id: row.id, name: row.name };
  const takesIt = ({ name }: PlannedCall) => slotOf(routeOf(name, scope));
  for (const [wish, accounts] of [
    [`${lead}the ${noun}${rest}`, mentions.accounts],
    [`${lead}the ${noun} at ${row.name}${rest}`, [...mentions.accounts, { ...account, said: row.name }]],
  ] as const) {
    const understood = understand(wish, { ...scope, mentions: { ...mentions, accounts: [...accounts], focus: { account } } });
    if (!('calls' in understood) || !understood.calls.every(takesIt)) continue;
    const calls = understood.calls.map((call) => {
      const named = calledById(call, [row]);
      return { ...named, arguments: { ...named.arguments, [takesIt(call)?.name ?? noun]: own.id } };
    });
    return { ...understood, calls };
  }
  return undefined;
}

/** The question with the rows' names in it: the accounts they are, or are of, or people. */
function ofAccounts({ rows, of, lead, rest }: Picked, scope: Scope, understand: Understand): Understood {
  const isAccount = of.listed.of !== 'others';
  const people = rows.map((row) =>
    isAccount && asksFigure(`${lead}it${rest}`, scope) ? undefined : personIn(row, isAccount, scope.mentions),
  );
  const names = rows.map((row, at) => people[at]?.name ?? row.name).join(' vs ');
  const question = `${lead}${names}${rest}`;
  const here = { ...scope, mentions: naming(scope.mentions, rows, people, isAccount) };
  const understood = understand(question, here);
  if (!isAccount || !('calls' in understood)) return understood;
  return { ...understood, calls: understood.calls.map((call) => calledById(call, rows)) };
}

/** A figure is an account's, whoever stands beside it. */
const asksFigure = (question: string, { mentions, now, index }: Scope): boolean =>
  readBook(read(question, mentions, now, index.lexicon), index.book).named.length > 0;

type Contact = Mentions['contacts'][number];

/** Somebody at the account spoken of, or at that of the row. */
function personIn({ id, name, own }: Row, isAccount: boolean, { focus }: Mentions): Contact | undefined {
  const person = isAccount ? own : { id, name };
  const account = isAccount ? { id, name } : focus.account;
  if (!person || !account || !looksLikePerson(person.name)) return undefined;
  return { ...person, said: person.name, accountId: account.id, accountName: account.name };
}

/** What stood in a list is known. */
function naming(mentions: Mentions, rows: readonly Row[], people: readonly (Contact | undefined)[], isAccount: boolean): Mentions {
  const contacts = people.filter((person) => person !== undefined);
  const accounts = isAccount && contacts.length === 0 ? rows.map(({ id, name }) => ({ id, name, said: name })) : [];
  return { ...mentions, accounts: [...mentions.accounts, ...accounts], contacts: [...mentions.contacts, ...contacts] };
}

/** Two accounts may share a name; which of them stood in a list is known. */
function calledById(call: PlannedCall, rows: readonly Row[]): PlannedCall {
  const replaced = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(replaced) : (rows.find(({ name }) => name === value)?.id ?? value);
  return { ...call, arguments: Object.fromEntries(Object.entries(call.arguments).map(([key, value]) => [key, replaced(value)])) };
}
