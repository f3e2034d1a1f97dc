import { type Logger, pino } from 'pino';

/** Keys whose values never reach a log, at any depth we log. */
const SECRETS = ['token', 'apiKey', 'secret', 'signingSecret', 'authorization', 'password', 'body', 'text', 'url', 'uri'];

/** JSON lines on standard error: standard output belongs to the commands. */
export function createLog(level: string): Logger {
  return pino(
    { level, redact: { paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' } },
    pino.destination({ dest: 2, sync: true }),
  );
}
