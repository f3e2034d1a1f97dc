import type { VERTICALS } from '../../models/account.ts';
import type { AccountStanding } from '../../models/account-standing.ts';
import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import { rows, rowsOfAccounts } from '../../models/kit/rows.ts';
import type { Opportunity } from '../../models/opportunity.ts';
import type { Segment } from '../../models/scorecard.ts';
import { oncePerDeal } from '../expansion-orchestrator/face.ts';
import { largestFirst, type Rates, ratesInto, worthAt } from '../kit/exchange.ts';
import type { Context } from '../kit/tool.ts';
import type { Whose } from '../kit/who.ts';
import { sum } from '../metrics/index.ts';
import { OPEN_STAGES } from './known.ts';

type Type = ExpansionOpportunity['expansionType'];

/** How people narrow growth down, and the types that are meant. */
const TYPES_OF = {
  more_seats: ['upsell'],
  new_location: ['geographic'],
  new_product: ['new_use_case', 'add_on', 'cross_sell'],
  higher_edition: ['upgrade'],
} as const satisfies Record<string, readonly Type[]>;
export const GROWTH_KINDS = ['more_seats', 'new_location', 'new_product', 'higher_edition'] as const satisfies (keyof typeof TYPES_OF)[];

interface Filters {
  region: string | null;
  vertical: (typeof VERTICALS)[number] | null;
  segment: Segment | null;
  kind: keyof typeof TYPES_OF | null;
  minValue: number | null;
  minConfidence: number | null;
  ids: string[] | null;
}

/** Judged on the figures people see; a value in the rates' currency, or without rates in its own. */
const fits = (
  { expansionType, estimatedValue, confidenceScore, currency }: ExpansionOpportunity,
  { kind, minValue, minConfidence }: Filters,
  rates: Rates | null,
) => {
  const value = typeof estimatedValue === 'number' ? { amount: estimatedValue, currency } : null;
  const worth = value && (rates ? worthAt(rates, value) : value.amount);
  return (
    (kind === null || TYPES_OF[kind].some((type) => type === expansionType)) &&
    (minValue === null || (worth !== null && Math.round(worth) >= minValue)) &&
    (minConfidence === null || (typeof confidenceScore === 'number' && Math.round(confidenceScore) >= minConfidence))
  );
};

/** Of very many the most valuable are listed. */
const MOST = 2_000;
const FIELDS = {
  accountId: 1,
  at: 1,
  cause: 1,
  source: 1,
  parentOpportunityId: 1,
  expansionType: 1,
  opportunityDescription: 1,
  estimatedValue: 1,
  currency: 1,
  valueBasis: 1,
  confidenceScore: 1,
  salesStage: 1,
} as const;
const OF_ACCOUNT = { accountId: 1, name: 1, asOf: 1, 'metrics.expansion_readiness': 1 } as const;

