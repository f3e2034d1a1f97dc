import type { CustomerSuccessPlan } from '../../../models/customer-success-plan.ts';
import { isLater, known, type Rewind, undone } from './known.ts';

type Measured = CustomerSuccessPlan['targetMetrics'][number];
const MEASURED = ['targetMetrics', 'actualMetrics', 'roiBaseline', 'roiAchievement', 'adoptionGoals'] as const;

/** What was finished, measured, changed or escalated later was not. A goal stays, without its measurement; a mere measurement goes. */
export const rewindPlans: Rewind<CustomerSuccessPlan> = (rows, asOf) =>
  undone(
    known(rows, asOf),
    (plan) =>
      isLater(plan.actualCompletionDate, asOf) ||
      plan.criticalMilestones?.some(({ completedAt }) => isLater(completedAt, asOf)) ||
      MEASURED.some((field) => plan[field]?.some(({ measuredAt }) => isLater(measuredAt, asOf))) ||
      plan.changes?.some(({ at }) => isLater(at, asOf)) ||
      plan.escalationHistory?.some(({ at, resolvedAt }) => isLater(at, asOf) || isLater(resolvedAt, asOf)),
    (plan) => {
      const unfinished = isLater(plan.actualCompletionDate, asOf);
      const goals = (list: Measured[] | undefined) =>
        (list ?? []).map((each) => (isLater(each.measuredAt, asOf) ? { ...each, actual: null, measuredAt: null } : each));
      const measured = (list: Measured[] | undefined) => (list ?? []).filter((each) => !isLater(each.measuredAt, asOf));
      return {
        ...plan,
        ...(unfinished ? { actualCompletionDate: null, planStatus: plan.planStatus === 'completed' ? 'active' : plan.planStatus } : {}),
        criticalMilestones: (plan.criticalMilestones ?? []).map((each) =>
          isLater(each.completedAt, asOf) ? { ...each, completedAt: null } : each,
        ),
        targetMetrics: goals(plan.targetMetrics),
        adoptionGoals: goals(plan.adoptionGoals),
        actualMetrics: measured(plan.actualMetrics),
        roiBaseline: measured(plan.roiBaseline),
        roiAchievement: measured(plan.roiAchievement),
        changes: (plan.changes ?? []).filter(({ at }) => !isLater(at, asOf)),
        escalationHistory: (plan.escalationHistory ?? []).flatMap((each) =>
          isLater(each.at, asOf) ? [] : [isLater(each.resolvedAt, asOf) ? { ...each, resolvedAt: null } : each],
        ),
      };
    },
  );
