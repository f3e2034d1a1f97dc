import { z } from 'zod';
import { evidenceSchema } from '../facts/evidence.ts';
import { findingSchema } from '../facts/finding.ts';
import { TIERS } from './features.ts';

const instant = z.string().describe('ISO 8601');
const share = z.number().min(0).max(1);
const count = z.number().int().min(0);

export const engagementSchema = z.object({
  people: count.describe('Active within the window'),
  provisioned: z.number().nullable(),
  weeklyActive: z.number().nullable().describe('Active people a week by the usage analytics; null where there are none'),
  sessions: count,
  minutes: z.number().nullable().describe('Average length of a session; null where no session says'),
  minutesBefore: z.number().nullable().describe('The same over the time before, of the same length'),
  perWeek: z.number().nullable().describe('Sessions per active person and week, mean of the whole weeks'),
  interactionRate: share.nullable().describe('Sessions in which at least one feature was used'),
  workflowsStarted: count,
  completionRate: share.nullable().describe('Workflows completed ÷ started'),
  errors: count.nullable(),
  unresolved: count.nullable().describe('Errors the source says were not resolved'),
});
export type Engagement = z.infer<typeof engagementSchema>;

export const segmentAverageSchema = z.object({
  segment: z.string().nullable(),
  vertical: z.string().nullable().describe('Null where all industries of the size count'),
  accounts: count.describe('Peers with usage in the window'),
  minutes: z.number().nullable().describe('Null under five accounts'),
  perWeek: z.number().nullable(),
  completionRate: share.nullable(),
});
export type SegmentAverage = z.infer<typeof segmentAverageSchema>;

export const journeyStageSchema = z.object({
  tier: z.enum(TIERS),
  weeks: z.string(),
  people: count.describe('Who have been there that long'),
  share: share.nullable().describe('Null under three people or without features of the tier'),
  features: z.array(z.object({ feature: z.string(), people: count })),
});
export type JourneyStage = z.infer<typeof journeyStageSchema>;

export const stickinessSchema = z.object({
  feature: z.string(),
  tier: z.enum(TIERS),
  people: count.describe('Who discovered it at least two weeks ago'),
  returned: count,
  share,
  band: z.enum(['high', 'medium', 'low', 'weak']),
});
export type Stickiness = z.infer<typeof stickinessSchema>;

export const frictionSchema = z.object({
  kind: z.enum(['workflow', 'setup', 'help', 'error']),
  subject: z.string(),
  rate: share.nullable().describe('Abandoned, incomplete, bounced or unresolved; null where the source does not say'),
  failed: count.describe('Runs abandoned, people without a completed setup, visits bounced, errors unresolved'),
  of: count.describe('Runs started, people who began, visits, errors'),
  people: count,
  step: z.string().nullable().describe('Where most runs were given up'),
  flagged: z.boolean(),
  evidence: z.array(evidenceSchema),
});
export type Friction = z.infer<typeof frictionSchema>;

export const personSchema = z.object({
  userId: z.string(),
  name: z.string().nullable().describe('Of the contact with this product identity; null where none is known'),
  title: z.string().nullable(),
  department: z.string().nullable(),
  sessions: count,
  weeks: count.describe('Of the last four, with a session'),
  minutes: z.number().nullable().describe('Average session'),
  breadth: share.nullable().describe('Of the features known at the account, used in the window'),
  deep: share.nullable().describe('Of the advanced and power features'),
  calls: count.describe('Integration calls'),
  shares: count.describe('Shares, comments and invitations'),
  completion: share.nullable(),
  power: z.boolean(),
  newcomer: z.boolean(),
  evidence: z.array(evidenceSchema),
});
export type PersonBehavior = z.infer<typeof personSchema>;

export const teamSchema = z.object({
  team: z.string(),
  people: count,
  sessions: count,
  share: share.describe('Of the sessions whose team is known'),
  since: instant,
  isNew: z.boolean(),
});
export type Team = z.infer<typeof teamSchema>;

export const activitySchema = z.object({
  name: z.string(),
  now: z.number(),
  before: z.number(),
  change: z.number().nullable().describe('Share of before; null where there was none before'),
});
export type Activity = z.infer<typeof activitySchema>;

export const partSchema = z.object({
  key: z.enum(['engagement', 'depth', 'journey', 'stickiness', 'ease', 'momentum']),
  label: z.string(),
  score: z.number().min(0).max(100).nullable(),
  weight: share.describe('After renormalisation over the parts with data'),
  points: z.number().describe('score × weight; the points add up to the behaviour score'),
  text: z.string(),
  figures: z.array(findingSchema),
});
export type Part = z.infer<typeof partSchema>;

const FORECASTS = ['expansion', 'mastery', 'team_growth', 'advocacy'] as const;
export const forecastSchema = z.object({
  kind: z.enum(FORECASTS),
  probability: share.nullable().describe('Within 90 days; null where nothing speaks to it'),
  base: z.number().describe('Log-odds before any factor'),
  factors: z.array(
    z.object({
      label: z.string(),
      strength: z.number().min(-1).max(1),
      contribution: z.number().describe('Log-odds; base and contributions add up'),
      text: z.string(),
    }),
  ),
  missing: z.array(z.string()),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const TRIGGERS = ['session_decline', 'adoption_stall', 'friction', 'power_user'] as const;
export const triggerSchema = z.object({
  kind: z.enum(TRIGGERS),
  subject: z.string().nullable().describe('Workflow or product identity of the person; null for the whole account'),
  measure: z.enum(['minutes', 'time', 'discovery', 'abandonment', 'pattern']),
  before: z.number().nullable(),
  now: z.number(),
  count: count.describe('Sessions, runs or pairs it rests on'),
  people: count,
  step: z.string().nullable(),
  worth: z.number().describe('How far beyond its limit, 0 to 1: orders triggers of one kind'),
  evidence: z.array(evidenceSchema),
});
export type Trigger = z.infer<typeof triggerSchema>;

export const behaviorSchema = z.object({
  accountId: z.string(),
  asOf: instant,
  days: count,
  from: instant,
  recordFrom: instant.nullable().describe('The first session or use read'),
  lastSeen: instant.nullable(),
  score: z.number().min(0).max(100).nullable().describe('Null where less than half of what it rests on is there'),
  band: z.enum(['green', 'yellow', 'orange', 'red']).nullable(),
  trend: z.enum(['rising', 'steady', 'falling']).nullable(),
  parts: z.array(partSchema),
  engagement: engagementSchema,
  journey: z.array(journeyStageSchema),
  tierSource: z.enum(['marked', 'order', 'none']),
  stickiness: z.array(stickinessSchema),
  friction: z.array(frictionSchema),
  people: z.array(personSchema).describe('The most active first'),
  teams: z.array(teamSchema),
  activities: z.array(activitySchema),
  forecasts: z.array(forecastSchema),
  triggers: z.array(triggerSchema),
  confidence: share.describe('coverage × freshness × size'),
  coverage: share,
  freshness: share,
  missing: z.array(z.string()),
  cautions: z.array(z.string()),
});
export type Behavior = z.infer<typeof behaviorSchema>;
