import type { PlaybookExecution } from '../../../models/playbook-execution.ts';
import { isLater, known, type Rewind, undone } from './known.ts';

type Step = PlaybookExecution['pendingSteps'][number];

/** What was done, left out, decided, escalated, paused or ended later was still to come. */
export const rewindExecutions: Rewind<PlaybookExecution> = (rows, asOf) =>
  undone(
    known(rows, asOf),
    (run) =>
      isLater(run.actualCompletionDate, asOf) ||
      isLater(run.pausedAt, asOf) ||
      isLater(run.openDecision?.askedAt, asOf) ||
      [...(run.decisions ?? []), ...(run.escalations ?? [])].some(({ at }) => isLater(at, asOf)) ||
      run.completedSteps?.some(({ completedAt }) => isLater(completedAt, asOf)) ||
      run.skippedSteps?.some(({ skippedAt }) => isLater(skippedAt, asOf)),
    ({ openDecision, ...run }) => {
      const running = isLater(run.actualCompletionDate, asOf) || isLater(run.pausedAt, asOf);
      const [completed, skipped] = [run.completedSteps ?? [], run.skippedSteps ?? []];
      const again = [
        ...completed.filter(({ completedAt }) => isLater(completedAt, asOf)),
        ...skipped.filter(({ skippedAt }) => isLater(skippedAt, asOf)),
      ].map(({ number, title, phase }): Step => ({ number, title: title ?? `Step ${number}`, phase }));
      return {
        ...run,
        ...(openDecision && !isLater(openDecision.askedAt, asOf) ? { openDecision } : {}),
        ...(running
          ? { executionStatus: 'in_progress', actualCompletionDate: null, pausedAt: null, successScore: null, achievedMetrics: [] }
          : {}),
        completedSteps: completed.filter(({ completedAt }) => !isLater(completedAt, asOf)),
        skippedSteps: skipped.filter(({ skippedAt }) => !isLater(skippedAt, asOf)),
        pendingSteps: [...(run.pendingSteps ?? []), ...again].sort((a, b) => a.number - b.number),
        decisions: (run.decisions ?? []).filter(({ at }) => !isLater(at, asOf)),
        escalations: (run.escalations ?? []).filter(({ at }) => !isLater(at, asOf)),
      };
    },
  );
