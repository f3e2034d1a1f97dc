import type { Account } from '../../models/account.ts';
import type { Contact } from '../../models/contact.ts';
import { words } from '../../models/kit/name-keys.ts';
import type { Read } from '../../models/kit/together.ts';
import { COMPANY_WORDS, isCommonWord } from './common-words.ts';
import { type FoundInside, findInside } from './mentions-inside.ts';
import { type Counts, FREQUENT, type Known, lookUp } from './mentions-known.ts';
import {
  accountNames,
  accountsLike,
  accountsNamed,
  accountsWithTokens,
  contactsWithTokens,
  type NamedAccount,
  type NameScope,
  nameWords,
  tokenCounts,
  unique,
} from './name-search.ts';
import { ordinaryNames } from './ordinary-names.ts';
import { isSlipOf } from './similarity.ts';
import { withSlips } from './slips.ts';
import { type TextWord, textWords } from './text-words.ts';

/** `said` is how the text calls it; several entries with the same `said` are candidates for one mention. */
export interface FoundMentions extends FoundInside {
  accounts: { id: string; name: string; said: string }[];
  contacts: { id: string; name: string; accountId: string; accountName: string; said: string }[];
  /** Accounts called by a word that is mostly just that: meant where the text is about nobody else. */
  perhaps?: { id: string; name: string; said: string }[];
}

const MAX_WORDS = 200;
const MAX_PAIRS = 30;
/** Slips are looked for in questions, not in pasted pages. */
const MAX_SLIP_WORDS = 60;
const MAX_SLIPS = 4;
const MAX_CANDIDATES = 5;

export interface Span<Row> {
  row: Row;
  from: number;
  to: number;
  /** The words are the whole name. */
  full: boolean;
  /** They begin the name. */
  leads: boolean;
}

/**
 * The accounts, contacts, colleagues and regions a sentence names, accounts in any spelling `resolveAccount` accepts, and account
 * names with one slip where nothing else matched. `focusAccountIds` decide between people of the same name.
 */
export async function findMentions(scope: NameScope, text: string, focusAccountIds: string[] = []): Promise<FoundMentions> {
  const { mentions } = await findMentionsBeside(scope, text, { focusOf: () => focusAccountIds });
  return mentions;
}

/** What is read in the same round trip, and which accounts it says are spoken of. */
export interface Beside<Row> {
  read?: Read<Row>;
  focusOf(rows: Row[]): string[];
}

/** As `findMentions`, where the focus has to be read first. */
export async function findMentionsBeside<Row>(
  scope: NameScope,
  text: string,
  { read, focusOf }: Beside<Row>,
): Promise<{ mentions: FoundMentions; rows: Row[] }> {
  const ids = await accountIdsIn(scope, text);
  const rest = ids.reduce((left, id) => left.replaceAll(id, ' '.repeat(id.length)), text);
  const all = textWords(rest, MAX_WORDS);
  const content = all.filter((each) => !each.filler);
  const { known, rows } = await lookUp(scope, content, read);
  const mentions = known ? await findNames(scope, rest, { all, content, known }, [...ids, ...focusOf(rows)]) : NOBODY;
  return { mentions: { ...mentions, accounts: [...ids.map((id) => ({ id, name: id, said: id })), ...mentions.accounts] }, rows };
}

const NOBODY: FoundMentions = { accounts: [], contacts: [], colleagues: [], regions: [] };

/** Something of several parts with a digit in it, as ids are. */
const ID = /(?<![\p{L}\d_-])(?=[\p{L}\d_-]*\d)[\p{L}\d]+(?:[-_][\p{L}\d]+)+(?![\p{L}\d_-])/gu;
const MAX_IDS = 5;
/** Ids are looked for in questions, not in pasted pages. */
const MAX_ID_TEXT = 2_000;

/** Ids of accounts in a text: what tells two of the same name apart, as a button says it. */
async function accountIdsIn({ tenant, models }: NameScope, text: string): Promise<string[]> {
  const ids = [...new Set(text.slice(0, MAX_ID_TEXT).match(ID) ?? [])].slice(0, MAX_IDS);
  if (ids.length === 0) return [];
  const found = await models.accounts.find({ tenant, _id: { $in: ids } }, { _id: 1 }).lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}

