import { type AccountStanding, type StandingsIndex, standingsBy } from '../../models/account-standing.ts';
import { updateAll } from '../../models/kit/bulk.ts';
import { DAY } from '../facts/index.ts';
import { filterOf } from '../kit/conditions.ts';
import { type Rates, ratesInto, worthAt } from '../kit/exchange.ts';
import { bookIndex, newestOf } from '../kit/standings/page.ts';
import type { Context } from '../kit/tool.ts';
import type { Whose } from '../kit/who.ts';
import { HIGH_RISK } from '../metrics/risk-band.ts';
import { CURRENT, MOVED, type Row, rowOf } from './standings.ts';

/** Points of health in 30 days that call for somebody. */
const FALL = 10;
/** Of an account with this health a rise is good news. */
const WELL = 65;
const RENEWAL_DAYS = 90;

/** What a reader of these accounts should see today; every account once, under the first heading that fits. */
export async function buildDigest(context: Context, whose: Whose['where'] = {}) {
  const { tenant, models, asOf } = context;
  const { accountStandings } = models;
  const filter = { tenant, ...whose, ...CURRENT };
  const soon = { $gte: asOf, $lte: new Date(asOf.getTime() + RENEWAL_DAYS * DAY) };
  const book = bookIndex(whose);
  // Named, so that the server does not try a dozen indexes out each time.
  const index = (field: StandingsIndex | 'changeSinceDigest') =>
    book ? standingsBy(book) : field === 'changeSinceDigest' ? ({ tenant: 1, changeSinceDigest: 1 } as const) : standingsBy(field);
  const find = (field: StandingsIndex | 'changeSinceDigest', direction: 1 | -1, condition: object, limit: number) =>
    accountStandings
      .find({ ...filter, ...condition })
      .hint(index(field))
      .sort({ [field]: direction })
      .limit(limit)
      .lean<AccountStanding[]>();
  const changed = (comparator: 'at least' | 'at most', value: number) => filterOf({ metric: 'health_change_30', comparator, value }, asOf);
  const [risky, falling, down, up, fallen, renewals, risen, last, accounts] = await Promise.all([
    find('churnRisk', -1, filterOf({ metric: 'churn_risk', comparator: 'at least', value: HIGH_RISK }, asOf), 20),
    find('change30', 1, changed('at most', -FALL), 20),
    find('changeSinceDigest', 1, { changeSinceDigest: { $lte: -MOVED } }, 10),
    find('changeSinceDigest', -1, { changeSinceDigest: { $gte: MOVED } }, 4),
    find('change30', 1, changed('at most', -MOVED), 10),
    find('renewalAt', 1, { renewalAt: soon }, 12),
    find(
      'change30',
      -1,
      { ...changed('at least', MOVED), ...filterOf({ metric: 'health', comparator: 'at least', value: WELL }, asOf) },
      6,
    ),
    accountStandings
      .find({ ...filter, digestAt: { $lte: asOf } }, { digestAt: 1 })
      .sort({ digestAt: -1 })
      .limit(1)
      .lean<{ digestAt: Date }[]>(),
    accountStandings.countDocuments(filter).hint(index('name')),
  ]);
  const lastAt = last[0]?.digestAt ?? null;
  const seen = new Set<string>();
  const take = (rows: AccountStanding[], most: number, sinceDigest = false): Row[] => {
    const taken = rows.filter(({ accountId }) => !seen.has(accountId)).slice(0, most);
    for (const { accountId } of taken) seen.add(accountId);
    return taken.map((each) => rowOf(each, asOf, sinceDigest));
  };
  const calling = unique([...risky, ...falling]);
  const currencies = [...new Set(calling.flatMap(({ currency }) => currency ?? []))];
  const rates = await ratesInto(context, currencies, currencies[0] ?? '');
  const urgent = calling.sort((a, b) => urgency(b, asOf, rates) - urgency(a, asOf, rates));
  return {
    needsYou: take(urgent, 4),
    changed: take(lastAt ? unique([...down, ...up]) : fallen, 3, lastAt !== null),
    comingUp: take(renewals, 3),
    goodNews: take(risen, 2),
    /** When the last digest of these accounts was; null before the first. */
    lastAt,
    asOf: newestOf([...risky, ...falling, ...renewals, ...risen]),
    accounts,
  };
}

const unique = (rows: AccountStanding[]): AccountStanding[] => [...new Map(rows.map((row) => [row.accountId, row])).values()];

/** What is at stake: the risk, the fall, the value where rates make the values compare, and how soon it renews. */
export function urgency(
  {
    churnRisk,
    change30,
    arr,
    currency,
    renewalAt,
    health,
  }: Pick<AccountStanding, 'churnRisk' | 'change30' | 'arr' | 'currency' | 'renewalAt' | 'health'>,
  asOf: Date,
  rates: Rates | null,
): number {
  const worth = rates && worthAt(rates, { amount: arr ?? 0, currency });
  const risk = (churnRisk ?? 100 - (health ?? 50)) / 100;
  const fall = Math.max(0, -(change30 ?? 0)) / 50;
  const days = renewalAt ? Math.max(0, (renewalAt.getTime() - asOf.getTime()) / DAY) : 365;
  return (risk + fall) * Math.log10(10 + (worth ?? 0)) * (1 + 90 / (90 + days));
}

/** Remembers that these accounts were shown: the next digest's changes count from here. Call it once the digest has been posted. */
export async function sealDigest({ tenant, models }: Pick<Context, 'tenant' | 'models'>, at: Date, ownerId?: string): Promise<void> {
  await updateAll(models.accountStandings, tenant, { ...(ownerId ? { ownerId } : {}), health: { $type: 'number' } }, [
    { $set: { healthAtDigest: '$health', changeSinceDigest: 0, digestAt: at } },
  ]);
}
