import { z } from 'zod';
import type { SegmentSuccessPlaybook } from '../../models/segment-success-playbook.ts';
import { spaced } from '../metrics/format.ts';
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

const SOURCES = ['own', 'default'] as const;
const optional = <T extends z.ZodType>(type: T) => type.nullish();

const careSchema = z.object({
  cadenceDays: optional(z.number()).describe('Days between two contacts'),
  channel: optional(z.string()),
  tone: optional(z.string()),
  focus: optional(z.array(z.string())),
  milestones: optional(z.array(z.object({ week: z.number(), milestone: z.string() }))),
  thresholds: optional(
    z.array(
      z.object({
        when: z.string(),
        metric: optional(z.string()),
        below: optional(z.number()),
        above: optional(z.number()),
        to: optional(z.string()),
        withinHours: optional(z.number()),
      }),
    ),
  ),
});
type Care = z.infer<typeof careSchema>;

export const followSchema = careSchema.extend({
  source: z.enum(SOURCES).describe('own: from the tenant’s segment playbooks; default: Greendoor’s'),
  playbooks: z.array(z.object({ name: z.string(), reason: z.string(), source: z.enum(SOURCES) })),
});
export type Follow = z.infer<typeof followSchema>;
type Dimensions = SegmentProfile['dimensions'];

/** How to look after the account: the tenant's own playbooks for its segments, and defaults for what they leave open. Pure. */
export function followFrom({ dimensions }: Pick<SegmentProfile, 'dimensions'>, own: readonly SegmentSuccessPlaybook[]): Follow {
  const all = [...own.map(writtenIn), usualFor(dimensions)];
  const first = <Key extends keyof Care>(key: Key): Care[Key] | null =>
    all.map((each) => each[key]).find((said) => said != null && !(Array.isArray(said) && said.length === 0)) ?? null;
  const adoption = dimensions.adoptionPattern.value;
  const usual = adoption ? [{ ...PLAYBOOKS[adoption], source: 'default' as const }] : [];
  return {
    source: own.length > 0 ? 'own' : 'default',
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
            source: 'own',
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
