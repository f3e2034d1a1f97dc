import type { CommunityIntelligenceMonitoring } from '../../../models/community-intelligence-monitoring.ts';
import { HISTORY_DAYS } from '../windows.ts';
import { isLater, known, type Rewind, recent, undone } from './known.ts';

const LISTS = [
  'thoughtLeadershipIndicators',
  'speakingOpportunityIndicators',
  'contentCreationActivity',
  'coInnovationIndicators',
] as const;

/** What was published by then; what is dated later of a profile had not happened. */
export const rewindCommunity: Rewind<CommunityIntelligenceMonitoring> = (rows, asOf) =>
  undone(
    recent(known(rows, asOf), asOf, HISTORY_DAYS),
    (row) => isLater(row.lastMonitored, asOf) || LISTS.some((list) => row[list]?.some(({ at }) => isLater(at, asOf))),
    (row) => ({
      ...row,
      ...(isLater(row.lastMonitored, asOf) ? { lastMonitored: null } : {}),
      ...Object.fromEntries(LISTS.map((list) => [list, (row[list] ?? []).filter(({ at }) => !isLater(at, asOf))])),
    }),
  );
