import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import type { AccountFacts } from '../../facts/account-facts.ts';
import { within } from '../../facts/time.ts';
import { change, shortDate } from '../../metrics/format.ts';
import { mean } from '../../metrics/statistics.ts';
import { evidenceOf, type Metric, type Reading } from '../metric.ts';
import { activityAgainstUsual } from './activity.ts';
import { COMPARED_DAYS, RECENT, ratioToBefore } from './usual.ts';

const COLLECTION = 'customer_usage_analytics';

type Get = (row: CustomerUsageAnalytics) => number | null | undefined;

/** The last four weekly rows (not older than eight weeks) in which the field has a value. */
function recentRows(facts: AccountFacts, get: Get): CustomerUsageAnalytics[] {
  return within(facts.usage, facts.asOf, 56)
    .filter((row) => typeof get(row) === 'number')
    .slice(-RECENT);
}

function level(facts: AccountFacts, field: string, get: Get, text: (value: number, until: string) => string): Reading | null {
  const rows = recentRows(facts, get);
  const last = rows.at(-1);
  const value = mean(rows.map((row) => get(row) ?? 0));
  if (value === null || !last) return null;
  return {
    value,
    latest: last.at.getTime(),
    text: () => text(value, shortDate(last.at, facts.asOf)),
    evidence: () => evidenceOf(COLLECTION, field, rows),
  };
}

const share = (facts: AccountFacts, field: string, get: Get, what: string) =>
  level(
    facts,
    field,
    (row) => {
      const value = get(row);
      return typeof value === 'number' ? value * 100 : value;
    },
    (value, until) => `${Math.round(value)} % ${what} (4 weeks to ${until})`,
  );

const base = { dimension: 'usage', grace: 10, halfLife: 21 } as const;

export const usageMetrics: Metric[] = [
  {
    ...base,
    key: 'active_share',
    label: 'Active users',
    unit: '% of provisioned users',
    digits: 0,
    remedy: 'Find out who stopped using it and why; offer those teams a working session',
    read(facts) {
      const of: Get = ({ activeUsersCount: active, provisionedUsersCount: provisioned }) =>
        typeof active === 'number' && typeof provisioned === 'number' && provisioned > 0 ? Math.min(1, active / provisioned) * 100 : null;
      const last = recentRows(facts, of).at(-1);
      const share = level(
        facts,
        'activeUsersCount',
        of,
        (value, until) =>
          `${Math.round(value)} % of provisioned users active (4 weeks to ${until}; last week ${last?.activeUsersCount} of ${last?.provisionedUsersCount})`,
      );
      return share ?? activityAgainstUsual(facts);
    },
  },
  {
    ...base,
    key: 'core_adoption',
    label: 'Core feature adoption',
    unit: '% of active users',
    digits: 0,
    remedy: 'Go through the core workflows with the team and remove what blocks them',
    read: (facts) => share(facts, 'coreFeatureAdoption', (row) => row.coreFeatureAdoption, 'of active users on core features'),
  },
  {
    ...base,
    key: 'advanced_adoption',
    label: 'Advanced feature adoption',
    unit: '% of active users',
    digits: 0,
    remedy: 'Offer a training on the advanced features that fit their goals',
    read: (facts) => share(facts, 'advancedFeatureAdoption', (row) => row.advancedFeatureAdoption, 'of active users on advanced features'),
  },
  {
    ...base,
    key: 'session_minutes',
    label: 'Session time',
    unit: 'minutes',
    digits: 0,
    remedy: 'Watch a session with a user: is the tool left early because it is done, or because it is hard?',
    read: (facts) =>
      level(
        facts,
        'averageSessionDuration',
        (row) => row.averageSessionDuration,
        (value, until) => `Sessions of ${Math.round(value)} minutes on average (4 weeks to ${until})`,
      ),
  },
  {
    ...base,
    key: 'api_trend',
    label: 'API calls against before',
    unit: '% of the level before',
    digits: 0,
    remedy: 'Check the integration with their technical lead: is it disconnected or failing?',
    read(facts) {
      const rows = within(facts.usage, facts.asOf, COMPARED_DAYS).filter((row) => typeof row.apiCallsCount === 'number');
      const last = rows.at(-1);
      const ratio = ratioToBefore(
        rows.map(({ at, apiCallsCount }) => ({ at, value: apiCallsCount ?? 0 })),
        facts.asOf,
      );
      if (ratio === null || !last) return null;
      return {
        value: ratio * 100,
        latest: last.at.getTime(),
        text: () => `API calls ${change(ratio)} against the weeks before (4 weeks to ${shortDate(last.at, facts.asOf)})`,
        evidence: () => evidenceOf(COLLECTION, 'apiCallsCount', rows),
      };
    },
  },
  {
    ...base,
    key: 'workflow_completion',
    label: 'Workflow completion',
    unit: '%',
    digits: 0,
    remedy: 'Find the step at which workflows are abandoned and simplify it with them',
    read: (facts) => share(facts, 'workflowCompletionRate', (row) => row.workflowCompletionRate, 'of started workflows completed'),
  },
];
