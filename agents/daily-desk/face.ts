import { defineAgent } from '../kit/tool.ts';
import { signalScorer } from './signals.ts';
import { addTask } from './tools/add-task.ts';
import { briefAccount } from './tools/brief-account.ts';
import { completeTask } from './tools/complete-task.ts';
import { followAccount } from './tools/follow-account.ts';
import { listActivity } from './tools/list-activity.ts';
import { listApprovals } from './tools/list-approvals.ts';
import { listFollowed } from './tools/list-followed.ts';
import { listFollowedChanges } from './tools/list-followed-changes.ts';
import { listHappenings } from './tools/list-happenings.ts';
import { listTasks } from './tools/list-tasks.ts';
import { logActivity } from './tools/log-activity.ts';
import { myDay } from './tools/my-day.ts';
import { postponeTask } from './tools/postpone-task.ts';
import { setNextStep } from './tools/set-next-step.ts';
import { showTask } from './tools/show-task.ts';
import { unfollowAccount } from './tools/unfollow-account.ts';

export const dailyDesk = defineAgent({
  name: 'daily-desk',
  title: 'Daily Desk',
  purpose:
    'Looks after one person’s own day: what to do, what to know before a conversation and note after it, what waits for them, what they follow',
  tools: [
    myDay,
    briefAccount,
    listActivity,
    logActivity,
    addTask,
    listTasks,
    showTask,
    completeTask,
    postponeTask,
    setNextStep,
    listApprovals,
    followAccount,
    unfollowAccount,
    listFollowed,
    listFollowedChanges,
    listHappenings,
  ],
  scorer: signalScorer,
});
export { approvalsSeen } from './approvals.ts';
export { followedChanges } from './followed.ts';
export { firingsSince, newsFrom } from './signals.ts';
export type { briefAccount } from './tools/brief-account.ts';
export type { followAccount } from './tools/follow-account.ts';
export type { listApprovals } from './tools/list-approvals.ts';
export type { listFollowed } from './tools/list-followed.ts';
export type { myDay } from './tools/my-day.ts';
export type { unfollowAccount } from './tools/unfollow-account.ts';
