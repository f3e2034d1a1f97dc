import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { present } from '../../facts/people.ts';
import { happened, latestOf, within } from '../../facts/time.ts';
import { type Draft, daysDraft, type Found, found, topicOf } from '../define.ts';
import { shortDate } from '../format.ts';
import { mean, sum } from '../statistics.ts';
import { activeContracts } from '../terms.ts';
import { COMPARED_DAYS, ratioToBefore } from '../usual.ts';
import { level, ofUsage, recentRows, type Weekly, weeklyDrafts } from '../weekly.ts';

type Row = CustomerUsageAnalytics;
const percentOf = (value: number | null | undefined) => (typeof value === 'number' ? value * 100 : value);
const rounded = (value: number) => Math.round(value).toLocaleString('en');

const share = (key: string, label: string, aliases: string, field: keyof Row & string, what: string, definition: string): Weekly => ({
  key,
  label,
  aliases,
  unit: '%',
  field,
  get: (row) => percentOf(row[field] as number | null | undefined),
  definition,
  text: (value, until) => `${Math.round(value)} % ${what} (4 weeks to ${until})`,
});

const count = (key: string, label: string, aliases: string, field: keyof Row & string, unit: string, definition: string): Weekly => ({
  key,
  label,
  aliases,
  unit,
  field,
  get: (row) => row[field] as number | null | undefined,
  definition,
  text: (value, until) => `${label}: ${rounded(value)}${unit === 'per week' ? ' a week' : ` ${unit}`} (4 weeks to ${until})`,
});

const WEEKLY: Weekly[] = [
  count(
    'active_users',
    'Active users',
    'users, usage data, aktive nutzer, utilisateurs actifs, usuarios activos',
    'activeUsersCount',
    'users',
    'Users seen in a week',
  ),
  count(
    'logins',
    'Logins',
    'log-ins, log in, logged in, logging in, anmeldungen, connexions, inicios de sesión',
    'totalLogins',
    'per week',
    'Logins a week',
  ),
  {
    ...count('sessions', 'Sessions', 'visits, sitzungen, sesiones', 'activityByUser', 'per week', 'Sessions of all people a week'),
    get: ({ activityByUser }) => (Array.isArray(activityByUser) ? sum(activityByUser.map(({ sessions }) => sessions)) : null),
  },
  {
    ...count(
      'session_minutes',
      'Session time',
      'session length, session minutes, sitzungsdauer, durée des sessions, duración de sesión',
      'averageSessionDuration',
      'minutes',
      'Mean length of a session',
    ),
    text: (value, until) => `Sessions of ${Math.round(value)} minutes on average (4 weeks to ${until})`,
  },
  share(
    'core_adoption',
    'Core feature adoption',
    'core adoption, adoption, kernfunktionen, adoption des fonctions, adopción',
    'coreFeatureAdoption',
    'of active users on core features',
    'Share of active users on core features',
  ),
  share(
    'advanced_adoption',
    'Advanced feature adoption',
    'advanced adoption, erweiterte funktionen, fonctions avancées, funciones avanzadas',
    'advancedFeatureAdoption',
    'of active users on advanced features',
    'Share of active users on advanced features',
  ),
  count('api_calls', 'API calls', 'api, api usage, api-aufrufe, appels api, llamadas api', 'apiCallsCount', 'per week', 'API calls a week'),
  share(
    'workflow_completion',
    'Workflow completion',
    'workflows completed, abgeschlossene workflows, workflows terminés, flujos completados',
    'workflowCompletionRate',
    'of started workflows completed',
    'Share of started workflows that are completed',
  ),
];

const activeShareOf = ({ activeUsersCount: active, provisionedUsersCount: provisioned }: Row) =>
  typeof active === 'number' && typeof provisioned === 'number' && provisioned > 0 ? Math.min(1, active / provisioned) * 100 : null;

/** What may stand for how much the product is used, best first. */
const ACTIVITY = [
  { field: 'activeUsersCount', what: 'Active users' },
  { field: 'totalLogins', what: 'Sessions' },
  { field: 'usageMinutes', what: 'Time in the product' },
  { field: 'featureUses', what: 'Uses of features' },
] as const satisfies { field: keyof Row; what: string }[];