/** The words of a text, those that may name somebody, and what is known of these. */
interface ReadText {
  all: TextWord[];
  content: TextWord[];
  known: Known;
}

async function findNames(
  scope: NameScope,
  text: string,
  { all, content, known }: ReadText,
  focusAccountIds: string[],
): Promise<FoundMentions> {
  const spans = await accountGroups(scope, { all, content, known });
  const accounts = spans.flatMap((group) => {
    const said = saidIn(text, content, group);
    return narrowed(group, said).map(({ row }) => ({ id: row._id, name: row.name, said }));
  });
  const taken = new Set(spans.flatMap(([first]) => (first ? range(first.from, first.to) : [])));
  const decided = unambiguous(accounts).map((account) => account.id);
  const people = best(
    await contactSpans(scope, content, { counts: known.contacts, taken, accountIds: decided.length > 0 ? decided : focusAccountIds }),
  );
  const contacts = await withAccountNames(
    scope,
    people.flatMap((group) => {
      const said = saidIn(text, content, group);
      const here = [decided, focusAccountIds]
        .map((ids) => group.filter(({ row }) => ids.includes(row.accountId)))
        .find((each) => each.length > 0);
      return (here ?? group).slice(0, MAX_CANDIDATES).map(({ row }) => ({ row, said }));
    }),
  );
  const perhaps = accounts.length + contacts.length === 0 && all.length <= MAX_SLIP_WORDS ? await ordinaryNames(scope, text, all) : [];
  return { accounts, contacts, ...(perhaps.length > 0 ? { perhaps } : {}), ...findInside(text, all, known.colleagues, known.regions) };
}

/** The accounts that words which name nothing else call, as a sentence would: with slips, words cut short and first letters. */
export async function accountsMeant(scope: NameScope, name: string): Promise<NamedAccount[]> {
  const all = textWords(name, MAX_WORDS);
  const content = all.filter((each) => !each.filler);
  const { known } = await lookUp(scope, content, undefined);
  const [group, ...others] = known ? await accountGroups(scope, { all, content, known }) : [];
  const isWhole = group?.every(({ from, to }) => from === 0 && to === content.length - 1);
  return group && isWhole && others.length === 0 ? narrowed(group, name).map(({ row }) => row) : [];
}

async function accountGroups(scope: NameScope, { all, content, known }: ReadText): Promise<Span<NamedAccount>[][]> {
  const groups = best(withSlips(await accountSpans(scope, content, known), content));
  return groups.length > 0 || all.length > MAX_SLIP_WORDS ? groups : best(await slips(scope, all));
}

/** The mentions of which there is only one candidate. */
export function unambiguous<Mention extends { said?: string }>(mentions: Mention[]): Mention[] {
  return mentions.filter((mention) => !mention.said || mentions.filter((other) => other.said === mention.said).length === 1);
}

async function accountSpans(scope: NameScope, text: TextWord[], { accounts: counts, rare }: Known): Promise<Span<NamedAccount>[]> {
  const count = (word: string) => counts.get(word) ?? 0;
  const isRare = (word: string) => count(word) <= FREQUENT && !isCommonWord(word);
  const alone = text.filter(({ word, emphasised }) => count(word) > 0 && (isCommonWord(word) ? emphasised : count(word) > FREQUENT));
  const pairs = neighbours(text).filter(([a, b]) => count(a.word) > 0 && count(b.word) > 0 && !(isRare(a.word) || isRare(b.word)));
  const found = await Promise.all([
    rare,
    ...pairs.map(([a, b]) => accountsWithTokens(scope, [a.word, b.word], 100)),
    ...alone
      .slice(0, MAX_PAIRS)
      .flatMap(({ word }) =>
        isCommonWord(word)
          ? [accountsNamed(scope, word), accountsNamed(scope, `the ${word}`)]
          : [accountsNamed(scope, word), accountsWithTokens(scope, [word], 50)],
      ),
  ]);
  return unique(found.flat()).flatMap((account) => spansOf(account, accountNames(account), text, accepted));

  function accepted(run: TextWord[], full: boolean, leads: boolean): boolean {
    const distinct = run.some(({ word }) => !isCommonWord(word) && !COMPANY_WORDS.has(word));
    const marked = run.some((each) => each.emphasised);
    if (full && (distinct || marked)) return true;
    if (leads && distinct) return true;
    if (run.length > 1 && (distinct || (marked && run.every((each) => !isCommonWord(each.word) || each.emphasised)))) return true;
    return distinct && marked && count(run[0]?.word ?? '') <= 3;
  }
}

