import type { ChatAdapter, ChatHost } from '../../bot/chat-adapter.ts';
import { channelsOf } from '../../models/workspace.ts';
import { createSlackAdapter } from './app.ts';

/** Slack shows four. */
const PROMPTS = 4;

/** Slack as the process runs it, where it has credentials. */
export function openSlack({ config, accept, formFor, clock, log, suggest, drawChart, readFile }: ChatHost): ChatAdapter | undefined {
  if (!config.slack) return undefined;
  const { botToken, signingSecret, appToken, apiUrl, postEveryMs } = config.slack;
  const prompts = () => suggest(PROMPTS).map((message) => ({ title: message, message }));
  const slack = createSlackAdapter({
    config: { botToken, signingSecret, appToken, slackApiUrl: apiUrl, prompts, postEveryMs },
    accept,
    formFor,
    clock,
    log,
    drawChart,
    readFile: readFile('slack'),
  });
  return {
    platform: slack.platform,
    door: { path: '/slack', listen: slack.requestListener, events: appToken ? undefined : '/slack/events' },
    async start() {
      const team = await slack.start();
      return team ? [{ ...team, where: 'in Slack', channels: channelsOf(config.slack?.channels) }] : [];
    },
    stop: slack.stop,
  };
}
