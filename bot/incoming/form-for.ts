import type { Form } from '../../agents/kit/card.ts';
import { findActor, findWorkspace } from '../actors.ts';
import { editForm, editFormId, findApproval } from '../approvals/index.ts';
import type { Assistant } from '../assistant.ts';
import type { Incoming } from '../platform.ts';
import { findReply } from '../replies.ts';
import { closedNow } from './place.ts';

export type Press = Extract<Incoming, { type: 'press' }>;

/**
 * The form a press opens, made before the press is accepted: a platform shows it in its answer to the press or not at all.
 * Undefined where the press opens none, or may not: accepting it says why. Writes nothing.
 */
export type FormFor = (press: Press) => Promise<{ formId: string; form: Form } | undefined>;

export function createFormFor(assistant: Pick<Assistant, 'models' | 'platforms' | 'clock' | 'log' | 'mailer' | 'catalog'>): FormFor {
  const { models } = assistant;
  return async (press) => {
    const { sender, place, replyId, button } = press;
    const platform = assistant.platforms.find(({ name }) => name === sender.platform);
    const workspace = platform && (await findWorkspace(models, sender.platform, sender.workspace));
    if (!workspace) return undefined;
    const { tenant } = workspace;
    const effect = (await findReply(models, tenant, replyId))?.buttons[button]?.effect;
    if (effect?.type !== 'decide' || effect.decision !== 'edit') return undefined;
    const [actor, approval, closed] = await Promise.all([
      findActor(models, tenant, platform, sender),
      findApproval(assistant, tenant, effect.approvalId),
      closedNow(assistant, platform, workspace, place),
    ]);
    if (!actor || !approval || closed) return undefined;
    const opened = await editForm(assistant, approval, { actor, version: effect.version });
    return 'form' in opened ? { formId: editFormId(approval), form: opened.form } : undefined;
  };
}
