import { z } from 'zod';
import { LIFECYCLE_STAGES, VERTICALS } from '../../models/account.ts';
import { HEALTH_BANDS } from '../../models/account-health-score.ts';
import { SEGMENTS } from '../../models/scorecard.ts';
import { type Condition, caseless, conditionSchema, conditionWords, filterOf } from '../kit/conditions.ts';
import { listed } from '../kit/say.ts';
import { together } from '../kit/standings/list.ts';
import { type Money, moneyOf } from '../kit/standings/money.ts';
import { type Context, oneOrMore, optional, ownerInput } from '../kit/tool.ts';
import { resolveAccount, resolveRegion, whoseAccounts } from '../kit/who.ts';
import { metricNamed, shortDate, spaced } from '../metrics/index.ts';
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
  band: oneOrMore(HEALTH_BANDS).describe('Health band: green, yellow, orange or red; a list for several: ["red", "orange"]'),
  segment: oneOrMore(SEGMENTS).describe('Size of the customer: enterprise, mid_market, smb or startup; or a list'),
  region: optional(z.string()).describe('Region of the customer, as recorded; instead of guessing leave it out'),
  vertical: oneOrMore(VERTICALS).describe('Industry of the customer, or a list'),
  stage: oneOrMore(LIFECYCLE_STAGES).describe('Lifecycle stage, or a list; those who churned are left out unless asked for'),
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
      asked.stage ? isOneOf('lifecycleStage', asked.stage) : named.length > 0 || asksForFormer(asked) ? {} : CURRENT,
      named.length > 0 ? { accountId: { $in: named.map(({ _id }) => _id) } } : {},
      asked.band ? isOneOf('band', asked.band) : {},
      asked.segment ? isOneOf('segment', asked.segment) : {},
      asked.vertical ? isOneOf('vertical', asked.vertical) : {},
      asked.region ? { region: caseless(asked.region) } : {},
      ...conditions.map((each) => filterOf(each, context.asOf, money)),
      ...(asked.without ?? []).map(({ by, value }) => ({ [FIELDS[by]]: { $not: caseless(value) } })),
    ]),
  };
}

const isOneOf = (field: string, asked: string | readonly string[]): object => {
  const [only, ...others] = [asked].flat();
  return { [field]: others.length === 0 ? { $eq: only } : { $in: [only, ...others] } };
};

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
    either(asked.band),
    either(asked.segment),
    either(asked.vertical),
    asked.region && `region ${asked.region}`,
    asked.stage && `stage ${either(asked.stage)}`,
    asked.executive && `account executive ${asked.executive}`,
    ...(asked.conditions ?? []).map((each) => conditionWords(each, rates?.into)),
    ...(asked.without ?? []).map(({ by, value }) => `${by === 'vertical' ? 'industry' : by} not ${value}`),
  ].filter((each): each is string => typeof each === 'string' && each !== '');

/** "Red or orange", "mid market". */
const either = (asked: string | readonly string[] | null): string => {
  const words = [asked ?? []].flat().map(spaced);
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' or ');
};

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
