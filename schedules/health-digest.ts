import { sealDigest } from '../agents/health-score/face.ts';
import { type Schedule, WEEKDAYS } from './schedule.ts';

/** What changed since the last one, who needs attention and why, renewals coming: every working morning. */
export const healthDigest: Schedule = {
  name: 'health-digest',
  hour: 8,
  days: WEEKDAYS,
  purpose: 'health',
  tool: 'get_health_digest',
  arguments: {},
  posted: ({ tenant, models, asOf }) => sealDigest({ tenant, models }, asOf),
};
