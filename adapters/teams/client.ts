import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Activity,
  CloudAdapter,
  type ConversationParameters,
  createBotFrameworkAuthenticationFromConfiguration,
  type TurnContext,
} from 'botbuilder';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import { UpstreamError } from '../../agents/kit/errors.ts';
import { within } from '../../bot/within.ts';
import type { Conversation } from './conversations.ts';
import { keepEntities } from './entities.ts';
import { TeamsRefusal, teamsError } from './refusals.ts';

const CHANNEL = 'msteams';
/** Whom Greendoor asks to be let in to, of the public cloud. */
const SCOPE = 'https://api.botframework.com';
const TIMEOUT_MS = 15_000;
const LONGEST_WAIT_MS = 30_000;
const ATTEMPTS = 3;

export interface Call {
  /** What failed, in words: "post a message". */
  what: string;
  /** Whether doing it twice is the same as once; only then it is tried again after an unknown outcome. */
  repeatable: boolean;
}

/** The one way to Teams. */
export interface TeamsClient {
  /**
   * Does something in a conversation, `id` being the conversation's own or that of a thread in it.
   * @throws TeamsRefusal, OperatorError or UpstreamError. Waits as long as Teams asks, up to 30 s.
   */
  call<T>(call: Call, at: { conversation: Conversation; id: string }, run: (context: TurnContext) => Promise<T>): Promise<T>;
  /** Opens a conversation; gives its id. */
  open(serviceUrl: string, parameters: Pick<ConversationParameters, 'bot' | 'members' | 'tenantId'>): Promise<string>;
}

export interface ClientOptions {
  appId: string;
  credentials: ServiceClientCredentialsFactory;
  signal: AbortSignal;
}

export function createClient({ appId, credentials, signal }: ClientOptions): TeamsClient {
  keepEntities();
  const adapter = new CloudAdapter(createBotFrameworkAuthenticationFromConfiguration(null, credentials));
  // What goes wrong is the caller's to deal with; botbuilder's own handler writes it to the terminal.
  adapter.onTurnError = async (_, error) => {
    throw error;
  };

  async function attempt<T>({ what, repeatable }: Call, run: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await within(run(), TIMEOUT_MS);
      } catch (failed) {
        const error = teamsError(what, failed);
        const wait = pauseBefore(error, repeatable);
        if (wait === undefined || tries === ATTEMPTS) throw error;
        await sleep(wait, undefined, { signal });
      }
    }
  }

  return {
    call: (call, { conversation, id }, run) =>
      attempt(call, async () => {
        let result: { of: Awaited<ReturnType<typeof run>> } | undefined;
        const reference = {
          channelId: CHANNEL,
          serviceUrl: conversation.serviceUrl,
          bot: { name: '', ...conversation.bot },
          conversation: { id, name: '', isGroup: conversation.type !== 'personal', conversationType: conversation.type },
        };
        await adapter.continueConversationAsync(appId, reference, async (context) => {
          result = { of: await run(context) };
        });
        if (!result) throw new UpstreamError('teams', 'failed', { asked: call.what });
        return result.of;
      }),
    open: (serviceUrl, parameters) =>
      attempt({ what: 'open a direct conversation', repeatable: true }, async () => {
        let id = '';
        const wanted = {
          isGroup: false,
          ...parameters,
          activity: undefined as unknown as Activity,
          channelData: { tenant: { id: parameters.tenantId } },
        };
        await adapter.createConversationAsync(appId, CHANNEL, serviceUrl, SCOPE, wanted as ConversationParameters, async (context) => {
          id = context.activity.conversation.id;
        });
        return id;
      }),
  };
}

function pauseBefore(error: Error, repeatable: boolean): number | undefined {
  if (!(error instanceof UpstreamError)) return undefined;
  const { failure, retryAfterMs = 2_000 } = error;
  if (failure === 'limited') return retryAfterMs <= LONGEST_WAIT_MS ? retryAfterMs : undefined;
  const unknown = failure === 'unreachable' || (error instanceof TeamsRefusal && failure === 'failed');
  return repeatable && unknown ? 250 : undefined;
}
