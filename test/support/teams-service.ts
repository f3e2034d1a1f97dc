import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { until } from './until.ts';

/**
 * What Microsoft runs between a bot and its users, on loopback: the keys of its tokens, the connector that takes what the bot
 * writes, and people who write, press and fill in. It holds the bot to the limits of Teams.
 */

export const APP_ID = '11111111-2222-3333-4444-555555555555';
export const TENANT_ID = '0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e';
const BOT = { id: `28:${APP_ID}`, name: 'Greendoor' };
const LIMIT_BYTES = 28 * 1024;

type Json = Record<string, unknown>;
export interface TeamsPerson {
  id: string;
  name: string;
  email: string;
  guest?: boolean;
}
export interface TeamsConversation {
  id: string;
  type: 'personal' | 'groupChat' | 'channel';
  members: string[];
  shared?: boolean;
}
/** A message as its readers see it. */
export interface TeamsMessage {
  id: string;
  /** The conversation, without its thread. */
  channel: string;
  thread: string | undefined;
  text: string;
  summary: string;
  card: Json | undefined;
  entities: Json[];
  channelData: Json;
  attachments: Json[];
  /** Whether it is still being written. */
  streaming: boolean;
  deleted: boolean;
}
export interface Invoked {
  status: number;
  body: { statusCode?: number; type?: string; value?: unknown } | undefined;
}

interface TokenChanges {
  issuer?: string;
  audience?: string;
  serviceUrl?: string | null;
  expiresIn?: number;
  /** Signed by a key nobody told of. */
  foreign?: boolean;
  unsigned?: boolean;
}

export interface TeamsService {
  url: string;
  openIdUrl: string;
  serviceUrl: string;
  credentials: ServiceClientCredentialsFactory;
  conversations: Map<string, TeamsConversation>;
  messages(channel: string): TeamsMessage[];
  /** What the bot asked of the connector, and was refused. */
  calls: { method: string; path: string; status: number }[];
  /** From now on writing to that conversation is refused. */
  close(channel: string, code?: string): void;
  /** Says with which code something that is written or deleted is refused. */
  refuse: ((asked: { method: string; body: Json }) => string | undefined) | undefined;
  /** Refuses pieces of streams. */
  refuseStreams: boolean;
  /** How many pieces of answers it took. */
  streams: number;
  connect(botUrl: string): void;
  token(changes?: TokenChanges): Promise<string>;
  /** Posts an activity as Teams does; gives status and body. */
  deliver(activity: Json, authorization?: string | null): Promise<Invoked & { raw: string }>;
  /** A person writes; in a channel the message opens a thread unless one is given. Gives its id. */
  say(said: { user: string; channel: string; text: string; thread?: string; mention?: boolean }): Promise<string>;
  install(user: string): Promise<void>;
  /** Presses what has that title in a card; `inputs` are what was filled in. Gives what Teams was answered. */
  press(user: string, message: TeamsMessage, title: string, inputs?: Json, card?: Json): Promise<Invoked>;
  /** The card as that person sees it: fetched for them where the message says so. */
  look(user: string, message: TeamsMessage): Promise<Json | undefined>;
  rate(user: string, message: TeamsMessage, reaction: 'like' | 'dislike'): Promise<Invoked>;
  invoke(user: string, channel: string, name: string, value: unknown, message?: TeamsMessage): Promise<Invoked>;
  waitFor<T>(found: () => T | undefined): Promise<T>;
  stop(): Promise<void>;
}

