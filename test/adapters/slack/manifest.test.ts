import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { COMMAND, EVENTS_PATH, REDIRECT_PATH, SCOPES } from '../../../adapters/slack/scopes.ts';
import { COMMANDS, HELP } from '../../../bot/incoming/commands.ts';

/** Which scope each event and each Web API method in use needs, as Slack's reference says. */
const NEEDED: Record<string, string[]> = {
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
  'assistant.threads': ['assistant:write'],
  chat: ['chat:write'],
  'files.completeUploadExternal': ['files:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.open': ['im:write'],
  'conversations.info': ['channels:read', 'groups:read', 'mpim:read'],
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
  command: ['commands'],
};
const EVENTS = ['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'];

const https = z.url({ protocol: /^https$/ });
const manifestSchema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140),
    long_description: z.string().min(174).max(4000),
    background_color: z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  }),
  features: z.strictObject({
    agent_view: z.strictObject({
      agent_description: z.string().min(1).max(300),
      suggested_prompts: z.array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) })).max(4),
    }),
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: z.string().regex(/^[a-z0-9-_.]{1,80}$/), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9-_]{1,31}$/),
          url: https,
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({ redirect_urls: z.array(https), scopes: z.strictObject({ bot: z.array(z.string()).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: https, bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: https }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.literal(false),
    token_rotation_enabled: z.boolean(),
  }),
});

const manifest = manifestSchema.parse(JSON.parse(await readFile(new URL('../../../manifest.json', import.meta.url), 'utf8')));

test('asks for exactly the scopes that what it uses needs', () => {
  const needed = [...new Set(Object.values(NEEDED).flat())].sort();
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(needed);
  expect([...SCOPES].sort()).toEqual(needed);
});

test('subscribes to what the adapter listens for, at its doors', () => {
  expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(EVENTS);
  const urls = [
    manifest.settings.event_subscriptions.request_url,
    manifest.settings.interactivity.request_url,
    ...manifest.features.slash_commands.map(({ url }) => url),
  ];
  expect(urls.map((url) => new URL(url).pathname)).toEqual(urls.map(() => EVENTS_PATH));
  expect(manifest.oauth_config.redirect_urls.map((url) => new URL(url).pathname)).toEqual([REDIRECT_PATH]);
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([COMMAND]);
});

test('the usage hint names every command as it is typed, and nothing that is none but a question', () => {
  const hint = manifest.features.slash_commands[0]?.usage_hint.split(' | ');
  expect(hint).toEqual([...COMMANDS.map(({ word, takes }) => (takes ? `${word} ${takes}` : word)), HELP, 'any question']);
});
