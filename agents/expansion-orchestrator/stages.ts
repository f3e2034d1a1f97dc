import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';

export type SalesStage = ExpansionOpportunity['salesStage'];

/** In the order of a sale. */
export const OPEN_STAGES = ['identified', 'qualified', 'developing', 'proposing', 'negotiating'] as const;
export type OpenStage = (typeof OPEN_STAGES)[number];

export const isOpenStage = (stage: string): stage is OpenStage => (OPEN_STAGES as readonly string[]).includes(stage);

export const STAGE_WORDS: Record<SalesStage, string> = {
  identified: 'identified',
  qualified: 'qualified',
  developing: 'developing',
  proposing: 'proposing',
  negotiating: 'negotiating',
  closed_won: 'closed as won',
  closed_lost: 'closed as lost',
};

/** Days in a stage after which a sale counts as stuck; together they make a sale of about 90 days. */
export const PATIENCE: Record<OpenStage, number> = { identified: 30, qualified: 21, developing: 28, proposing: 21, negotiating: 21 };

export type Step = 'forward' | 'back' | 'won' | 'lost';
/** Why a stage does not follow another; `handoff`: only an approved hand-off leads there. */
export type NoStep = 'closed' | 'same' | 'handoff' | 'skips' | 'too_early' | 'returns';

/** What a move from one stage to another is, or why there is none. */
export function stepBetween(from: SalesStage, to: SalesStage): Step | NoStep {
  if (!isOpenStage(from)) return 'closed';
  if (from === to) return 'same';
  if (to === 'closed_lost') return 'lost';
  if (to === 'closed_won') return from === 'negotiating' ? 'won' : 'too_early';
  const [at, then] = [OPEN_STAGES.indexOf(from), OPEN_STAGES.indexOf(to)];
  if (from === 'identified') return 'handoff';
  if (then < at) return to === 'identified' ? 'returns' : 'back';
  return then === at + 1 ? 'forward' : 'skips';
}

export const isStep = (found: Step | NoStep): found is Step =>
  found === 'forward' || found === 'back' || found === 'won' || found === 'lost';

/** The stage that follows; of the last open one, winning it. */
export const nextStage = (from: OpenStage): SalesStage => OPEN_STAGES[OPEN_STAGES.indexOf(from) + 1] ?? 'closed_won';

/** Since when it is in its stage. */
export function stageSince({
  salesStage,
  stageHistory,
  discoveryDate,
  at,
}: Pick<ExpansionOpportunity, 'salesStage' | 'stageHistory' | 'discoveryDate' | 'at'>): Date {
  const entered = stageHistory.filter(({ to }) => to === salesStage).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return entered.at(-1)?.at ?? discoveryDate ?? at;
}
