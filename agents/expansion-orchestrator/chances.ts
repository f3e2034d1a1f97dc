import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import type { Context } from '../kit/tool.ts';
import { STAGE_CHANCE } from '../renewal-automator/face.ts';
import { isOpenStage, OPEN_STAGES, type OpenStage } from './stages.ts';

/** As many sales of the tenant's own weigh as much as the starting chance. */
const PRIOR = 12;
const MOST_CLOSED = 2_000;

type Closed = Pick<ExpansionOpportunity, 'salesStage' | 'stageHistory'>;

export type Chances = Record<OpenStage, { chance: number; closed: number; won: number }>;

/** How likely a sale in each stage is won: the starting chance, pulled towards how the tenant's own ended. Later stages are never less likely. */
export function chancesOf(closed: readonly Closed[]): Chances {
  let least = 0;
  const entries = OPEN_STAGES.map((stage) => {
    const reached = closed.filter(({ stageHistory }) => stageHistory.some(({ from, to }) => from === stage || to === stage));
    const won = reached.filter(({ salesStage }) => salesStage === 'closed_won').length;
    least = Math.max(least, (PRIOR * STAGE_CHANCE[stage] + won) / (PRIOR + reached.length));
    return [stage, { chance: least, closed: reached.length, won }];
  });
  return Object.fromEntries(entries) as Chances;
}

export const chanceAt = (chances: Chances, stage: string): number =>
  isOpenStage(stage) ? chances[stage].chance : stage === 'closed_won' ? 1 : 0;

/** Of the newest sales that are over. */
export async function loadChances({ tenant, models, asOf }: Pick<Context, 'tenant' | 'models' | 'asOf'>): Promise<Chances> {
  const rows = await models.expansionOpportunities
    .find(
      { tenant, salesStage: { $in: ['closed_won', 'closed_lost'] }, at: { $lte: asOf }, ingestedAt: { $lte: asOf } },
      { salesStage: 1, stageHistory: 1 },
    )
    .sort({ updatedAt: -1 })
    .limit(MOST_CLOSED)
    .lean<Closed[]>();
  return chancesOf(rows);
}
