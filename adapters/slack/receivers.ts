import {
  type App,
  AuthorizationError,
  HTTPModuleFunctions as bolt,
  type Receiver,
  type ReceiverEvent,
  type Logger as SlackLogger,
  SocketModeReceiver,
} from '@slack/bolt';
import type { Clock } from '../../agents/kit/context.ts';
import { HttpRefusal } from '../../bot/http/body.ts';
import type { Listener } from '../../bot/http/guard.ts';
import type { webClientOptions } from './client.ts';
import { NotInstalledError } from './installations.ts';

/** A signature is good for five minutes, in both directions. */
const WINDOW_S = 300;
const BODY_LIMIT = '1mb';

/**
 * Takes Slack's requests on the process's own server, with Bolt's parts. Bolt's own receiver deals with a request in a
 * promise nobody holds, so that whatever its parts throw ends the process; here it is awaited.
 */
export function httpReceiver({ signingSecret, clock, logger }: { signingSecret: string; clock: Clock; logger: SlackLogger }): Receiver & {
  listen: Listener;
} {
  let app: App | undefined;
  const verified = (request: Parameters<Listener>[0]) =>
    bolt.parseAndVerifyHTTPRequest({ enabled: true, signingSecret, bodyLimit: BODY_LIMIT }, request).catch((error: unknown) => {
      if (bolt.isRawBodyError(error) && error.statusCode === 413)
        throw new HttpRefusal(413, `the body is longer than ${BODY_LIMIT}`, { connection: 'close' });
      throw new HttpRefusal(401, 'the signature is not right');
    });
  return {
    init: (its) => {
      app = its;
    },
    start: async () => {},
    stop: async () => {},
    async listen(request, response) {
      if (request.method !== 'POST') throw new HttpRefusal(404, 'events come by POST');
      if (!inWindow(request.headers['x-slack-request-timestamp'], clock)) throw new HttpRefusal(401, 'the time is not right');
      const body = bodyOf(await verified(request));
      if (body.ssl_check === '1') return bolt.buildSSLCheckResponse(response);
      if (body.type === 'url_verification') return bolt.buildUrlVerificationResponse(response, body);
      try {
        const acknowledged = app && (await dealtWith(app, { body, ...retryOf(request) }));
        if (acknowledged) bolt.buildContentResponse(response, acknowledged.response);
        else bolt.buildNoBodyResponse(response, 404);
      } catch (error) {
        // Sending again would not help a workspace that removed the app.
        bolt.buildNoBodyResponse(response, isNotInstalled(error) ? 200 : 503);
        if (!isNotInstalled(error)) logger.error('a request from Slack was not dealt with');
      }
    },
  };
}

function inWindow(header: string | string[] | undefined, clock: Clock): boolean {
  const seconds = Number(header ?? Number.NaN);
  return Number.isInteger(seconds) && Math.abs(clock.now().getTime() / 1000 - seconds) <= WINDOW_S;
}

/** @throws HttpRefusal 400 for what is no object: Slack sends nothing else. */
function bodyOf(request: Parameters<typeof bolt.parseHTTPRequestBody>[0]): ReceiverEvent['body'] {
  let body: unknown;
  try {
    body = bolt.parseHTTPRequestBody(request);
  } catch {
    // Said below.
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new HttpRefusal(400, 'the body is no payload of Slack');
  return body;
}

function retryOf(request: Parameters<Listener>[0]): Pick<ReceiverEvent, 'retryNum' | 'retryReason'> {
  const retryNum = bolt.extractRetryNumFromHTTPRequest(request);
  const retryReason = bolt.extractRetryReasonFromHTTPRequest(request);
  return { ...(retryNum === undefined ? {} : { retryNum }), ...(retryReason === undefined ? {} : { retryReason }) };
}

/** Socket Mode acknowledges events before they are dealt with; this holds the acknowledgement back until then. */
export function socketReceiver(appToken: string, clientOptions: ReturnType<typeof webClientOptions>, logger: SlackLogger): Receiver {
  const socket = new SocketModeReceiver({
    appToken,
    logger,
    installerOptions: { clientOptions },
    processEventErrorHandler: async ({ error }) => isNotInstalled(error),
  });
  return {
    init: (app) => {
      const patient: App = Object.create(app);
      patient.processEvent = async (event) => {
        const acknowledged = await dealtWith(app, event);
        if (acknowledged) await event.ack(acknowledged.response);
      };
      socket.init(patient);
    },
    start: () => socket.start(),
    stop: async () => {
      await socket.client.disconnect();
    },
  };
}

/** What the app acknowledged the event with, once it has dealt with it; undefined where nothing of it listens for such an event. */
async function dealtWith(app: App, event: Omit<ReceiverEvent, 'ack'>): Promise<{ response: unknown } | undefined> {
  let acknowledged: { response: unknown } | undefined;
  await app.processEvent({
    ...event,
    ack: async (response) => {
      acknowledged = { response };
    },
  });
  return acknowledged;
}

function isNotInstalled(error: unknown): boolean {
  if (error instanceof NotInstalledError) return true;
  if (error instanceof AuthorizationError) return isNotInstalled(error.original);
  return error instanceof Error && 'original' in error
    ? isNotInstalled(error.original)
    : error instanceof Error && isNotInstalled(error.cause);
}
