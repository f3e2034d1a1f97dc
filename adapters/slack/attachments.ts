import type { Logger } from 'pino';
import { describeError } from '../../agents/kit/describe-error.ts';
import type { Place, ReadFile } from '../../bot/platform.ts';
import type { SlackClient } from './client.ts';
import { noteMetadata, type Offered } from './metadata.ts';
import { NO_PREVIEW } from './previews.ts';
import { toMrkdwn } from './text.ts';
import { upload } from './upload.ts';

export interface Attachments {
  /** Puts files into a thread, each once however often it is asked. Never throws: what cannot be attached is said there. */
  share(place: Place, thread: string, files: readonly Offered[]): Promise<void>;
}

const PAGES = 5;
const PAGE = 200;
const ATTEMPTS = 2;
const REMEMBERED = 500;

export function createAttachments(slack: SlackClient, read: ReadFile | undefined, log: Logger): Attachments {
  const shared = new Map<string, Promise<boolean>>();

  /** Whether the thread has this file already: what a crash, or an answer that was lost, left there. */
  async function isThere({ workspace, channel }: Place, thread: string, name: string, size: number): Promise<boolean> {
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const replies = await slack.call({ what: 'read the thread', workspace, repeatable: true }, (client) =>
        client.conversations.replies({ channel, ts: thread, limit: PAGE, ...(cursor ? { cursor } : {}) }),
      );
      if (replies.messages?.some(({ files = [] }) => files.some((file) => file.name === name && file.size === size))) return true;
      cursor = replies.response_metadata?.next_cursor || undefined;
      if (!cursor) return false;
    }
    return false;
  }

  /** Whether the thread has the file now. */
  async function attach(place: Place, thread: string, { fileId, about }: Offered): Promise<boolean> {
    const { workspace, channel } = place;
    const file = await read?.(workspace, fileId);
    if (!file) {
      await tell(place, thread, 'A file of this message is no longer stored. Ask for it again and I make a new one.');
      return false;
    }
    const { name, bytes } = file;
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (!(await isThere(place, thread, name, bytes.length)))
          await upload(slack, workspace, { name, bytes, into: { channel, thread, comment: toMrkdwn(about) } });
        return true;
      } catch (error) {
        if (attempt < ATTEMPTS) continue;
        log.error({ channel, file: fileId, error: describeError(error) }, 'a file could not be attached');
        await tell(place, thread, `I could not attach **${name}**; it is kept. Ask for it again in a few minutes.`);
        return false;
      }
    }
  }

  async function tell({ workspace, channel }: Place, thread: string, text: string): Promise<void> {
    await slack
      .call({ what: 'say that a file is missing', workspace, repeatable: false }, (client) =>
        client.chat.postMessage({ channel, thread_ts: thread, text: toMrkdwn(text), metadata: noteMetadata(), ...NO_PREVIEW }),
      )
      .catch((error: unknown) => log.error({ channel, error: describeError(error) }, 'a missing file is not told'));
  }

  return {
    async share(place, thread, files) {
      for (const file of files) {
        const key = `${place.workspace}/${place.channel}/${thread}/${file.fileId}`;
        const sharing =
          shared.get(key) ??
          attach(place, thread, file).catch((error: unknown) => {
            log.error({ file: file.fileId, error: describeError(error) }, 'a file could not be read');
            return false;
          });
        shared.set(key, sharing);
        for (const oldest of shared.keys()) {
          if (shared.size <= REMEMBERED) break;
          shared.delete(oldest);
        }
        if (!(await sharing)) shared.delete(key);
      }
    },
  };
}
