import { z } from 'zod';
import { OperatorError } from '../agents/kit/errors.ts';
import type { ChannelPurpose } from '../models/workspace.ts';

const text = z.string().trim().min(1);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const address = (...protocols: string[]) =>
  text.refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be an address that starts with ${protocols.map((each) => `${each}//`).join(' or ')}`,
  });

const list = (each: RegExp, error: string) =>
  text.transform((value) => value.split(',').map((one) => one.trim())).refine((all) => all.every((one) => each.test(one)), { error });

/** The environment Greendoor reads; everything is optional. */
export const environmentSchema = z.object({
  PORT: optional(z.coerce.number<string>({ error: 'must be a port number' }).int().min(0).max(65_535)),
  HOST: optional(text),
  DATA_DIR: optional(text),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])),
  MONGODB_URI: optional(text.regex(/^mongodb(\+srv)?:\/\//, { error: 'must start with mongodb:// or mongodb+srv://' })),
  MONGODB_DATABASE: optional(text),
  LOCAL_WORKSPACE: optional(z.literal('1', { error: 'must be 1 or absent' })),
  SLACK_BOT_TOKEN: optional(text.startsWith('xoxb-', { error: 'must be a bot token (xoxb-…)' })),
  SLACK_SIGNING_SECRET: optional(text),
  SLACK_APP_TOKEN: optional(text.startsWith('xapp-', { error: 'must be an app-level token (xapp-…)' })),
  SLACK_API_URL: optional(address('http:', 'https:')),
  SLACK_CHANNEL_HEALTH: optional(text),
  SLACK_CHANNEL_CHURN: optional(text),
  SLACK_CHANNEL_APPROVALS: optional(text),
  OPENAI_API_KEY: optional(text),
  OPENAI_BASE_URL: optional(address('http:', 'https:')),
  OPENAI_MODEL: optional(text),
  SMTP_URL: optional(address('smtp:', 'smtps:')),
  MAIL_FROM: optional(z.email()),
  INGEST_KEYS: optional(list(/^[\w-]+:\S{16,}$/, 'must be id:secret pairs separated by commas, each secret of 16 characters or more')),
  SEGMENT_WRITE_KEYS: optional(list(/^\S{8,}$/, 'must be write keys of 8 characters or more, separated by commas')),
  TENANT: optional(text),
  TIMEZONE: optional(text.refine(isTimezone, { error: 'must be an IANA time zone such as Europe/Berlin' })),
});

export interface Config {
  port: number;
  host: string;
  tenant: string;
  timezone: string;
  logLevel: string;
  database: { uri?: string; directory: string; name?: string };
  /** Whether the local workspace was asked for by name, which it must be beside a database of one's own. */
  localWorkspace: boolean;
  slack?: {
    botToken: string;
    signingSecret?: string;
    appToken?: string;
    apiUrl?: string;
    channels: Partial<Record<ChannelPurpose, string>>;
  };
  openai?: { apiKey: string; baseURL?: string; model: string };
  /** Who may post rows to /ingest, and the write keys of /v1. */
  ingest: { id: string; secret: string }[];
  segment: string[];
  mail?: { url: string; from?: string };
}

const DEFAULT_MODEL = 'gpt-5.2';

/**
 * Reads the configuration.
 * @throws OperatorError that names every wrong variable at once.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const parsed = environmentSchema.safeParse(env);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  const has = (name: keyof typeof environmentSchema.shape) => Boolean(env[name]);
  if (has('SLACK_BOT_TOKEN') && !has('SLACK_SIGNING_SECRET') && !has('SLACK_APP_TOKEN')) {
    problems.push('SLACK_BOT_TOKEN needs SLACK_SIGNING_SECRET (events over HTTP) or SLACK_APP_TOKEN (Socket Mode) beside it');
  }
  if (!has('SLACK_BOT_TOKEN') && (has('SLACK_SIGNING_SECRET') || has('SLACK_APP_TOKEN')))
    problems.push('SLACK_BOT_TOKEN is missing: the other SLACK_ variables need it');
  if (has('OPENAI_BASE_URL') && !has('OPENAI_API_KEY'))
    problems.push('OPENAI_API_KEY is missing: OPENAI_BASE_URL needs it (any text will do for a local server)');
  if (!parsed.success || problems.length > 0)
    throw new OperatorError(
      `Greendoor cannot start; ${problems.length} setting${problems.length === 1 ? '' : 's'} to correct:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  const e = parsed.data;
  return {
    port: e.PORT ?? 3000,
    host: e.HOST ?? '127.0.0.1',
    tenant: e.TENANT ?? 'demo',
    timezone: e.TIMEZONE ?? 'UTC',
    logLevel: e.LOG_LEVEL ?? 'warn',
    database: { uri: e.MONGODB_URI, directory: e.DATA_DIR ?? './data', name: e.MONGODB_DATABASE },
    localWorkspace: e.LOCAL_WORKSPACE === '1',
    slack: e.SLACK_BOT_TOKEN
      ? {
          botToken: e.SLACK_BOT_TOKEN,
          signingSecret: e.SLACK_SIGNING_SECRET,
          appToken: e.SLACK_APP_TOKEN,
          apiUrl: e.SLACK_API_URL,
          channels: { health: e.SLACK_CHANNEL_HEALTH, churn: e.SLACK_CHANNEL_CHURN, approvals: e.SLACK_CHANNEL_APPROVALS },
        }
      : undefined,
    openai: e.OPENAI_API_KEY ? { apiKey: e.OPENAI_API_KEY, baseURL: e.OPENAI_BASE_URL, model: e.OPENAI_MODEL ?? DEFAULT_MODEL } : undefined,
    ingest: (e.INGEST_KEYS ?? []).map((pair) => ({ id: pair.slice(0, pair.indexOf(':')), secret: pair.slice(pair.indexOf(':') + 1) })),
    segment: e.SEGMENT_WRITE_KEYS ?? [],
    mail: e.SMTP_URL ? { url: e.SMTP_URL, from: e.MAIL_FROM } : undefined,
  };
}

function isTimezone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
