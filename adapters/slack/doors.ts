import type { RequestListener } from 'node:http';
import { type App, AuthorizationError, HTTPReceiver, type Receiver, type Logger as SlackLogger, SocketModeReceiver } from '@slack/bolt';
import type { Clock } from '../../agents/kit/context.ts';
import { webClientOptions } from './client.ts';
import type { Installations, SlackConfig } from './config.ts';
import { installationStore, NotInstalledError } from './installations.ts';
import { EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH, SCOPES } from './scopes.ts';

/** A signature is good for five minutes, in both directions. */
const WINDOW_S = 300;

export interface Doors {
  /** What Bolt receives from: HTTP or Socket Mode. */
  receiver: Receiver;
  installer: HTTPReceiver['installer'];
  /** Everything under `/slack`: events, and installation where OAuth is configured. */
  requestListener: RequestListener;
}

/** Where Slack's requests come in. Nothing is acknowledged before the app has dealt with it; a failure is answered 503. */
export function createDoors(config: SlackConfig, logger: SlackLogger, clock: Clock, installations: Installations | undefined): Doors {
  const { signingSecret, appToken, oauth } = config;
  const overHttp = !appToken && signingSecret !== undefined;
  const clientOptions = webClientOptions(config.slackApiUrl, logger);
  const http = new HTTPReceiver({
    signingSecret: signingSecret ?? '',
    // Without a secret there is no path on which a request would be taken.
    signatureVerification: overHttp,
    endpoints: overHttp ? [EVENTS_PATH] : [],
    processBeforeResponse: true,
    bodyLimit: '1mb',
    logger,
    ...(oauth && installations
      ? {
          clientId: oauth.clientId,
          clientSecret: oauth.clientSecret,
          stateSecret: oauth.stateSecret,
          scopes: SCOPES,
          installationStore: installationStore(installations),
          ...(oauth.redirectUri ? { redirectUri: oauth.redirectUri } : {}),
          installerOptions: { directInstall: true, installPath: INSTALL_PATH, redirectUriPath: REDIRECT_PATH, clientOptions },
        }
      : {}),
    processEventErrorHandler: async ({ error, response }) => {
      if (response.headersSent) return false;
      // Sending again would not help a workspace that removed the app.
      response.writeHead(isNotInstalled(error) ? 200 : 503).end();
      return true;
    },
  });
  const requestListener: RequestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const refuse = (status: number) => response.writeHead(status).end();
    if (pathname === EVENTS_PATH && !inWindow(request.headers['x-slack-request-timestamp'], clock)) return refuse(401);
    try {
      http.requestListener(request, response);
    } catch {
      refuse(404);
    }
  };
  const receiver = appToken ? socketReceiver(appToken, clientOptions, logger) : httpReceiver(http);
  return { receiver, installer: http.installer, requestListener };
}

function inWindow(header: string | string[] | undefined, clock: Clock): boolean {
  const seconds = Number(header ?? Number.NaN);
  return Number.isInteger(seconds) && Math.abs(clock.now().getTime() / 1000 - seconds) <= WINDOW_S;
}

/** Mounted on the process's own server, so it has nothing to start. */
function httpReceiver(http: HTTPReceiver): Receiver {
  return { init: (app) => http.init(app), start: async () => {}, stop: async () => {} };
}

/** Socket Mode acknowledges events before they are dealt with; this holds the acknowledgement back until then. */
function socketReceiver(appToken: string, clientOptions: ReturnType<typeof webClientOptions>, logger: SlackLogger): Receiver {
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
        let acknowledged: { response: unknown } | undefined;
        await app.processEvent({
          ...event,
          ack: async (response) => {
            acknowledged = { response };
          },
        });
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

function isNotInstalled(error: unknown): boolean {
  if (error instanceof NotInstalledError) return true;
  if (error instanceof AuthorizationError) return isNotInstalled(error.original);
  return error instanceof Error && 'original' in error
    ? isNotInstalled(error.original)
    : error instanceof Error && isNotInstalled(error.cause);
}
