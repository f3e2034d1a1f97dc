import type { Context } from '../../kit/context.ts';
import type { Colleague } from '../../kit/people.ts';
import { plural } from '../../metrics/format.ts';
import { plain } from '../words.ts';

export interface Candidate {
  userId: string;
  name: string;
  /** Higher is better; only for ordering. */
  score: number;
  accounts: number;
  sameVertical: number;
  /** Share of the capacity in use; null where none is recorded. */
  load: number | null;
  reasons: string[];
}

export interface Book {
  total: number;
  byVertical: Map<string, number>;
}

/** How many living accounts each CSM looks after, in all and by vertical. */
export async function booksOf(
  { tenant, models }: Pick<Context, 'tenant' | 'models'>,
  owners: readonly string[],
): Promise<Map<string, Book>> {
  const rows = await models.accountStandings.aggregate<{ _id: { ownerId: string; vertical?: string }; count: number }>([
    { $match: { tenant, ownerId: { $in: [...owners] }, lifecycleStage: { $ne: 'churned' } } },
    { $group: { _id: { ownerId: '$ownerId', vertical: '$vertical' }, count: { $sum: 1 } } },
  ]);
  const books = new Map<string, Book>(owners.map((id) => [id, { total: 0, byVertical: new Map() }]));
  for (const { _id, count } of rows) {
    const book = books.get(_id.ownerId);
    if (!book) continue;
    book.total += count;
    if (_id.vertical) book.byVertical.set(_id.vertical, (book.byVertical.get(_id.vertical) ?? 0) + count);
  }
  return books;
}

const EXPERT = 3;
const USE_CASE = 2;
/** As many accounts of the vertical as this are experience in full. */
const PRACTICE = 5;
const CURRENT = 2;
/** From this load on, more of it speaks against somebody. */
const COMFORTABLE = 0.6;

/** Who should look after the account, the best first: what they know, whom they know, how much they carry. Pure. */
export function rankOwners(
  people: readonly Colleague[],
  books: ReadonlyMap<string, Book>,
  { vertical, useCase, ownerId }: { vertical: string | null; useCase: string | null; ownerId: string | null },
): Candidate[] {
  return people
    .filter(({ roles, capacity, _id }) => roles.includes('csm') && ((capacity ?? 0) > 0 || _id === ownerId))
    .map(({ _id, name, expertise, capacity }): Candidate => {
      const book = books.get(_id);
      const accounts = book?.total ?? 0;
      const sameVertical = vertical ? (book?.byVertical.get(vertical) ?? 0) : 0;
      const load = capacity ? accounts / capacity : null;
      const knows = (field: string | null) => field !== null && expertise.includes(field);
      const score =
        (knows(vertical) ? EXPERT : 0) +
        (knows(useCase) ? USE_CASE : 0) +
        2 * Math.min(1, sameVertical / PRACTICE) +
        (_id === ownerId ? CURRENT : 0) -
        4 * Math.max(0, (load ?? COMFORTABLE) - COMFORTABLE) -
        (load !== null && load >= 1 ? 10 : 0);
      const fields = [vertical, useCase].filter((field): field is string => knows(field)).map(plain);
      return {
        userId: _id,
        name,
        score,
        accounts,
        sameVertical,
        load,
        reasons: [
          ...(_id === ownerId ? ['looks after the account already'] : []),
          ...(fields.length > 0 ? [`knows ${fields.join(' and ')}`] : []),
          ...(sameVertical > 0 && vertical ? [`has ${plural(sameVertical, `${plain(vertical)} account`)}`] : []),
          capacity
            ? `carries ${accounts} of ${plural(capacity, 'account')} (${Math.round((load ?? 0) * 100)} %)`
            : `carries ${plural(accounts, 'account')}`,
        ],
      };
    })
    .sort((a, b) => b.score - a.score || (a.userId < b.userId ? -1 : 1));
}
