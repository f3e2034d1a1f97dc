import type { Card } from '../../agents/kit/card.ts';
import { saveReply } from '../replies.ts';
import { firstQuestions } from '../suggestions.ts';
import type { Answering } from './answer.ts';
import { postOnce } from './place.ts';

/** Greets a person the first time they open the direct conversation, unless they have begun it themselves. */
export async function answerOpened({ assistant, platform, workspace, actor, incoming, event }: Answering<'opened'>): Promise<void> {
  const { models, catalog, clock } = assistant;
  const met = await models.replies.exists({
    tenant: workspace.tenant,
    channel: incoming.place.channel,
    _id: { $ne: event.replyId },
  });
  // A question that came meanwhile may not be answered yet; a greeting would stand below it.
  const asked = await models.inbox.exists({
    tenant: workspace.tenant,
    state: 'accepted',
    'payload.type': 'message',
    'payload.place.channel': incoming.place.channel,
  });
  if (met || asked) return;
  const examples = firstQuestions(catalog, catalog.forRoles(actor.roles)).slice(0, 4);
  const card: Card = {
    point: `Good to meet you, ${actor.name.split(' ')[0]}. Ask me about your accounts in plain words.`,
    parts: [
      {
        type: 'text',
        text: 'I compute every figure from your own data and can show where it came from. Nothing leaves the company before a person with the right role has approved it.',
      },
      { type: 'buttons', buttons: examples.map((example) => ({ label: example, effect: { type: 'say', text: example } })) },
    ],
    sections: [],
  };
  const message = { replyId: event.replyId, text: '', cards: [card] };
  await saveReply(models, workspace.tenant, incoming.place.channel, incoming.place, message, clock.now());
  await postOnce({ platform, event }, incoming.place, message);
}
