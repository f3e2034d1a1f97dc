import { activeExecutions, advanceCourses, whoHasDue } from '../agents/success-navigator/face.ts';
import { SYSTEM, toActor } from '../bot/actors.ts';
import { proposeApproval } from '../bot/approvals/index.ts';
import { type Assistant, contextFor } from '../bot/assistant.ts';
import { postForApproval, showUpdates } from '../bot/incoming/approvals.ts';
import type { User } from '../models/user.ts';
import type { Workspace } from '../models/workspace.ts';
import { type Personal, type Schedule, WEEKDAYS } from './schedule.ts';

/** What running playbooks ask of people today: drafts go up for approval, everything else is one message a person. */
export const playbookSteps: Schedule = {
  name: 'playbook-steps',
  hour: 8,
  days: WEEKDAYS,
  purpose: 'health',
  tool: 'list_due_steps',
  arguments: {},
  people: dueToday,
};

async function dueToday(assistant: Assistant, workspace: Workspace): Promise<Personal[]> {
  const { tenant, platform, workspace: id } = workspace;
  const { models, clock } = assistant;
  const context = contextFor(assistant, tenant, SYSTEM);
  await advanceCourses(context, {
    async propose(proposal, person) {
      const requestedBy = toActor(person);
      const { approvalId, approval, card, updates } = await proposeApproval(assistant, proposal, { tenant, requestedBy });
      await showUpdates(assistant, tenant, updates);
      await postForApproval(assistant, workspace, { approval, card, postings: [] }, { platform, workspace: id, channel: '' });
      return approvalId;
    },
  });
  const due = whoHasDue(await activeExecutions(context), clock.now());
  if (due.length === 0) return [];
  const users = await models.users
    .find({ tenant, _id: { $in: due }, active: true }, { identities: 1 })
    .lean<Pick<User, '_id' | 'identities'>[]>();
  return users.map(({ _id, identities }) => ({
    userId: _id,
    platformId: (identities as Record<string, string> | undefined)?.[platform],
    arguments: { owner: _id },
  }));
}
