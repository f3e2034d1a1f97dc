import type { Account } from '../../models/account.ts';
import type { Contact } from '../../models/contact.ts';
import type { Models } from '../../models/index.ts';
import { grams, identifying, words } from '../../models/kit/name-keys.ts';
import { type Read, readTogether } from '../../models/kit/together.ts';
import { COMPANY_WORDS } from './common-words.ts';
import { editDistance, gramSimilarity } from './similarity.ts';

/** Whose names are searched. */
export interface NameScope {
  tenant: string;
  models: Models;
}

// Every query names its index: the embedded engine cannot rank rival plans over many documents.
const BY_TOKEN = { tenant: 1, nameTokens: 1 } as const;
const BY_GRAM = { tenant: 1, nameGrams: 1 } as const;

/** No lookup reads more documents than this, however many accounts there are. */
const MAX_CANDIDATES = 1_000;
const MAX_GRAM_CANDIDATES = 4_000;
/** A similarity of name pieces below this is not worth asking about. */
const NEAR = 0.3;

type Kind = 'accounts' | 'contacts';

/** How many accounts (or contacts) carry each word in their name, counted up to `limit`. */
export async function tokenCounts(scope: NameScope, kind: Kind, tokens: readonly string[], limit: number): Promise<Map<string, number>> {
  const counted = await readTogether(scope.tenant, countsOf(scope, kind, tokens, limit));
  return countedBy(tokens, counted);
}

export interface Counted {
  count: number;
  /** The accounts counted, where they were asked for. */
  accounts?: NamedAccount[];
}

/** As reads that can be made together with others; `countedBy` says what came of them. */
export const countsOf = ({ models }: NameScope, kind: Kind, tokens: readonly string[], limit: number): Read<Counted>[] =>
  tokens.map((token) => ({ model: models[kind], filter: { nameTokens: token }, stages: [{ $limit: limit }, { $count: 'count' }] }));

export const countedBy = (tokens: readonly string[], counted: readonly { count: number }[][]): Map<string, number> =>
  new Map(tokens.map((token, index) => [token, counted[index]?.[0]?.count ?? 0]));

export type NamedAccount = Pick<Account, '_id' | 'name' | 'aliases'>;

/** As `countsOf` for accounts, with the accounts themselves where no more than `most` carry the word. */
export const accountsCarrying = ({ models }: NameScope, tokens: readonly string[], most: number): Read<Counted>[] =>
  tokens.map((token) => ({
    model: models.accounts,
    filter: { nameTokens: token },
    stages: [
      { $limit: most + 1 },
      { $project: { name: 1, aliases: 1 } },
      { $group: { _id: null, count: { $sum: 1 }, accounts: { $push: '$$ROOT' } } },
      { $set: { accounts: { $cond: [{ $lte: ['$count', most] }, '$accounts', []] } } },
    ],
  }));

/** Accounts whose name or aliases hold all of these words; how many carry each is counted where that is not given. */
export async function accountsWithTokens(
  scope: NameScope,
  tokens: string[],
  limit = MAX_CANDIDATES,
  counts?: ReadonlyMap<string, number>,
): Promise<Account[]> {
  const filter = holding(scope.tenant, tokens, counts ?? (await countsFor(scope, 'accounts', tokens)));
  if (!filter) return [];
  return scope.models.accounts.find(filter).hint(BY_TOKEN).limit(limit).lean<Account[]>();
}

/** Contacts whose name holds all of these words; within one account if given. */
export async function contactsWithTokens(
  scope: NameScope,
  tokens: string[],
  { accountIds, limit = MAX_CANDIDATES }: { accountIds?: string[]; limit?: number } = {},
): Promise<Contact[]> {
  if (tokens.length === 0) return [];
  if (accountIds) {
    const here = await scope.models.contacts.find({ tenant: scope.tenant, accountId: { $in: accountIds } }).lean<Contact[]>();
    return here.filter((contact) => tokens.every((token) => contact.nameTokens.includes(token)));
  }
  const filter = holding(scope.tenant, tokens, await countsFor(scope, 'contacts', tokens));
  if (!filter) return [];
  return scope.models.contacts.find(filter).hint(BY_TOKEN).limit(limit).lean<Contact[]>();
}

/** Accounts named exactly so (apart from case), however many share a word with it. */
export async function accountsNamed({ tenant, models }: NameScope, name: string): Promise<Account[]> {
  return models.accounts
    .find({ tenant, ...named(name) })
    .limit(MOST_NAMED)
    .lean<Account[]>();
}

const MOST_NAMED = 10;

function named(name: string) {
  const typed = name.trim();
  const title = typed.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
  return { name: { $in: [...new Set([typed, title, typed.toUpperCase(), typed.toLowerCase()])] } };
}

/** What is known of a name or id in one round trip: whose id it is, who is named exactly so, and how many carry each of its words. */
export async function accountsCalled(scope: NameScope, typed: string, tokens: readonly string[]) {
  const model = scope.models.accounts;
  const [[byId], same, ...counted] = await readTogether(scope.tenant, [
    { model, filter: { _id: typed } } as Read<Account>,
    { model, filter: named(typed), stages: [{ $limit: MOST_NAMED }] } as Read<Account>,
    ...(tokens.length > 1 ? countsOf(scope, 'accounts', tokens, MAX_CANDIDATES) : []),
  ]);
  return { byId, named: same, counts: tokens.length > 1 ? countedBy(tokens, counted) : ALONE };
}

