import { webApi } from '@slack/bolt';
import { describeError } from '../../agents/kit/describe-error.ts';
import { clip, wholeWords } from '../../bot/cut-text.ts';
import { inertMarkdown } from '../../bot/inert-markdown.ts';
import type { MessageRef, Outgoing, Place, ReplyStream } from '../../bot/platform.ts';
import { shown } from '../../bot/shown.ts';
import { renderMessage } from './cards.ts';
import { clearUnfinished, endStream, takeAway } from './find.ts';
import { LIMITS } from './limits.ts';
import { metadataOf } from './metadata.ts';
import type { Outlet } from './outlet.ts';
import { chartsOf, type Drawn, sendDrawn } from './pictures.ts';
import { attach, post, postRendered, update } from './post.ts';
import { NO_PREVIEW } from './previews.ts';
import { refOf } from './refs.ts';
import { SlackRefusal, slackError } from './refusals.ts';
import { tellDirectly } from './whisper.ts';

type Streamer = ReturnType<webApi.WebClient['chatStream']>;

/** The first line comes in small pieces, the rest in larger ones: Slack takes about 100 pieces a minute. */
const EAGER = 200;
const PATIENT = 4;
/** Streamed text beyond this is posted after it; the cards need room in the same message. */
const MOST_STREAMED = 8000;

export interface StreamOptions {
  outlet: Outlet;
  place: Place;
  userId: string;
  /** Told the message the answer is written into, as soon as it is there. */
  begun: ((message: MessageRef) => Promise<void>) | undefined;
  /** Characters gathered before they are shown; at least 1. */
  buffer: number;
}

/**
 * One answer as it is written. Text goes out in whole words, each made inert, so that no mention or link comes about across
 * pieces. Where Slack refuses streaming, the answer is posted when it is finished.
 */
export function createReplyStream({ outlet, place, userId, begun, buffer }: StreamOptions): ReplyStream {
  const { slack, pictures, writing, log } = outlet;
  const { workspace, channel, thread } = place;
  let streamer: Streamer | undefined;
  let refused = false;
  let pausedUntil = 0;
  let received = '';
  let sent = 0;
  let last: Promise<void> = Promise.resolve();

  async function show(text: string): Promise<void> {
    if (!thread || refused) return;
    try {
      streamer ??= (await slack.raw(workspace)).chatStream({
        channel,
        thread_ts: thread,
        recipient_team_id: workspace,
        recipient_user_id: userId,
        buffer_size: 1,
        ...NO_PREVIEW,
      });
      const before = streamer.ts;
      await streamer.append({ markdown_text: inertMarkdown(text), ...NO_PREVIEW });
      if (!before && streamer.ts) await remember(streamer.ts);
    } catch (error) {
      // The streamer keeps what it could not send and adds it to the next piece.
      if (error instanceof webApi.WebAPIRateLimitedError) pausedUntil = performance.now() + error.retryAfter * 1000;
      else refused = true;
      log.warn({ channel, error: describeError(slackError('stream an answer', error)) }, 'the answer stops streaming for now');
    }
  }

  /** A crash from here on leaves a message that is known. */
  async function remember(ts: string): Promise<void> {
    writing.add(ts);
    await begun?.(refOf(place, [ts])).catch((error: unknown) =>
      log.warn({ channel, error: describeError(error) }, 'the message of an answer is not remembered'),
    );
  }

  /** Everything up to the last white space; the rest may still become part of something else. */
  async function showWords(): Promise<void> {
    if (performance.now() < pausedUntil) return;
    const words = wholeWords(received.slice(sent));
    const enough = sent < EAGER ? buffer : PATIENT * buffer;
    if (words.length < enough || sent + words.length > MOST_STREAMED) return;
    sent += words.length;
    await show(words);
  }

  /** Ends the stream and puts the finished answer in its place, or else beside where it was. */
  async function replace(ts: string, message: Outgoing<string>): Promise<MessageRef> {
    try {
      await endStream(slack, place, ts);
      return await update(outlet, refOf(place, [ts]), message);
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      log.warn({ channel, error: describeError(error) }, 'a streamed answer is posted anew');
      await takeAway(slack, place, ts);
      return post(outlet, place, message);
    }
  }

  async function finishStream(stream: Streamer, ts: string, message: Outgoing<string>, drawn: Drawn): Promise<MessageRef> {
    const said = received.slice(0, sent).trimStart();
    if (refused || !(message.text.startsWith(said) || message.text === said.trimEnd())) return replace(ts, message);
    const rest = message.text.slice(said.length);
    const [tail, beyond] = message.text.length <= MOST_STREAMED ? [inertMarkdown(rest), ''] : ['', rest];
    const [first, ...others] = renderMessage({ ...message, text: beyond }, { text: inertMarkdown(said) + tail }, drawn);
    try {
      await sendDrawn(outlet, first ?? { text: '', blocks: [] }, ({ blocks }) =>
        slack.call({ what: 'finish an answer', workspace, repeatable: false }, () =>
          stream.stop({
            ...(tail ? { chunks: [{ type: 'markdown_text', text: tail }] } : {}),
            ...(blocks.length > 0 ? { blocks } : {}),
            metadata: metadataOf(message, 0, 1 + others.length),
            ...NO_PREVIEW,
          }),
        ),
      );
    } catch (error) {
      log.warn({ channel, error: describeError(error) }, 'the streamed answer is replaced');
      return replace(ts, message);
    }
    const ref = refOf(place, [ts, ...(await postRendered(outlet, place, message, others, 1))]);
    await attach(outlet, ref, message);
    return ref;
  }

  /** The words need not wait for the pictures. */
  async function showRest({ text, cards }: Outgoing<string>): Promise<void> {
    const said = received.slice(0, sent).trimStart();
    if (chartsOf(cards).length === 0 || text.length > MOST_STREAMED || !text.startsWith(said) || text === said.trimEnd()) return;
    received = text;
    sent = text.length;
    await show(text.slice(said.length));
  }

  return {
    async status(text) {
      if (!thread) return;
      const status = clip(text, LIMITS.status);
      await slack
        .call({ what: 'show a status', workspace, repeatable: true }, (client) =>
          client.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread, status, loading_messages: [status] }),
        )
        .catch((error: unknown) => log.debug({ channel, error: describeError(error) }, 'no status shown'));
    },
    append(text) {
      received += text;
      last = last.then(showWords);
      return last;
    },
    async finish(answer) {
      await last;
      const message = shown(answer);
      const drawing = pictures.of(workspace, message.cards);
      await showRest(message);
      try {
        if (streamer?.ts) return await finishStream(streamer, streamer.ts, message, await drawing);
        // Begun and never confirmed: it may stand there all the same.
        if (streamer) await clearUnfinished(outlet, place);
        return await post(outlet, place, message);
      } catch (error) {
        const told = await tellDirectly(outlet, place, userId, message, error);
        if (!told) throw error;
        return told;
      } finally {
        if (streamer?.ts) writing.delete(streamer.ts);
      }
    },
  };
}
