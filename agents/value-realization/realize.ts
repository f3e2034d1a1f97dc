import { type AccountFacts, DAY, factsAt, partlyRead, type Text } from '../facts/index.ts';
import { ofFacts, plain, t } from '../kit/say.ts';
import { figuresOfFacts, numberOf, plural } from '../metrics/index.ts';
import { countedIn, isProven, periodOf, shareWithin, valueTotals, YEAR_DAYS } from '../metrics/value.ts';
import { alternativesOf } from './alternatives.ts';
import { baselineOf, checkpointsOf } from './checkpoints.ts';
import { confidenceOf } from './confidence.ts';
import { nextMeasures } from './next.ts';
import { project } from './project.ts';
import { currencyValueOf, doubles, investmentFindings, recordFinding, yearlyPrice } from './totals.ts';

/** Of the main currency, as every list and card shows them. */
const FIGURES = ['roi', 'proven_value', 'unproven_value', 'investment', 'share_of_target', 'promised_value', 'payback_months'] as const;

/** Along its line of thirteen weeks, in %: less than this is not a fall. */
const USAGE_FALLS = -5;

/**
 * What one account has got for its money as of an instant: value by category against investment over the same
 * twelve months, proven and unproven apart, one currency at a time. Pure and deterministic; rows later than the
 * instant (by event or ingestion time) have no effect.
 */
export function realize(given: AccountFacts, instant: Date = given.asOf) {
  const facts = factsAt(given, instant);
  const found = foundIn(facts);
  return { ...found, definition: definitionOf(facts, found), cautions: cautionsOf(facts, found) };
}
export type ValueAssessment = ReturnType<typeof realize>;

function foundIn(facts: AccountFacts) {
  const period = periodOf(facts);
  const counted = countedIn(facts.values, period);
  const nothing = { currency: facts.account.currency, counted: [], investment: 0, proven: 0, unproven: 0, target: null, period };
  const totals = valueTotals(facts);
  const [total, ...others] = (totals.length > 0 ? totals : [nothing]).map((each) => currencyValueOf(each, period.months));
  if (!total) throw new RangeError('an account has at least one currency');
  const projected = project(
    total,
    counted.filter(({ record }) => record.currency === total.currency),
    period,
    {
      yearlyPrice: yearlyPrice(facts, total.currency),
      usageFalls: (numberOf(facts, 'active_users_trend_13w')?.value ?? 0) < USAGE_FALLS,
    },
  );
  const checkpoints = checkpointsOf(facts, total.currency);
  const findings = (proven: boolean) =>
    counted
      .filter((each) => each.proven === proven)
      .toSorted((a, b) => b.amount - a.amount || (a.record._id < b.record._id ? -1 : 1))
      .map((each) => recordFinding(facts, each, totals.find(({ currency }) => currency === each.record.currency)?.investment ?? 0));
  return {
    accountId: facts.account._id,
    asOf: facts.asOf.toISOString(),
    status: counted.some(({ proven }) => proven) ? 'measured' : counted.length > 0 ? 'claims_only' : 'nothing_measured',
    contract: period.contract,
    period: { from: period.from.toISOString(), to: period.to.toISOString(), months: period.months },
    /** That of the largest investment. */
    currency: total.currency,
    figures: figuresOfFacts(facts, FIGURES),
    total,
    /** Other currencies, shown apart. */
    others,
    proven: findings(true),
    unproven: findings(false),
    investment: investmentFindings(facts, period),
    baseline: baselineOf(facts),
    checkpoints,
    projection: typeof projected === 'string' ? null : projected,
    /** Why there is no projection. */
    noProjection: typeof projected === 'string' ? projected : null,
    alternatives: alternativesOf(facts),
    next: nextMeasures(facts, counted, total, checkpoints),
    ...confidenceOf(facts),
    partly: partlyRead(facts),
  } as const;
}
type Found = ReturnType<typeof foundIn>;

/** The rule with its figures to the unit: whoever doubts it can reckon it again. */
function definitionOf(facts: AccountFacts, { figures, period: { from, to, months }, contract, currency }: Found): Text {
  const { date } = ofFacts(facts);
  const when = t`the ${plural(months, 'month')} from ${date('value_period_start', 'from', from)} to ${date('value_period_end', 'to', to)}${contract === 'ended' ? ', when the contract ended' : ''}`;
  const rule = t`ROI = proven value ÷ investment over ${when}`;
  const { roi, proven_value, investment } = figures;
  if (investment.value === null) return t`${rule}; no investment in ${currency} is on record, so there is none.`;
  if (roi.value === null) return t`${rule}; no value is on record, so there is none.`;
  const exact = plain(t`${proven_value} ÷ ${investment}`, { exact: true });
  return t`${rule}: ${exact} = ${roi}. A contract counts with its yearly value for each whole month.`;
}

function cautionsOf(facts: AccountFacts, { total, others, period }: Found): Text[] {
  const { money, date } = ofFacts(facts);
  const measured = periodOf(facts);
  const yearAgo = new Date(new Date(period.to).getTime() - YEAR_DAYS * DAY);
  const first = measured.young
    ? facts.values.find((record) => isProven(record) && shareWithin(record, yearAgo, new Date(period.from)) * record.amount >= 1)
    : undefined;
  const undated = facts.contracts.filter(({ endDate, status }) => !endDate && (status === 'ended' || status === 'cancelled'));
  const apart = [total, ...others].map(({ currency }) => currency);
  return [
    ...(apart.length > 1 ? [`Amounts in ${apart.join(' and ')} are kept apart: nothing is converted or added up between them`] : []),
    ...(first
      ? [
          t`Value measured before the first known contract (${date('value_period_start', 'from', period.from)}) is not counted, for example "${first.description}" (${money(`whole_value:${first._id}`, first.description, first.amount, first.currency)})`,
        ]
      : []),
    ...doubles(countedIn(facts.values, measured)).map(
      (description) => `"${description}" is recorded twice for mostly the same time: it may be counted double`,
    ),
    ...undated.map(({ name }) => `The contract "${name}" is over but has no end date: its cost is not counted`),
  ];
}
