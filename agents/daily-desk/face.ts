import { defineAgent } from '../kit/define-agent.ts';
import { addTask } from './tools/add-task.ts';
import { briefAccount } from './tools/brief-account.ts';
import { completeTask } from './tools/complete-task.ts';
import { listActivity } from './tools/list-activity.ts';
import { listApprovals } from './tools/list-approvals.ts';
import { listTasks } from './tools/list-tasks.ts';
import { logActivity } from './tools/log-activity.ts';
import { myDay } from './tools/my-day.ts';
import { postponeTask } from './tools/postpone-task.ts';
import { setNextStep } from './tools/set-next-step.ts';
import { showTask } from './tools/show-task.ts';

export const dailyDesk = defineAgent({
  name: 'daily-desk',
  title: 'Daily Desk',
  purpose: 'Looks after one person’s own day: what to do, what to know before a conversation and note after it, what waits for them',
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
  ],
});
export type { briefAccount } from './tools/brief-account.ts';
export type { listApprovals } from './tools/list-approvals.ts';
export type { myDay } from './tools/my-day.ts';
