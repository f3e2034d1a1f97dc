import type { Card } from '../../agents/kit/card.ts';
import { type ApprovalDeps, findApproval, updateOf } from '../approvals/index.ts';
import { findOffer, offerCard } from '../offers/index.ts';
import type { Outgoing } from '../platform.ts';
import { type FoundReply, saveReply } from '../replies.ts';
import type { Answering } from './answer.ts';

const STATES = '~';

/** Whether two ids are of one message, in whatever states it shows what is stored. */
export const isSameMessage = (one: string, other: string): boolean => one.split(STATES)[0] === other.split(STATES)[0];

/**
 * A message of ours with the cards of what is stored as it is now; undefined where it shows nothing of the kind. It gets an id
 * of its own for every state it shows: a button of an earlier state, still on somebody's screen, keeps the meaning it had there.
 */
export async function liveMessage(
  deps: ApprovalDeps,
  tenant: string,
  replyId: string,
  reply: Pick<FoundReply, 'text' | 'cards'>,
): Promise<Outgoing | undefined> {
  const states: string[] = [];
  const cards: Card[] = [];
  for (const card of reply.cards) {
    const now = await asItIsNow(deps, tenant, card);
    if (now) states.push(now.state);
    cards.push(now?.card ?? card);
  }
  const [first] = replyId.split(STATES);
  return states.length === 0 ? undefined : { replyId: `${first}${STATES}${states.join('.')}`, text: reply.text, cards };
}

async function asItIsNow(deps: ApprovalDeps, tenant: string, { stands }: Card): Promise<{ state: string; card: Card } | undefined> {
  if (stands?.for === 'approval') {
    const approval = await findApproval(deps, tenant, stands.id);
    return approval && { state: `${approval.version}-${approval.state}`, card: (await updateOf(deps, approval)).card };
  }
  if (stands?.for === 'offer') {
    const offer = await findOffer(deps, tenant, stands.id);
    return offer && { state: `${offer.status}${offer.result ? '' : '-open'}`, card: offerCard(offer) };
  }
  return undefined;
}

/** Makes the message whose button was pressed show what it is about as it is now. */
export async function refreshPressed({ assistant, platform, workspace, incoming }: Answering<'press'>, reply: FoundReply): Promise<void> {
  const { tenant } = workspace;
  const message = await liveMessage(assistant, tenant, incoming.replyId, reply);
  if (!message) return;
  await saveReply(assistant.models, tenant, reply.conversation, incoming.place, message, assistant.clock.now());
  await platform.update(incoming.message, message);
}

/** The approvals that cards show. */
export const approvalsOf = (cards: readonly Card[]): string[] =>
  cards.flatMap(({ stands }) => (stands?.for === 'approval' ? [stands.id] : []));
