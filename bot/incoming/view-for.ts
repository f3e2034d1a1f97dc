import { findActor, findWorkspace } from '../actors.ts';
import type { Assistant } from '../assistant.ts';
import type { Outgoing } from '../platform.ts';
import { findReply, saveReply } from '../replies.ts';
import { shown } from '../shown.ts';
import { forPerson } from './for-person.ts';
import type { Press } from './form-for.ts';
import { liveMessage } from './live.ts';
import { closedNow } from './place.ts';

/**
 * A message of ours as it stands now, as one person sees it: without the decisions that are not theirs. For platforms whose
 * cards are fetched by each reader. Undefined where it is no longer stored, or not for them.
 */
export type ViewFor = (look: Pick<Press, 'sender' | 'place' | 'replyId'>) => Promise<Outgoing<string> | undefined>;

type Deps = Pick<Assistant, 'models' | 'platforms' | 'clock' | 'log' | 'mailer' | 'catalog'>;

export function createViewFor(assistant: Deps): ViewFor {
  const { models, clock } = assistant;
  return async ({ sender, place, replyId }) => {
    const platform = assistant.platforms.find(({ name }) => name === sender.platform);
    const workspace = platform && (await findWorkspace(models, sender.platform, sender.workspace));
    if (!workspace) return undefined;
    const { tenant } = workspace;
    const [actor, closed, reply] = await Promise.all([
      findActor(models, tenant, platform, sender),
      closedNow(assistant, platform, workspace, place),
      findReply(models, tenant, replyId),
    ]);
    if (!actor || closed || !reply) return undefined;
    const live = await liveMessage(assistant, tenant, replyId, reply);
    if (live) await saveReply(models, tenant, reply.conversation, place, live, clock.now());
    // Numbered before anything is taken out: a button keeps its number for everybody.
    const stored = live ?? { replyId, text: reply.text, cards: reply.cards };
    const message = shown(stored);
    const theirs = message.cards.map((card, index) => forPerson(assistant, { tenant, actor, closed }, card, stored.cards[index]?.stands));
    return { ...message, cards: await Promise.all(theirs) };
  };
}
