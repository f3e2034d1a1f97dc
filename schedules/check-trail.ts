import { randomUUID } from 'node:crypto';
import { describeError } from '../agents/kit/describe-error.ts';
import type { Assistant } from '../bot/assistant.ts';
import type { Outgoing } from '../bot/platform.ts';
import type { Workspace } from '../models/workspace.ts';
import { type AuditProblem, verifyAudit } from '../tools/audit.ts';

/** Verifies a tenant's audit trail. What is wrong is logged as fatal and told where approvals are decided. */
export async function checkTrail(assistant: Assistant, tenant: string): Promise<AuditProblem | undefined> {
  const { models, log } = assistant;
  const found = await verifyAudit(models, tenant);
  if (!found) return undefined;
  log.fatal({ tenant, ...found }, 'the audit trail was tampered with');
  for (const { platform: name, workspace, channels } of await models.workspaces.find({ tenant }).lean<Workspace[]>()) {
    const channel = channels.find(({ purpose }) => purpose === 'approvals')?.id;
    const platform = assistant.platforms.find((each) => each.name === name);
    if (!channel || !platform) continue;
    const text = `The audit trail does not hold: entry ${found.sequence} is ${found.problem}. Somebody or something changed the record outside Greendoor. Tell whoever runs it; \`npm run audit\` shows the same.`;
    const message: Outgoing = { replyId: randomUUID(), text, cards: [] };
    await platform
      .post({ platform: name, workspace, channel }, message)
      .catch((error: unknown) => log.error({ workspace, error: describeError(error) }, 'the team could not be told of the audit trail'));
  }
  return found;
}
