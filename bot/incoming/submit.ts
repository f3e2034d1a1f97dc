import { parseEditFormId, submitEdit } from '../approvals/index.ts';
import type { Answering } from './answer.ts';
import { showUpdates } from './approvals.ts';

export async function answerSubmit({ assistant, platform, workspace, actor, incoming, event }: Answering<'submit'>): Promise<void> {
  const form = parseEditFormId(incoming.formId);
  const tell = (text: string) => platform.whisper(incoming.place, incoming.sender.userId, { replyId: event.replyId, text, cards: [] });
  if (!form) return tell('That form is no longer known. Nothing was changed; open it again from its card.');
  const edited = await submitEdit(assistant, { tenant: workspace.tenant, actor, ...form, values: incoming.values });
  await showUpdates(assistant, workspace.tenant, [edited.update]);
  await tell(edited.answer);
}
