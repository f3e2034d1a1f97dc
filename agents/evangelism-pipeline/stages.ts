import {
  EVANGELISM_STAGES,
  EVANGELISM_TIERS,
  type EvangelismStage,
  type EvangelismTier,
} from '../../models/evangelism-pipeline-management.ts';
import { daysBetween } from '../metrics/index.ts';
import type { Assessed } from './assess.ts';
import { tierWord } from './tiers.ts';

/** So long in a stage, somebody should ask why. */
export const STUCK_DAYS: Readonly<Record<EvangelismStage, number>> = {
  prospect: 60,
  qualified: 60,
  developing: 120,
  active: 240,
  strategic_partner: 400,
};

export interface Exit {
  text: string;
  met: boolean;
}

/** What a person is to show before the next stage. Pure. */
export function exitOf(stage: EvangelismStage, { candidate, evangelist }: Assessed): Exit[] {
  const { programme } = candidate;
  const { tier, counts } = evangelist;
  const atLeast = (wanted: EvangelismTier): Exit => ({
    text: `at least ${tierWord(wanted)}, now ${tier ? tierWord(tier) : 'no tier yet'}`,
    met: tier !== null && EVANGELISM_TIERS.indexOf(tier) >= EVANGELISM_TIERS.indexOf(wanted),
  });
  switch (stage) {
    case 'prospect':
      return [atLeast('advocate')];
    case 'qualified':
      return [atLeast('champion'), { text: 'somebody of us looks after them', met: programme?.programManagerId != null }];
    case 'developing':
      return [atLeast('evangelist'), { text: 'a talk or an article', met: counts.talks + counts.articles > 0 }];
    case 'active':
      return [atLeast('thought_leader'), { text: 'a project agreed with us', met: counts.projects.length > 0 }];
    case 'strategic_partner':
      return [];
  }
}

export const nextStage = (stage: EvangelismStage | null): EvangelismStage | null =>
  EVANGELISM_STAGES[stage === null ? 0 : EVANGELISM_STAGES.indexOf(stage) + 1] ?? null;

/** Days in the present stage; since they came into the programme where nothing moved yet. */
export function daysInStage({ programme, facts }: Assessed['candidate']): number | null {
  if (!programme) return null;
  return daysBetween(programme.stageHistory?.at(-1)?.at ?? programme.at, facts.asOf);
}

export const isStuck = (stage: EvangelismStage, days: number | null): boolean => days !== null && days > STUCK_DAYS[stage];
