import { describeError } from '../../agents/kit/describe-error.ts';
import type { MessageRef, Outgoing, Place, ReplyStream } from '../../bot/platform.ts';
import { shown } from '../../bot/shown.ts';
import { messageMarkdown, renderMessage } from './cards.ts';
import type { Outlet } from './outlet.ts';
import { activityOf, post, refOf, send, takeAway } from './post.ts';
import { whereOf } from './reach.ts';
import { TeamsRefusal } from './refusals.ts';

/** Teams cuts a stream off after two minutes. */
const CUT_AFTER_MS = 110_000;
const MOST_STREAMED = 4_000;
const STATUS = 300;

export interface StreamOptions {
  outlet: Outlet;
  place: Place;
  /** Told the message the answer is written into, as soon as it is there. */
  begun: ((message: MessageRef) => Promise<void>) | undefined;
  everyMs: number;
}

type Kind = 'informative' | 'streaming' | 'final';

/**
 * One answer as it is written: in a personal chat piece by piece, the whole text so far each time; elsewhere one message at
 * its end. Where Teams refuses streaming, or cuts it off, the answer is posted when it is finished.
 */
export function createReplyStream({ outlet, place, begun, everyMs }: StreamOptions): ReplyStream {
  const { client, log } = outlet;
  let streamId: string | undefined;
  let sequence = 0;
  let refused = false;
  let received = '';
  let sentAt = Number.NEGATIVE_INFINITY;
  const beganAt = performance.now();
  let last: Promise<void> = Promise.resolve();

  const streams = async () => (await whereOf(outlet, place)).conversation.type === 'personal';

  /** One piece; the first opens the stream. */
  async function piece(kind: Kind, text: string): Promise<void> {
    const at = await whereOf(outlet, place);
    sequence += 1;
    const info = { type: 'streaminfo', streamType: kind, streamSequence: sequence, ...(streamId ? { streamId } : {}) };
    const sent = await client.call({ what: 'stream an answer', repeatable: false }, at, (context) =>
      context.sendActivity({ type: 'typing', text, entities: [info], channelData: { ...info } }),
    );
    if (streamId || !sent?.id) return;
    streamId = sent.id;
    outlet.presses.said(place.channel);
    await begun?.(refOf(place, [streamId]));
  }

  /** Shows a piece where that is possible; what fails ends the streaming, not the answer. */
  async function show(kind: Kind, text: string): Promise<void> {
    if (refused || performance.now() - beganAt > CUT_AFTER_MS) return;
    if (performance.now() - sentAt < everyMs) return;
    sentAt = performance.now();
    try {
      if (await streams()) await piece(kind, text);
      else if (sequence === 0) {
        sequence = 1;
        await client.call({ what: 'show that it types', repeatable: false }, await whereOf(outlet, place), (context) =>
          context.sendActivity({ type: 'typing' }),
        );
      }
    } catch (error) {
      refused = true;
      log.warn({ channel: place.channel, error: describeError(error) }, 'the answer stops streaming');
    }
  }

  /** The finished answer in the streamed message's place; undefined where Teams will not have it there. */
  async function finishStream(id: string, message: Outgoing<string>): Promise<MessageRef | undefined> {
    const [first, ...others] = renderMessage(message, { labelled: true });
    if (!first || performance.now() - beganAt > CUT_AFTER_MS) return undefined;
    const activity = activityOf(outlet, first, others.length === 0 ? message.cards : []);
    const info = { type: 'streaminfo', streamId: id, streamType: 'final' };
    try {
      const at = await whereOf(outlet, place);
      const sent = await client.call({ what: 'finish an answer', repeatable: false }, at, (context) =>
        context.sendActivity({
          ...activity,
          entities: [info, ...(activity.entities ?? [])],
          channelData: { ...activity.channelData, ...info },
        }),
      );
      return await send(outlet, place, { ...message, messages: others, before: [sent?.id || id] });
    } catch (error) {
      if (!(error instanceof TeamsRefusal) || error.failure === 'closed') throw error;
      log.warn({ channel: place.channel, error: describeError(error) }, 'a streamed answer is posted anew');
      return undefined;
    }
  }

  return {
    status(text) {
      last = last.then(() => (received === '' ? show('informative', text.slice(0, STATUS)) : undefined));
      return last;
    },
    append(text) {
      received += text;
      const words = received.slice(0, MOST_STREAMED).replace(/\S*$/, '');
      last = last.then(() => (words.trim() === '' ? undefined : show('streaming', messageMarkdown(words))));
      return last;
    },
    async finish(answer) {
      await last;
      const message = shown(answer);
      const finished = streamId ? await finishStream(streamId, message) : undefined;
      if (finished) return finished;
      if (streamId) await takeAway(outlet, place, streamId);
      return post(outlet, place, message, { labelled: true });
    },
  };
}
