import { fitting, part } from '../../kit/fitting.ts';
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

/** Who should look after the account, the best first: what they know, whom they know, how much they carry; the load is null
 * where no capacity is recorded. Pure. */
export function rankOwners(
  people: readonly Colleague[],
  books: readonly BookPart[],
  { vertical, useCase, ownerId }: { vertical: string | null; useCase: string | null; ownerId: string | null },
) {
  const csms = people.filter(({ roles, capacity, _id }) => roles.includes('csm') && ((capacity ?? 0) > 0 || _id === ownerId));
  const carried = new Map(csms.map(({ _id }) => [_id, sum(books.flatMap((each) => (each.ownerId === _id ? [each.count] : [])))]));
  const loads = new Map(csms.map(({ _id, capacity }) => [_id, capacity ? (carried.get(_id) ?? 0) / capacity : null]));
  return fitting(csms, ({ _id, expertise, capacity }) => {
    const [accounts, load] = [carried.get(_id) ?? 0, loads.get(_id) ?? null];
    const same = books.find((each) => vertical && each.ownerId === _id && each.vertical === vertical)?.count ?? 0;
    const knows = (field: string | null): field is string => field !== null && expertise.includes(field);
    const fields = [vertical, useCase].filter(knows).map(spaced);
    const known = (knows(vertical) ? EXPERT : 0) + (knows(useCase) ? USE_CASE : 0);
    const share = capacity ? ` of ${plural(capacity, 'account')} (${Math.round((load ?? 0) * 100)} %)` : '';
    return [
      part(_id === ownerId, CURRENT, 'looks after the account already'),
      part(fields.length > 0, known, `knows ${fields.join(' and ')}`),
      part(same > 0, 2 * Math.min(1, same / PRACTICE), `has ${plural(same, `${spaced(vertical ?? '')} account`)}`),
      {
        points: -4 * Math.max(0, (load ?? COMFORTABLE) - COMFORTABLE) - (load !== null && load >= 1 ? 10 : 0),
        reason: capacity ? `carries ${accounts}${share}` : `carries ${plural(accounts, 'account')}`,
      },
    ];
  }).map((each) => ({ ...each, load: loads.get(each.id) ?? null }));
}
export type Candidate = ReturnType<typeof rankOwners>[number];
