import type { z } from 'zod';
import type { Incoming } from '../../bot/platform.ts';
import type { Outlet } from './outlet.ts';
import type { consentValue } from './payloads.ts';
import { takeAway } from './post.ts';
import { openDirect, whereOf } from './reach.ts';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';
const UPLOAD_MS = 60_000;
/** Where Teams keeps what people accept. Company data goes there and nowhere else. */
const STORES = /(^|\.)(sharepoint\.com|1drv\.com|onedrive\.com|sharepoint\.us|svc\.ms)$/;

/** Offers a document in somebody's personal chat: Teams takes one from a bot only with the person's consent. Whether it is theirs and still there. */
export async function offerFile(outlet: Outlet, workspace: string, userId: string, fileId: string): Promise<boolean> {
  const file = await outlet.readFile(workspace, fileId);
  if (!file) return false;
  const place = await openDirect(outlet, workspace, userId);
  const at = await whereOf(outlet, place);
  const context = { fileId };
  const content = { description: 'From Greendoor', sizeInBytes: file.bytes.length, acceptContext: context, declineContext: context };
  const sent = await outlet.client.call({ what: 'offer a file', repeatable: false }, at, (turn) =>
    turn.sendActivity({ type: 'message', attachments: [{ contentType: CONSENT, name: file.name, content }] }),
  );
  await outlet.conversations.keepOffered(workspace, { userId, fileId, channel: place.channel, id: sent?.id ?? '' });
  return true;
}

/**
 * Puts a document where the person's consent says, and shows it in the chat. Only what was offered to that person there, and
 * once: the question is gone with the answer.
 */
export async function giveFile(
  outlet: Outlet,
  { place, sender }: Pick<Incoming, 'place' | 'sender'>,
  { action, context, uploadInfo }: z.output<typeof consentValue>,
): Promise<void> {
  const { workspace, channel } = place;
  const offered = await outlet.conversations.takeOffered(workspace, { userId: sender.userId, fileId: context.fileId, channel });
  if (!offered) return;
  if (offered.id) await takeAway(outlet, place, offered.id);
  if (action === 'decline' || !uploadInfo) return;
  const at = await whereOf(outlet, place);
  const say = (text: string) =>
    outlet.client.call({ what: 'post a message', repeatable: false }, at, (turn) => turn.sendActivity({ type: 'message', text }));
  const file = await outlet.readFile(workspace, context.fileId);
  if (!file) return void (await say('That file is no longer stored. Ask for it again and I make a new one.'));
  const { uploadUrl, contentUrl, name, uniqueId, fileType } = uploadInfo;
  if (!isStore(uploadUrl) || !isStore(contentUrl) || !(await upload(uploadUrl, file.bytes)))
    return void (await say(`I could not hand over ${file.name}; it is kept. Press for it again in a few minutes.`));
  await outlet.client.call({ what: 'show a file', repeatable: false }, at, (turn) =>
    turn.sendActivity({ type: 'message', attachments: [{ contentType: INFO, contentUrl, name, content: { uniqueId, fileType } }] }),
  );
}

function isStore(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && STORES.test(hostname);
}

async function upload(address: string, bytes: Uint8Array): Promise<boolean> {
  const answer = await fetch(address, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` },
    body: Buffer.from(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(UPLOAD_MS),
  }).catch(() => undefined);
  return answer?.ok ?? false;
}