/** Names typed with a slip, or split in two ("data flow"). */
async function slips(scope: NameScope, text: TextWord[]): Promise<Span<NamedAccount>[]> {
  const joined = neighbours(text)
    .map(([a, b]) => `${a.word}${b.word}`)
    .filter((word) => word.length >= 5);
  const whole = await tokenCounts(scope, 'accounts', joined, 2);
  const spans: Span<NamedAccount>[] = [];
  const content = text.filter((each) => !each.filler);
  for (const [a, b] of neighbours(text)) {
    const word = `${a.word}${b.word}`;
    if (!whole.get(word)) continue;
    const from = content.indexOf(a.filler ? b : a);
    const to = b.filler ? from : content.indexOf(b);
    for (const row of await accountsWithTokens(scope, [word], MAX_CANDIDATES)) {
      if (from >= 0 && accountNames(row).some((name) => nameWords(name)[0] === word))
        spans.push({ row, from, to, full: false, leads: true });
    }
  }
  if (spans.length > 0) return withSlips(spans, content);
  const odd = content.filter(({ word }) => word.length >= 5 && !isCommonWord(word)).slice(0, MAX_SLIPS);
  const people = await tokenCounts(scope, 'contacts', [...new Set(odd.map(({ word }) => word))], 1);
  for (const each of odd.filter(({ word }) => !people.get(word))) {
    const at = content.indexOf(each);
    const run = content.slice(at, at + MOST_IN_NAME).map(({ word }) => word);
    // By itself, and with what may be the rest of the name: of many that begin alike it is the one that goes on so.
    const like = await Promise.all([...new Set([each.word, run.join(' ')])].map((said) => accountsLike(scope, said, MAX_LIKE)));
    for (const { account } of new Map(like.flat().map((found) => [found.account._id, found])).values()) {
      const meant = accountNames(account).some((name) => isSlipOf(each.word, nameWords(name)[0] ?? ''));
      if (meant) spans.push({ row: account, from: at, to: at, full: false, leads: true });
    }
  }
  return withSlips(spans, content);
}

const MOST_IN_NAME = 3;
const MAX_LIKE = 20;

interface ContactOptions {
  counts: Counts;
  /** Places in the text that name accounts. */
  taken: ReadonlySet<number>;
  accountIds: readonly string[];
}

async function contactSpans(scope: NameScope, text: TextWord[], { counts, taken, accountIds }: ContactOptions): Promise<Span<Contact>[]> {
  const free = text.filter((_, index) => !taken.has(index));
  const known = (each: TextWord) => free.includes(each) && (counts.get(each.word) ?? 0) > 0;
  const pairs = neighbours(text).filter(([a, b]) => known(a) && known(b));
  const alone = free.filter((each) => known(each) && (!isCommonWord(each.word) || each.emphasised));
  const found = await Promise.all([
    ...pairs.map(([a, b]) => contactsWithTokens(scope, [a.word, b.word], { limit: 50 })),
    ...alone
      .filter(({ word }) => (counts.get(word) ?? 0) <= MAX_CANDIDATES)
      .slice(0, MAX_PAIRS)
      .map(({ word }) => contactsWithTokens(scope, [word], { limit: MAX_CANDIDATES })),
    accountIds.length > 0 && alone.length > 0
      ? scope.models.contacts.find({ tenant: scope.tenant, accountId: { $in: accountIds.slice(0, 5) } }).lean<Contact[]>()
      : [],
  ]);
  const spans = unique(found.flat()).flatMap((contact) =>
    spansOf(contact, [contact.name], text, (run) => run.some(({ word, emphasised }) => !isCommonWord(word) || emphasised)),
  );
  return spans.filter(({ from, to }) => range(from, to).every((index) => !taken.has(index)));
}

