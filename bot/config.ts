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
    /** Least time between two posts to one channel, in ms, where it is not Slack's own. */
    postEveryMs?: number;
    channels: Partial<Record<ChannelPurpose, string>>;
  };
  teams?: {
    /** The registration of the app; empty in the playground, which signs nothing. */
    appId: string;
    /** What it proves itself with: a secret, or the files of a certificate and its key. */
    secret?: { password: string } | { certificateFile: string; keyFile: string };
    /** Where the registration belongs to one tenant: that one. */
    appTenant?: string;
    /** The Microsoft tenants that are let in. */
    tenants: string[];
    channels: Partial<Record<ChannelPurpose, string>>;
    /** Microsoft's playground instead of Teams, and whom to be there. In it whoever uses this machine acts as anybody. */
    playground?: { person?: string };
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
  /** Who may connect over MCP, and under which host names beside loopback. */
  mcp: { tokens: { email: string; token: string }[]; hosts: string[] };
  mail?: { url: string; from?: string };
  /** Other systems whose tools are offered, over MCP. */
  servers: ForeignServerConfig[];
}

/** Whether it is only tried, by whoever uses this machine: connected to no Slack and no Microsoft tenant. */
export const isTried = ({ slack, teams }: Pick<Config, 'slack' | 'teams'>): boolean => !slack && (!teams || teams.playground !== undefined);

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
    teams: teamsOf(e),
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
    ingest: pairs(e.INGEST_KEYS).map(([id, secret]) => ({ id, secret })),
    segment: e.SEGMENT_WRITE_KEYS ?? [],
    mcp: { tokens: pairs(e.MCP_TOKENS).map(([email, token]) => ({ email, token })), hosts: e.MCP_HOSTS ?? [] },
    mail: e.SMTP_URL ? { url: e.SMTP_URL, from: e.MAIL_FROM } : undefined,
    servers,
  };
}

function teamsOf(e: Environment): Config['teams'] {
  if (e.TEAMS_PLAYGROUND) {
    const person = e.TEAMS_PLAYGROUND === '1' ? {} : { person: e.TEAMS_PLAYGROUND.toLowerCase() };
    return { appId: '', tenants: [], channels: {}, playground: person };
  }
  if (!e.TEAMS_APP_ID) return undefined;
  const secret = e.TEAMS_APP_PASSWORD
    ? { password: e.TEAMS_APP_PASSWORD }
    : { certificateFile: e.TEAMS_APP_CERTIFICATE ?? '', keyFile: e.TEAMS_APP_CERTIFICATE_KEY ?? '' };
  return {
    appId: e.TEAMS_APP_ID,
    secret,
    appTenant: e.TEAMS_APP_TENANT,
    tenants: (e.TEAMS_TENANTS ?? []).map((id) => id.toLowerCase()),
    channels: {
      health: e.TEAMS_CHANNEL_HEALTH,
      churn: e.TEAMS_CHANNEL_CHURN,
      approvals: e.TEAMS_CHANNEL_APPROVALS,
      expansion: e.TEAMS_CHANNEL_EXPANSION,
    },
  };
}

/** Settings that make no sense without others. */
function whatIsMissing(has: (name: Setting) => boolean): string[] {
  const problems: string[] = [];
  const password = has('TEAMS_APP_PASSWORD');
  const certificate = has('TEAMS_APP_CERTIFICATE');
  if (has('TEAMS_APP_ID')) {
    if (!password && !certificate)
      problems.push('TEAMS_APP_ID needs TEAMS_APP_PASSWORD, or TEAMS_APP_CERTIFICATE and TEAMS_APP_CERTIFICATE_KEY, beside it');
    if (password && certificate) problems.push('TEAMS_APP_PASSWORD and TEAMS_APP_CERTIFICATE are both set: keep one');
    if (!has('TEAMS_TENANTS')) problems.push('TEAMS_TENANTS is missing: only tenants named there are let in');
  } else if (password || certificate || has('TEAMS_TENANTS') || has('TEAMS_APP_TENANT'))
    problems.push('TEAMS_APP_ID is missing: the other TEAMS_ variables need it');
  if (certificate !== has('TEAMS_APP_CERTIFICATE_KEY'))
    problems.push('TEAMS_APP_CERTIFICATE and TEAMS_APP_CERTIFICATE_KEY, the files of a certificate and its key, need each other');
  if (has('TEAMS_PLAYGROUND') && (has('TEAMS_APP_ID') || has('SLACK_BOT_TOKEN')))
    problems.push(
      'TEAMS_PLAYGROUND lets whoever uses this machine act as anybody: not beside TEAMS_APP_ID or SLACK_BOT_TOKEN; remove it or them',
    );
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
  if (has('PRICE_CURRENCY') && missing.length > 0) problems.push(`PRICE_CURRENCY needs ${cost.join(', ')} beside it`);
  return problems;
}

function limitsOf(e: Environment): TurnLimits {
  const { LIMIT_TURN_COST: perTurn, PRICE_PER_MILLION_INPUT: perMillionInput, PRICE_PER_MILLION_OUTPUT: perMillionOutput } = e;
  const currency = e.PRICE_CURRENCY;
  return {
    ...DEFAULT_LIMITS,
    steps: e.LIMIT_STEPS ?? DEFAULT_LIMITS.steps,
    turnTokens: e.LIMIT_TURN_TOKENS ?? DEFAULT_LIMITS.turnTokens,
    maxOutputTokens: e.LIMIT_OUTPUT_TOKENS ?? DEFAULT_LIMITS.maxOutputTokens,
    turnTime: e.LIMIT_TURN_SECONDS ? e.LIMIT_TURN_SECONDS * 1_000 : DEFAULT_LIMITS.turnTime,
    userTokensPerDay: e.LIMIT_USER_TOKENS_PER_DAY ?? DEFAULT_LIMITS.userTokensPerDay,
    tenantTokensPerDay: e.LIMIT_TENANT_TOKENS_PER_DAY ?? DEFAULT_LIMITS.tenantTokensPerDay,
    ...(perTurn && perMillionInput && perMillionOutput
      ? { money: { perTurn, perMillionInput, perMillionOutput, ...(currency ? { currency } : {}) } }
      : {}),
  };
}

/** What stands before the first colon of each entry, and what after it. */
const pairs = (entries: readonly string[] = []): [string, string][] =>
  entries.map((entry) => [entry.slice(0, entry.indexOf(':')), entry.slice(entry.indexOf(':') + 1)]);
