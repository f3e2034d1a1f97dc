import { z } from 'zod';
import { standingsBy } from '../../../models/account-standing.ts';
import { SEGMENTS } from '../../../models/scorecard.ts';
import { ROLES } from '../../../models/user.ts';
import { DAY, isToday } from '../../facts/time.ts';
import type { Context } from '../../kit/context.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { ownerInput, PAGE_SIZE, pageInput, pageOf, pagesOf } from '../../kit/inputs.ts';
import { namesOf, whoseAccounts } from '../../kit/people.ts';
import { ofAccount } from '../../kit/present/figures.ts';
import { heldFigure } from '../../kit/standing-values.ts';
import { metricNamed } from '../../metrics/index.ts';
import { type BookEntry, entriesOf, type ShownStanding, standingsOf } from '../book.ts';
import { type ListOutput, listCard, listOutputSchema, listSummary } from '../present-list.ts';
import { callSchema } from '../schema.ts';

const WINDOWS = [30, 60, 90] as const;

const input = z.object({
  withinDays: z.number().int().min(1).max(1100).nullable().default(null).describe('Renewals within so many days; null for 90'),
  owner: ownerInput,
  healthBelow: z.number().min(0).max(100).nullable().default(null).describe('Only accounts with health below this'),
  segment: z.enum(SEGMENTS).nullable().default(null).describe('Size of the customer: enterprise, mid_market, smb or startup'),
  page: pageInput,
});

export const listUpcomingRenewals = defineTool({
  name: 'list_upcoming_renewals',
  title: 'Upcoming renewals',
  description:
    'Lists the renewals of the coming days by date: account, end, yearly value, probability, the CSM’s call, health, owner; how many within 30, 60 and 90 days. Use it for "upcoming renewals", "which renewals are coming up", "what renews next quarter". Not for one account (assess_renewal), not for the sums of a book (forecast_renewals).',
  examples: [
    'Upcoming renewals',
    'which renewals are coming up in the next 90 days?',
    'my upcoming renewals',
    'renewals within 30 days',
    'what renews next quarter?',
    'list the renewals of Omar',
    'enterprise renewals in the next 60 days',
    'renewal calendar for the next 6 months',
  ],
  status: 'Looking through the renewals',
  input,
  output: listOutputSchema,
  access: 'read',
  core: true,
  roles: ROLES,
  async run(asked, context): Promise<ListOutput> {
    const { tenant, models, asOf } = context;
    const whose = await whoseAccounts(context, asked.owner);
    const days = asked.withinDays ?? 90;
    const until = new Date(asOf.getTime() + days * DAY);
    const page = pageOf(asked.page);
    const narrowed = {
      tenant,
      lifecycleStage: { $ne: 'churned' as const },
      ...whose.where,
      ...(asked.segment ? { segment: asked.segment } : {}),
      ...(asked.healthBelow === null ? {} : { health: { $lt: asked.healthBelow } }),
    };
    const filter = { ...narrowed, renewalAt: { $gte: asOf, $lte: until } };
    const { accountStandings } = models;
    const within = (limit: number) => ({ $sum: { $cond: [{ $lte: ['$renewalAt', new Date(asOf.getTime() + limit * DAY)] }, 1, 0] } });
    const [ids, sums, undated] = await Promise.all([
      accountStandings
        .find(filter, { _id: 0, accountId: 1 })
        .hint(standingsBy('renewalAt'))
        .sort({ renewalAt: 1, arr: -1, accountId: 1 })
        .skip((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
        .lean<{ accountId: string }[]>(),
      accountStandings
        .aggregate<{ _id: string | null; count: number; amount: number; d30: number; d60: number; d90: number }>([
          { $match: filter },
          { $group: { _id: '$currency', count: { $sum: 1 }, amount: { $sum: '$arr' }, d30: within(30), d60: within(60), d90: within(90) } },
          { $sort: { _id: 1 } },
        ])
        .hint(standingsBy('renewalAt')),
      accountStandings.countDocuments({ ...narrowed, renewalAt: null, arr: { $gt: 0 } }).hint(standingsBy('renewalAt')),
    ]);
    const standings = await standingsOf(
      context,
      ids.map(({ accountId }) => accountId),
    );
    const entries = await entriesOf(context, standings, until);
    const standingOf = new Map(standings.map((each) => [each.accountId, each]));
    const names = await namesOf(
      context,
      entries.map(({ ownerId }) => ownerId),
    );
    const total = sums.reduce((sum, { count }) => sum + count, 0);
    return {
      asOf: asOf.toISOString(),
      days,
      whose: whose.label,
      filters: [
        ...(asked.healthBelow === null ? [] : [`health below ${asked.healthBelow}`]),
        ...(asked.segment === null ? [] : [asked.segment.replace('_', '-')]),
      ],
      total,
      windows: WINDOWS.filter((limit) => limit <= days).map((limit) => ({
        days: limit,
        accounts: sums.reduce((sum, each) => sum + each[`d${limit}`], 0),
      })),
      worth: sums
        .filter(({ amount }) => amount > 0)
        .map(({ _id, amount }) => ({ currency: _id ?? 'USD', amount }))
        .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
      undated,
      page,
      pages: pagesOf(total),
      renewals: [...Map.groupBy(entries, ({ accountId }) => accountId).values()].flatMap(([first, ...others]) =>
        first ? [rowOf(first, others.length, names, standingOf.get(first.accountId), context)] : [],
      ),
      arguments: asked,
    };
  },
  summary: listSummary,
  card: listCard,
});

/** Health and probability as they were last scored, as every list shows them; of an earlier day the probability as of then. */
function rowOf(
  { accountId, account, contract, ownerId, call }: BookEntry,
  others: number,
  names: Map<string, string>,
  standing: ShownStanding | undefined,
  { asOf, clock }: Pick<Context, 'asOf' | 'clock'>,
): ListOutput['renewals'][number] {
  const { probability } = contract;
  const held = (key: string) => standing && heldFigure(standing, metricNamed(key), asOf);
  const scored = isToday(asOf, clock.now()) ? held('renewal_probability') : undefined;
  const { percent } = ofAccount({ id: accountId, name: account }, asOf.toISOString());
  return {
    accountId,
    account,
    contract: contract.name,
    others,
    endAt: contract.endAt.toISOString(),
    days: contract.days,
    annualValue: contract.annualValue,
    currency: contract.currency,
    probability,
    chance: typeof scored?.value === 'number' ? scored : percent('renewal_probability', 'renewal probability', probability),
    health: held('health') ?? null,
    owner: ownerId ? (names.get(ownerId) ?? ownerId) : null,
    call: call && callSchema.parse(call),
  };
}
