import { z } from 'zod';

/** The parts of Slack's payloads that are read; everything else may change. */

const authorization = z.object({ team_id: z.string().nullish(), user_id: z.string().nullish() });

const enveloped = z.object({
  event_id: z.string(),
  team_id: z.string().optional(),
  authorizations: z.array(authorization).nullish(),
});

/** A message in a direct conversation, or one that mentions the bot. */
export const messagePayload = enveloped.extend({
  event: z.object({
    type: z.enum(['message', 'app_mention']),
    subtype: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().nullish(),
    edited: z.unknown().optional(),
    text: z.string().nullish(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    channel: z.string(),
    channel_type: z.string().optional(),
    client_msg_id: z.string().nullish(),
  }),
});

export const homePayload = enveloped.extend({
  event: z.object({
    type: z.literal('app_home_opened'),
    user: z.string(),
    channel: z.string(),
    tab: z.string(),
    event_ts: z.string().optional(),
  }),
});

const person = z.object({ id: z.string(), team_id: z.string().nullish() });
const team = z.object({ id: z.string() }).nullish();

export const commandPayload = z.object({
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  text: z.string().optional(),
  trigger_id: z.string(),
});

const action = z.object({
  action_id: z.string(),
  block_id: z.string().optional(),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string() }).nullish(),
  action_ts: z.string(),
});
const acted = z.object({ team, user: person, trigger_id: z.string(), actions: z.array(action).min(1) });

export const actionPayload = acted.extend({
  response_url: z.string().optional(),
  container: z.object({
    message_ts: z.string(),
    channel_id: z.string(),
    thread_ts: z.string().optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
});

/** What is pressed on somebody's home. */
export const homeActionPayload = acted.extend({
  container: z.object({ type: z.literal('view'), view_id: z.string() }),
  view: z.object({ type: z.literal('home'), private_metadata: z.string() }),
});

/** What a home hands to what is pressed on it: the person's direct conversation. */
export const homeMetadataSchema = z.object({ channel: z.string() });

export const submissionPayload = z.object({
  team,
  user: person,
  view: z.object({
    id: z.string(),
    hash: z.string(),
    app_installed_team_id: z.string().nullish(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))) }),
  }),
});

/** What opens a form, for three seconds after a press. */
export const triggerPayload = z.object({ trigger_id: z.string() });

/** What a form hands to its submission. */
export const formMetadataSchema = z.object({ formId: z.string(), channel: z.string(), thread: z.string().optional() });
