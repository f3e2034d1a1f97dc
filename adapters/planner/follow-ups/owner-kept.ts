import { words } from '../../../models/kit/name-keys.ts';
import { asksForAccounts } from '../book/accounts.ts';
import { plainOf } from '../reading/dates.ts';
import { read } from '../reading/reading.ts';
import type { PlannedCall } from '../replies/ask-back.ts';
import type { Scope } from '../routing/rank.ts';
import { lastAnswered, type PastTurn } from './conversation.ts';
import { parsed, routeOf } from './set.ts';

/** What is longer stands for itself. */
const MOST_WORDS = 4;
/** What is said of everybody's. */
const EVERYBODY =
  /\b(?:all|everybody|everyone|company|whole|team|we|our|alle|firma|wir|unser\w*|tou[ts]e?s?|nous|notre|tod[oa]s|nuestr\w*)\b/;

/** "What's overdue?", after my day: a few words that name nobody are of whom the answer before was. */
export function ofSameOwner(calls: readonly PlannedCall[], question: string, before: PastTurn | undefined, scope: Scope): PlannedCall[] {
  const { mentions, now, index } = scope;
  const last = lastAnswered(before);
  const [asked] = last?.calls ?? [];
  const route = routeOf(asked?.name, index);
  const slot = route?.slots.find(({ kind }) => kind === 'owner');
  const owner = asked && slot ? parsed(asked.arguments)[slot.name] : undefined;
  const reading = read(question, mentions, now, index.lexicon);
  const { accounts, contacts, unknownNames, regions, owner: said } = reading;
  const names = accounts.length + contacts.length + unknownNames.length + regions.length > 0 || said !== undefined;
  if (
    typeof owner !== 'string' ||
    names ||
    words(question).length > MOST_WORDS ||
    asksForAccounts(reading, index) ||
    EVERYBODY.test(plainOf(question))
  )
    return [...calls];
  return calls.map((call) => {
    const { tool, slots = [] } = routeOf(call.name, index) ?? {};
    const own = slots.find(({ kind }) => kind === 'owner');
    const about = slots.some(({ kind, name }) => /^(?:account|accounts|contact|company)$/.test(kind) && call.arguments[name] != null);
    return tool?.access === 'read' && own && !about && call.arguments[own.name] == null && call.name !== asked?.name
      ? { ...call, arguments: { ...call.arguments, [own.name]: owner } }
      : call;
  });
}