export async function startTeamsService(people: readonly TeamsPerson[], given: readonly TeamsConversation[]): Promise<TeamsService> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const { privateKey: foreignKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig', endorsements: ['msteams'] };
  const conversations = new Map(given.map((each) => [each.id, { ...each }]));
  const written: TeamsMessage[] = [];
  const closed = new Map<string, string>();
  const calls: TeamsService['calls'] = [];
  let botUrl = '';
  let next = 1_000;
  const newId = () => String(next++);
  const person = (id: string): TeamsPerson => {
    const found = people.find((each) => each.id === id || mri(each) === id);
    if (!found) throw new Error(`nobody is ${id}`);
    return found;
  };
  const memberOf = ({ id, name, email, guest }: TeamsPerson) => ({
    id: `29:${id}`,
    aadObjectId: id,
    name,
    email,
    userPrincipalName: guest ? `${email.replace('@', '_')}#EXT#@host.example` : email,
    tenantId: TENANT_ID,
    userRole: guest ? 'guest' : 'user',
  });

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Json) : {};
    const answered = connector(request, body);
    calls.push({ method: request.method ?? '', path: request.url ?? '', status: answered.status });
    answer(response, answered.status, answered.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${url}/connector/`;

  function connector(request: IncomingMessage, body: Json): { status: number; body?: unknown } {
    const { pathname } = new URL(request.url ?? '', url);
    if (pathname === '/openid') return { status: 200, body: { jwks_uri: `${url}/keys` } };
    if (pathname === '/keys') return { status: 200, body: { keys: [jwk] } };
    if (request.headers.authorization !== 'Bearer of the bot') return { status: 401, body: error('Unauthorized') };
    const parts = pathname
      .replace(/^\/connector\/v3\/conversations\/?/, '')
      .split('/')
      .map(decodeURIComponent);
    const [conversation = '', kind, id] = parts;
    const [channel = '', thread] = conversation.split(';messageid=');
    if (conversation === '') return open(body);
    const there = conversations.get(channel);
    if (!there) return { status: 404, body: error('ConversationNotFound') };
    const refused = closed.get(channel);
    if (refused) return { status: 403, body: error(refused) };
    if (kind === 'pagedmembers') return { status: 200, body: { members: there.members.map((each) => memberOf(person(each))) } };
    if (kind === 'members') {
      const member = there.members.find((each) => each === id || `29:${each}` === id);
      return member ? { status: 200, body: memberOf(person(member)) } : { status: 404, body: error('MemberNotFoundInConversation') };
    }
    const code = service.refuse?.({ method: request.method ?? '', body });
    if (code) return { status: 400, body: error(code) };
    if (request.method === 'POST') return write(there, channel, thread, body);
    const message = written.find((each) => each.channel === channel && each.id === id && !each.deleted);
    if (!message) return { status: 404, body: error('ActivityNotFoundInConversation') };
    if (request.method === 'DELETE') message.deleted = true;
    else {
      if (tooBig(body)) return { status: 413, body: error('MessageSizeTooBig') };
      Object.assign(message, contentOf(body));
    }
    return { status: 200, body: { id } };
  }

  function open({ members }: Json): { status: number; body?: unknown } {
    const [member] = members as { id: string }[];
    const user = person(member?.id ?? '');
    const known = [...conversations.values()].find((each) => each.type === 'personal' && each.members[0] === user.id);
    const id = known?.id ?? `a:${user.id}`;
    if (!known) conversations.set(id, { id, type: 'personal', members: [user.id] });
    return { status: 201, body: { id } };
  }

  function write(there: TeamsConversation, channel: string, thread: string | undefined, body: Json) {
    if (tooBig(body)) return { status: 413, body: error('MessageSizeTooBig') };
    const info = (body.entities as Json[] | undefined)?.find(({ type }) => type === 'streaminfo');
    if (info && (there.type !== 'personal' || service.refuseStreams)) return { status: 403, body: error('ContentStreamNotAllowed') };
    if (body.type === 'typing' && !info) return { status: 200, body: { id: newId() } };
    const begun = info?.streamId ? written.find(({ id }) => id === info.streamId) : undefined;
    if (info?.streamId && !begun?.streaming) return { status: 403, body: error('ContentStreamNotAllowed') };
    const message = begun ?? { id: newId(), channel, thread: there.type === 'channel' ? thread : undefined, deleted: false };
    const streaming = info !== undefined && info.streamType !== 'final';
    if (streaming) service.streams += 1;
    const now = Object.assign(message, contentOf(body), { streaming }) as TeamsMessage;
    if (!begun) written.push(now);
    return { status: 201, body: { id: now.id } };
  }

  async function token(changes: TokenChanges = {}): Promise<string> {
    const { issuer = 'https://api.botframework.com', audience = APP_ID, expiresIn = 3_600, foreign, unsigned } = changes;
    const claims = changes.serviceUrl === null ? {} : { serviceurl: changes.serviceUrl ?? serviceUrl };
    if (unsigned) {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const exp = Math.floor(Date.now() / 1000) + expiresIn;
      return `${part({ alg: 'none', kid: 'key-1' })}.${part({ ...claims, iss: issuer, aud: audience, exp })}.`;
    }
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
      .sign(foreign ? foreignKey : privateKey);
  }

  async function deliver(activity: Json, authorization?: string | null) {
    const bearer = authorization === undefined ? `Bearer ${await token()}` : authorization;
    const answered = await fetch(`${botUrl}/teams/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer === null ? {} : { authorization: bearer }) },
      body: JSON.stringify(activity),
    });
    const raw = await answered.text();
    return { status: answered.status, raw, body: raw ? (JSON.parse(raw) as Invoked['body']) : undefined };
  }

  /** What every activity of a person carries. */
  function from(user: string, channel: string, thread?: string): Json {
    const there = conversations.get(channel);
    if (!there) throw new Error(`there is no ${channel}`);
    return {
      id: newId(),
      channelId: 'msteams',
      serviceUrl,
      from: { id: mri(person(user)), aadObjectId: user, name: person(user).name },
      recipient: BOT,
      conversation: { id: thread ? `${channel};messageid=${thread}` : channel, conversationType: there.type, tenantId: TENANT_ID },
      channelData: {
        tenant: { id: TENANT_ID },
        ...(there.type === 'channel'
          ? { channel: { id: channel, type: there.shared ? 'shared' : 'standard' }, team: { id: channel } }
          : {}),
      },
    };
  }

  async function invoke(user: string, channel: string, name: string, value: unknown, message?: TeamsMessage): Promise<Invoked> {
    const base = from(user, channel, message?.thread ?? (conversations.get(channel)?.type === 'channel' ? message?.id : undefined));
    return deliver({ ...base, type: 'invoke', name, value, ...(message ? { replyToId: message.id } : {}) });
  }

  const service: TeamsService = {
    url,
    openIdUrl: `${url}/openid`,
    serviceUrl,
    credentials: ownCredentials(),
    conversations,
    calls,
    refuse: undefined,
    refuseStreams: false,
    streams: 0,
    messages: (channel) => written.filter((each) => each.channel === channel && !each.deleted),
    close: (channel, code = 'BotNotInConversationRoster') => void closed.set(channel, code),
    connect: (at) => {
      botUrl = at;
    },
    token,
    deliver,
    invoke,
    async say({ user, channel, text, thread, mention = conversations.get(channel)?.type !== 'personal' }) {
      const base = from(user, channel, thread);
      const root = thread ?? (base.id as string);
      const named = mention
        ? { text: `<at>Greendoor</at> ${text}`, entities: [{ type: 'mention', text: '<at>Greendoor</at>', mentioned: BOT }] }
        : { text };
      const conversation = { ...(base.conversation as Json) };
      if (conversations.get(channel)?.type === 'channel') conversation.id = `${channel};messageid=${root}`;
      const { status } = await deliver({ ...base, conversation, type: 'message', textFormat: 'plain', ...named });
      if (status !== 200) throw new Error(`the bot answered ${status}`);
      return root;
    },
    async install(user) {
      const { body } = open({ members: [{ id: user }] });
      const channel = (body as { id: string }).id;
      await deliver({ ...from(user, channel), type: 'installationUpdate', action: 'add' });
    },
    async press(user, message, title, inputs = {}, card = message.card) {
      const action = actionsOf(card).find((each) => each.title === title);
      if (!action) throw new Error(`no "${title}" among ${actionsOf(card).map((each) => each.title)}`);
      const data = { ...(action.data as Json), ...inputs };
      return invoke(
        user,
        message.channel,
        'adaptiveCard/action',
        { action: { type: 'Action.Execute', verb: action.verb, data }, trigger: 'manual' },
        message,
      );
    },
    async look(user, message) {
      const refresh = message.card?.refresh as { action: Json; userIds: string[] } | undefined;
      if (!refresh?.userIds.includes(mri(person(user)))) return message.card;
      const { body } = await invoke(
        user,
        message.channel,
        'adaptiveCard/action',
        { action: refresh.action, trigger: 'automatic' },
        message,
      );
      if (!body?.type?.includes('adaptive')) throw new Error(JSON.stringify(body));
      return body.value as Json;
    },
    rate: (user, message, reaction) =>
      invoke(user, message.channel, 'message/submitAction', { actionName: 'feedback', actionValue: { reaction, feedback: '{}' } }, message),
    async waitFor(found) {
      await until(() => found() !== undefined);
      return found() as NonNullable<ReturnType<typeof found>>;
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return service;
}

const mri = ({ id }: Pick<TeamsPerson, 'id'>): string => `29:${id}`;
const error = (code: string) => ({ error: { code, message: 'secret words of the server' } });

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body));
}