/** The rates between the currencies of opportunities, into the one most are in. */
async function ratesBetween(context: Context, found: readonly { currency: string }[]): Promise<Rates | null> {
  const [most, ...others] = [...Map.groupBy(found, ({ currency }) => currency)].sort(
    ([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1),
  );
  return most
    ? ratesInto(
        context,
        [most, ...others].map(([currency]) => currency),
        most[0],
      )
    : null;
}

/** The open opportunities of somebody's accounts, the most expected first: value by confidence, in one currency where rates allow. */
export async function loadPortfolio(context: Context, whose: Whose, filters: Filters) {
  const { region, vertical, segment, ids } = filters;
  const { tenant, models, asOf } = context;
  const everybody = Object.keys(whose.where).length === 0 && ids === null && [region, vertical, segment].every((each) => each === null);
  const among = {
    lifecycleStage: { $ne: 'churned' },
    ...whose.where,
    ...(region ? { region } : {}),
    ...(vertical ? { vertical } : {}),
    ...(segment ? { segment } : {}),
    ...(ids ? { accountId: { $in: ids } } : {}),
  };
  const known = { at: { $lte: asOf }, ingestedAt: { $lte: asOf } };
  const filter = { ...known, salesStage: { $in: [...OPEN_STAGES] }, mutedAt: null, lapsedAt: null };
  const options = { fields: FIELDS, sort: { estimatedValue: -1, _id: 1 }, limit: MOST } as const;
  type Found = Pick<ExpansionOpportunity, keyof typeof FIELDS | '_id'> & ExpansionOpportunity;
  type Standing = Pick<AccountStanding, 'accountId' | 'name' | 'asOf' | 'metrics'> & AccountStanding;
  const standings = everybody ? null : await rows<Standing>(models.accountStandings as never, tenant, among, { fields: OF_ACCOUNT });
  const found = standings
    ? await rowsOfAccounts<Found>(
        models.expansionOpportunities as never,
        tenant,
        standings.map(({ accountId }) => accountId),
        filter,
        options,
      )
    : await rows<Found>(models.expansionOpportunities as never, tenant, filter, options);
  const foundAt = [...new Set(found.map(({ accountId }) => accountId))];
  const of =
    standings ??
    (await rowsOfAccounts<Standing>(
      models.accountStandings as never,
      tenant,
      foundAt,
      { lifecycleStage: { $ne: 'churned' } },
      { fields: OF_ACCOUNT },
    ));
  const standing = new Map(of.map((each) => [each.accountId, each]));
  const ofAccounts = Map.groupBy(
    found.filter(({ accountId }) => standing.has(accountId)),
    ({ accountId }) => accountId,
  );
  const several = [...ofAccounts].flatMap(([accountId, list]) => (list.length > 1 ? [accountId] : []));
  const deals = await rowsOfAccounts<Opportunity>(models.opportunities as never, tenant, several, {
    ...known,
    kind: 'expansion',
    stage: filter.salesStage,
  });
  // What was found and what people sell may be one deal of the CRM.
  const all = [...ofAccounts].flatMap(([accountId, list]) => oncePerDeal(list, deals, standing.get(accountId)?.name ?? accountId));
  const rates = await ratesBetween(context, all);
  const own = all.filter((row) => fits(row, filters, rates));
  const sums = [...Map.groupBy(own, ({ currency }) => currency)]
    .map(([currency, same]) => ({ currency, amount: sum(same.map(({ estimatedValue }) => estimatedValue ?? 0)) }))
    .sort((a, b) => b.amount - a.amount || (a.currency < b.currency ? -1 : 1));
  // Apart, the currency with most of it comes first.
  const currencies = sums.map(({ currency }) => currency);
  const apart = (a: Found, b: Found) => (rates ? 0 : currencies.indexOf(a.currency) - currencies.indexOf(b.currency));
  const mostExpected = largestFirst(rates, ({ estimatedValue, confidenceScore, currency }: Found) => ({
    amount: (estimatedValue ?? 0) * ((confidenceScore ?? 50) / 100),
    currency,
  }));
  return {
    asOf: of.length > 0 ? new Date(Math.max(...of.map((each) => each.asOf.getTime()))) : null,
    rates: sums.length > 1 && rates ? rates.into : null,
    /** The currency that amounts compare in; null where each stands in its own. */
    into: rates?.into ?? null,
    sums: sums.filter(({ amount }) => amount > 0),
    rows: own
      .sort((a, b) => apart(a, b) || mostExpected(a, b) || (b.confidenceScore ?? 0) - (a.confidenceScore ?? 0) || (a._id < b._id ? -1 : 1))
      .map((row) => ({
        accountId: row.accountId,
        account: standing.get(row.accountId)?.name ?? row.accountId,
        cause: row.cause ?? row._id,
        type: row.expansionType,
        name: row.opportunityDescription,
        value: row.estimatedValue ?? null,
        currency: row.currency,
        basis: row.valueBasis ?? null,
        confidence: row.confidenceScore ?? null,
        stage: row.salesStage,
        ours: row.source === 'greendoor',
        asOf: (standing.get(row.accountId)?.asOf ?? asOf).toISOString(),
      })),
  };
}
