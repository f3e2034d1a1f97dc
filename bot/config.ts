import { OperatorError } from '../agents/kit/errors.ts';
import type { ChannelPurpose } from '../models/workspace.ts';
import { type Environment, environmentSchema, type Setting } from './config/environment.ts';
import { misspelt } from './config/misspelt.ts';
import { type ForeignServerConfig, readServers } from './config/servers-file.ts';
import { DEFAULT_LIMITS, type TurnLimits } from './turn/limits.ts';

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
  openai?: {
    apiKey: string;
    baseURL?: string;
    model: string;
    reasoningEffort?: Environment['OPENAI_REASONING_EFFORT'];
    firstTimeoutMs?: number;
  };
  /** What one turn, one person and one tenant may use. */
  limits: TurnLimits;
  /** What looks like a slip in the name of a setting, one sentence each. */
  hints: string[];
  /** Who may post rows to /ingest, and the write keys of /v1. */
  ingest: { id: string; secret: string }[];
  segment: string[];
  mail?: { url: string; from?: string };
  /** Other systems whose tools are offered, over MCP. */
  servers: ForeignServerConfig[];
}

const DEFAULT_MODEL = 'gpt-5.2';

/**
 * Reads the configuration.
 * @throws OperatorError that names every wrong variable at once.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const parsed = environmentSchema.safeParse(env);
  const { servers, problems: inServers } = readServers(env.MCP_SERVERS?.trim(), env);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${String(issue.path[0])} ${issue.message}`),
    ...whatIsMissing((name) => Boolean(env[name])),
    ...inServers,
  ];
  const hints = misspelt(Object.keys(env).filter((name) => env[name])).map(
    ({ name, meant }) => `${name} is set, which nobody reads; was ${meant} meant?`,
  );
  if (!parsed.success || problems.length > 0)
    throw new OperatorError(
      `Greendoor cannot start; ${problems.length} setting${problems.length === 1 ? '' : 's'} to correct:\n${problems.map((problem) => `  - ${problem}`).join('\n')}${hints.map((hint) => `\n${hint}`).join('')}`,
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
          channels: {
            health: e.SLACK_CHANNEL_HEALTH,
            churn: e.SLACK_CHANNEL_CHURN,
            approvals: e.SLACK_CHANNEL_APPROVALS,
            expansion: e.SLACK_CHANNEL_EXPANSION,
          },
        }
      : undefined,
    openai: e.OPENAI_API_KEY
      ? {
          apiKey: e.OPENAI_API_KEY,
          baseURL: e.OPENAI_BASE_URL,
          model: e.OPENAI_MODEL ?? DEFAULT_MODEL,
          ...(e.OPENAI_REASONING_EFFORT ? { reasoningEffort: e.OPENAI_REASONING_EFFORT } : {}),
          ...(e.LIMIT_FIRST_TOKEN_SECONDS ? { firstTimeoutMs: e.LIMIT_FIRST_TOKEN_SECONDS * 1_000 } : {}),
        }
      : undefined,
    limits: limitsOf(e),
    hints,
    ingest: (e.INGEST_KEYS ?? []).map((pair) => ({ id: pair.slice(0, pair.indexOf(':')), secret: pair.slice(pair.indexOf(':') + 1) })),
    segment: e.SEGMENT_WRITE_KEYS ?? [],
    mail: e.SMTP_URL ? { url: e.SMTP_URL, from: e.MAIL_FROM } : undefined,
    servers,
  };
}

/** Settings that make no sense without others. */
function whatIsMissing(has: (name: Setting) => boolean): string[] {
  const problems: string[] = [];
  const slack = has('SLACK_SIGNING_SECRET') || has('SLACK_APP_TOKEN');
  if (has('SLACK_BOT_TOKEN') && !slack)
    problems.push('SLACK_BOT_TOKEN needs SLACK_SIGNING_SECRET (events over HTTP) or SLACK_APP_TOKEN (Socket Mode) beside it');
  if (!has('SLACK_BOT_TOKEN') && slack) problems.push('SLACK_BOT_TOKEN is missing: the other SLACK_ variables need it');
  if (has('OPENAI_BASE_URL') && !has('OPENAI_API_KEY'))
    problems.push('OPENAI_API_KEY is missing: OPENAI_BASE_URL needs it (any text will do for a local server)');
  const cost = ['LIMIT_TURN_COST', 'PRICE_PER_MILLION_INPUT', 'PRICE_PER_MILLION_OUTPUT'] as const;
  const missing = cost.filter((name) => !has(name));
  if (missing.length > 0 && missing.length < cost.length)
    problems.push(`${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing: what a turn costs needs ${cost.join(', ')}`);
  return problems;
}

function limitsOf(e: Environment): TurnLimits {
  const { LIMIT_TURN_COST: perTurn, PRICE_PER_MILLION_INPUT: perMillionInput, PRICE_PER_MILLION_OUTPUT: perMillionOutput } = e;
  return {
    ...DEFAULT_LIMITS,
    steps: e.LIMIT_STEPS ?? DEFAULT_LIMITS.steps,
    turnTokens: e.LIMIT_TURN_TOKENS ?? DEFAULT_LIMITS.turnTokens,
    maxOutputTokens: e.LIMIT_OUTPUT_TOKENS ?? DEFAULT_LIMITS.maxOutputTokens,
    turnTime: e.LIMIT_TURN_SECONDS ? e.LIMIT_TURN_SECONDS * 1_000 : DEFAULT_LIMITS.turnTime,
    userTokensPerDay: e.LIMIT_USER_TOKENS_PER_DAY ?? DEFAULT_LIMITS.userTokensPerDay,
    tenantTokensPerDay: e.LIMIT_TENANT_TOKENS_PER_DAY ?? DEFAULT_LIMITS.tenantTokensPerDay,
    ...(perTurn && perMillionInput && perMillionOutput ? { money: { perTurn, perMillionInput, perMillionOutput } } : {}),
  };
}