/** Text and card together, in UTF-16. */
const tooBig = ({ text = '', attachments = [], entities = [] }: Json): boolean =>
  2 * (JSON.stringify(text).length + JSON.stringify(attachments).length + JSON.stringify(entities).length) > LIMIT_BYTES;

function contentOf(body: Json) {
  const attachments = (body.attachments ?? []) as Json[];
  return {
    text: String(body.text ?? ''),
    summary: String(body.summary ?? ''),
    card: attachments.find(({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive')?.content as Json | undefined,
    entities: (body.entities ?? []) as Json[],
    channelData: (body.channelData ?? {}) as Json,
    attachments,
    streaming: false,
  };
}

/** The bot's own token, as Microsoft would give it for its secret. */
function ownCredentials(): ServiceClientCredentialsFactory {
  const signed = {
    signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
      request.headers.set('authorization', 'Bearer of the bot');
      return request;
    },
  };
  return {
    isValidAppId: async (id) => id === APP_ID,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => signed as never,
  };
}

/** Every action of a card that can be pressed, those of its second steps included. */
export function actionsOf(card: Json | undefined): Json[] {
  const found: Json[] = [];
  const within = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) within(item);
    else if (typeof value === 'object' && value !== null) {
      if ((value as Json).type === 'Action.Execute' && 'title' in value) found.push(value as Json);
      for (const inner of Object.values(value)) within(inner);
    }
  };
  within(card?.body);
  within(card?.actions);
  return found;
}

/** Everything a message shows, as one text. */
export function readOf({ text, card }: Pick<TeamsMessage, 'text' | 'card'>): string {
  const said: string[] = [text];
  const within = (value: unknown, key = ''): void => {
    if (typeof value === 'string' && ['text', 'title', 'value', 'label', 'inlines'].includes(key)) said.push(value);
    else if (Array.isArray(value)) for (const item of value) within(item, key);
    else if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value)) within(inner, name);
  };
  within(card?.body, 'body');
  return said.filter(Boolean).join('\n').replaceAll('\u2060', '');
}
