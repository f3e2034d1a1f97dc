import { SEGMENTS, type Segment } from '../../models/scorecard.ts';
import type { Evidence } from '../facts/evidence.ts';
import { DAY, within } from '../facts/time.ts';
import { signed } from '../metrics/format.ts';
import { clamp, mean, sum } from '../metrics/statistics.ts';
import { ARR_FLOORS, activeContracts, EMPLOYEE_FLOORS, termsOf } from '../metrics/terms.ts';
import type { View } from './level.ts';
import { confidenceOf, evidenceOf, freshness, missingOf, type Source, type Verdict } from './verdict.ts';

export interface Driver {
  name: string;
  /** Growth a year as a share: 0.5 is +50 %. */
  growth: number;
  text: string;
  evidence: Evidence[];
}

export interface Evolution {
  from: Segment;
  to: Segment;
  monthsFrom: number;
  monthsTo: number;
  /** 0 to 1. */
  confidence: number;
  /** The growth a year the horizon is extrapolated from, as a share. */
  growth: number;
  /** Strongest first. */
  drivers: Driver[];
  missing: string[];
}

const HORIZON_MONTHS = 36;
/** The horizon is given as a range this much shorter and longer. */
const UNSURE = 0.25;
const LEAST_GROWTH = 0.02;
const WEIGHTS = { revenue: 0.35, employees: 0.25, usage: 0.25, arr: 0.15 };

/** Where the account's size is heading, extrapolated from the growth of revenue, people, usage and contracts. */
export function evolutionOf(view: View, { value: from, confidence }: Verdict<Segment>): Evolution | null {
  if (!from) return null;
  const { employees } = view.account;
  const { arr } = termsOf(view.account, view.contracts, view.asOf);
  const byEmployees = typeof employees === 'number';
  const size = byEmployees ? employees : arr;
  if (size === null || size <= 0) return null;
  const found = [
    { name: 'Growth of revenue', weight: WEIGHTS.revenue, quality: 1, driver: revenueGrowth(view) },
    { name: 'Hiring and layoffs', weight: WEIGHTS.employees, quality: 1, driver: peopleGrowth(view) },
    { name: 'Half a year of users', weight: WEIGHTS.usage, quality: freshness(view.usage, view), driver: usageGrowth(view) },
    { name: 'Contracts of a year ago', weight: WEIGHTS.arr, quality: 1, driver: arrGrowth(view) },
  ];
  const sources: Source[] = found.map(({ name, weight, quality, driver }) => ({ name, weight, quality: driver ? quality : 0 }));
  const known = found.flatMap(({ weight, driver }) => (driver ? [{ weight, driver }] : []));
  // One figure alone is no trend of the company.
  if (known.length < 2) return null;
  const growth = sum(known.map(({ weight, driver }) => weight * driver.growth)) / sum(known.map(({ weight }) => weight));
  if (Math.abs(growth) < LEAST_GROWTH) return null;
  const floors = byEmployees ? EMPLOYEE_FLOORS : ARR_FLOORS;
  const to = SEGMENTS[SEGMENTS.indexOf(from) + (growth > 0 ? -1 : 1)];
  if (!to) return null;
  // Growing, the next segment's floor is reached; shrinking, the own one is left.
  const months = (12 * Math.log(growth > 0 ? floors[to] / size : floors[from] / size)) / Math.log(1 + growth);
  if (!(months <= HORIZON_MONTHS)) return null;
  return {
    from,
    to,
    monthsFrom: Math.max(0, Math.round(months * (1 - UNSURE))),
    monthsTo: Math.max(1, Math.round(months * (1 + UNSURE))),
    confidence: confidence * confidenceOf(sources) * 0.85,
    growth,
    drivers: known.sort((a, b) => Math.abs(b.weight * b.driver.growth) - Math.abs(a.weight * a.driver.growth)).map(({ driver }) => driver),
    missing: missingOf(sources),
  };
}

const yearly = (value: number) => clamp(value, -0.6, 1.5);
const percent = (share: number) => `${signed(share * 100)} %`;

/** The latest growth somebody reported with a percentage, within a year. */
function revenueGrowth({ events, asOf }: View): Driver | null {
  const told = within(events, asOf, 365).flatMap((event) => {
    const figure = event.kind === 'revenue_growth' ? /(-?\d+(?:[.,]\d+)?)\s?%/.exec(event.detail ?? '')?.[1] : undefined;
    return figure ? [{ event, growth: Number(figure.replace(',', '.')) / 100 }] : [];
  });
  const last = told.at(-1);
  if (!last) return null;
  return {
    name: 'revenue',
    growth: yearly(last.growth),
    text: `Revenue ${percent(last.growth)} a year`,
    evidence: evidenceOf('account_events', 'detail', [last.event]),
  };
}

/** People hired less people laid off in a year, against those there are. */
function peopleGrowth({ events, account, asOf }: View): Driver | null {
  const moves = within(events, asOf, 365).filter(
    ({ kind, amount }) => (kind === 'hiring' || kind === 'layoffs') && typeof amount === 'number',
  );
  if (moves.length === 0 || !account.employees) return null;
  const net = sum(moves.map(({ kind, amount }) => (kind === 'hiring' ? (amount ?? 0) : -(amount ?? 0))));
  return {
    name: 'people',
    growth: yearly(net / account.employees),
    text: `${signed(net)} people hired in a year, of ${account.employees}`,
    evidence: evidenceOf('account_events', 'amount', moves),
  };
}

/** Users with access now against half a year ago, scaled to a year. */
function usageGrowth({ usage, asOf }: View): Driver | null {
  const rows = within(usage, asOf, 26 * 7).flatMap((row) => {
    const users = row.provisionedUsersCount ?? row.activeUsersCount;
    return typeof users === 'number' ? [{ row, users }] : [];
  });
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last || rows.length < 12) return null;
  const before = mean(rows.slice(0, 4).map(({ users }) => users)) ?? 0;
  const now = mean(rows.slice(-4).map(({ users }) => users)) ?? 0;
  const days = (last.row.at.getTime() - first.row.at.getTime()) / DAY - 21;
  if (before <= 0 || now <= 0 || days < 50) return null;
  const growth = (now / before) ** (365 / days) - 1;
  return {
    name: 'users',
    growth: yearly(growth),
    text: `Users with access from ${Math.round(before)} to ${Math.round(now)} in ${Math.round(days / 7)} weeks`,
    evidence: evidenceOf('customer_usage_analytics', 'provisionedUsersCount', [first.row, last.row]),
  };
}

/** What they pay a year now against a year ago, in the same currency. */
function arrGrowth({ account, contracts, asOf }: View): Driver | null {
  const before = new Date(asOf.getTime() - 365 * DAY);
  const now = termsOf(account, contracts, asOf);
  const then = termsOf(account, contracts, before);
  if (now.arr === null || !then.arr || now.currency !== then.currency) return null;
  const growth = now.arr / then.arr - 1;
  return {
    name: 'contracts',
    growth: yearly(growth),
    text: `Yearly contract value ${growth === 0 ? 'unchanged in a year' : `${percent(growth)} in a year`}`,
    evidence: evidenceOf('contracts', 'annualValue', [
      ...new Set([...activeContracts(contracts, before), ...activeContracts(contracts, asOf)]),
    ]),
  };
}
