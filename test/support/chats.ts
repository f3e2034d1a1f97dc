import type { Workspace } from '../../adapters/playground/index.ts';
import { buttons, press, shown } from './greendoor.ts';
import { actionsOf, readOf, type TeamsMessage, type TeamsService } from './teams-service.ts';

/** A chat platform as people meet it: what is the same for all of them, however they press and fill in. */

/** A message of Greendoor's as a reader sees it now. */
export interface Seen {
  id: string;
  channel: string;
  text: string;
  labels: string[];
}

export interface Chat {
  name: string;
  /** Says something in one's direct conversation, or in a channel by mention. */
  say(person: string, text: string, channel?: string): Promise<void>;
  command(person: string, text: string): Promise<void>;
  /** All Greendoor said in a channel, or to one person in their direct conversation, that is finished. */
  said(where: { person: string } | { channel: string }): Seen[];
  /** The message as it is now for that person. */
  look(person: string, seen: Seen): Promise<Seen>;
  press(person: string, seen: Seen, label: string): Promise<void>;
  /** What the form shows that the last press opened, and what it may be filled with. */
  form(person: string): Promise<{ text: string; fill(values: Record<string, string>): Promise<void> }>;
  rate(person: string, seen: Seen): Promise<void>;
  /** Whether pieces of an answer were shown while it was written. */
  streamed(): boolean;
}

export function slackChat(workspace: Workspace): Chat {
  const see = (message: ReturnType<Workspace['messages']>[number]): Seen => ({
    id: message.ts,
    channel: message.channel,
    text: shown(message),
    labels: buttons(message).map(({ label }) => label),
  });
  const found = (seen: Seen) => {
    const message = workspace.messages(seen.channel).find(({ ts }) => ts === seen.id);
    if (!message) throw new Error(`${seen.id} is gone`);
    return message;
  };
  return {
    name: 'Slack',
    async say(person, text, channel) {
      await workspace.say(channel ? { user: person, channel, text: `@Greendoor ${text}` } : { user: person, dm: true, text });
    },
    command: async (person, text) => void (await workspace.command({ user: person, channel: person, text })),
    said: (where) =>
      workspace
        .messages('person' in where ? where.person : where.channel)
        .filter((each) => each.fromBot && !each.streaming)
        .map(see),
    look: async (_, seen) => see(found(seen)),
    press: (person, seen, label) => press(workspace, person, found(seen), label),
    async form(person) {
      const opened = await workspace.waitFor(() => workspace.openedForm(person));
      return {
        text: JSON.stringify(opened.view.blocks),
        fill: async (values) => void (await workspace.submitForm({ user: person, values })),
      };
    },
    async rate(person, seen) {
      const { ts, channel, blocks } = found(seen);
      const verdict = blocks?.flatMap((block) => (block.type === 'context_actions' ? block.elements : []))[0];
      const value = verdict?.type === 'feedback_buttons' ? verdict.positive_button.value : '';
      await workspace.press({ user: person, message: { channel, ts }, actionId: 'feedback', value: value ?? '' });
    },
    streamed: () => workspace.calls.some(({ method }) => method === 'chat.appendStream' || method === 'chat.startStream'),
  };
}

export function teamsChat(service: TeamsService): Chat {
  const cards = new Map<string, Record<string, unknown>>();
  const see = (message: TeamsMessage, card = message.card): Seen => ({
    id: message.id,
    channel: message.channel,
    text: readOf({ text: message.text, card }),
    labels: actionsOf(card).map(({ title }) => String(title)),
  });
  const direct = (person: string) =>
    [...service.conversations.values()].find(({ type, members }) => type === 'personal' && members[0] === person)?.id;
  const found = (seen: Seen) => {
    const message = service.messages(seen.channel).find(({ id }) => id === seen.id);
    if (!message) throw new Error(`${seen.id} is gone`);
    return message;
  };
  return {
    name: 'Teams',
    say: async (person, text, channel) => void (await service.say({ user: person, channel: channel ?? direct(person) ?? '', text })),
    command: async (person, text) => void (await service.say({ user: person, channel: direct(person) ?? '', text: `/greendoor ${text}` })),
    said: (where) =>
      service
        .messages('person' in where ? (direct(where.person) ?? '') : where.channel)
        .filter(({ streaming }) => !streaming)
        .map((message) => see(message)),
    async look(person, seen) {
      const message = found(seen);
      return see(message, await service.look(person, message));
    },
    async press(person, seen, label) {
      const { body } = await service.press(person, found(seen), label);
      if (body?.type?.includes('adaptive')) cards.set(person, { seen, card: body.value });
    },
    async form(person) {
      const { seen, card } = cards.get(person) as { seen: Seen; card: Record<string, unknown> };
      return {
        text: readOf({ text: '', card }),
        async fill(values) {
          const inputs = Object.fromEntries(inputsOf(card).map(({ id, value }) => [id, values[id.replace('input:', '')] ?? value]));
          await service.press(person, found(seen), 'Save', inputs, card);
        },
      };
    },
    rate: async (person, seen) => void (await service.rate(person, found(seen), 'like')),
    streamed: () => service.streams > 0,
  };
}

function inputsOf(value: unknown): { id: string; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(inputsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { type, id, value: filled } = value as Record<string, unknown>;
  const own = type === 'Input.Text' ? [{ id: String(id), value: filled }] : [];
  return [...own, ...Object.values(value).flatMap(inputsOf)];
}
