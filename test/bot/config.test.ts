import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../bot/config.ts';
import { DEFAULT_LIMITS } from '../../bot/turn/limits.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'shh' };

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the settings were taken');
}

test('the limits of a turn, a person and a tenant are settings', () => {
  const { limits } = readConfig({
    LIMIT_STEPS: '3',
    LIMIT_TURN_TOKENS: '50000',
    LIMIT_TURN_SECONDS: '40',
    LIMIT_TURN_COST: '0.25',
    PRICE_PER_MILLION_INPUT: '1.75',
    PRICE_PER_MILLION_OUTPUT: '14',
    PRICE_CURRENCY: 'EUR',
    LIMIT_USER_TOKENS_PER_DAY: '100000',
    LIMIT_TENANT_TOKENS_PER_DAY: '900000',
  });
  expect(limits).toEqual({
    ...DEFAULT_LIMITS,
    steps: 3,
    turnTokens: 50_000,
    turnTime: 40_000,
    userTokensPerDay: 100_000,
    tenantTokensPerDay: 900_000,
    money: { perTurn: 0.25, perMillionInput: 1.75, perMillionOutput: 14, currency: 'EUR' },
  });
  expect(readConfig({}).limits).toEqual(DEFAULT_LIMITS);
});

test('every wrong variable is named in one message', () => {
  const wrong = {
    PORT: 'seventy',
    LOG_LEVEL: 'loud',
    MONGODB_URI: 'localhost',
    SLACK_BOT_TOKEN: 'abc',
    SLACK_APP_TOKEN: 'abc',
    OPENAI_BASE_URL: 'model.example',
    LIMIT_STEPS: '1',
    LIMIT_TURN_TOKENS: '-5',
    LIMIT_TURN_SECONDS: '1e9',
    LIMIT_TURN_COST: 'free',
    LIMIT_USER_TOKENS_PER_DAY: '0',
    LIMIT_TENANT_TOKENS_PER_DAY: '12.5',
    PRICE_PER_MILLION_INPUT: '0',
    PRICE_CURRENCY: 'euro',
    SMTP_URL: 'mail.example',
    MAIL_FROM: 'nobody',
    TEAMS_APP_ID: 'greendoor',
    TEAMS_TENANTS: 'acme.example',
    TEAMS_PLAYGROUND: 'yes',
    INGEST_KEYS: 'short:secret',
    SEGMENT_WRITE_KEYS: 'a',
    MCP_TOKENS: 'sarah@a.example:short',
    MCP_HOSTS: 'https://green.example',
    TIMEZONE: 'Mars/Olympus',
  };
  const message = refusal(wrong);
  for (const name of Object.keys(wrong)) expect(message).toMatch(new RegExp(`^  - ${name} must`, 'm'));
});

test.each([
  ['INGEST_KEYS', (length: number) => `crm:${'x'.repeat(length)}`],
  ['SEGMENT_WRITE_KEYS', (length: number) => 'x'.repeat(length)],
  ['MCP_TOKENS', (length: number) => `sarah@a.example:${'x'.repeat(length)}`],
])('the length that is demanded of %s is the one that is said', (name, value) => {
  const said = Number(/of (\d+) characters or more/.exec(refusal({ [name]: value(1) }))?.[1]);
  expect(said).toBeGreaterThan(4);
  expect(refusal({ [name]: value(said - 1) })).toContain(name);
  expect(() => readConfig({ [name]: value(said) })).not.toThrow();
});

test.each([
  ['LIMIT_STEPS', 'requests'],
  ['LIMIT_TURN_TOKENS', 'tokens'],
  ['LIMIT_TURN_SECONDS', 'seconds'],
  ['PORT', 'port'],
])('the bounds that are demanded of %s are the ones that are said', (name, unit) => {
  const [, least = '', most = ''] = /from ([\d,]+) to ([\d,]+)/.exec(refusal({ [name]: 'many' })) ?? [];
  expect(refusal({ [name]: 'many' })).toContain(unit);
  const plain = (text: string) => Number(text.replaceAll(',', ''));
  for (const good of [least, most]) expect(() => readConfig({ [name]: `${plain(good)}` })).not.toThrow();
  for (const bad of [plain(least) - 1, plain(most) + 1]) expect(refusal({ [name]: `${bad}` })).toContain(`${name} must`);
});

test('a wrong key among several is named by its number and never shown', () => {
  const message = refusal({ INGEST_KEYS: 'crm:0123456789abcdef0,erp:verysecret,web:0123456789abcdef1' });
  expect(message).toContain('number 2 of 3');
  expect(message).not.toContain('verysecret');
});

test('whose MCP token it is stands before the first colon, everything after it is the token', () => {
  const { mcp } = readConfig({
    MCP_TOKENS: 'sarah@a.example:0123456789:abcdef, omar@a.example:fedcba9876543210',
    MCP_HOSTS: 'green.example',
  });
  expect(mcp.tokens).toEqual([
    { email: 'sarah@a.example', token: '0123456789:abcdef' },
    { email: 'omar@a.example', token: 'fedcba9876543210' },
  ]);
  expect(mcp.hosts).toEqual(['green.example']);
  expect(readConfig({}).mcp).toEqual({ tokens: [], hosts: [] });
  for (const bad of ['0123456789abcdef', 'sarah:0123456789abcdef', 'sarah@a.example:0123456789 abcdef'])
    expect(refusal({ MCP_TOKENS: bad })).not.toContain(bad);
});

