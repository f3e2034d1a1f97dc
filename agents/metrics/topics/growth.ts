import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import { type Draft, found, topicOf } from '../define.ts';
import { change, shortDate } from '../format.ts';
import { lastingChange, SPREAD, spreadOf } from '../lasting.ts';
import { ofUsage } from '../weekly.ts';

type Row = CustomerUsageAnalytics;

const WINDOW =
  'what three of four of the last eight weeks reach beyond what three of four of weeks 13 to 26 before had, as a change in %; a burst of a few weeks moves nothing';

/** A lasting change of a weekly value. */
const lasting = (key: string, label: string, aliases: string, field: keyof Row & string): Draft => ({
  key,
  label: `${label}, lasting growth`,
  aliases,
  unit: '%',
  signed: true,
  better: 'higher',
  definition: `${label}: ${WINDOW}.`,
  read(facts) {
    const moved = lastingChange(facts, (row) => row[field] as number | null | undefined);
    return (
      moved &&
      found(
        moved.value,
        ofUsage(field, moved.rows),
        () => `${label} ${change(1 + moved.value / 100)} for good in half a year (to ${shortDate(facts.asOf, facts.asOf)})`,
      )
    );
  },
});

/** How many parts use it, and how many of them are new this quarter. */
function spread(kind: keyof typeof SPREAD, one: string, aliases: { all: string; fresh: string }): Draft[] {
  const of = (fresh: boolean): Draft['read'] => {
    return (facts) => {
      const seen = spreadOf(facts, kind);
      const parts = seen && (fresh ? seen.fresh : seen.all);
      if (!seen || !parts) return null;
      const names = parts.map(({ name }) => name).join(', ');
      return found(
        parts.length,
        ofUsage(SPREAD[kind].field, seen.rows),
        () =>
          `${fresh ? `New ${kind} in use` : `${one} in use`}: ${names || 'none'} (4 weeks to ${shortDate(seen.rows.at(-1)?.at ?? facts.asOf, facts.asOf)})`,
      );
    };
  };
  return [
    {
      key: `${kind}_in_use`,
      label: `${one} in use`,
      aliases: aliases.all,
      definition: `How many ${kind} were seen in at least three of the last four weekly rows.`,
      read: of(false),
    },
    {
      key: `new_${kind}`,
      label: `New ${kind} in use`,
      aliases: aliases.fresh,
      better: 'higher',
      definition: `How many ${kind} were seen in at least three of the last four weekly rows, and in none of weeks 15 to 26 before.`,
      read: of(true),
    },
  ];
}

/** How use grows for good, and where it spreads to. */
export const growthMetrics = topicOf('usage', { grace: 10, halfLife: 21 }, [
  lasting(
    'active_users_growth',
    'Active users',
    'user growth, usage growth, nutzerwachstum, croissance des utilisateurs, crecimiento de usuarios',
    'activeUsersCount',
  ),
  lasting('access_growth', 'Users with access', 'access growth', 'provisionedUsersCount'),
  lasting('logins_growth', 'Logins', 'login growth', 'totalLogins'),
  lasting('api_calls_growth', 'API calls', 'api growth', 'apiCallsCount'),
  lasting('data_volume_growth', 'Data processed', 'data growth, data volume', 'dataVolumeProcessed'),
  lasting('advanced_adoption_growth', 'Advanced feature adoption', 'advanced adoption growth', 'advancedFeatureAdoption'),
  ...spread('teams', 'Teams', {
    all: 'teams using it, departments, abteilungen, équipes, equipos',
    fresh: 'new departments, neue abteilungen, nouvelles équipes, equipos nuevos',
  }),
  ...spread('regions', 'Regions', { all: 'regions using it', fresh: 'new sites in use, neue regionen, nouvelles régions' }),
  ...spread('integrations', 'Integrations', { all: 'integrations', fresh: 'new integrations in use' }),
]);
