import type { Store } from '../store.ts';
import { Refusal } from '../validate/problems.ts';
import type { Person } from '../wire.ts';
import type { Host, Method } from './call.ts';

const userJson = (store: Store, person: Person) => ({
  id: person.id,
  team_id: person.teamId ?? store.teamId,
  name: person.email.split('@')[0],
  real_name: person.name,
  deleted: false,
  tz: person.timezone,
  is_restricted: person.guest ?? false,
  is_ultra_restricted: false,
  is_stranger: person.teamId !== undefined && person.teamId !== store.teamId,
  is_bot: false,
  is_app_user: false,
  profile: {
    real_name: person.name,
    display_name: person.name,
    email: person.email,
    title: person.title,
    team: person.teamId ?? store.teamId,
  },
});

const botJson = ({ store, botName }: Host) => ({
  id: store.botUserId,
  team_id: store.teamId,
  name: botName.toLowerCase(),
  real_name: botName,
  deleted: false,
  is_bot: true,
  is_app_user: false,
  profile: { real_name: botName, display_name: botName, bot_id: store.botId, team: store.teamId },
});

const info: Method = (args, host) => {
  const id = args.text('user');
  return { user: id === host.store.botUserId ? botJson(host) : userJson(host.store, host.store.person(id)) };
};

const lookupByEmail: Method = (args, { store }) => {
  const email = args.text('email').toLowerCase();
  const person = [...store.people.values()].find((each) => each.email.toLowerCase() === email);
  if (!person) throw new Refusal('users_not_found');
  return { user: userJson(store, person) };
};

const list: Method = (_, host) => ({
  members: [...[...host.store.people.values()].map((person) => userJson(host.store, person)), botJson(host)],
  response_metadata: { next_cursor: '' },
});

const authTest: Method = (_, { store, botName, url }) => ({
  url: `${url}/`,
  team: 'Local workspace',
  user: botName.toLowerCase(),
  team_id: store.teamId,
  user_id: store.botUserId,
  bot_id: store.botId,
  is_enterprise_install: false,
});

const apiTest: Method = (args) => {
  if (args.has('error')) throw new Refusal(args.text('error'));
  return {};
};

const addReaction: Method = (args, { store }) => {
  const { id } = store.conversation(args.text('channel'));
  const message = store.find(id, args.text('timestamp'));
  if (!message) throw new Refusal('message_not_found');
  const name = args.text('name').replaceAll(':', '');
  const reactions = message.reactions ?? [];
  const known = reactions.find((each) => each.name === name);
  if (known?.users.includes(store.botUserId)) throw new Refusal('already_reacted');
  const others = reactions.filter((each) => each.name !== name);
  store.change(message, { reactions: [...others, { name, users: [...(known?.users ?? []), store.botUserId] }] });
  return {};
};

export const peopleMethods: Record<string, Method> = {
  'users.info': info,
  'users.lookupByEmail': lookupByEmail,
  'users.list': list,
  'auth.test': authTest,
  'api.test': apiTest,
  'reactions.add': addReaction,
};
