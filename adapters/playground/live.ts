import type { ServerResponse } from 'node:http';
import type { Store } from './store.ts';
import type { Message, Snapshot, Update } from './wire.ts';

type About = Snapshot['workspace'] & { botName: string };

/** Pushes what one person may see, by Server-Sent Events. */
export class Live {
  #store: Store;
  #viewers = new Map<ServerResponse, () => void>();
  #about: About;

  constructor(store: Store, about: About) {
    this.#store = store;
    this.#about = about;
  }

  /** @throws Refusal `user_not_found`. */
  watch(user: string, response: ServerResponse): void {
    const snapshot = this.#snapshot(user);
    const seen = new Set(snapshot.conversations.map(({ id }) => id));
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const send = (update: Update) => response.write(`data: ${JSON.stringify(update)}\n\n`);
    send(snapshot);
    const stop = this.#store.listen((update, forUser) => {
      if (forUser !== undefined && forUser !== user) return;
      const channel = channelOf(update);
      if (channel === undefined || seen.has(channel)) send(update);
    });
    this.#viewers.set(response, stop);
    response.on('close', () => {
      stop();
      this.#viewers.delete(response);
    });
  }

  close(): void {
    for (const [response, stop] of this.#viewers) {
      stop();
      response.end();
    }
  }

  #snapshot(user: string): Snapshot {
    const store = this.#store;
    const { botName, ...workspace } = this.#about;
    const conversations = [...store.conversations.values()].filter(({ members }) => members.includes(user));
    const seen = new Set(conversations.map(({ id }) => id));
    const home = store.homes.get(user);
    const visible = ({ channel, onlyFor }: Message) => seen.has(channel) && (onlyFor === undefined || onlyFor === user);
    return {
      type: 'snapshot',
      workspace,
      bot: { id: store.botUserId, name: botName },
      you: store.person(user),
      people: [...store.people.values()],
      conversations,
      messages: store.all().filter(visible),
      statuses: [...store.statuses.values()].filter(({ channel }) => seen.has(channel)),
      prompts: [...store.prompts.values()].filter(({ channel }) => seen.has(channel)),
      views: store.views.get(user) ?? [],
      ...(home ? { home } : {}),
    };
  }
}

function channelOf(update: Update): string | undefined {
  switch (update.type) {
    case 'message':
      return update.message.channel;
    case 'deleted':
      return update.channel;
    case 'status':
      return update.status.channel;
    case 'prompts':
      return update.prompts.channel;
    default:
      return undefined;
  }
}
