import type { Alert } from './alert.ts';
import { churnAlert } from './churn-alert.ts';
import { expansionAlert } from './expansion-alert.ts';
import { followedDigest } from './followed-digest.ts';
import { followerAlert } from './follower-alert.ts';
import { healthDigest } from './health-digest.ts';
import { playbookSteps } from './playbook-steps.ts';
import type { Schedule } from './schedule.ts';
import { signalsDigest } from './signals.ts';
import { taskReminders } from './task-reminders.ts';

/** Everything that is said at its time without anybody asking. Adding one is its file and a line here. */
export const schedules: Schedule[] = [healthDigest, playbookSteps];

/** Everything that is said when it happens. */
export const alerts: Alert[] = [churnAlert, expansionAlert, followerAlert, taskReminders, followedDigest, signalsDigest];
