import { type DestinationStream, type Logger, pino } from 'pino';
import { describeError } from '../agents/kit/describe-error.ts';

/** Keys whose values never reach a log, at any depth we log. */
const SECRETS = ['token', 'apiKey', 'secret', 'signingSecret', 'authorization', 'password', 'body', 'text', 'url', 'uri'];

/** JSON lines, on standard error unless told otherwise: standard output belongs to the commands. */
export function createLog(level: string, to: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  return pino(
    {
      level,
      formatters: { log: withoutErrors },
      redact: { paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    },
    to,
  );
}

/** An error object that reaches a log all the same, from a library perhaps, is described and not quoted. */
function withoutErrors(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? describeError(value) : value]));
}