function activityAgainstUsual(facts: AccountFacts): Found | null {
  const compared = within(facts.usage, facts.asOf, COMPARED_DAYS);
  for (const { field, what } of ACTIVITY) {
    const ratio = ratioToBefore(compared, (row) => row[field], facts.asOf);
    if (ratio === null) continue;
    const rows = compared.filter((row) => typeof row[field] === 'number');
    const until = () => shortDate(rows.at(-1)?.at ?? facts.asOf, facts.asOf);
    return found(
      Math.min(1, ratio) * 100,
      ofUsage(field, rows),
      () => `${what} at ${Math.round(ratio * 100)} % of what was usual (4 weeks to ${until()})`,
    );
  }
  return null;
}

const seatsInForce = ({ contracts, asOf }: AccountFacts): number =>
  sum(activeContracts(contracts, asOf).map((contract) => contract.seats ?? 0));

/** The seats of the contract that ended last: an account whose renewal is late still uses what it had. */
function seatsBefore({ contracts, asOf }: AccountFacts): number {
  const ended = contracts
    .filter(({ status, startDate, seats }) => status !== 'cancelled' && startDate <= asOf && seats)
    .sort((a, b) => (a.endDate?.getTime() ?? 0) - (b.endDate?.getTime() ?? 0) || (a._id < b._id ? -1 : 1));
  return ended.at(-1)?.seats ?? 0;
}

function utilization(facts: AccountFacts): Found | null {
  const rows = within(facts.usage, facts.asOf, 56);
  const last4 = (get: (row: Row) => number | null | undefined) => recentRows(facts, get).map((row) => get(row) ?? 0);
  const capacity = mean(last4((row) => row.capacityUtilization));
  const seats = seatsInForce(facts) || (capacity === null ? seatsBefore(facts) : 0);
  const provisioned = mean(last4((row) => row.provisionedUsersCount));
  const seatShare = provisioned !== null && seats > 0 ? provisioned / seats : null;
  if (capacity === null && seatShare === null) return null;
  const value = Math.max(capacity ?? 0, seatShare ?? 0) * 100;
  const byCapacity = (capacity ?? 0) >= (seatShare ?? 0);
  const read = rows.filter((row) => typeof row.capacityUtilization === 'number' || typeof row.provisionedUsersCount === 'number');
  const until = latestOf(read);
  return found(value, ofUsage(byCapacity ? 'capacityUtilization' : 'provisionedUsersCount', read.slice(-4)), {
    latest: until,
    text: () =>
      `${Math.round(value)} % of the bought ${byCapacity ? 'capacity' : `${seats} seats`} in use (4 weeks to ${shortDate(new Date(until), facts.asOf)})`,
  });
}

/** Since when something has not been seen in weekly rows that would show it: its last instant, else where those rows begin. */
function idleSince(facts: AccountFacts, field: string, rows: readonly Row[], last: (row: Row) => Date | null): Found | null {
  const [first] = rows;
  if (!first) return null;
  let latest: { row: Row; at: Date } | undefined;
  for (const row of rows) {
    const at = happened(last(row), facts.asOf);
    if (at && !(latest && latest.at >= at)) latest = { row, at };
  }
  return found(latest?.at ?? first.usagePeriodStart, ofUsage(field, [latest?.row ?? first]), { latest: latestOf(rows) });
}

const keyUsersIdleSince: Draft = {
  key: 'key_users_idle_since',
  label: 'Champion or administrator last seen',
  aliases: 'champion last login',
  unit: 'date',
  definition:
    'When a champion or administrator was last seen in the product; where none was in 26 weeks, the beginning of what is known of them.',
  read(facts) {
    const people = new Set(
      present(facts).flatMap(({ role, productUserId }) =>
        productUserId && (role === 'champion' || role === 'admin') ? [productUserId] : [],
      ),
    );
    if (people.size === 0) return null;
    const rows = facts.usage.filter(({ activityByUser }) => activityByUser != null);
    return idleSince(facts, 'activityByUser', rows, ({ activityByUser, usagePeriodEnd }) => {
      let seen: Date | null = null;
      for (const { userId, sessions, lastAt } of activityByUser ?? []) {
        const at = lastAt ?? usagePeriodEnd;
        if (sessions > 0 && people.has(userId) && !(seen && seen >= at)) seen = at;
      }
      return seen;
    });
  },
};

