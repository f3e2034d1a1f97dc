import { defineAgent } from '../kit/define-agent.ts';
import { addTask } from './tools/add-task.ts';
import { briefAccount } from './tools/brief-account.ts';
import { completeTask } from './tools/complete-task.ts';
import { followAccount } from './tools/follow-account.ts';
import { listActivity } from './tools/list-activity.ts';
import { listApprovals } from './tools/list-approvals.ts';
import { listFollowed } from './tools/list-followed.ts';
import { listTasks } from './tools/list-tasks.ts';
import { logActivity } from './tools/log-activity.ts';
import { myDay } from './tools/my-day.ts';
import { postponeTask } from './tools/postpone-task.ts';
import { showTask } from './tools/show-task.ts';
import { unfollowAccount } from './tools/unfollow-account.ts';

export const dailyDesk = defineAgent({
  name: 'daily-desk',
  title: 'Daily Desk',
  purpose: 'Looks after one person’s own day: what to do and know before and after a conversation, what waits, what they follow',
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
    listApprovals,
    followAccount,
    unfollowAccount,
    listFollowed,
  ],
});
