import type { Card } from '../../agents/kit/card.ts';
import { NOT_BEFORE } from '../../agents/kit/proposal.ts';
import { plain } from '../../agents/kit/text.ts';
import { type ApprovalDeps, findApproval, updateOf } from '../approvals/index.ts';
import { findOffer, NOT_YET, offerCard } from '../offers/index.ts';
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
  const found: Now[] = [];
  const cards: Card[] = [];
  for (const card of reply.cards) {
    const now = await asItIsNow(deps, tenant, card);
    if (now) found.push(now);
    cards.push(now?.card ?? card);
  }
  if (found.length === 0) return undefined;
  const [first] = replyId.split(STATES);
  const [{ card: about } = { card: undefined }] = found;
  // A message keeps its words where those were all it said: what became of it.
  const told = () => withoutWarning(reply.text) || plain(about?.point ?? '');
  const text = reply.text !== '' && found.every(({ over }) => over) ? told() : reply.text;
  return { replyId: `${first}${STATES}${found.map(({ state }) => state).join('.')}`, text, cards };
}

/** That nothing has happened yet is no longer so. */
const withoutWarning = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      line
        .split(/(?<=\.)\s+/)
        .filter((sentence) => sentence !== NOT_YET && !sentence.endsWith(NOT_BEFORE))
        .join(' '),
    )
    .join('\n')
    .trim();

interface Now {
  state: string;
  card: Card;
  /** It was pressed or decided, or can no longer be. */
  over: boolean;
}

async function asItIsNow(deps: ApprovalDeps, tenant: string, { stands }: Card): Promise<Now | undefined> {
  if (stands?.for === 'approval') {
    const approval = await findApproval(deps, tenant, stands.id);
    if (!approval) return undefined;
    const over = approval.state !== 'draft' && approval.state !== 'pending';
    return { state: `${approval.version}-${approval.state}`, card: (await updateOf(deps, approval)).card, over };
  }
  if (stands?.for === 'offer') {
    const offer = await findOffer(deps, tenant, stands.id);
    return offer && { state: `${offer.status}${offer.result ? '' : '-open'}`, card: offerCard(offer), over: offer.status !== 'open' };
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
