import type { KnownBlock } from '@slack/types';
import type { Store } from './store.ts';
import type { Conversation, FormValues, Message, OpenView, Person } from './wire.ts';

/** What Slack sends to an app, built from the store. */

export const APP_ID = 'A0GREENDOOR';

const team = (store: Store) => ({ id: store.teamId, domain: 'local' });
const username = (person: Person) => person.email.split('@')[0] ?? person.id;
const userOf = (store: Store, person: Person) => ({
  id: person.id,
  username: username(person),
  name: username(person),
  team_id: store.teamId,
});

/** The envelope of an event. */
export function envelope(store: Store, event: Record<string, unknown>) {
  return {
    token: 'unused',
    team_id: store.teamId,
    context_team_id: store.teamId,
    context_enterprise_id: null,
    api_app_id: APP_ID,
    event,
    type: 'event_callback' as const,
    event_id: `Ev${crypto.randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`,
    event_time: Math.floor(store.now() / 1000),
    authorizations: [{ enterprise_id: null, team_id: store.teamId, user_id: store.botUserId, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  };
}

export function messageEvent(store: Store, message: Message, type: 'message' | 'app_mention', conversation: Conversation) {
  return {
    type,
    user: message.user,
    text: message.text,
    ts: message.ts,
    client_msg_id: store.clientId(message),
    team: store.people.get(message.user)?.teamId ?? store.teamId,
    channel: message.channel,
    event_ts: message.ts,
    ...(message.thread_ts ? { thread_ts: message.thread_ts, parent_user_id: store.find(message.channel, message.thread_ts)?.user } : {}),
    ...(type === 'message' ? { channel_type: conversation.kind } : {}),
  };
}

/** A message as the Web API and interactions show it. */
export function messageJson(store: Store, message: Message, withMetadata: boolean): Record<string, unknown> {
  const replies = store.messages(message.channel).filter((each) => each.thread_ts === message.ts && !each.onlyFor);
  const last = replies.at(-1);
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: store.teamId,
    ...(message.fromBot ? { bot_id: store.botId, app_id: APP_ID } : {}),
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ...(message.thread_ts ? { thread_ts: message.thread_ts, parent_user_id: store.find(message.channel, message.thread_ts)?.user } : {}),
    ...(last
      ? {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users: [...new Set(replies.map((each) => each.user))],
          latest_reply: last.ts,
        }
      : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.files ? { files: message.files } : {}),
    ...(message.reactions ? { reactions: message.reactions.map((each) => ({ ...each, count: each.users.length })) } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

const common = (store: Store, person: Person, trigger: string) => ({
  user: userOf(store, person),
  api_app_id: APP_ID,
  token: 'unused',
  trigger_id: trigger,
  team: team(store),
  enterprise: null,
  is_enterprise_install: false,
});

export function blockActions(
  store: Store,
  person: Person,
  message: Message,
  action: Record<string, unknown>,
  handed: { trigger: string; responseUrl: string },
) {
  const conversation = store.conversation(message.channel);
  return {
    type: 'block_actions',
    ...common(store, person, handed.trigger),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.onlyFor !== undefined,
      ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
    },
    channel: { id: conversation.id, name: conversation.kind === 'im' ? 'directmessage' : conversation.name },
    ...(message.onlyFor ? {} : { message: messageJson(store, message, true) }),
    state: { values: {} },
    response_url: handed.responseUrl,
    actions: [action],
  };
}

export function viewJson(store: Store, open: OpenView, values: FormValues = {}) {
  return {
    id: open.id,
    team_id: store.teamId,
    callback_id: '',
    private_metadata: '',
    ...open.view,
    state: { values: stateOf(open.view.blocks as KnownBlock[], values) },
    hash: open.hash,
    previous_view_id: null,
    root_view_id: (open.view.type === 'modal' ? store.views.get(open.user)?.[0]?.id : undefined) ?? open.id,
    app_id: APP_ID,
    app_installed_team_id: store.teamId,
    bot_id: store.botId,
  };
}

export function viewInteraction(
  store: Store,
  person: Person,
  type: 'view_submission' | 'view_closed',
  open: OpenView,
  trigger: string,
  values: FormValues,
) {
  return {
    type,
    ...common(store, person, trigger),
    view: viewJson(store, open, values),
    ...(type === 'view_submission' ? { response_urls: [] } : { is_cleared: false }),
  };
}

export function viewActions(store: Store, person: Person, open: OpenView, action: Record<string, unknown>, trigger: string) {
  return {
    type: 'block_actions',
    ...common(store, person, trigger),
    container: { type: 'view', view_id: open.id },
    view: viewJson(store, open),
    actions: [action],
  };
}

export function slashCommand(
  store: Store,
  person: Person,
  conversation: Conversation,
  command: string,
  text: string,
  handed: { trigger: string; responseUrl: string },
) {
  return {
    token: 'unused',
    team_id: store.teamId,
    team_domain: 'local',
    channel_id: conversation.id,
    channel_name: conversation.kind === 'im' ? 'directmessage' : conversation.name,
    user_id: person.id,
    user_name: username(person),
    command,
    text,
    api_app_id: APP_ID,
    is_enterprise_install: 'false',
    response_url: handed.responseUrl,
    trigger_id: handed.trigger,
  };
}

/** Slack's `state.values`: what was typed, or what the input starts with. */
function stateOf(blocks: KnownBlock[], values: FormValues): Record<string, Record<string, unknown>> {
  const inputs = blocks.flatMap((block) => (block.type === 'input' ? [block] : []));
  const filled = new Set<string>();
  return Object.fromEntries(
    inputs.map((block) => {
      const { element } = block;
      const action = element.action_id ?? '';
      // A value given by action id fills the first input of that id; further parts of the same field become empty.
      const byAction = values[action] === undefined ? undefined : filled.has(action) ? '' : values[action];
      filled.add(action);
      return [block.block_id ?? '', { [action]: elementState(element, values[block.block_id ?? ''] ?? byAction) }];
    }),
  );
}

type InputElement = Extract<KnownBlock, { type: 'input' }>['element'];

function elementState(element: InputElement, given: string | string[] | undefined): Record<string, unknown> {
  const one = Array.isArray(given) ? given[0] : given;
  const many = given === undefined ? undefined : [given].flat();
  switch (element.type) {
    case 'static_select': {
      const options = [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
      const chosen = options.find((option) => option.value === one);
      return { type: element.type, selected_option: chosen ?? (given === undefined ? element.initial_option : undefined) ?? null };
    }
    case 'radio_buttons': {
      const chosen = element.options.find((option) => option.value === one);
      return { type: element.type, selected_option: chosen ?? (given === undefined ? element.initial_option : undefined) ?? null };
    }
    case 'checkboxes':
      return {
        type: element.type,
        selected_options: many ? element.options.filter((option) => many.includes(option.value ?? '')) : (element.initial_options ?? []),
      };
    case 'datepicker':
      return { type: element.type, selected_date: one || (given === undefined ? element.initial_date : undefined) || null };
    case 'timepicker':
      return { type: element.type, selected_time: one || (given === undefined ? element.initial_time : undefined) || null };
    case 'users_select':
      return { type: element.type, selected_user: one || (given === undefined ? element.initial_user : undefined) || null };
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type: element.type, value: (given === undefined ? element.initial_value : one) || null };
    default:
      return { type: element.type };
  }
}
