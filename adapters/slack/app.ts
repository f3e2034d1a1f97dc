import { App } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Clock } from '../../agents/kit/context.ts';
import { describeError } from '../../agents/kit/describe-error.ts';
import { OperatorError } from '../../agents/kit/errors.ts';
import type { Listener } from '../../bot/http/guard.ts';
import type { FormFor } from '../../bot/incoming/form-for.ts';
import type { Incoming, Platform, ReadFile } from '../../bot/platform.ts';
import { within } from '../../bot/within.ts';
import { actionOf } from './actions.ts';
import { createAttachments } from './attachments.ts';
import { FEEDBACK, PICK, PRESS } from './buttons.ts';
import { createClient, webClientOptions } from './client.ts';
import { commandOf } from './commands.ts';
import type { Installations, SlackConfig } from './config.ts';
import { createDoors } from './doors.ts';
import { messageOf, openedOf, submissionOf } from './events.ts';
import { FORM } from './form.ts';
import { slackLogger } from './logger.ts';
import { openForm } from './open-form.ts';
import { createPictures, type DrawChart, PICTURE_PAUSES_MS } from './pictures.ts';
import { createPlatform } from './platform.ts';
import { suggestPrompts } from './prompts.ts';
import { COMMAND } from './scopes.ts';

export type { Installations, SlackConfig } from './config.ts';

const ACCEPT_WITHIN_MS = 2000;
const POST_EVERY_MS = 1000;
const STREAM_BUFFER = 64;

export interface SlackAdapterOptions {
  config: SlackConfig;
  /** Writes what a person did durably; Slack is told only afterwards. Throwing makes Slack send it again. */
  accept(incoming: Incoming): Promise<void>;
  /** The form a press opens. */
  formFor?: FormFor;
  clock: Clock;
  log: Logger;
  /** Needed with `config.oauth`. */
  installations?: Installations;
  /** Draws charts; without it they are shown as text. */
  drawChart?: DrawChart;
  /** Reads what `file` parts offer. */
  readFile?: ReadFile;
}

export interface SlackAdapter {
  platform: Platform;
  /** To be mounted for every path under `/slack`. */
  requestListener: Listener;
  /** Checks the token, connects in Socket Mode, and says which workspace the token is for. @throws OperatorError where Slack refuses the token. */
  start(): Promise<{ workspace: string; name: string } | undefined>;
  stop(): Promise<void>;
}

/**
 * Greendoor in Slack.
 * @throws OperatorError where the configuration leaves no way in or no token.
 */
export function createSlackAdapter({
  config,
  accept,
  formFor,
  clock,
  log,
  installations,
  drawChart,
  readFile,
}: SlackAdapterOptions): SlackAdapter {
  if (!config.botToken && !(config.oauth && installations))
    throw new OperatorError('Slack needs a bot token, or OAuth with a store of installations.');
  if (!config.signingSecret && !config.appToken)
    throw new OperatorError('Slack needs a signing secret (HTTP) or an app-level token (Socket Mode).');
  const logger = slackLogger(log);
  const stopping = new AbortController();
  const doors = createDoors(config, logger, clock, config.botToken ? undefined : installations);
  let bot: { botId?: string; botUserId?: string } = {};

  async function authorize(teamId: string) {
    if (config.botToken) return { ...bot, botToken: config.botToken, teamId };
    if (!doors.installer) throw new OperatorError('Slack has no installations.');
    return doors.installer.authorize({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
  }

  const slack = createClient({
    token: async (workspace) => {
      const { botToken } = await authorize(workspace);
      if (!botToken) throw new OperatorError(`The installation of the workspace ${workspace} has no bot token.`);
      return botToken;
    },
    slackApiUrl: config.slackApiUrl,
    logger,
    postEveryMs: config.postEveryMs ?? POST_EVERY_MS,
    signal: stopping.signal,
  });
  const pictures = createPictures({ slack, draw: drawChart, pausesMs: config.picturePausesMs ?? PICTURE_PAUSES_MS, log });
  const outlet = { slack, pictures, attachments: createAttachments(slack, readFile, log), writing: new Set<string>(), log };
  const platform = createPlatform({ outlet, streamBuffer: config.streamBuffer ?? STREAM_BUFFER });
  const app = new App({
    receiver: doors.receiver,
    authorize: ({ teamId }) => authorize(teamId ?? ''),
    ignoreSelf: false,
    convoStore: false,
    logger,
    clientOptions: webClientOptions(config.slackApiUrl, logger),
  });
  // Thrown on, so that the receiver does not acknowledge what was not stored.
  app.error(async (error) => {
    log.error({ error: describeError(error) }, 'an event from Slack was not taken');
    throw error;
  });

  const take = async (incoming: Incoming | undefined) => {
    if (incoming) await within(accept(incoming), config.acceptWithinMs ?? ACCEPT_WITHIN_MS);
  };
  app.event('message', ({ body, context }) => take(messageOf(body, context.botUserId)));
  app.event('app_mention', ({ body, context }) => take(messageOf(body, context.botUserId)));
  app.event('app_home_opened', async ({ body }) => {
    const incoming = openedOf(body);
    await take(incoming);
    if (incoming?.type === 'opened') suggestPrompts(slack, log, incoming.place, config.prompts?.() ?? []);
  });
  app.event(/^(app_uninstalled|tokens_revoked)$/, async ({ body }) => {
    if ('team_id' in body && typeof body.team_id === 'string') await installations?.remove(body.team_id);
  });
  app.command(COMMAND, async ({ body, ack }) => {
    await take(commandOf(body));
    await ack();
  });
  app.action(new RegExp(`^(${PRESS}:\\d+|${PICK}|${FEEDBACK})$`), async ({ body, ack }) => {
    const incoming = actionOf(body);
    // A form that does not open leaves a press that was not dealt with: whoever takes it says so.
    if (!(incoming?.type === 'press' && (await openForm(slack, { incoming, body, formFor, log })))) await take(incoming);
    await ack();
  });
  app.view({ callback_id: FORM, type: 'view_submission' }, async ({ body, ack }) => {
    await take(submissionOf(body));
    await ack();
  });

  return {
    platform,
    requestListener: doors.requestListener,
    async start() {
      const who = config.botToken
        ? await slack.call({ what: 'check the token', workspace: '', repeatable: true }, (client) => client.auth.test())
        : undefined;
      bot = { ...(who?.bot_id ? { botId: who.bot_id } : {}), ...(who?.user_id ? { botUserId: who.user_id } : {}) };
      await app.start();
      return who?.team_id ? { workspace: who.team_id, name: who.team ?? who.team_id } : undefined;
    },
    async stop() {
      await app.stop();
      stopping.abort();
    },
  };
}
