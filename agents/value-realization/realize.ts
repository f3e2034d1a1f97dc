import type { AccountFacts } from '../facts/account-facts.ts';
import { factsAt } from '../facts/facts-at.ts';
import { DAY } from '../facts/time.ts';
import { longDate, plural, shortMoney } from '../metrics/format.ts';
import { round, sum } from '../metrics/statistics.ts';
import { type Counted, countedIn, isProven, type Period, periodOf, shareWithin } from '../metrics/value.ts';
import { alternativesOf } from './alternatives.ts';
import type { CurrencyValue, ValueAssessment } from './assessment.ts';
import { baselineOf, checkpointsOf } from './checkpoints.ts';
import { confidenceOf } from './confidence.ts';

import { currencyValueOf, doubles, figureOf } from './counted.ts';

import { nextMeasures } from './next.ts';
import { investmentsIn, yearlyPrice } from './period.ts';
import { project } from './project.ts';
import { YEAR_DAYS } from './spans.ts';
import { usageFalls } from './usage-falls.ts';
import { money } from './words.ts';

/**
 * What one account has got for its money as of an instant: value by category against investment over the same
 * twelve months, proven and unproven apart, one currency at a time. Pure and deterministic; rows later than the
 * instant (by event or ingestion time) have no effect.
 */
export function realize(given: AccountFacts, instant: Date = given.asOf): ValueAssessment {
  const facts = factsAt(given, instant);
  const period = periodOf(facts);
  const counted = countedIn(facts.values, period);
  const investments = investmentsIn(facts, period);
  const currencies = [...new Set([...investments.map(({ currency }) => currency), ...counted.map(({ record }) => record.currency)])];
  const values = currencies
    .map((currency) =>
      currencyValueOf(
        currency,
        counted.filter(({ record }) => record.currency === currency),
        round(sum(investments.flatMap((each) => (each.currency === currency ? [each.amount] : []))), 2),
        period.months,
      ),
    )
    .sort(byWeight);
  const total = values[0] ?? currencyValueOf(facts.account.currency, [], 0, period.months);
  const own = counted.filter(({ record }) => record.currency === total.currency);
  const projected = project(total, own, period, { yearlyPrice: yearlyPrice(facts, total.currency), usageFalls: usageFalls(facts) });
  const checkpoints = checkpointsOf(facts, total.currency);
  const figures = (proven: boolean) =>
    counted
      .filter((each) => each.proven === proven)
      .toSorted((a, b) => b.amount - a.amount || (a.record._id < b.record._id ? -1 : 1))
      .map((each) => figureOf(each, values.find(({ currency }) => currency === each.record.currency)?.investment ?? 0));
  return {
    accountId: facts.account._id,
    asOf: facts.asOf.toISOString(),
    status: counted.some(({ proven }) => proven) ? 'measured' : counted.length > 0 ? 'claims_only' : 'nothing_measured',
    contract: period.contract,
    period: { from: period.from.toISOString(), to: period.to.toISOString(), months: period.months },
    currency: total.currency,
    definition: definitionOf(total, period),
    total,
    others: values.slice(1),
    proven: figures(true),
    unproven: figures(false),
    investment: investments.map(({ figure }) => figure),
    baseline: baselineOf(facts),
    checkpoints,
    projection: typeof projected === 'string' ? null : projected,
    noProjection: typeof projected === 'string' ? projected : null,
    alternatives: alternativesOf(facts),
    next: nextMeasures(facts, counted, total, checkpoints),
    cautions: cautionsOf(facts, period, counted, values),
    ...confidenceOf(facts),
  };
}

/** The currency that is paid most in comes first, then the one with most value. */
const byWeight = (a: CurrencyValue, b: CurrencyValue): number =>
  b.investment - a.investment || b.proven - a.proven || b.unproven - a.unproven || (a.currency < b.currency ? -1 : 1);

function definitionOf(total: CurrencyValue, { from, to, months, contract }: Period): string {
  const when = `the ${plural(months, 'month')} from ${longDate(from)} to ${longDate(to)}${contract === 'ended' ? ', when the contract ended' : ''}`;
  const rule = `ROI = proven value ÷ investment over ${when}`;
  if (total.roi === null) return `${rule}; no investment in ${total.currency} is on record, so there is none.`;
  return `${rule}: ${money(total.proven, total.currency)} ÷ ${money(total.investment, total.currency)} = ${Math.round(total.roi)} %. A contract counts with its yearly value for each whole month.`;
}

function cautionsOf(facts: AccountFacts, period: Period, counted: readonly Counted[], values: readonly CurrencyValue[]): string[] {
  const yearAgo = new Date(period.to.getTime() - YEAR_DAYS * DAY);
  const before = period.young
    ? facts.values.filter((record) => isProven(record) && shareWithin(record, yearAgo, period.from) * record.amount >= 1)
    : [];
  const undated = facts.contracts.filter(({ endDate, status }) => !endDate && (status === 'ended' || status === 'cancelled'));
  const [first] = before;
  const twice = doubles(counted);
  return [
    ...(values.length > 1
      ? [`Amounts in ${values.map(({ currency }) => currency).join(' and ')} are kept apart: nothing is converted or added up between them`]
      : []),
    ...(first
      ? [
          `Value measured before the first known contract (${longDate(period.from)}) is not counted, for example "${first.description}" (${shortMoney(first.amount, first.currency)})`,
        ]
      : []),
    ...twice.map((description) => `"${description}" is recorded twice for mostly the same time: it may be counted double`),
    ...undated.map(({ name }) => `The contract "${name}" is over but has no end date: its cost is not counted`),
  ];
}
