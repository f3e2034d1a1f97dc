import type { AdvocacyEngagement } from '../../../models/advocacy-engagement.ts';
import { isLater, known, type Rewind, undone, withoutLater } from './known.ts';
import { stageThen } from './stages.ts';

const DATES = ['requestDate', 'responseDate', 'completionDate', 'contentDeliveryDate'] as const;

/**
 * At the status of its history then; what was answered, finished and measured later had not been. What became of a referral
 * carries no date: it is not known before the engagement was last changed.
 */
export const rewindAdvocacy: Rewind<AdvocacyEngagement> = (rows, asOf) =>
  undone(
    known(rows, asOf),
    (row) =>
      row.statusHistory?.some(({ at }) => isLater(at, asOf)) ||
      isLater(row.updatedAt, asOf) ||
      DATES.some((field) => isLater(row[field], asOf)) ||
      [...(row.roiMetricsShared ?? []), ...(row.contentPerformanceMetrics ?? []), ...(row.deals ?? [])].some(({ at }) => isLater(at, asOf)),
    (row) => {
      const referral = isLater(row.completionDate, asOf) || isLater(row.updatedAt, asOf);
      const then = stageThen(row.statusHistory, asOf);
      const unfinished = isLater(row.completionDate, asOf) && row.engagementStatus === 'completed';
      const status = then ? (then.stage ?? 'identified') : unfinished ? 'active' : row.engagementStatus;
      return {
        ...withoutLater(row, DATES, asOf),
        engagementStatus: status as AdvocacyEngagement['engagementStatus'],
        ...(then ? { statusHistory: then.changes } : {}),
        ...(isLater(row.completionDate, asOf) ? { satisfactionScore: null } : {}),
        ...(referral && row.referralQualificationStatus
          ? { referralQualificationStatus: 'unqualified' as const, referralValue: null }
          : {}),
        deals: (row.deals ?? []).filter(({ at }) => !isLater(at, asOf)),
        roiMetricsShared: (row.roiMetricsShared ?? []).filter(({ at }) => !isLater(at, asOf)),
        contentPerformanceMetrics: (row.contentPerformanceMetrics ?? []).filter(({ at }) => !isLater(at, asOf)),
      };
    },
  );
