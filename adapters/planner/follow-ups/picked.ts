import type { Mentions } from '../../../bot/model-port.ts';
import { words } from '../../../models/kit/name-keys.ts';
import { plainOf } from '../reading/dates.ts';
import { looksLikePerson } from '../reading/mask.ts';
import type { PlannedCall } from '../replies/ask-back.ts';
import { askedBy, isConnecting, isNoise, ordinalOf } from '../words/grammar.ts';
import type { PastTurn } from './conversation.ts';
import { listing } from './of-those.ts';

/** A row of a list before that a question speaks of by its place. */
export interface Picked {
  /** The question with the row's name in the place of "the second one". */
  question: string;
  row: { id: string; name: string };
  /** It is an account, or something of one. */
  isAccount: boolean;
  /** Nothing else is said. */
  alone: boolean;
}

const THE = "(?:(?:the|der|die|das|den|dem|des|le|la|les|el|los|del|al)\\s+|l['’]\\s?)";
const PLACE = '(?<place>\\p{L}+|\\d(?:st|nd|rd|th))';
/** "The second one", "number 3", "the last" at the end, "second?" alone. */
const PLACES = [
  new RegExp(`(?:\\b${THE})?(?<!\\p{L})${PLACE}\\s+(?:one|account|customer|of (?:them|those|these))\\b`, 'iu'),
  /(?<![\p{L}\p{N}])(?:#\s?|(?:number|no\.?|nr\.?|nummer|numero)\s+)(?<number>\d{1,2})\b/iu,
  new RegExp(`\\b${THE}${PLACE}(?=\\W*$)`, 'iu'),
  new RegExp(`^(?:(?:and|und|et|y)\\s+)?${PLACE}\\W*$`, 'iu'),
];
/** What only joins it to what was said before. */
const LEAD = /^\W*(?:(?:no|nein|non|nope|sorry|i mean|and|und|et|y|what about|how about|was ist mit|et pour|que tal)[\s,]+)+/iu;

/** Which row of the list before is meant; null where a place is named and nothing else, and no list has it. */
export function picked(question: string, before: PastTurn): Picked | null | undefined {
  const listed = (listing(before) ?? listing(before, 1))?.listed;
  const plain = plainOf(question);
  for (const place of PLACES) {
    const found = place.exec(plain);
    const { place: word, number } = found?.groups ?? {};
    const at = number ? Number(number) - 1 : ordinalOf(word ?? '');
    if (!found || at === undefined || (number && isOfOther(plain.slice(0, found.index)))) continue;
    const row = at === -1 || at >= 0 ? listed?.rows.at(at) : undefined;
    const rest = plain.replace(found[0], ' ').replace(LEAD, '');
    const alone = words(rest).length === 0;
    if (!row || (number && at < 0)) return alone && before.choices.length === 0 ? null : undefined;
    const [from, to] = [found.index, found.index + found[0].length];
    const lead = alone ? '' : question.slice(0, from);
    return { question: `${lead}${row.name}${question.slice(to)}`, row, isAccount: listed?.of !== 'others', alone };
  }
  return undefined;
}

/** "Step number 3": the number of something that is named right before it. */
function isOfOther(before: string): boolean {
  const word = words(before).at(-1);
  return word !== undefined && !isNoise(word) && !isConnecting(word) && askedBy(word) === undefined;
}

/** What stood in a list is known: an account, or somebody at the account spoken of. */
export function naming(mentions: Mentions, { row, isAccount }: Picked): Mentions {
  const named = { ...row, said: row.name };
  if (isAccount) return { ...mentions, accounts: [...mentions.accounts, named] };
  const { account } = mentions.focus;
  if (!account || !looksLikePerson(row.name)) return mentions;
  return { ...mentions, contacts: [...mentions.contacts, { ...named, accountId: account.id, accountName: account.name }] };
}

/** Two accounts may share a name; which of them stood in a list is known. */
export function calledById(call: PlannedCall, { row: { id, name }, isAccount }: Picked): PlannedCall {
  if (!isAccount) return call;
  const replaced = (value: unknown): unknown => (value === name ? id : Array.isArray(value) ? value.map(replaced) : value);
  return { ...call, arguments: Object.fromEntries(Object.entries(call.arguments).map(([key, value]) => [key, replaced(value)])) };
}
