import type { Logger } from 'pino';
import { describeError } from '../../agents/kit/describe-error.ts';
import type { ChatMemory } from '../../bot/chat-adapter.ts';
import { HttpRefusal } from '../../bot/http/body.ts';
import type { Listener } from '../../bot/http/guard.ts';
import type { FormFor } from '../../bot/incoming/form-for.ts';
import type { ViewFor } from '../../bot/incoming/view-for.ts';
import type { Incoming, Platform, ReadFile } from '../../bot/platform.ts';
import { within } from '../../bot/within.ts';
import { createClient } from './client.ts';
import type { TeamsConfig } from './config.ts';
import { createConversations } from './conversations.ts';
import { createDoor } from './door.ts';
import { messageOf, placeOf, senderOf, typeOf } from './events.ts';
import { answerInvoke, type InvokeAnswer } from './invoke.ts';
import type { Outlet } from './outlet.ts';
import type { TeamsActivity } from './payloads.ts';
import { createPlatform } from './platform.ts';
import { createPresses } from './presses.ts';
import { createTokenCheck } from './token.ts';

/** Of the public cloud. */
const PUBLIC_SERVICE = 'https://smba.trafficmanager.net/teams/';
const STREAM_EVERY_MS = 1_000;
const ACCEPT_WITHIN_MS = 2_000;
const CARD_WITHIN_MS = 3_000;

export interface TeamsAdapterOptions {
  config: TeamsConfig;
  /** Writes what a person did durably; Teams is told only afterwards. Throwing makes Teams send it again. */
  accept(incoming: Incoming): Promise<void>;
  formFor: FormFor;
  viewFor: ViewFor;
  memory: ChatMemory;
  readFile: ReadFile;
  log: Logger;
}

export interface TeamsAdapter {
  platform: Platform;
  /** To be mounted for every path under `/teams`. */
  requestListener: Listener;
  stop(): void;
}

/** Greendoor in Teams. */
export function createTeamsAdapter({ config, accept, formFor, viewFor, memory, readFile, log }: TeamsAdapterOptions): TeamsAdapter {
  const { appId, credentials, tenants, anonymous, openIdUrl, serviceUrl = PUBLIC_SERVICE } = config;
  const stopping = new AbortController();
  const conversations = createConversations(memory);
  const client = createClient({ appId, credentials, signal: stopping.signal });
  const outlet: Outlet = { appId, wide: !anonymous, client, conversations, presses: createPresses(), readFile, viewFor, serviceUrl, log };
  const store = (incoming: Incoming) => within(accept(incoming), config.acceptWithinMs ?? ACCEPT_WITHIN_MS);
  const invokes = { outlet, accept: store, formFor, viewFor, cardWithinMs: config.cardWithinMs ?? CARD_WITHIN_MS };

  async function take(workspace: string, activity: TeamsActivity): Promise<InvokeAnswer> {
    await within(conversations.seen(workspace, activity), config.acceptWithinMs ?? ACCEPT_WITHIN_MS);
    if (activity.type === 'invoke') return answerInvoke(invokes, workspace, activity);
    const incoming = activity.type === 'message' ? messageOf(activity, workspace) : openedOf(activity, workspace);
    if (incoming) await store(incoming);
    return { status: 200 };
  }

  return {
    platform: createPlatform(outlet, config.streamEveryMs ?? STREAM_EVERY_MS),
    requestListener: createDoor({
      token: anonymous ? undefined : createTokenCheck({ appId, openIdUrl }),
      tenants,
      async take(workspace, activity) {
        try {
          return await take(workspace, activity);
        } catch (error) {
          log.error({ error: describeError(error) }, 'an activity from Teams was not taken');
          throw new HttpRefusal(503, 'not done in time; send it again', { 'retry-after': '5' });
        }
      },
    }),
    stop: () => stopping.abort(),
  };
}

/** Somebody added Greendoor for themselves. */
function openedOf(activity: TeamsActivity, workspace: string): Incoming | undefined {
  const sender = senderOf(activity, workspace);
  if (activity.type !== 'installationUpdate' || !activity.action?.startsWith('add') || typeOf(activity) !== 'personal' || !sender)
    return undefined;
  return { type: 'opened', key: `opened/${workspace}/${sender.userId}/${activity.id ?? ''}`, sender, place: placeOf(activity, workspace) };
}
