import type { Card } from '../../agents/kit/card.ts';
import { capital } from '../../agents/metrics/index.ts';
import { saveReply } from '../replies.ts';
import type { Answering } from './answer.ts';
import { postOnce } from './place.ts';

/** Greets a person the first time they open the direct conversation. */
export async function answerOpened({ assistant, platform, workspace, actor, incoming, event }: Answering<'opened'>): Promise<void> {
  const { models, catalog, clock } = assistant;
  const met = await models.replies.exists({
    tenant: workspace.tenant,
    channel: incoming.place.channel,
    _id: { $ne: event.replyId },
  });
  if (met) return;
  const examples = catalog
    .forRoles(actor.roles)
    .flatMap((tool) => tool.examples.slice(0, 1).map(capital))
    .slice(0, 4);
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
