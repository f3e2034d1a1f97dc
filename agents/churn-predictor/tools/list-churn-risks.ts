import { z } from 'zod';
import type { AccountStanding } from '../../../models/account-standing.ts';
import { ROLES } from '../../../models/user.ts';
import { DAY } from '../../facts/time.ts';
import type { Context } from '../../kit/context.ts';
import { defineTool } from '../../kit/define-agent.ts';
import { ownerInput, PAGE_SIZE, pageInput, pageOf } from '../../kit/inputs.ts';
import { whoseAccounts } from '../../kit/people.ts';
import { standingsPage } from '../../kit/standings-page.ts';
import { bandOf } from '../horizon.ts';
import { churnListSchema, listCard, listSummary } from '../present-list.ts';

const input = z.object({
  minRisk: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .default(null)
    .describe('Only accounts with at least this churn risk score (0 to 100); "high" is 70, "medium" 40'),
  minArr: z
    .number()
    .min(0)
    .nullable()
    .default(null)
    .describe('Only accounts worth at least this much a year, in currency units: "100k" is 100000'),
  accounts: z.array(z.string().max(80)).min(1).max(50).nullable().default(null).describe('Only the accounts of these ids'),
  owner: ownerInput,
  renewalWithinDays: z
    .number()
    .min(0)
    .max(1000)
    .nullable()
    .default(null)
    .describe('Only accounts whose contract renews within so many days'),
  page: pageInput,
});

export const listChurnRisks = defineTool({
  name: 'list_churn_risks',
  title: 'Accounts at risk of churn',
  description:
    'Lists accounts by churn risk, highest first: risk score, change, 90-day probability, yearly value, renewal, strongest reason. Filters: least risk, least yearly value (ARR), owner ("mine" or a name), renewal within days. Use it for "which accounts may churn", "who is above 70 % churn risk", "my riskiest accounts". Not for one named account (assess_churn_risk) and not for health scores.',
  examples: [
    'who is above 70 % churn risk and worth more than 100k?',
    'which of my accounts are at risk of churning?',
    'list the accounts most likely to leave',
    'churn risks renewing in the next 90 days',
    'show me high-risk accounts of Omar',
    'top churn risks',
    'which customers could we lose this quarter?',
  ],
  status: 'Looking through the accounts’ churn risks',
  input,
  output: churnListSchema,
  access: 'read',
  roles: ROLES,
  async run({ minRisk, minArr, accounts, owner, renewalWithinDays, page }, context) {
    const { tenant, models, asOf } = context;
    const whose = await whoseAccounts(context, owner);
    const where = {
      churnRisk: { $gte: minRisk ?? 0 },
      ...whose.where,
      ...(accounts === null ? {} : { accountId: { $in: accounts } }),
      ...(minArr === null ? {} : { arr: { $gte: minArr } }),
      ...(renewalWithinDays === null ? {} : { renewalAt: { $gte: asOf, $lte: new Date(asOf.getTime() + renewalWithinDays * DAY) } }),
    };
    const number = pageOf(page);
    // Accounts asked for by name are all shown.
    const size = Math.max(PAGE_SIZE, accounts?.length ?? 0);
    const [{ rows, total, more }, newest] = await Promise.all([
      standingsPage({ tenant, models, where, field: 'churnRisk', direction: -1, page: number, size }),
      latest(context),
    ]);
    return {
      asOf: newest?.toISOString() ?? null,
      asked: { minRisk, minArr, accounts, owner, renewalWithinDays },
      whose: whose.label,
      total,
      more,
      page: number,
      pages: Math.max(1, Math.ceil(total / size)),
      accounts: rows.map((row) => ({
        id: row.accountId,
        name: row.name,
        risk: row.churnRisk ?? 0,
        band: bandOf(row.churnRisk ?? 0),
        change30: row.churnRiskChange30 ?? null,
        probability90: row.churnProbability90 ?? null,
        confidence: row.churnConfidence ?? null,
        arr: row.arr ?? null,
        currency: row.currency ?? 'USD',
        renewalAt: row.renewalAt?.toISOString() ?? null,
        reason: row.churnReasons?.[0] ?? null,
      })),
    };
  },
  summary: listSummary,
  card: listCard,
});

/** The instant the newest standing of the tenant is true for; null before the first rescoring. */
async function latest({ tenant, models }: Context): Promise<Date | null> {
  const row = await models.accountStandings.findOne({ tenant, churnRisk: { $gte: 0 } }, { asOf: 1 }).lean<Pick<AccountStanding, 'asOf'>>();
  return row?.asOf ?? null;
}
