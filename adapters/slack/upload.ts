import type { SlackClient } from './client.ts';
import { NO_PREVIEW } from './previews.ts';
import { SlackRefusal } from './refusals.ts';

export interface Upload {
  name: string;
  bytes: Uint8Array;
  /** Read by screen readers, of a picture. */
  alt?: string;
  /** Where it is posted; without it only the bot's own messages can show it. */
  into?: { channel: string; thread: string; comment: string };
}

/**
 * Gives Slack a file, in its three steps, and returns its id. Slack goes on working on it for a moment; it is never public.
 * @throws SlackRefusal, OperatorError or UpstreamError.
 */
export async function upload(slack: SlackClient, workspace: string, { name, bytes, alt, into }: Upload): Promise<string> {
  const what = 'upload a file';
  const { upload_url: address, file_id: id } = await slack.call({ what, workspace, repeatable: true }, (client) =>
    client.files.getUploadURLExternal({ filename: name, length: bytes.length, ...(alt ? { alt_txt: alt } : {}) }),
  );
  if (!address || !id) throw new SlackRefusal(what, 'no_upload_url');
  await slack.send(address, bytes);
  await slack.call({ what, workspace, repeatable: false }, (client) => {
    const files: [{ id: string; title: string }] = [{ id, title: name }];
    if (!into) return client.files.completeUploadExternal({ files });
    return client.files.completeUploadExternal({
      files,
      channel_id: into.channel,
      thread_ts: into.thread,
      initial_comment: into.comment,
      ...NO_PREVIEW,
    });
  });
  return id;
}
