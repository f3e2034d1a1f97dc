import { defineAgent } from '../kit/define-agent.ts';
import { addTask } from './tools/add-task.ts';
import { completeTask } from './tools/complete-task.ts';
import { followAccount } from './tools/follow-account.ts';
import { listApprovals } from './tools/list-approvals.ts';
import { listFollowed } from './tools/list-followed.ts';
import { listTasks } from './tools/list-tasks.ts';
import { myDay } from './tools/my-day.ts';
import { postponeTask } from './tools/postpone-task.ts';
import { showTask } from './tools/show-task.ts';
import { unfollowAccount } from './tools/unfollow-account.ts';

export const dailyDesk = defineAgent({
  name: 'daily-desk',
  title: 'Daily Desk',
  purpose: 'Looks after one person’s own day: what they follow, what they are to do, and what they hear of it',
  tools: [followAccount, unfollowAccount, listFollowed, myDay, listApprovals, addTask, listTasks, showTask, completeTask, postponeTask],
});
