import type { ExpansionOpportunity } from '../../../models/expansion-opportunity.ts';
import { isLater, known, type Rewind, undone, withoutLater } from './known.ts';
import { stageThen } from './stages.ts';

/** At the stage of its history then, with the signals seen and the steps done by then. */
export const rewindExpansions: Rewind<ExpansionOpportunity> = (rows, asOf) =>
  undone(
    known(rows, asOf),
    ({ stageHistory, triggerSignals, nextSteps, mutedAt, lapsedAt }) =>
      isLater(mutedAt, asOf) ||
      isLater(lapsedAt, asOf) ||
      stageHistory?.some(({ at }) => isLater(at, asOf)) ||
      triggerSignals?.some(({ at }) => isLater(at, asOf)) ||
      nextSteps?.some(({ doneAt }) => isLater(doneAt, asOf)),
    (row) => {
      const then = stageThen(row.stageHistory, asOf);
      return {
        ...withoutLater(row, ['mutedAt', 'lapsedAt'], asOf),
        ...(then ? { salesStage: (then.stage ?? 'identified') as ExpansionOpportunity['salesStage'], stageHistory: then.changes } : {}),
        triggerSignals: (row.triggerSignals ?? []).filter(({ at }) => !isLater(at, asOf)),
        nextSteps: (row.nextSteps ?? []).map((step) => (isLater(step.doneAt, asOf) ? { ...step, doneAt: null } : step)),
      };
    },
  );
