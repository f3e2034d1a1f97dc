import type { Context } from '../../kit/tool.ts';
import type { Colleague } from '../../kit/who.ts';
import { plural, spaced, sum } from '../../metrics/index.ts';

/** How many living accounts of a vertical a CSM looks after. */
interface BookPart {
  ownerId: string;
  vertical?: string | null;
  count: number;
}

export async function booksOf({ tenant, models }: Pick<Context, 'tenant' | 'models'>, owners: readonly string[]): Promise<BookPart[]> {
  const rows = await models.accountStandings.aggregate<{ _id: Omit<BookPart, 'count'>; count: number }>([
    { $match: { tenant, ownerId: { $in: [...owners] }, lifecycleStage: { $ne: 'churned' } } },
    { $group: { _id: { ownerId: '$ownerId', vertical: '$vertical' }, count: { $sum: 1 } } },
  ]);
  return rows.map(({ _id, count }) => ({ ..._id, count }));
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
  books: readonly BookPart[],
  { vertical, useCase, ownerId }: { vertical: string | null; useCase: string | null; ownerId: string | null },
) {
  return people
    .filter(({ roles, capacity, _id }) => roles.includes('csm') && ((capacity ?? 0) > 0 || _id === ownerId))
    .map(({ _id, name, expertise, capacity }) => {
      const book = books.filter((each) => each.ownerId === _id);
      const accounts = sum(book.map(({ count }) => count));
      const same = vertical ? (book.find((each) => each.vertical === vertical)?.count ?? 0) : 0;
      const load = capacity ? accounts / capacity : null;
      const knows = (field: string | null): field is string => field !== null && expertise.includes(field);
      const score =
        (knows(vertical) ? EXPERT : 0) +
        (knows(useCase) ? USE_CASE : 0) +
        2 * Math.min(1, same / PRACTICE) +
        (_id === ownerId ? CURRENT : 0) -
        4 * Math.max(0, (load ?? COMFORTABLE) - COMFORTABLE) -
        (load !== null && load >= 1 ? 10 : 0);
      const fields = [vertical, useCase].filter(knows).map(spaced);
      const reasons = [
        _id === ownerId && 'looks after the account already',
        fields.length > 0 && `knows ${fields.join(' and ')}`,
        vertical && same > 0 && `has ${plural(same, `${spaced(vertical)} account`)}`,
        capacity
          ? `carries ${accounts} of ${plural(capacity, 'account')} (${Math.round((load ?? 0) * 100)} %)`
          : `carries ${plural(accounts, 'account')}`,
      ];
      // The score is for ordering only; the load is a share of the capacity, null where none is recorded.
      return { userId: _id, name, score, load, reasons: reasons.filter((each) => typeof each === 'string' && each !== '') as string[] };
    })
    .sort((a, b) => b.score - a.score || (a.userId < b.userId ? -1 : 1));
}
export type Candidate = ReturnType<typeof rankOwners>[number];
