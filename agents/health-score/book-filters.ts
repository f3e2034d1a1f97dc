import { z } from 'zod';
import { LIFECYCLE_STAGES, VERTICALS } from '../../models/account.ts';
import { HEALTH_BANDS } from '../../models/account-health-score.ts';
import { SEGMENTS } from '../../models/scorecard.ts';
import { type Condition, caseless, conditionSchema, conditionWords, filterOf } from '../kit/conditions.ts';
import { listed } from '../kit/say.ts';
import { together } from '../kit/standings/list.ts';
import { type Money, moneyOf } from '../kit/standings/money.ts';
import { type Context, optional, ownerInput } from '../kit/tool.ts';
import { resolveAccount, resolveRegion, whoseAccounts } from '../kit/who.ts';
import { metricNamed, shortDate } from '../metrics/index.ts';
import { CURRENT } from './standings.ts';

const FIELDS = { region: 'region', vertical: 'vertical', stage: 'lifecycleStage' } as const;
const leftOut = z.object({ by: z.enum(['region', 'vertical', 'stage']), value: z.string().max(100) });

/** Which accounts of a book are meant. */
export const bookFilters = {
  accounts: optional(z.array(z.string().max(200)).min(1).max(10)).describe(
    'Names of accounts, where only these are meant: for one figure of one, or several side by side',
  ),
  owner: ownerInput,
  executive: optional(z.string()).describe('Name of the account executive whose accounts are meant'),
  band: optional(z.enum(HEALTH_BANDS)).describe('Health band: green, yellow, orange or red'),
  segment: optional(z.enum(SEGMENTS)).describe('Size of the customer: enterprise, mid_market, smb or startup'),
  region: optional(z.string()).describe('Region of the customer, as recorded; instead of guessing leave it out'),
  vertical: optional(z.enum(VERTICALS)).describe('Industry of the customer'),
  stage: optional(z.enum(LIFECYCLE_STAGES)).describe('Lifecycle stage; those who churned are left out unless asked for'),
  conditions: optional(z.array(conditionSchema).max(8)).describe('Conditions on metrics; all of them hold'),
  currency: optional(z.string().regex(/^[A-Z]{3}$/)).describe(
    'The currency amounts are to be told in, where one was asked for: USD; null for their own',
  ),
  without: optional(z.array(leftOut).max(8)).describe(
    'Regions, industries or stages to leave out: "outside Europe"; anything else is left out by a condition with "is not"',
  ),
};
export type Asked = z.output<z.ZodObject<typeof bookFilters>>;

/** The filter of standings that was asked for, and whose accounts they are. @throws UserError for an unknown colleague or an unclear condition */
export async function bookOf(asked: Asked, context: Context, money: Money): Promise<{ where: Record<string, unknown>; label: string }> {
  const [owner, executive] = await Promise.all([
    whoseAccounts(context, asked.owner),
    asked.executive ? whoseAccounts(context, asked.executive) : null,
  ]);
  for (const region of [asked.region, ...(asked.without ?? []).map(({ by, value }) => (by === 'region' ? value : null))])
    await resolveRegion(context, region);
  const named = await Promise.all((asked.accounts ?? []).map((name) => resolveAccount(context, name)));
  const conditions = await Promise.all((asked.conditions ?? []).map((each) => withIds(each, context)));
  return {
    label: named.length > 0 && !asked.owner ? listedNames(named) : owner.label,
    where: together([
      owner.where,
      executive?.person ? { accountExecutiveId: executive.person.id } : {},
      asked.stage ? { lifecycleStage: { $eq: asked.stage } } : named.length > 0 || asksForFormer(asked) ? {} : CURRENT,
      named.length > 0 ? { accountId: { $in: named.map(({ _id }) => _id) } } : {},
      asked.band ? { band: { $eq: asked.band } } : {},
      asked.segment ? { segment: { $eq: asked.segment } } : {},
      asked.vertical ? { vertical: { $eq: asked.vertical } } : {},
      asked.region ? { region: caseless(asked.region) } : {},
      ...conditions.map((each) => filterOf(each, context.asOf, money)),
      ...(asked.without ?? []).map(({ by, value }) => ({ [FIELDS[by]]: { $not: caseless(value) } })),
    ]),
  };
}

/** When they left is asked of those who did. */
const asksForFormer = (asked: Asked): boolean => keysAskedFor(asked).includes('churned_at');

const listedNames = (accounts: readonly { name: string }[]): string => accounts.map(({ name }) => name).join(', ');

/** Colleagues are named by people and kept by id. */
async function withIds(condition: Condition, context: Context): Promise<Condition> {
  const person = condition.metric === 'owner' || condition.metric === 'account_executive';
  if (!person || condition.value === null) return condition;
  const { person: meant } = await whoseAccounts(context, String(condition.value));
  return { ...condition, value: meant?.id ?? condition.value };
}

/** The metrics that conditions are on. */
export const keysAskedFor = ({ conditions }: Pick<Asked, 'conditions'>): string[] => (conditions ?? []).map(({ metric }) => metric);

/** The currencies that amounts were said in. */
const saidIn = ({ conditions }: Pick<Asked, 'conditions'>): string[] => [
  ...new Set((conditions ?? []).flatMap(({ currency }) => currency ?? [])),
];

/** How the amounts compare that are asked about, in conditions and beside them. */
export const moneyAskedFor = (asked: Pick<Asked, 'conditions' | 'currency'>, context: Context, keys: readonly string[]): Promise<Money> =>
  moneyOf(context, [...keysAskedFor(asked), ...keys].map(metricNamed), saidIn(asked), asked.currency);

/** What was asked for, in words. */
export const filtersInWords = (asked: Asked, { rates }: Money): string[] =>
  [
    asked.band,
    asked.segment?.replace('_', ' '),
    asked.vertical,
    asked.region && `region ${asked.region}`,
    asked.stage && `stage ${asked.stage}`,
    asked.executive && `account executive ${asked.executive}`,
    ...(asked.conditions ?? []).map((each) => conditionWords(each, rates?.into)),
    ...(asked.without ?? []).map(({ by, value }) => `${by === 'vertical' ? 'industry' : by} not ${value}`),
  ].filter((each): each is string => typeof each === 'string' && each !== '');

/** How amounts were compared, where they are in several currencies and were asked about; else null. */
export function moneyWords(asked: Pick<Asked, 'conditions'>, { currencies, rates }: Money): string | null {
  const said = saidIn(asked);
  const several = [...new Set([...currencies, ...said])];
  if (several.length < 2) return null;
  const unrated = said.filter((each) => rates?.worth[each] === undefined);
  if (unrated.length > 0) return `No exchange rate on record: ${listed(unrated)} compared with ${listed(unrated)} alone`;
  return rates?.at
    ? `Amounts compared in ${rates.into} at the rates of ${shortDate(rates.at)}`
    : `No exchange rate on record: ${several.join(', ')} stand apart`;
}
