import { metricOf } from '../../../agents/metrics/index.ts';
import type { Reading, Word } from '../reading/reading.ts';
import type { PlannedCall } from '../replies/ask-back.ts';
import type { Index } from '../routing/route.ts';
import { nulls } from '../routing/route.ts';
import { askedBy, isOf } from '../words/grammar.ts';
import { bookCall } from './calls.ts';
import type { BookQuestion } from './question.ts';

/** A figure, or several accounts side by side: an account named and nothing said but metrics. */
export function figureCall(reading: Reading, book: BookQuestion, index: Index): PlannedCall[] | undefined {
  const { list } = index;
  const slot = list?.slots.find(({ kind }) => kind === 'accounts');
  const named =
    reading.accounts.length > 0
      ? [...reading.accounts, ...reading.strangers]
      : reading.unknownNames.length > 0
        ? reading.unknownNames
        : reading.refersToAccount || !(bookish(book) || asksForAccounts(reading, index))
          ? [reading.focus.account?.name ?? '']
          : [];
  const accounts = named.filter(Boolean);
  if (
    !list ||
    !slot ||
    accounts.length === 0 ||
    book.loose.length > 0 ||
    reading.contacts.length > 0 ||
    book.groupBy ||
    (book.sort && accounts.length < 2)
  )
    return undefined;
  // "What if it were 80 %" asks for what is not.
  if (SUPPOSED.test(reading.text) && reading.constraints.length > 0) return undefined;
  const left = book.unused.filter(({ said }) => !reading.unknownNames.includes(said));
  const compares = left.some(({ word }) => isOf(word, 'compare')) && (accounts.length > 1 || book.named.length > 1);
  const rest = compares ? left.filter(({ word }) => !isOf(word, 'compare')) : left;
  // "How much is it", of an account, is what it is worth.
  const worth = book.named.length === 0 && reading.words.some(({ word }) => isOf(word, 'sum')) ? metricOf('arr') : undefined;
  const alone = book.named.length === 1 && !book.measure ? (book.named[0]?.toldWith ?? []) : [];
  const shown = worth ? [worth] : [...book.named, ...alone.flatMap((key) => metricOf(key) ?? [])];
  if (rest.length > 0 || (shown.length === 0 && !compares)) return undefined;
  if (!reading.accounts.length && !reading.unknownNames.length && book.conditions.some(({ value }) => value !== null && value !== 0))
    return undefined;
  const show = shown.map(({ key }) => key);
  const callFor = (names: string[]): PlannedCall => ({
    name: list.tool.name,
    arguments: { ...nulls(list), [slot.name]: names.slice(0, 10), show: show.length > 0 ? show : null, currency: book.currency ?? null },
  });
  // Who is not known is asked for alone: the others are answered, and it is said whom nobody knows.
  const known = accounts.filter((name) => !reading.strangers.includes(name));
  return [known, ...reading.strangers.map((name) => [name])].filter(({ length }) => length > 0).map(callFor);
}

const SUPPOSED = /\b(?:if|wenn|falls|angenommen|suppose|supposing|assuming|(?:et|y) si|supposons|suponiendo)\b/i;

/** Whether a question can only be about many accounts. */
const bookish = ({ filters, sums, sort, conditions, limit }: BookQuestion): boolean =>
  Object.keys(filters).length > 0 ||
  sums ||
  sort !== undefined ||
  limit !== undefined ||
  conditions.some(({ value }) => value !== null && value !== 0);

/** A question about accounts; a word that says nothing to anybody may go unread, where two things at least are understood. */
export function listCall(reading: Reading, given: BookQuestion, index: Index): PlannedCall[] | undefined {
  const idle = idleIn(reading, given);
  const book = idle.length > 0 ? { ...given, unused: given.unused.filter((each) => !idle.includes(each)) } : given;
  // A colleague may be a customer's namesake.
  const people = reading.contacts.filter(({ name }) => !reading.colleagues.some((each) => each.name === name));
  if (reading.accounts.length > 0 || people.length > 0 || book.loose.length > 0) return undefined;
  const names = reading.unknownNames;
  const left = book.unused.filter(({ said, word }) => !names.includes(said) && !isOf(word, 'any'));
  // A name nobody knows, where accounts are asked for: the tool says whose there are.
  const nouns = asksForAccounts(reading, index);
  if (askedBy(reading.words[0]?.word ?? '') === 'why' || NEEDED.test(reading.text)) return undefined;
  const [stranger] = names;
  if (names.length > 1 || (stranger && (book.filters.owner || !nouns))) return undefined;
  const asked = stranger ? { ...book, filters: { ...book.filters, owner: stranger } } : book;
  const says =
    asked.says ||
    (asked.several !== undefined && asked.sums) ||
    (nouns && (Object.keys(asked.filters).length > 0 || asked.metrics.length > 0)) ||
    // "List all accounts", "all accounts": nothing else is said of them.
    (!reading.refersToAccount &&
      reading.cues.has(index.lexicon.conceptOf('accounts')) &&
      (reading.words.some(({ word }) => isOf(word, 'show')) || /^all\b/i.test(reading.text)));
  // "A number" alone counts nothing.
  const bare =
    asked.measure === 'count' && !asked.groupBy && asked.conditions.length + asked.metrics.length + Object.keys(asked.filters).length === 0;
  if (left.length > 0 || !says || (bare && !nouns)) return undefined;
  return bookCall(asked, index);
}

/** "Which of Omar's accounts need me": that is no figure of theirs. */
const NEEDED =
  /(?<!\p{L})(?:needs?|brauch(?:t|en)|necesitan?|ont besoin de)\s+(?:me|us|my|our|help|somebody|someone|mich|uns|hilfe|ayuda|moi|nous)(?!\p{L})/iu;

const MOST_IDLE = 1;

/** The words of such a question that may go unread. */
export function idleIn(
  { lexicon, unknownNames }: Reading,
  { unused, conditions, filters, metrics, groupBy, sort, measure }: BookQuestion,
): Word[] {
  const understood = conditions.length + Object.keys(filters).length + metrics.length + [groupBy, sort, measure].filter(Boolean).length;
  const idle = unused.filter(({ word, said }) => word !== '' && lexicon.isIdle(word) && !unknownNames.includes(said));
  const measured = measure === undefined || measure === 'count' || metrics.length > 0;
  return measured && understood > 1 && idle.length <= MOST_IDLE && unknownNames.length === 0 ? idle : [];
}

export const asksForAccounts = ({ words }: Reading, { book }: Index): boolean => words.some(({ concept }) => book.plain.has(concept));
