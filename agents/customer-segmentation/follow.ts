import type { SegmentSuccessPlaybook } from '../../models/segment-success-playbook.ts';
import { spaced } from '../metrics/index.ts';
import type { SegmentProfile } from './classify.ts';
import {
  CADENCE_DAYS,
  CADENCE_DAYS_BY_SIZE,
  CHANNELS,
  FOCUS_BY_INDUSTRY,
  FOCUS_BY_USE_CASE,
  MILESTONES,
  PLAYBOOKS,
  THRESHOLDS,
  TONES,
} from './follow-defaults.ts';

type Threshold = SegmentSuccessPlaybook['escalationTriggers'][number];

interface Care {
  /** Days between two contacts. */
  cadenceDays?: number | null | undefined;
  channel?: string | null | undefined;
  tone?: string | null | undefined;
  focus?: readonly string[] | null | undefined;
  milestones?: readonly { week: number; milestone: string }[] | null | undefined;
  thresholds?: readonly Threshold[] | null | undefined;
}

type Dimensions = SegmentProfile['dimensions'];

/** How to look after the account: the tenant's own playbooks for its segments, and defaults for what they leave open. Pure. */
export function followFrom({ dimensions }: Pick<SegmentProfile, 'dimensions'>, own: readonly SegmentSuccessPlaybook[]) {
  const all = [...own.map(writtenIn), usualFor(dimensions)];
  const first = <Key extends keyof Care>(key: Key): Care[Key] | null =>
    all.map((each) => each[key]).find((said) => said != null && !(Array.isArray(said) && said.length === 0)) ?? null;
  const adoption = dimensions.adoptionPattern.value;
  const usual = adoption ? [{ ...PLAYBOOKS[adoption], source: 'default' as const }] : [];
  return {
    /** `own`: from the tenant's segment playbooks; `default`: Greendoor's. */
    source: own.length > 0 ? ('own' as const) : ('default' as const),
    cadenceDays: first('cadenceDays'),
    channel: first('channel'),
    tone: first('tone'),
    focus: first('focus'),
    milestones: first('milestones'),
    thresholds: first('thresholds'),
    playbooks:
      own.length > 0
        ? own.map(({ playbookName, segmentIdentifier }) => ({
            name: playbookName,
            reason: `written for ${spaced(segmentIdentifier)}`,
            source: 'own' as const,
          }))
        : usual,
  };
}

const writtenIn = ({ communicationStyle, contentPreferences, timelineOptimization, escalationTriggers }: SegmentSuccessPlaybook): Care => ({
  cadenceDays: communicationStyle?.cadenceDays,
  channel: communicationStyle?.channels?.join(', '),
  tone: communicationStyle?.tone,
  focus: contentPreferences?.businessFocus,
  milestones: timelineOptimization,
  thresholds: escalationTriggers,
});

function usualFor(dimensions: Dimensions): Care {
  const of = <Value extends string, T>({ value }: { value: Value | null }, table: Readonly<Record<Value, T>>): T | null =>
    value && table[value];
  const { engagementStyle, primarySegment, adoptionPattern, contractTier, maturitySegment, verticalSegment, useCaseSegment } = dimensions;
  return {
    cadenceDays: of(engagementStyle, CADENCE_DAYS) ?? of(primarySegment, CADENCE_DAYS_BY_SIZE),
    channel: of(engagementStyle, CHANNELS),
    tone: of(maturitySegment, TONES),
    focus: [of(useCaseSegment, FOCUS_BY_USE_CASE), of(verticalSegment, FOCUS_BY_INDUSTRY)].filter((each) => each !== null),
    milestones: of(adoptionPattern, MILESTONES),
    thresholds: of(contractTier, THRESHOLDS),
  };
}