/** The runs of a text made of the words of one of these names. */
function spansOf<Row>(
  row: Row,
  names: string[],
  text: TextWord[],
  accepts: (run: TextWord[], full: boolean, leads: boolean) => boolean,
): Span<Row>[] {
  return names.flatMap((name) => {
    const parts = nameWords(name);
    const held = new Set(parts);
    const spans: Span<Row>[] = [];
    for (let from = 0; from < text.length; from++) {
      const seen = new Set<string>();
      let to = from;
      for (let next = text[to]; next && held.has(next.word) && !seen.has(next.word); next = text[to]) {
        seen.add(next.word);
        to++;
      }
      if (to === from) continue;
      const run = text.slice(from, to);
      const full = run.map((each) => each.word).join(' ') === parts.join(' ');
      const leads = run[0]?.word === parts[0];
      if (accepts(run, full, leads)) spans.push({ row, from, to: to - 1, full, leads });
      from = to - 1;
    }
    return spans;
  });
}

/** Groups of candidates, one group a place in the text: the longest run wins, then whole names, then beginnings. */
function best<Row extends { _id: string }>(spans: Span<Row>[]): Span<Row>[][] {
  const length = (span: Span<Row>) => span.to - span.from;
  const ordered = spans.toSorted((a, b) => length(b) - length(a) || Number(b.full) - Number(a.full) || Number(b.leads) - Number(a.leads));
  const groups: Span<Row>[][] = [];
  for (const span of ordered) {
    const same = groups.find(([first]) => first && first.from === span.from && first.to === span.to);
    if (same) {
      if (!same.some(({ row }) => row._id === span.row._id) && !(same[0]?.full && !span.full)) same.push(span);
    } else if (groups.every(([first]) => first && (span.to < first.from || span.from > first.to))) groups.push([span]);
  }
  const named = new Set<string>();
  return groups
    .toSorted((a, b) => (a[0]?.from ?? 0) - (b[0]?.from ?? 0))
    .filter((group) => {
      const key = group.map(({ row }) => row._id).join(' ');
      return !named.has(key) && named.add(key);
    });
}

/** Candidates of one mention: those named exactly so, legal form included, if any; at most five. */
function narrowed(group: Span<NamedAccount>[], said: string): Span<NamedAccount>[] {
  const exact = group.filter(({ row }) => accountNames(row).some((name) => words(name).join(' ') === words(said).join(' ')));
  return (exact.length > 0 ? exact : group).slice(0, MAX_CANDIDATES);
}

/** The words of a mention as typed, with a legal form that follows it. */
function saidIn<Row>(text: string, content: TextWord[], [first]: Span<Row>[]): string {
  const start = content[first?.from ?? 0]?.start ?? 0;
  const end = content[first?.to ?? 0]?.end ?? 0;
  const after = text.slice(end).match(/^,?\s+(inc|llc|ltd|limited|gmbh|corp|corporation|company|co|plc|ag|sa)\b/i)?.[0] ?? '';
  return text.slice(start, end) + after;
}

async function withAccountNames(
  { tenant, models }: NameScope,
  found: { row: Contact; said: string }[],
): Promise<FoundMentions['contacts']> {
  if (found.length === 0) return [];
  const accounts = await models.accounts
    .find({ tenant, _id: { $in: found.map(({ row }) => row.accountId) } })
    .select({ name: 1 })
    .lean<Pick<Account, '_id' | 'name'>[]>();
  const names = new Map(accounts.map((account) => [account._id, account.name]));
  return found.map(({ row, said }) => ({
    id: row._id,
    name: row.name,
    accountId: row.accountId,
    accountName: names.get(row.accountId) ?? '',
    said,
  }));
}

function neighbours(text: TextWord[]): [TextWord, TextWord][] {
  return text
    .slice(1)
    .flatMap((word, index): [TextWord, TextWord][] => {
      const before = text[index];
      return before ? [[before, word]] : [];
    })
    .slice(0, MAX_WORDS);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