test.each(['OPENAI_BASE_URL', 'SLACK_API_URL'])('%s with a password in it is refused without showing it', (name) => {
  const message = refusal({ OPENAI_API_KEY: 'k', ...SLACK, [name]: 'https://otto:hunter2@model.example/v1' });
  expect(message).toContain(`${name} must not contain a user name or password`);
  expect(message).not.toContain('hunter2');
});

test.each([
  [{ ...SLACK, OPENAI_API_KYE: 'k' }, 'OPENAI_API_KEY'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECERT: 'shh', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_SIGNING_SECRET'],
  [{ INGEST_KEY: 'crm:0123456789abcdef' }, 'INGEST_KEYS'],
  [{ MCP_TOKEN: 'sarah@a.example:0123456789abcdef' }, 'MCP_TOKENS'],
  [{ LIMIT_TURN_TOKEN: '9000' }, 'LIMIT_TURN_TOKENS'],
])('a slip in a name is pointed at', (env, meant) => {
  expect(readConfig(env).hints).toEqual([expect.stringContaining(`was ${meant} meant?`)]);
});

test("other programs' variables are nobody's slip", () => {
  const others = ['PATH', 'HOME', 'HOSTNAME', 'LOGNAME', 'SMTP_HOST', 'DATABASE_URL', 'NODE_ENV', 'SLACK_WEBHOOK_URL', 'OPENAI_ORG_ID'];
  expect(readConfig(Object.fromEntries(others.map((name) => [name, 'x']))).hints).toEqual([]);
});

test('what is missing beside a slip is shown with it', () => {
  const message = refusal({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECERT: 'shh' });
  expect(message).toContain('SLACK_BOT_TOKEN needs SLACK_SIGNING_SECRET');
  expect(message).toContain('SLACK_SIGNING_SECERT is set, which nobody reads');
});

const TEAMS = { TEAMS_APP_ID: '11111111-2222-3333-4444-55555555555A', TEAMS_TENANTS: '0A0A0A0A-1b1b-2c2c-3d3d-4e4e4e4e4e4e' };

test('Teams needs a registration, one proof of it, and the tenants that are let in', () => {
  expect(readConfig({ ...TEAMS, TEAMS_APP_PASSWORD: 'shh', TEAMS_CHANNEL_CHURN: '19:a@thread.tacv2' }).teams).toEqual({
    appId: '11111111-2222-3333-4444-55555555555a',
    secret: { password: 'shh' },
    appTenant: undefined,
    tenants: ['0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e'],
    channels: { health: undefined, churn: '19:a@thread.tacv2', approvals: undefined, expansion: undefined },
  });
  expect(refusal({ TEAMS_APP_ID: TEAMS.TEAMS_APP_ID })).toMatch(/2 settings[\s\S]*TEAMS_APP_PASSWORD, or[\s\S]*TEAMS_TENANTS is missing/);
  expect(refusal({ TEAMS_APP_PASSWORD: 'shh' })).toMatch(/TEAMS_APP_ID is missing/);
  expect(refusal({ ...TEAMS, TEAMS_APP_CERTIFICATE: 'a.pem' })).toMatch(/need each other/);
  expect(refusal({ ...TEAMS, TEAMS_APP_PASSWORD: 'shh', TEAMS_PLAYGROUND: '1' })).toMatch(/not beside/);
  expect(refusal({ ...SLACK, TEAMS_PLAYGROUND: '1' })).toMatch(/not beside/);
});

test('every mistake in the file of other systems is named with the other settings, and no secret stands in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'servers-'));
  const path = join(folder, 'servers.json');
  const given = (content: unknown) => {
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return { MCP_SERVERS: path };
  };
  const server = { name: 'crm', command: 'node', read: ['find_contact'] };
  const wrong = {
    servers: [
      { ...server, name: 'Bad Name', color: 'red' },
      { ...server, command: undefined },
      { ...server, write: ['find_contact'], timeoutMs: 1 },
      { ...server, command: undefined, url: 'http://crm.example/mcp', token: 'not a name' },
      { ...server, writeBack: { tool: 'log', arguments: { text: '{body}' } } },
    ],
  };
  const message = refusal({ PORT: 'seventy', ...given(wrong) });
  for (const each of [
    /PORT must/,
    /MCP_SERVERS: Bad Name\.name must be 2 to 20/,
    /color/,
    /crm needs either command or url/,
    /find_contact stands under read and under write/,
    /crm\.timeoutMs/,
    /url must start with https/,
    /crm\.token must be the name of an environment variable/,
    /names \{body\}; known are key/,
    /must pass \{key\}/,
    /two are called crm/,
  ])
    expect(message).toMatch(each);
  expect(refusal(given('{'))).toMatch(/MCP_SERVERS: .*servers\.json is not JSON/);
  expect(refusal({ MCP_SERVERS: join(folder, 'absent.json') })).toMatch(/absent\.json cannot be read/);
  const back = { tool: 'log', arguments: { id: '{key}' } };
  expect(refusal(given({ servers: [{ ...server, writeBack: back }] }))).toMatch(/crm\.writeBack needs find, or idempotent/);
  const secret = { servers: [{ ...server, env: ['CRM_KEY'], writeBack: { ...back, idempotent: true } }] };
  expect(refusal(given(secret))).toMatch(/crm names CRM_KEY, which is not set/);
  expect(readConfig({ ...given(secret), CRM_KEY: 's3cret' }).servers).toMatchObject([
    { name: 'crm', label: 'crm', env: { CRM_KEY: 's3cret' }, timeoutMs: 10_000, approvedBy: 'leaders' },
  ]);
  expect(readConfig({}).servers).toEqual([]);
  rmSync(folder, { recursive: true });
});
