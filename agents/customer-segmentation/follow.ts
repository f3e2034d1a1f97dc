import { z } from 'zod';
import type { SegmentSuccessPlaybook } from '../../models/segment-success-playbook.ts';
import type { Context } from '../kit/context.ts';
import { segmentPlaybooks } from '../kit/segment-playbooks.ts';
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

export const followSchema = z.object({
  source: z.enum(SOURCES).describe('own: from the tenant’s segment playbooks; default: Greendoor’s'),
  cadenceDays: z.number().nullable().describe('Days between two contacts'),
  channel: z.string().nullable(),
  tone: z.string().nullable(),
  focus: z.array(z.string()),
  playbooks: z.array(
    z.object({ name: z.string(), type: z.string(), reason: z.string(), playbookId: z.string().nullable(), source: z.enum(SOURCES) }),
  ),
  milestones: z.array(z.object({ week: z.number(), milestone: z.string() })),
  thresholds: z.array(
    z.object({
      when: z.string(),
      metric: z.string().nullable(),
      below: z.number().nullable(),
      above: z.number().nullable(),
      to: z.string().nullable(),
      withinHours: z.number().nullable(),
    }),
  ),
});
export type Follow = z.infer<typeof followSchema>;

/** What the tenant has written for the account's segments, the most telling dimension first. */
export const ownPlaybooks = (context: Pick<Context, 'tenant' | 'models' | 'asOf'>, { dimensions }: SegmentProfile) =>
  segmentPlaybooks(context, {
    use_case: dimensions.useCaseSegment.value,
    vertical: dimensions.verticalSegment.value,
    contract_tier: dimensions.contractTier.value,
    maturity_level: dimensions.maturitySegment.value,
  });

/** How to look after the account: the tenant's own playbooks for its segments, and defaults for what they leave open. Pure. */
export function followFrom({ dimensions }: SegmentProfile, own: readonly SegmentSuccessPlaybook[]): Follow {
  const value = <Key extends keyof typeof dimensions>(key: Key) => dimensions[key].value as (typeof dimensions)[Key]['value'];
  const style = value('engagementStyle');
  const size = value('primarySegment');
  const adoption = value('adoptionPattern');
  const tier = value('contractTier');
  const maturity = value('maturitySegment');
  const vertical = value('verticalSegment');
  const useCase = value('useCaseSegment');
  const first = <T>(get: (row: SegmentSuccessPlaybook) => T | null | undefined): T | null => {
    for (const row of own) {
      const found = get(row);
      if (found !== null && found !== undefined && !(Array.isArray(found) && found.length === 0)) return found;
    }
    return null;
  };
  const fallback = adoption ? [{ ...PLAYBOOKS[adoption], playbookId: null, source: 'default' as const }] : [];
  const escalation = first(({ escalationTriggers }) => escalationTriggers) ?? (tier ? THRESHOLDS[tier] : []);
  return {
    source: own.length > 0 ? 'own' : 'default',
    cadenceDays:
      first(({ communicationStyle }) => communicationStyle?.cadenceDays) ??
      (style ? CADENCE_DAYS[style] : size ? CADENCE_DAYS_BY_SIZE[size] : null),
    channel: first(({ communicationStyle }) => communicationStyle?.channels)?.join(', ') ?? (style ? CHANNELS[style] : null),
    tone: first(({ communicationStyle }) => communicationStyle?.tone) ?? (maturity ? TONES[maturity] : null),
    focus:
      first(({ contentPreferences }) => contentPreferences?.businessFocus) ??
      [useCase ? FOCUS_BY_USE_CASE[useCase] : '', vertical ? FOCUS_BY_INDUSTRY[vertical] : ''].filter(Boolean),
    playbooks:
      own.length > 0
        ? own.map((row) => ({
            name: row.playbookName,
            type: row.playbookType,
            reason: `written for ${row.segmentIdentifier.replaceAll('_', ' ')}`,
            playbookId: row.playbookId ?? null,
            source: 'own' as const,
          }))
        : fallback,
    milestones: (first(({ timelineOptimization }) => timelineOptimization) ?? (adoption ? MILESTONES[adoption] : [])).map(
      ({ week, milestone }) => ({
        week,
        milestone,
      }),
    ),
    thresholds: escalation.map(({ when, metric, below, above, to, withinHours }) => ({
      when,
      metric: metric ?? null,
      below: below ?? null,
      above: above ?? null,
      to: to ?? null,
      withinHours: withinHours ?? null,
    })),
  };
}