const workflowsIdleSince: Draft = {
  key: 'workflows_idle_since',
  label: 'Core workflow last run',
  aliases: 'last workflow run',
  unit: 'date',
  definition: 'When a core workflow last ran; where none did in 26 weeks, the beginning of what is known of them.',
  read(facts) {
    const rows = facts.usage.filter(
      ({ lastWorkflowRunAt, workflowCompletionRate }) => lastWorkflowRunAt != null || workflowCompletionRate != null,
    );
    return idleSince(
      facts,
      'lastWorkflowRunAt',
      rows,
      ({ lastWorkflowRunAt, workflowCompletionRate, usagePeriodEnd }) =>
        lastWorkflowRunAt ?? (workflowCompletionRate ? usagePeriodEnd : null),
    );
  },
};

/** How much the product is used. Weekly rows are fresh for ten days. */
export const usageMetrics = topicOf('usage', { grace: 10, halfLife: 21 }, [
  ...WEEKLY.flatMap(weeklyDrafts),
  {
    key: 'provisioned_users',
    label: 'Provisioned users',
    aliases: 'users with access, freigeschaltete nutzer, utilisateurs habilités, usuarios con acceso',
    unit: 'users',
    definition: 'Users with access; mean of the last four weekly rows, none older than eight weeks.',
    read: (facts) =>
      level(
        facts,
        'provisionedUsersCount',
        (row) => row.provisionedUsersCount,
        (value, until) => `${rounded(value)} users have access (4 weeks to ${until})`,
      ),
  },
  {
    key: 'active_share',
    label: 'Active share of users',
    aliases: "active share, share of active users, anteil aktiver nutzer, part d'utilisateurs actifs, proporción de usuarios activos",
    unit: '%',
    better: 'higher',
    definition: 'Active users in % of users with access (at most 100); mean of the last four weekly rows, none older than eight weeks.',
    read(facts) {
      return level(facts, 'activeUsersCount', activeShareOf, (value, until) => {
        const last = recentRows(facts, activeShareOf).at(-1);
        return `${Math.round(value)} % of provisioned users active (4 weeks to ${until}; last week ${last?.activeUsersCount} of ${last?.provisionedUsersCount})`;
      });
    },
  },
  {
    key: 'activity_against_usual',
    label: 'Use against what was usual',
    aliases: 'activity, aktivität, activité, actividad',
    unit: '%',
    better: 'higher',
    definition:
      'Use of the last four weeks in % of the median of the twelve before (at most 100), by the best measure there is: active users, logins, minutes, or uses of features.',
    read: activityAgainstUsual,
  },
  keyUsersIdleSince,
  daysDraft(keyUsersIdleSince, 'since', {
    key: 'key_users_idle_days',
    label: 'Champion or administrator not seen',
    aliases: 'champion idle',
    better: 'lower',
    definition: 'Days of the calendar since a champion or administrator was last seen in the product, as far as 26 weeks tell.',
  }),
  workflowsIdleSince,
  daysDraft(workflowsIdleSince, 'since', {
    key: 'workflows_idle_days',
    label: 'Core workflows idle',
    aliases: 'workflows idle',
    better: 'lower',
    definition: 'Days of the calendar since a core workflow last ran, as far as 26 weeks tell.',
  }),
  {
    key: 'seats_bought',
    label: 'Seats bought',
    aliases: 'seats, bought seats, bought, buy seats, seats purchased, licences, lizenzen, licencias, seat, license, licenses',
    unit: 'seats',
    usedUp: { share: 'contract_utilization', nearly: 90, used: 'provisioned_users' },
    definition: 'Seats of the contracts in force.',
    grace: 3650,
    read: (facts) =>
      found(seatsInForce(facts) || null, {
        collection: 'contracts',
        field: 'seats',
        rows: activeContracts(facts.contracts, facts.asOf).filter(({ seats }) => seats),
      }),
  },
  {
    key: 'contract_utilization',
    label: 'Contract utilisation',
    aliases: 'seats used, seat utilisation, utilization, auslastung, taux d’utilisation, utilización, capacity, seat limit, limit of seats',
    unit: '%',
    better: 'higher',
    low: {
      below: 50,
      names: [
        ...[
          'shelfware',
          'unused seats',
          'idle seats',
          'empty seats',
          'unused licences',
          'unused licenses',
          'idle licences',
          'idle licenses',
        ],
        ...['ungenutzte lizenzen', 'ungenutzte plätze', 'licences inutilisées', 'licencias sin usar'],
      ],
    },
    grace: 21,
    halfLife: 45,
    definition: 'Seats in use, or capacity where that is more, in % of what is bought; mean of the last four weekly rows.',
    read: utilization,
  },
]);
