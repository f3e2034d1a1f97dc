import { SEGMENTS, type Segment } from '../../models/scorecard.ts';
import { type AccountFacts, age, DAY, type Evidence, within } from '../facts/index.ts';
import {
  ARR_FLOORS,
  activeContracts,
  clamp,
  EMPLOYEE_FLOORS,
  evidenceOf,
  knowledgeOf,
  mean,
  signed,
  sum,
  termsOf,
} from '../metrics/index.ts';
import { heard, type Verdict } from './verdict.ts';

interface Driver {
  /** A year, as a share: 0.5 is +50 %. */
  growth: number;
  text: string;
  evidence: Evidence[];
}

export type Evolution = NonNullable<ReturnType<typeof evolutionOf>>;

const HORIZON_MONTHS = 36;
/** The horizon is given as a range this much shorter and longer. */
const UNSURE = 0.25;
const LEAST_GROWTH = 0.02;

/** Where the account's size is heading, extrapolated from the growth of revenue, people, users and contracts. */
export function evolutionOf(facts: AccountFacts, { value: from, confidence }: Verdict<Segment>) {
  if (!from) return null;
  const { employees } = facts.account;
  const byEmployees = typeof employees === 'number';
  const size = byEmployees ? employees : termsOf(facts.account, facts.contracts, facts.asOf).arr;
  if (size === null || size <= 0) return null;
  const sources = [
    { name: 'Growth of revenue', weight: 0.35, fresh: 1, driver: revenueGrowth(facts) },
    { name: 'Hiring and layoffs', weight: 0.25, fresh: 1, driver: peopleGrowth(facts) },
    { name: 'Half a year of users', weight: 0.25, fresh: heard(facts.usage, facts.asOf, 1), driver: userGrowth(facts) },
    { name: 'Contracts of a year ago', weight: 0.15, fresh: 1, driver: contractGrowth(facts) },
  ].map((each) => ({ ...each, quality: each.driver ? each.fresh : 0 }));
  const known = sources
    .flatMap(({ weight, driver }) => (driver ? [{ weight, driver, pull: weight * driver.growth }] : []))
    .sort((a, b) => Math.abs(b.pull) - Math.abs(a.pull));
  // One figure alone is no trend of the company.
  if (known.length < 2) return null;
  const growth = sum(known.map(({ pull }) => pull)) / sum(known.map(({ weight }) => weight));
  const floors = byEmployees ? EMPLOYEE_FLOORS : ARR_FLOORS;
  const to = SEGMENTS[SEGMENTS.indexOf(from) + (growth > 0 ? -1 : 1)];
  if (Math.abs(growth) < LEAST_GROWTH || !to) return null;
  // Growing, the next segment's floor is reached; shrinking, the own one is left.
  const months = (12 * Math.log(growth > 0 ? floors[to] / size : floors[from] / size)) / Math.log(1 + growth);
  if (!(months <= HORIZON_MONTHS)) return null;
  const { coverage, missing } = knowledgeOf(sources);
  return {
    from,
    to,
    monthsFrom: Math.max(0, Math.round(months * (1 - UNSURE))),
    monthsTo: Math.max(1, Math.round(months * (1 + UNSURE))),
    confidence: confidence * coverage * 0.85,
    /** A year, as a share; what the horizon is extrapolated from. */
    growth,
    drivers: known.map(({ driver }) => driver),
    missing,
  };
}

const driverOf = (growth: number, text: string, evidence: Driver['evidence']): Driver => ({
  growth: clamp(growth, -0.6, 1.5),
  text,
  evidence,
});
const percent = (share: number) => `${signed(share * 100)} %`;

/** The latest growth somebody reported with a percentage, within a year. */
function revenueGrowth({ events, asOf }: AccountFacts): Driver | null {
  const told = within(events, asOf, 365).flatMap((event) => {
    const figure = event.kind === 'revenue_growth' ? /(-?\d+(?:[.,]\d+)?)\s?%/.exec(event.detail ?? '')?.[1] : undefined;
    return figure ? [{ event, growth: Number(figure.replace(',', '.')) / 100 }] : [];
  });
  const last = told.at(-1);
  return last
    ? driverOf(last.growth, `Revenue ${percent(last.growth)} a year`, evidenceOf('account_events', 'detail', [last.event]))
    : null;
}

/** People hired less people laid off in a year, against those there are. */
function peopleGrowth({ events, account: { employees }, asOf }: AccountFacts): Driver | null {
  const moves = within(events, asOf, 365).flatMap((event) =>
    (event.kind === 'hiring' || event.kind === 'layoffs') && typeof event.amount === 'number'
      ? [{ ...event, net: event.kind === 'hiring' ? event.amount : -event.amount }]
      : [],
  );
  if (moves.length === 0 || !employees) return null;
  const net = sum(moves.map((each) => each.net));
  return driverOf(net / employees, `${signed(net)} people hired in a year, of ${employees}`, evidenceOf('account_events', 'amount', moves));
}

/** Users with access now against half a year ago, scaled to a year. */
function userGrowth({ usage, asOf }: AccountFacts): Driver | null {
  const rows = within(usage, asOf, 26 * 7).flatMap((row) => {
    const users = row.provisionedUsersCount ?? row.activeUsersCount;
    return typeof users === 'number' ? [{ _id: row._id, at: row.at, users }] : [];
  });
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || rows.length < 12) return null;
  const [before, now] = [rows.slice(0, 4), rows.slice(-4)].map((each) => mean(each.map(({ users }) => users)) ?? 0) as [number, number];
  const days = age(first.at, last.at) - 21;
  if (before <= 0 || now <= 0 || days < 50) return null;
  return driverOf(
    (now / before) ** (365 / days) - 1,
    `Users with access from ${Math.round(before)} to ${Math.round(now)} in ${Math.round(days / 7)} weeks`,
    evidenceOf('customer_usage_analytics', 'provisionedUsersCount', [first, last]),
  );
}

/** What they pay a year now against a year ago, in the same currency. */
function contractGrowth({ account, contracts, asOf }: AccountFacts): Driver | null {
  const before = new Date(asOf.getTime() - 365 * DAY);
  const [now, then] = [termsOf(account, contracts, asOf), termsOf(account, contracts, before)];
  if (now.arr === null || !then.arr || now.currency !== then.currency) return null;
  const growth = now.arr / then.arr - 1;
  return driverOf(
    growth,
    `Yearly contract value ${growth === 0 ? 'unchanged' : percent(growth)} in a year`,
    evidenceOf('contracts', 'annualValue', [...new Set([...activeContracts(contracts, before), ...activeContracts(contracts, asOf)])]),
  );
}
