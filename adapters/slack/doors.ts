import { HTTPReceiver, type Receiver, type Logger as SlackLogger } from '@slack/bolt';
import type { Clock } from '../../agents/kit/context.ts';
import { HttpRefusal } from '../../bot/http/body.ts';
import type { Listener } from '../../bot/http/guard.ts';
import { targetOf } from '../../bot/http/target.ts';
import { webClientOptions } from './client.ts';
import type { Installations, SlackConfig } from './config.ts';
import { installationStore } from './installations.ts';
import { httpReceiver, socketReceiver } from './receivers.ts';
import { EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH, SCOPES } from './scopes.ts';

export interface Doors {
  /** What Bolt receives from: HTTP or Socket Mode. */
  receiver: Receiver;
  installer: HTTPReceiver['installer'];
  /** Everything under `/slack`: events, and installation where OAuth is configured. */
  requestListener: Listener;
}

/** Where Slack's requests come in. Nothing is acknowledged before the app has dealt with it; a failure is answered 503. */
export function createDoors(config: SlackConfig, logger: SlackLogger, clock: Clock, installations: Installations | undefined): Doors {
  const { signingSecret, appToken } = config;
  const clientOptions = webClientOptions(config.slackApiUrl, logger);
  const events = !appToken && signingSecret !== undefined ? httpReceiver({ signingSecret, clock, logger }) : undefined;
  const install = installReceiver(config, logger, installations);
  const requestListener: Listener = (request, response) => {
    const { pathname } = targetOf(request);
    if (pathname === EVENTS_PATH && events) return events.listen(request, response);
    if (request.method === 'GET' && (pathname === INSTALL_PATH || pathname === REDIRECT_PATH) && install)
      return install.requestListener(request, response);
    throw new HttpRefusal(404, 'nothing here');
  };
  const receiver: Receiver = appToken ? socketReceiver(appToken, clientOptions, logger) : (events ?? CLOSED);
  return { receiver, installer: install?.installer, requestListener };
}

/** Nothing comes in. */
const CLOSED: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };

/** Bolt's pages for adding the app to a workspace, where OAuth is configured. */
function installReceiver({ oauth, slackApiUrl }: SlackConfig, logger: SlackLogger, installations: Installations | undefined) {
  if (!oauth || !installations) return undefined;
  const { clientId, clientSecret, stateSecret, redirectUri } = oauth;
  return new HTTPReceiver({
    signingSecret: '',
    endpoints: [],
    logger,
    clientId,
    clientSecret,
    stateSecret,
    scopes: SCOPES,
    installationStore: installationStore(installations),
    ...(redirectUri ? { redirectUri } : {}),
    installerOptions: {
      directInstall: true,
      installPath: INSTALL_PATH,
      redirectUriPath: REDIRECT_PATH,
      clientOptions: webClientOptions(slackApiUrl, logger),
    },
  });
}
