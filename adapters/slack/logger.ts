import { LogLevel, type Logger as SlackLogger } from '@slack/bolt';
import type { Logger } from 'pino';
import { describeError } from '../../agents/kit/describe-error.ts';

/** Bolt's log in ours. What it says may quote requests, tokens and Slack's answers, so only the kinds of its errors pass. */
export function slackLogger(log: Logger): SlackLogger {
  const errors = (parts: unknown[]) => ({ errors: parts.filter((part) => part instanceof Error).map((part) => describeError(part)) });
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn(errors(parts), 'the Slack library warns'),
    error: (...parts) => log.error(errors(parts), 'the Slack library failed'),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
