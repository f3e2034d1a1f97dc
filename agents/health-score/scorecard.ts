import type { HealthDimension } from '../../models/account-health-score.ts';
import { SEGMENTS, type Segment, type StoredScorecard } from '../../models/scorecard.ts';
import type { AccountFacts, FactScope } from '../facts/index.ts';
import { type Anchors, curve, metricNamed, readingOf } from '../metrics/index.ts';

export interface Scorecard {
  /** `segment/version`. */
  version: string;
  /** Share (0 to 1) of all weight that must have data before a score is given. */
  minimumCoverage: number;
  dimensions: { key: HealthDimension; weight: number; metrics: { key: string; weight: number; anchors: Anchors }[] }[];
}

/** What stands in for a metric whose data a tenant does not have, on the same curve. */
export const STAND_INS: Readonly<Record<string, string>> = { active_share: 'activity_against_usual' };

/**
 * What holds where a tenant has no scorecard of its own. Of the scores, 50 is where a
 * CSM starts to worry, 80 what a healthy account reaches, 100 what leaves nothing to ask for.
 * Growth of use beyond what was usual earns nothing extra, so that more use can never cost points.
 */
export const defaultScorecard: Scorecard = {
  version: 'default/1',
  minimumCoverage: 0.4,
  dimensions: [
    {
      key: 'usage',
      weight: 30,
      metrics: [
        { key: 'active_share', weight: 25, anchors: curve('0:0 25:42 50:62 80:85 95:100') },
        { key: 'core_adoption', weight: 20, anchors: curve('0:0 50:52 80:80 100:100') },
        { key: 'advanced_adoption', weight: 15, anchors: curve('0:15 25:42 50:66 75:90 100:100') },
        { key: 'session_minutes', weight: 10, anchors: curve('0:0 5:20 15:60 30:85 45:100') },
        { key: 'api_calls_change_4w', weight: 10, anchors: curve('-90:5 -50:40 -20:72 0:100') },
        { key: 'workflow_completion', weight: 20, anchors: curve('0:0 50:45 80:80 95:100') },
      ],
    },
    {
      key: 'relationship',
      weight: 20,
      metrics: [
        { key: 'sponsor_engagement', weight: 25, anchors: curve('0:0 100:100') },
        { key: 'champion_engagement', weight: 20, anchors: curve('0:0 100:100') },
        { key: 'meeting_attendance', weight: 20, anchors: curve('0:0 50:40 80:78 100:100') },
        { key: 'response_hours', weight: 15, anchors: curve('0:100 4:92 24:78 72:45 168:10 336:0') },
        { key: 'contact_depth', weight: 20, anchors: curve('0:0 1:35 2:58 3:76 4:88 6:100') },
      ],
    },
    {
      key: 'value',
      weight: 25,
      metrics: [
        { key: 'share_of_target', weight: 40, anchors: curve('0:0 50:45 80:74 100:89 130:100') },
        { key: 'milestone_completion', weight: 20, anchors: curve('0:0 50:52 80:82 100:100') },
        { key: 'outcome_progress', weight: 20, anchors: curve('0:0 50:52 80:80 100:95 115:100') },
        { key: 'competitor_risk', weight: 20, anchors: curve('0:100 30:80 60:56 100:20') },
      ],
    },
    {
      key: 'support',
      weight: 15,
      metrics: [
        { key: 'ticket_volume', weight: 15, anchors: curve('0:100 60:92 100:80 150:60 250:30 400:0') },
        { key: 'ticket_severity', weight: 15, anchors: curve('1:100 2:82 3:50 4:10') },
        { key: 'resolution_against_sla', weight: 20, anchors: curve('0:100 75:82 100:72 150:52 300:5') },
        { key: 'csat', weight: 20, anchors: curve('1:0 3:50 4:75 4.5:90 5:100') },
        { key: 'nps_answer', weight: 20, anchors: curve('0:0 6:50 7:70 8:85 10:100') },
        { key: 'escalations', weight: 10, anchors: curve('0:100 1:62 2:40 4:5') },
      ],
    },
    {
      key: 'financial',
      weight: 10,
      metrics: [
        { key: 'payment_delay', weight: 40, anchors: curve('0:100 7:80 15:60 30:30 60:0') },
        { key: 'contract_utilization', weight: 35, anchors: curve('0:0 40:45 70:78 90:100') },
        { key: 'budget_signals', weight: 25, anchors: curve('-100:5 -50:35 0:65 50:88 100:100') },
      ],
    },
  ],
};

function fromStored(stored: StoredScorecard): Scorecard {
  return {
    version: `${stored.segment}/${stored.version}`,
    minimumCoverage: stored.minimumCoverage,
    dimensions: stored.dimensions.map(({ key, weight, metrics }) => ({
      key: key as HealthDimension,
      weight,
      metrics: metrics.map((metric) => ({
        key: metric.key,
        weight: metric.weight,
        anchors: metric.anchors.map(({ value, score }) => [value, score] as const),
      })),
    })),
  };
}

export const segmentOfFacts = (facts: AccountFacts): Segment | null =>
  (readingOf(metricNamed('segment'), { facts, opinions: {} })?.value as Segment | undefined) ?? null;

/** The tenant's scorecards as of an instant: the segment's, else the tenant's default, else the one in this file. */
export async function loadScorecards({ tenant, models, asOf }: FactScope): Promise<(segment: Segment | null) => Scorecard> {
  const stored = await models.scorecards
    .find({ tenant, segment: { $in: ['default', ...SEGMENTS] }, at: { $lte: asOf } })
    .sort({ version: 1 })
    .lean<StoredScorecard[]>();
  const latest = new Map(stored.map((each) => [each.segment as string, each]));
  const cards = new Map([...latest].map(([segment, each]) => [segment, fromStored(each)]));
  const fallback = cards.get('default') ?? defaultScorecard;
  return (segment) => (segment ? cards.get(segment) : undefined) ?? fallback;
}
