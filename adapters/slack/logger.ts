import { LogLevel, type Logger as SlackLogger } from '@slack/bolt';
import type { Logger } from 'pino';

/** Bolt's log in ours. Debug lines and error objects carry requests and tokens, so only messages pass. */
export function slackLogger(log: Logger): SlackLogger {
  const said = (parts: unknown[]) =>
    parts.flatMap((part) => (part instanceof Error ? [part.message] : typeof part === 'string' ? [part] : [])).join(' ');
  return {
    debug: () => {},
    info: (...parts) => log.debug(said(parts)),
    warn: (...parts) => log.warn(said(parts)),
    error: (...parts) => log.error(said(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
