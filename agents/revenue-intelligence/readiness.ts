import { type AccountFacts, age, type Finding } from '../facts/index.ts';
import { t } from '../kit/say.ts';
import { type Anchors, curve, metricNamed, numberOf, piecewise, round, sum, unitOf, weightedMean } from '../metrics/index.ts';
import { HEARD_DAYS, type Signal } from './signals.ts';

export const PARTS = {
  stakeholders: 'Stakeholders',
  budgetAndTiming: 'Budget and timing',
  technical: 'Technical',
  competitive: 'Competitive',
} as const;
export type Part = keyof typeof PARTS;

const LEVEL = curve('0:0 100:100');
const NPS = curve('0:0 6:40 7:60 8:78 9:92 10:100');

/** Metrics of each part: how ready a value is, 0 to 100, and its weight. */
const METRICS: Record<Part, readonly { metric: string; anchors: Anchors; weight: number }[]> = {
  stakeholders: [
    { metric: 'sponsor_engagement', anchors: LEVEL, weight: 3 },
    { metric: 'champion_engagement', anchors: LEVEL, weight: 2 },
    { metric: 'contact_depth', anchors: curve('0:0 1:35 2:55 3:70 5:90 8:100'), weight: 2 },
    { metric: 'contacts_decision_maker', anchors: curve('0:40 1:80 2:100'), weight: 1 },
    { metric: 'nps_answer', anchors: NPS, weight: 2 },
    { metric: 'advocacy_signals', anchors: curve('0:50 100:100'), weight: 1 },
  ],
  budgetAndTiming: [
    { metric: 'budget_signals', anchors: curve('-100:0 0:45 50:75 100:93'), weight: 2 },
    { metric: 'on_time_share', anchors: curve('0:10 50:35 90:80 100:94'), weight: 1 },
    { metric: 'roi', anchors: curve('-100:10 0:40 50:55 100:70 150:82 200:90 300:97'), weight: 2 },
    { metric: 'days_to_renewal', anchors: curve('0:70 30:90 90:92 150:82 250:62 365:50'), weight: 1.5 },
  ],
  technical: [
    { metric: 'core_adoption', anchors: curve('0:0 50:45 80:80 100:98'), weight: 2 },
    { metric: 'advanced_adoption', anchors: curve('0:20 30:55 60:82 85:95 100:100'), weight: 1 },
    { metric: 'workflow_completion', anchors: curve('0:0 60:45 80:75 95:97 100:100'), weight: 1 },
    { metric: 'within_sla', anchors: curve('0:20 70:60 100:97'), weight: 1 },
    { metric: 'open_urgent_tickets', anchors: curve('0:96 1:50 3:10'), weight: 1 },
    { metric: 'integrations_in_use', anchors: curve('0:40 1:70 2:85 3:93 5:100'), weight: 1 },
  ],
  competitive: [
    { metric: 'competitor_risk', anchors: curve('0:95 20:78 50:45 100:10'), weight: 3 },
    { metric: 'nps_answer', anchors: NPS, weight: 1 },
    { metric: 'roi', anchors: curve('-100:10 0:40 50:55 100:70 150:82 200:90 300:97'), weight: 1.5 },
    { metric: 'customer_days', anchors: curve('0:40 180:65 365:80 1000:92'), weight: 1 },
  ],
};

export interface ReadinessPart {
  part: Part;
  /** 0 to 100; null where nothing about it is known. */
  score: number | null;
  findings: Finding[];
}

/** How ready an account is to buy more, in four parts; what is not known drops out of its part. */
export function readinessOf(facts: AccountFacts, signals: readonly Signal[]): { score: number | null; parts: ReadinessPart[] } {
  const parts = (Object.keys(PARTS) as Part[]).map((part): ReadinessPart => {
    const measured = METRICS[part].flatMap(({ metric, anchors, weight }) => {
      const reading = numberOf(facts, metric);
      return reading ? [{ reading, of: metricNamed(metric), points: piecewise(anchors, reading.value), weight }] : [];
    });
    const met = part === 'stakeholders' ? executivesMet(facts, signals) : null;
    const all = [...measured.map(({ points, weight }) => ({ value: points, weight })), ...(met ? [{ value: met.points, weight: 2 }] : [])];
    const { value } = weightedMean(all);
    const whole = sum(all.map(({ weight }) => weight)) || 1;
    return {
      part,
      score: value === null ? null : round(value),
      /** Words and evidence are made when somebody asks. */
      get findings() {
        return [
          ...measured.map(
            ({ reading, of, points, weight: own }): Finding => ({
              label: of.label,
              value: round(reading.value, 1),
              unit: unitOf(of, reading.currency),
              contribution: round((points * own) / whole, 1),
              text: reading.text(),
              evidence: reading.evidence(),
            }),
          ),
          ...(met ? [{ ...met.finding, contribution: round((met.points * 2) / whole, 1) }] : []),
        ];
      },
    };
  });
  const { value } = weightedMean(parts.map(({ score }) => ({ value: score, weight: 1 })));
  return { score: value === null ? null : round(value), parts };
}

/** Whether we have met the executives who came in lately. */
function executivesMet({ interactions, events, asOf }: AccountFacts, signals: readonly Signal[]) {
  const recent = events.filter(({ kind, at }) => kind === 'new_executive' && age(at, asOf) <= HEARD_DAYS);
  if (recent.length === 0) return null;
  const meets = (contactId: string | null | undefined) =>
    contactId != null &&
    interactions.some(
      (each) =>
        each.contactId === contactId && (each.kind === 'meeting' || each.kind === 'call') && each.attended !== false && each.at <= asOf,
    );
  const met = recent.filter(({ contactId }) => meets(contactId)).length;
  const finding: Finding = {
    label: 'New executives met',
    value: met,
    unit: '',
    contribution: 0,
    text: t`${met} of ${recent.length} new executives met`,
    evidence: signals.filter(({ kind }) => kind === 'executive').flatMap(({ evidence }) => evidence),
  };
  return { points: 30 + (70 * met) / recent.length, finding };
}
