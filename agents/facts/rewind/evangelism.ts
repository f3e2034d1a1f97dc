import type { EvangelismPipelineManagement } from '../../../models/evangelism-pipeline-management.ts';
import { isLater, known, type Rewind, undone } from './known.ts';
import { stageThen } from './stages.ts';

/** What was given, received or measured, each with its date. */
const DATED = [
  'betaProgramParticipation',
  'speakingEngagements',
  'contentContributions',
  'advisoryInvolvement',
  'recognitionReceived',
  'exclusiveAccess',
  'networkingOpportunities',
  'professionalDevelopment',
  'influenceMetrics',
  'thoughtLeadershipImpact',
  'coInnovationContributions',
] as const;
const TASKS = ['developmentGoals', 'contentDevelopmentPlan', 'networkDevelopmentStrategy'] as const;

/** At the stage of its history then; what came of it later, and projects agreed later, had not. */
export const rewindEvangelism: Rewind<EvangelismPipelineManagement> = (rows, asOf) =>
  undone(
    known(rows, asOf),
    (row) =>
      isLater(row.updatedAt, asOf) ||
      row.stageHistory?.some(({ at }) => isLater(at, asOf)) ||
      DATED.some((list) => row[list]?.some(({ at }) => isLater(at, asOf))) ||
      TASKS.some((list) => row[list]?.some(({ doneAt }) => isLater(doneAt, asOf))) ||
      row.coInnovationProjects?.some(({ agreedAt }) => isLater(agreedAt, asOf)),
    (row) => {
      const then = stageThen(row.stageHistory, asOf);
      return {
        ...row,
        ...(then
          ? { pipelineStage: (then.stage ?? 'prospect') as EvangelismPipelineManagement['pipelineStage'], stageHistory: then.changes }
          : {}),
        ...Object.fromEntries(DATED.map((list) => [list, (row[list] ?? []).filter(({ at }) => !isLater(at, asOf))])),
        ...Object.fromEntries(
          TASKS.map((list) => [list, (row[list] ?? []).map((task) => (isLater(task.doneAt, asOf) ? { ...task, doneAt: null } : task))]),
        ),
        coInnovationProjects: (row.coInnovationProjects ?? []).filter(({ agreedAt }) => !isLater(agreedAt, asOf)),
        ...(isLater(row.updatedAt, asOf) ? { updatedAt: null } : {}),
      };
    },
  );
