import { z } from 'zod';

const text = z.string().trim().min(1);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** An address; in one with a name and password they would reach logs and error texts wherever the address is shown. */
const address = (schemes: string[], credentials: 'credentials' | 'no credentials') =>
  text
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), {
      error: `must be an address that starts with ${schemes.map((each) => `${each}//`).join(' or ')}`,
      abort: true,
    })
    .refine((value) => credentials === 'credentials' || !hasCredentials(value), {
      error: 'must not contain a user name or password; they belong in their own variables',
    });

const whole = (least: number, most: number, unit: string) => {
  const error = `must be a whole number of ${unit} from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`;
  return optional(
    z
      .string()
      .trim()
      .regex(/^\d+$/, { error, abort: true })
      .transform(Number)
      .refine((value) => value >= least && value <= most, { error }),
  );
};

const MONEY = 'must be an amount of money above 0, such as 0.25';
const money = optional(
  z
    .string()
    .trim()
    .regex(/^\d+(\.\d+)?$/, { error: MONEY, abort: true })
    .transform(Number)
    .refine((value) => value > 0, { error: MONEY }),
);

const LEAST = { ingestSecret: 16, writeKey: 8, mcpToken: 16 } as const;

/** Entries separated by commas; which of them are wrong is said by number, never by what they are: they may be secret. */
const list = (each: RegExp, what: string) =>
  text
    .transform((value) => value.split(',').map((one) => one.trim()))
    .superRefine((all, context) => {
      const wrong = all.flatMap((one, index) => (each.test(one) ? [] : [index + 1]));
      if (wrong.length === 0) return;
      const which = all.length === 1 ? '' : ` (wrong: number ${wrong.join(', ')} of ${all.length})`;
      context.addIssue({ code: 'custom', message: `must be ${what}${which}` });
    });

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const guid = text.regex(GUID, { error: 'must be a GUID' }).transform((value) => value.toLowerCase());

/** The environment Greendoor reads; everything is optional. Limits are those of one turn, and of a person's and a tenant's day. */
export const environmentSchema = z.object({
  PORT: whole(0, 65_535, 'a port'),
  HOST: optional(text),
  DATA_DIR: optional(text),
  LOG_LEVEL: optional(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], { error: 'must be one of trace, debug, info, warn, error, silent' }),
  ),
  MONGODB_URI: optional(text.regex(/^mongodb(\+srv)?:\/\//, { error: 'must start with mongodb:// or mongodb+srv://' })),
  MONGODB_DATABASE: optional(text),
  LOCAL_WORKSPACE: optional(z.literal('1', { error: 'must be 1 or absent' })),
  SLACK_BOT_TOKEN: optional(text.startsWith('xoxb-', { error: 'must be a bot token (xoxb-…)' })),
  SLACK_SIGNING_SECRET: optional(text),
  SLACK_APP_TOKEN: optional(text.startsWith('xapp-', { error: 'must be an app-level token (xapp-…)' })),
  SLACK_API_URL: optional(address(['http:', 'https:'], 'no credentials')),
  SLACK_CHANNEL_HEALTH: optional(text),
  SLACK_CHANNEL_CHURN: optional(text),
  SLACK_CHANNEL_APPROVALS: optional(text),
  SLACK_CHANNEL_EXPANSION: optional(text),
  TEAMS_APP_ID: optional(guid),
  TEAMS_APP_PASSWORD: optional(text),
  TEAMS_APP_CERTIFICATE: optional(text),
  TEAMS_APP_CERTIFICATE_KEY: optional(text),
  TEAMS_APP_TENANT: optional(guid),
  TEAMS_TENANTS: optional(list(GUID, 'ids of Microsoft tenants (GUIDs) separated by commas')),
  TEAMS_CHANNEL_HEALTH: optional(text),
  TEAMS_CHANNEL_CHURN: optional(text),
  TEAMS_CHANNEL_APPROVALS: optional(text),
  TEAMS_CHANNEL_EXPANSION: optional(text),
  TEAMS_PLAYGROUND: optional(text.regex(/^(1|[^\s@]+@[^\s@]+)$/, { error: 'must be 1, or the e-mail address of the person to be' })),
  OPENAI_API_KEY: optional(text),
  OPENAI_BASE_URL: optional(address(['http:', 'https:'], 'no credentials')),
  OPENAI_MODEL: optional(text),
  OPENAI_REASONING_EFFORT: optional(
    z.enum(['none', 'minimal', 'low', 'medium', 'high'], { error: 'must be one of none, minimal, low, medium, high' }),
  ),
  LIMIT_STEPS: whole(2, 50, 'requests to the model'),
  LIMIT_TURN_TOKENS: whole(4_000, 10_000_000, 'tokens'),
  LIMIT_OUTPUT_TOKENS: whole(200, 100_000, 'tokens'),
  LIMIT_FIRST_TOKEN_SECONDS: whole(1, 600, 'seconds'),
  LIMIT_TURN_SECONDS: whole(5, 600, 'seconds'),
  LIMIT_TURN_COST: money,
  LIMIT_USER_TOKENS_PER_DAY: whole(4_000, 1_000_000_000, 'tokens'),
  LIMIT_TENANT_TOKENS_PER_DAY: whole(4_000, 100_000_000_000, 'tokens'),
  PRICE_PER_MILLION_INPUT: money,
  PRICE_PER_MILLION_OUTPUT: money,
  PRICE_CURRENCY: optional(text.regex(/^[A-Z]{3}$/, { error: 'must be the code of a currency, such as USD' })),
  SMTP_URL: optional(address(['smtp:', 'smtps:'], 'credentials')),
  MAIL_FROM: optional(z.email({ error: 'must be one e-mail address' })),
  MCP_TOKENS: optional(
    list(
      new RegExp(`^[^\\s:@]+@[^\\s:@]+:\\S{${LEAST.mcpToken},}$`),
      `email:token pairs separated by commas, each token of ${LEAST.mcpToken} characters or more`,
    ),
  ),
  MCP_HOSTS: optional(list(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'host names in small letters separated by commas, without ports')),
  INGEST_KEYS: optional(
    list(
      new RegExp(`^[\\w-]+:\\S{${LEAST.ingestSecret},}$`),
      `id:secret pairs separated by commas, each secret of ${LEAST.ingestSecret} characters or more`,
    ),
  ),
  SEGMENT_WRITE_KEYS: optional(
    list(new RegExp(`^\\S{${LEAST.writeKey},}$`), `write keys of ${LEAST.writeKey} characters or more, separated by commas`),
  ),
  MCP_SERVERS: optional(text),
  TENANT: optional(text),
  TIMEZONE: optional(text.refine(isTimezone, { error: 'must be an IANA time zone such as Europe/Berlin' })),
});
export type Environment = z.infer<typeof environmentSchema>;
export type Setting = keyof Environment;

function hasCredentials(value: string): boolean {
  const { username, password } = new URL(value);
  return username !== '' || password !== '';
}

function isTimezone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