/** Accounts whose names look like `text`, most similar first. */
export async function accountsLike(
  { tenant, models }: NameScope,
  text: string,
  limit: number,
  accepts?: Accepts,
): Promise<{ account: Account; similarity: number }[]> {
  const pieces = grams(text);
  const counts = await readTogether(
    tenant,
    pieces.map(
      (piece): Read<Counted> => ({
        model: models.accounts,
        filter: { nameGrams: piece },
        stages: [{ $limit: MAX_GRAM_CANDIDATES }, { $count: 'count' }],
      }),
    ),
  );
  const rare = [...countedBy(pieces, counts)]
    .map(([piece, count]) => ({ piece, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count);
  const chosen: string[] = [];
  let budget = MAX_GRAM_CANDIDATES;
  for (const { piece, count } of rare) {
    if (chosen.length >= 2 && count > budget) break;
    chosen.push(piece);
    budget -= count;
  }
  if (chosen.length === 0) return [];
  const found = await models.accounts
    .aggregate<Account>([
      { $match: { tenant, nameGrams: { $in: chosen } } },
      { $limit: MAX_GRAM_CANDIDATES },
      { $set: { overlap: { $size: { $setIntersection: ['$nameGrams', pieces] } } } },
      { $sort: { overlap: -1, name: 1 } },
      { $limit: 50 },
      { $unset: 'overlap' },
    ])
    .hint(BY_GRAM)
    .exec();
  return nearest(found, text, accountNames, limit, accepts).map(({ item, similarity }) => ({
    account: item,
    similarity,
  }));
}

/** Contacts whose names look like `text`: at the given account, or sharing the beginning of a word anywhere. */
export async function contactsLike(
  { tenant, models }: NameScope,
  text: string,
  accountId: string | undefined,
  limit: number,
): Promise<Contact[]> {
  const starts = words(text)
    .filter((word) => word.length >= 3)
    .slice(0, 4)
    .map((word) => ({ $regex: `^${word.slice(0, 3)}` }));
  if (!accountId && starts.length === 0) return [];
  const found = accountId
    ? await models.contacts.find({ tenant, accountId }).lean<Contact[]>()
    : (
        await Promise.all(
          starts.map((nameTokens) => models.contacts.find({ tenant, nameTokens }).hint(BY_TOKEN).limit(MAX_CANDIDATES).lean<Contact[]>()),
        )
      ).flat();
  return nearest(unique(found), text, (contact) => [contact.name], limit, areAlike).map(({ item }) => item);
}

/** Everything an account is called. */
export function accountNames(account: Pick<Account, 'name' | 'aliases'>): string[] {
  return [account.name, ...(account.aliases ?? [])];
}

/** One of each document. */
export function unique<Row extends { _id: string }>(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row._id, row])).values()];
}

/** The words of a name that identify it, in order: no legal forms, one of each. */
export function nameWords(name: string): string[] {
  return identifying(name);
}

type Accepts = (text: string, name: string) => boolean;

/** Alike enough for one to be meant by the other: as a whole, or in a word that tells names apart. */
export function areAlike(text: string, name: string): boolean {
  const [said, called] = [text, name].map(tellingWords) as [string[], string[]];
  return areLike(said.join(''), called.join('')) || said.some((word) => called.some((part) => areLike(word, part)));
}

function tellingWords(name: string): string[] {
  const all = nameWords(name);
  const telling = all.filter((word) => !COMPANY_WORDS.has(word));
  return telling.length > 0 ? telling : all;
}

/** More of a name's pieces than not. */
const ALIKE = 0.5;
const LETTERS_AN_EDIT = 4;
const areLike = (a: string, b: string): boolean => {
  if (gramSimilarity(a, b) >= ALIKE) return true;
  const edits = Math.max(1, Math.floor(a.length / LETTERS_AN_EDIT));
  return a.length >= LETTERS_AN_EDIT - 1 && editDistance(a, b, edits) <= edits;
};

/** Those whose names look like the text, the likest first. */
export function nearest<Row extends { name: string }>(
  rows: Row[],
  text: string,
  namesOf: (row: Row) => string[],
  limit: number,
  accepts: Accepts = () => true,
) {
  return rows
    .map((item) => ({
      item,
      similarity: Math.max(...namesOf(item).flatMap((name) => [name, ...words(name)].map((part) => gramSimilarity(text, part)))),
    }))
    .filter(({ item, similarity }) => similarity >= NEAR && namesOf(item).some((name) => accepts(text, name)))
    .sort((a, b) => b.similarity - a.similarity || a.item.name.localeCompare(b.item.name))
    .slice(0, limit);
}

/** Of a single word it need not be known how many carry it. */
const ALONE: ReadonlyMap<string, number> = new Map();

const countsFor = async (scope: NameScope, kind: Kind, tokens: readonly string[]): Promise<ReadonlyMap<string, number>> =>
  tokens.length > 1 ? tokenCounts(scope, kind, tokens, MAX_CANDIDATES) : ALONE;

/** A filter for names that hold all of these words, entering the index by the rarest; undefined if a word is in no name. */
function holding(tenant: string, tokens: string[], counts: ReadonlyMap<string, number>) {
  const [rarest, ...others] = tokens.toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
  if (rarest === undefined || counts.get(rarest) === 0) return undefined;
  const filter = { tenant, nameTokens: rarest };
  return others.length > 0 ? { ...filter, $expr: { $setIsSubset: [others, '$nameTokens'] } } : filter;
}
