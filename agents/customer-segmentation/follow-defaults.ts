import type { ValueOf } from './dimensions.ts';

/** How a kind of customer is looked after where the tenant has no `segment_success_playbooks` of its own for it. */

export const CADENCE_DAYS: Readonly<Record<ValueOf<'engagementStyle'>, number>> = {
  self_service: 45,
  guided: 14,
  hands_on: 7,
  strategic_partnership: 7,
};
/** Where the engagement style is unknown. */
export const CADENCE_DAYS_BY_SIZE: Readonly<Record<ValueOf<'primarySegment'>, number>> = {
  enterprise: 7,
  mid_market: 14,
  smb: 30,
  startup: 45,
};

export const CHANNELS: Readonly<Record<ValueOf<'engagementStyle'>, string>> = {
  self_service: 'e-mail and in-product guides',
  guided: 'regular video session with notes by e-mail',
  hands_on: 'shared channel and working sessions',
  strategic_partnership: 'executive reviews and a joint roadmap',
};

export const TONES: Readonly<Record<ValueOf<'maturitySegment'>, string>> = {
  digital_native: 'brief and technical',
  digital_adopter: 'technical depth with the business result first',
  digital_transformer: 'step by step, with examples from their industry',
  traditional: 'plain words, one thing at a time',
};

export const FOCUS_BY_INDUSTRY: Readonly<Record<ValueOf<'verticalSegment'>, string>> = {
  fintech: 'regulation and competitive advantage',
  healthcare: 'patient data safety and staff time',
  manufacturing: 'uptime and throughput',
  retail: 'seasonal peaks and margin',
  technology: 'integration and speed of change',
  government: 'accountability and budget cycles',
};
export const FOCUS_BY_USE_CASE: Readonly<Record<ValueOf<'useCaseSegment'>, string>> = {
  security_compliance: 'audit evidence and risk reduction',
  data_analytics: 'time to insight and use of advanced analytics',
  process_automation: 'hours saved and workflows completed',
  cost_optimization: 'savings against the baseline',
};

/** Weeks after the start by which an onboarding reaches its milestones. */
export const MILESTONES: Readonly<Record<ValueOf<'adoptionPattern'>, { week: number; milestone: string }[]>> = {
  fast_adopter: [
    { week: 2, milestone: 'Architecture validated' },
    { week: 4, milestone: 'Core use case live, first value shown' },
    { week: 6, milestone: 'Advanced features adopted' },
    { week: 8, milestone: 'Results compared with peers, next step agreed' },
  ],
  steady_adopter: [
    { week: 3, milestone: 'Architecture validated' },
    { week: 6, milestone: 'Core use case live, first value shown' },
    { week: 10, milestone: 'Advanced features adopted' },
    { week: 12, milestone: 'Results compared with peers, next step agreed' },
  ],
  slow_adopter: [
    { week: 4, milestone: 'One team live on one workflow' },
    { week: 8, milestone: 'Core use case live for all teams' },
    { week: 13, milestone: 'First value shown' },
  ],
  struggling: [
    { week: 1, milestone: 'Cause of the decline named with the customer' },
    { week: 2, milestone: 'One workflow back in daily use' },
    { week: 6, milestone: 'Active users back at their earlier level' },
  ],
};

export const PLAYBOOKS: Readonly<Record<ValueOf<'adoptionPattern'>, { name: string; reason: string }>> = {
  fast_adopter: { name: 'Advanced features and expansion', reason: 'they take up what is new quickly' },
  steady_adopter: { name: 'Deepen adoption', reason: 'core features are in use, advanced ones less' },
  slow_adopter: { name: 'Adoption in small steps', reason: 'adoption is behind its plan' },
  struggling: { name: 'Adoption rescue', reason: 'what was adopted is not in use' },
};

const escalate = (withinHours: number, [health, healthTo]: [number, string], [risk, riskTo]: [number, string]) => [
  { when: `Health falls below ${health}`, metric: 'health', below: health, to: healthTo, withinHours },
  { when: `Churn risk reaches ${risk}`, metric: 'churnRisk', above: risk, to: riskTo, withinHours },
];

export const THRESHOLDS: Readonly<Record<ValueOf<'contractTier'>, ReturnType<typeof escalate>>> = {
  premium: escalate(24, [75, 'executive'], [40, 'manager']),
  professional: escalate(48, [65, 'manager'], [55, 'manager']),
  standard: escalate(72, [55, 'owner'], [70, 'manager']),
  startup: escalate(120, [45, 'owner'], [70, 'owner']),
};
