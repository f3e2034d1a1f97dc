import type { Effect } from '../../agents/kit/card.ts';
import type { Context } from '../../agents/kit/context.ts';
import { t } from '../../agents/kit/text.ts';
import { runTool } from '../../tools/run-tool.ts';
import { authorStep, decide, editForm, findApproval } from '../approvals/index.ts';
import { whyClosed } from '../channel-policy.ts';
import { pressedCall } from '../pressed-call.ts';
import { findReply, saveReply } from '../replies.ts';
import type { TurnResult } from '../turn/types.ts';
import type { Answering } from './answer.ts';
import { moveAside, postForApproval, showUpdates } from './approvals.ts';
import { showHome } from './home.ts';
import { answerText, takeTurn } from './message.ts';
import { answerPlace, closedNow, postOnce, underPressed } from './place.ts';
import { answerApproval } from './press-approval.ts';
import { answerAct, answerOffer } from './press-offer.ts';

const EXPIRED = 'This button has expired: its message is no longer stored. Nothing was done; ask again and you get a fresh one.';

/** Said where the form, which opens before a press is taken, did not: see `FormFor`. */
const NO_FORM = 'The form did not open; nothing was changed. Press Edit again, in Slack or Teams: a text is edited in a form.';

/** So long after a decision whoever made it brings the messages up to date; a press on an old one later does it again. */
const SHOWN_WITHIN_MS = 10_000;

/** @returns what the press led to, where that was a turn */
export async function answerPress(answering: Answering<'press'>): Promise<TurnResult | undefined> {
  const { assistant, platform, workspace, incoming, event } = answering;
  const { replyId } = event;
  const reply = await findReply(assistant.models, workspace.tenant, incoming.replyId);
  const button = reply?.buttons[incoming.button];
  const expired = () => platform.whisper(incoming.place, incoming.sender.userId, { replyId, text: EXPIRED, cards: [] });
  if (!reply || !button) return nothing(expired());

  const { effect } = button;
  switch (effect.type) {
    case 'show': {
      const card = reply.cards.find((each) =>
        each.parts.some((part) => part.type === 'buttons' && part.buttons.some((other) => other.effect === effect)),
      );
      const section = card?.sections[effect.section];
      if (!card || !section) return nothing(expired());
      const message = { replyId, text: '', cards: [{ point: t`${section.label}: ${card.point}`, parts: section.parts, sections: [] }] };
      const { place } = await answerPlace(answering, underPressed(answering), button.label);
      await saveReply(assistant.models, workspace.tenant, reply.conversation, place, message, assistant.clock.now());
      return nothing(postOnce(answering, place, message));
    }
    case 'call': {
      const { tool: name, arguments: args } = effect;
      const { catalog } = assistant;
      const tool = catalog.get(name);
      if (tool?.access === 'act') return answerAct(answering, reply.conversation, tool, args, button.label);
      const turn = {
        conversation: reply.conversation,
        text: button.label,
        pressed: (context: Context, timeLimit: number) => runTool(catalog, name, args, context, { timeLimit }),
      };
      return takeTurn(answering, turn, pressedCall(name, args));
    }
    case 'offer':
      return answerOffer(answering, reply, effect);
    case 'home':
      return nothing(showHome(answering, effect.owner));
    case 'say':
      return answerText(answering, reply.conversation, effect.text);
    case 'approval':
      return nothing(answerApproval(answering, reply, effect, button.label));
    case 'decide':
      return nothing(answerDecision(answering, effect));
  }
}

async function nothing(done: Promise<unknown>): Promise<undefined> {
  await done;
  return undefined;
}

async function answerDecision(answering: Answering<'press'>, effect: Extract<Effect, { type: 'decide' }>): Promise<void> {
  const { assistant, platform, workspace, actor, incoming, event } = answering;
  const { replyId } = event;
  const { tenant } = workspace;
  const closed = () => closedNow(assistant, platform, workspace, incoming.place);
  const { approvalId, version, decision } = effect;
  const tell = (text: string) => platform.whisper(incoming.place, incoming.sender.userId, { replyId, text, cards: [] });
  const shut = await closed();
  if (shut) {
    await moveAside(answering, approvalId);
    return tell(`Nothing was decided here, because ${whyClosed(shut)} The card is in our direct conversation.`);
  }
  if (decision === 'edit') {
    const approval = await findApproval(assistant, tenant, approvalId);
    if (!approval) return tell('This draft is no longer stored. Nothing was sent.');
    const opened = await editForm(assistant, approval, { actor, version, closed: shut });
    return tell('answer' in opened ? opened.answer : NO_FORM);
  }
  if (decision === 'submit' || decision === 'discard') {
    const {
      outcome,
      answer,
      update,
      beside = [],
    } = await authorStep(assistant, { tenant, actor, approvalId, version, decision, closed: shut });
    await showUpdates(assistant, tenant, [update, ...beside]);
    // A press that is taken up again after a crash may have been carried out but for the posting.
    if (outcome !== 'done' && !(event.repeated && outcome === 'already')) return tell(answer);
    return postForApproval(assistant, workspace, update, incoming.place);
  }
  const decided = await decide(assistant, { tenant, actor, approvalId, version, decision, closed });
  const decidedAt = decided.approval?.decidedAt?.getTime() ?? 0;
  const beingShown = decided.outcome === 'already' && assistant.clock.now().getTime() - decidedAt < SHOWN_WITHIN_MS;
  if (!beingShown) await showUpdates(assistant, tenant, [decided.update]);
  if (decided.outcome !== 'done') await tell(decided.answer);
}
