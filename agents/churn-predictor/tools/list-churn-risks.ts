import { z } from 'zod';
import type { AccountStanding } from '../../../models/account-standing.ts';
import { type Condition, condition, filterOf } from '../../kit/conditions.ts';
import { listShown } from '../../kit/present/index.ts';
import { together } from '../../kit/standings/list.ts';
import { moneyOf } from '../../kit/standings/money.ts';
import { standingsPage } from '../../kit/standings/page.ts';
import { heldFigures } from '../../kit/standings/values.ts';
import { type Context, optional, ownerInput, PAGE_SIZE, pageInput, pageOf, pagesOf, readTool } from '../../kit/tool.ts';
import { whoseAccounts } from '../../kit/who.ts';
import { metricNamed } from '../../metrics/index.ts';
import { bandOf } from '../horizon.ts';
import { listingOf } from '../present-list.ts';

const input = z.object({
  minRisk: optional(z.number().min(0).max(100)).describe(
    'Only accounts with at least this churn risk score (0 to 100); "high" is 70, "medium" 40',
  ),
  minArr: optional(z.number().min(0)).describe('Only accounts worth at least this much a year, in currency units: "100k" is 100000'),
  accounts: optional(z.array(z.string().max(80)).min(1).max(50)).describe('Only the accounts of these ids'),
  owner: ownerInput,
  renewalWithinDays: optional(z.number().min(0).max(1000)).describe('Only accounts whose contract renews within so many days'),
  page: pageInput,
});

/** What is shown of each account, in this order. */
const SHOWN = ['churn_risk', 'churn_risk_change_30', 'churn_probability_90', 'arr', 'renewal_date'] as const;

export const listChurnRisks = readTool({
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
    'which customers are in danger',
    'accounts in trouble',
    'where could we lose money',
    'who is most likely to churn',
    'riskiest customers',
    'which customers could walk away',
    'welche Kunden könnten gehen',
    'quels clients risquent de partir',
    'qué clientes están en riesgo',
  ],
  todayOnly: true,
  status: 'Looking through the accounts’ churn risks',
  input,
  selects: (asked) => ({ owner: asked.owner, accounts: asked.accounts, conditions: conditionsIn(asked) }),
  run,
  ...listShown(listingOf),
});

function conditionsIn({ minRisk, minArr, renewalWithinDays: days }: Omit<z.output<typeof input>, 'page'>): Condition[] {
  return [
    condition('churn_risk', minRisk === null ? 'known' : 'at least', minRisk),
    ...(minArr === null ? [] : [condition('arr', 'at least', minArr)]),
    ...(days === null ? [] : [condition('days_to_renewal', 'between', 0, Math.round(days))]),
  ];
}

export type ChurnList = Awaited<ReturnType<typeof run>>;

async function run({ page: asked, ...filters }: z.output<typeof input>, context: Context) {
  const { tenant, models, asOf } = context;
  const { minArr, accounts, owner } = filters;
  const whose = await whoseAccounts(context, owner);
  const money = await moneyOf(context, minArr === null ? [] : [metricNamed('arr')]);
  const where = together([
    whose.where,
    accounts === null ? {} : { accountId: { $in: accounts } },
    ...conditionsIn(filters).map((each) => filterOf(each, asOf, money)),
  ]);
  const page = pageOf(asked);
  // Accounts asked for by name are all shown.
  const size = Math.max(PAGE_SIZE, accounts?.length ?? 0);
  const [{ rows, total, more }, scored] = await Promise.all([
    standingsPage({ tenant, models, where, field: 'churnRisk', direction: -1, page, size }),
    models.accountStandings
      .findOne({ tenant, ...filterOf(condition('churn_risk', 'known'), asOf) }, { asOf: 1 })
      .lean<Pick<AccountStanding, 'asOf'>>(),
  ]);
  return {
    /** Null before the first scoring. */
    asOf: scored?.asOf.toISOString() ?? null,
    asked: filters,
    /** The currency that a least value is of; null where it is of each account's own. */
    into: money.rates?.into ?? null,
    whose: whose.label,
    /** How many match; with `more`, that many or more. */
    total,
    more,
    page,
    pages: pagesOf(total, size),
    accounts: rows.map((row) => ({
      id: row.accountId,
      name: row.name,
      band: bandOf(row.churnRisk ?? 0),
      reason: row.churnReasons?.[0] ?? null,
      figures: heldFigures(row, SHOWN, asOf),
    })),
  };
}
