import type { Effect } from '../../agents/kit/card.ts';
import type { AgentTool } from '../../agents/kit/define-agent.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { carryOut, claimOffer, findOffer, makeOffer, undoButton, undoOffer } from '../offers/index.ts';
import { pressedCall } from '../pressed-call.ts';
import { type FoundReply, saveReply } from '../replies.ts';
import type { RunPressed, TurnResult } from '../turn/types.ts';
import type { Answering } from './answer.ts';
import { refreshPressed } from './live.ts';
import { takeTurn } from './message.ts';
import { answerPlace, postOnce, underPressed } from './place.ts';

/** Writes what an offer says, or takes it back; the offer's card follows either way. */
export async function answerOffer(
  answering: Answering<'press'>,
  reply: FoundReply,
  { offerId, step }: Extract<Effect, { type: 'offer' }>,
): Promise<TurnResult | undefined> {
  const { assistant, platform, workspace, actor, incoming, event } = answering;
  const press = { tenant: workspace.tenant, actor, offerId };
  const follow = () =>
    refreshPressed(answering, reply).catch((error: unknown) =>
      assistant.log.warn({ offer: offerId, error: describeError(error) }, 'the card of an offer could not be updated'),
    );
  const tell = (text: string) => platform.whisper(incoming.place, incoming.sender.userId, { replyId: event.replyId, text, cards: [] });
  if (step === 'press') {
    const claim = await claimOffer(assistant, press);
    if (!('claimed' in claim)) {
      await follow();
      await tell(claim.answer);
      return undefined;
    }
    const { claimed } = claim;
    const turn = {
      conversation: reply.conversation,
      text: claimed.title,
      pressed: ((context, timeLimit) => carryOut(assistant, claimed, context, timeLimit)) satisfies RunPressed,
    };
    const result = await takeTurn(answering, turn, pressedCall(claimed.tool, claimed.arguments as object));
    await follow();
    return result;
  }
  const undone = await undoOffer(assistant, press);
  await follow();
  if (!undone.done) {
    await tell(undone.answer);
    return undefined;
  }
  const message = { replyId: event.replyId, text: undone.answer, cards: [] };
  const { place } = await answerPlace(answering, underPressed(answering), undone.answer);
  await saveReply(assistant.models, workspace.tenant, reply.conversation, place, message, assistant.clock.now());
  await postOnce(answering, place, message);
  return undefined;
}

/** A button on a card that states what it writes is offer and press in one. */
export function answerAct(
  answering: Answering<'press'>,
  conversation: string,
  tool: AgentTool,
  args: Record<string, unknown>,
  label: string,
): Promise<TurnResult | undefined> {
  const { assistant, workspace, actor } = answering;
  const { tenant } = workspace;
  const pressed: RunPressed = async (context, timeLimit) => {
    const made = await makeOffer(assistant, tool, args, { context, conversation, timeLimit });
    if (!('offer' in made)) return made;
    const claim = await claimOffer(assistant, { tenant, actor, offerId: made.offer._id });
    if (!('claimed' in claim)) return { ok: false, name: tool.name, code: 'refused', message: claim.answer, choices: [] };
    const outcome = await carryOut(assistant, claim.claimed, context, timeLimit);
    const undo = undoButton((await findOffer(assistant, tenant, made.offer._id)) ?? made.offer);
    if (!outcome.ok || !undo) return outcome;
    return { ...outcome, card: { ...outcome.card, parts: [...outcome.card.parts, { type: 'buttons', buttons: [undo] }] } };
  };
  return takeTurn(answering, { conversation, text: label, pressed }, pressedCall(tool.name, args));
}
