import type { Task } from '../../../models/task.ts';
import { isLater, known, type Rewind, undone } from './known.ts';

/** What was done or cancelled later was open. */
export const rewindTasks: Rewind<Task> = (rows, asOf) =>
  undone(
    known(rows, asOf),
    ({ doneAt, cancelledAt }) => isLater(doneAt, asOf) || isLater(cancelledAt, asOf),
    (task) => ({
      ...task,
      ...(isLater(task.doneAt, asOf) ? { doneAt: null, doneBy: null } : {}),
      ...(isLater(task.cancelledAt, asOf) ? { cancelledAt: null, cancelledBy: null } : {}),
    }),
  );
