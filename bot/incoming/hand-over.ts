import type { Card } from '../../agents/kit/card.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { type Failure, UpstreamError } from '../../agents/kit/errors.ts';
import type { Approval } from '../../models/approval.ts';
import type { User } from '../../models/user.ts';
import type { Workspace } from '../../models/workspace.ts';
import { asProposed, findApproval, updateOf } from '../approvals/index.ts';
import type { Assistant } from '../assistant.ts';
import { findOffer, offerCard } from '../offers/index.ts';
import type { Place, Platform } from '../platform.ts';
import { saveReply } from '../replies.ts';
import { rememberPosting } from './approvals.ts';

/**
 * What somebody asked for where there are no buttons is put before them in their direct conversation. It is posted by
 * whichever process is connected to their platform, so that the one that was asked need not be.
 */
const LANE = 'hand-over';
/** The answer has said that it waits there: an hour without the platform is waited out. */
const LIMITS = { concurrency: 4, attempts: 120 } as const;
const TEXT = 'A program you connected asks for this in your name. Nothing comes of it unless you press.';

/** Said no, and will say so again. */
const FOR_GOOD: readonly Failure[] = ['refused', 'closed', 'fixed'];

/** What waits, by its id. */
export interface Waiting {
  offers: readonly string[];
  approvals: readonly string[];
}

/** @returns the platforms it will be posted on; none where nothing is connected that could show it. */
export async function handOver(
  { models, queue }: Pick<Assistant, 'models' | 'queue'>,
  tenant: string,
  waiting: Waiting,
): Promise<string[]> {
  const ids = [...waiting.offers.map((id) => `offer/${id}`), ...waiting.approvals.map((id) => `approval/${id}`)];
  if (ids.length === 0) return [];
  for (const id of ids) await queue.add(LANE, { id, tenant });
  return models.workspaces.distinct('platform', { tenant });
}

/** From now on this process posts what is handed over. */
export function takeHandOvers(assistant: Assistant): void {
  const take = async ({ id, tenant }: { id: string; tenant: string }) => {
    try {
      await post(assistant, tenant, id);
    } catch (error) {
      if (!(error instanceof UpstreamError) || !FOR_GOOD.includes(error.failure)) throw error;
      assistant.log.error({ waiting: id, error: describeError(error) }, 'what somebody asked for cannot be put before them');
    }
  };
  assistant.queue.define(LANE, take, LIMITS);
}

async function post(assistant: Assistant, tenant: string, job: string): Promise<void> {
  const { models, clock, log } = assistant;
  const [kind, id = ''] = job.split('/');
  const shown = kind === 'offer' ? await openOffer(assistant, tenant, id) : await openApproval(assistant, tenant, id);
  if (!shown) return;
  const direct = await directOf(assistant, tenant, shown.person);
  if (!direct) {
    log.warn({ waiting: id, person: shown.person }, 'whoever asked for something has no direct conversation to decide it in');
    return;
  }
  const { platform, place } = direct;
  const message = { replyId: `${id}.direct`, text: TEXT, cards: [shown.card] };
  await saveReply(models, tenant, `${place.channel}:${id}`, place, message, clock.now());
  const posted = (await platform.find(place, message.replyId)) ?? (await platform.post(place, message));
  if (shown.approval) await rememberPosting(assistant, tenant, id, posted, message.replyId, asProposed(shown.approval));
}

interface Shown {
  /** The id of whoever asked. */
  person: string;
  card: Card;
  approval?: Approval;
}

async function openOffer(assistant: Assistant, tenant: string, id: string): Promise<Shown | undefined> {
  const offer = await findOffer(assistant, tenant, id);
  return offer?.status === 'open' ? { person: offer.asker.id, card: offerCard(offer) } : undefined;
}

async function openApproval(assistant: Assistant, tenant: string, id: string): Promise<Shown | undefined> {
  const approval = await findApproval(assistant, tenant, id);
  if (approval?.state !== 'draft' && approval?.state !== 'pending') return undefined;
  return { person: approval.requestedBy, card: (await updateOf(assistant, approval)).card, approval };
}

/** The conversation of one person with Greendoor, in the first workspace that knows them. */
async function directOf(
  { models, platforms }: Assistant,
  tenant: string,
  userId: string,
): Promise<{ platform: Platform; place: Place } | undefined> {
  const user = await models.users
    .findOne({ tenant, _id: userId, active: true }, { email: 1, identities: 1 })
    .lean<Pick<User, 'email' | 'identities'>>();
  const workspaces = user ? await models.workspaces.find({ tenant }).sort({ at: 1 }).lean<Workspace[]>() : [];
  for (const { platform: name, workspace } of workspaces) {
    const platform = platforms.find((each) => each.name === name);
    const known = (user?.identities as Record<string, string> | undefined)?.[name];
    const person = known ?? (user && (await platform?.findPerson?.(workspace, user.email)));
    if (platform && person) return { platform, place: await platform.direct(workspace, person) };
  }
  return undefined;
}
