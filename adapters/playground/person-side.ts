import type { KnownBlock, View } from '@slack/types';
import type { Deliveries, Delivery } from './delivery.ts';
import { typed } from './mentions.ts';
import { Args, type Host } from './methods/call.ts';
import { respond, threadOf } from './methods/chat.ts';
import { opened } from './methods/views.ts';
import { blockActions, envelope, messageEvent, slashCommand, viewActions, viewInteraction, viewJson } from './payloads.ts';
import { Refusal } from './validate/problems.ts';
import { checkedView } from './validate/view.ts';
import type { Acted, Conversation, FormValues, Message, OpenView, Tab } from './wire.ts';

export interface Said extends Message {
  /** The first attempt to hand the message to the bot; undefined where the bot does not get it. */
  delivery: Delivery | undefined;
}

export interface Submitted {
  delivery: Delivery | undefined;
  /** What the bot found wrong, by block id; the form stays open. */
  errors: Record<string, string>;
  closed: boolean;
}

/** An element that was pressed, as it stood in the message. */
interface Pressed {
  element: Record<string, unknown>;
  blockId: string;
}

export interface PersonSideOptions {
  command: string;
  /** Event types the app subscribes to. */
  subscriptions: string[];
}

/** What people do in the workspace, and what the bot therefore hears. */
export class PersonSide {
  #host: Host;
  #deliveries: Deliveries;
  #options: PersonSideOptions;

  constructor(host: Host, deliveries: Deliveries, options: PersonSideOptions) {
    this.#host = host;
    this.#deliveries = deliveries;
    this.#options = options;
  }

  /** Opens the direct conversation with the bot, as a person does before writing, or what the bot shows them beside it. */
  async open(user: string, tab: Tab = 'messages'): Promise<Delivery | undefined> {
    const { store } = this.#host;
    const { id: channel } = store.directOf(user);
    const home = tab === 'home' ? store.homes.get(user) : undefined;
    const view = home ? { view: viewJson(store, home) } : {};
    return this.#event('app_home_opened', { type: 'app_home_opened', user, channel, tab, event_ts: store.nextTs(), ...view });
  }

  /** Resolves when the bot has answered (or missed) the delivery. */
  async say(said: { user: string; channel: string; text: string; thread?: string }): Promise<Said> {
    const { store, botName } = this.#host;
    const { id: user } = store.person(said.user);
    const conversation = this.#joined(user, said.channel);
    const thread = threadOf(store, conversation.id, said.thread);
    const text = typed(store, botName, said.text);
    if (text.trim() === '') throw new Refusal('no_text');
    const message = store.add({
      channel: conversation.id,
      ts: store.nextTs(),
      user,
      fromBot: false,
      text,
      ...(thread ? { thread_ts: thread } : {}),
    });
    return { ...message, delivery: await this.#hear(message, conversation) };
  }

  async command(given: { user: string; channel: string; text: string }): Promise<Delivery | undefined> {
    const { store, triggers } = this.#host;
    const person = store.person(given.user);
    const conversation = this.#joined(person.id, given.channel);
    const place = { user: person.id, channel: conversation.id };
    const trigger = triggers.trigger(person.id);
    const handed = { trigger, responseUrl: this.#responseUrl(place) };
    const payload = slashCommand(store, person, conversation, this.#options.command, given.text, handed);
    const delivery = await this.#deliveries.command(this.#options.command, trigger, payload);
    if (delivery && !delivery.failure && delivery.answer) respond(this.#host, new Args(contentOf(delivery.answer)), place);
    return delivery;
  }

  /** `value` picks one of several: a feedback verdict's or an option's value. */
  async press(pressed: {
    user: string;
    message: { channel: string; ts: string };
    actionId: string;
    blockId?: string;
    value?: string;
  }): Promise<Delivery | undefined> {
    const { store, triggers } = this.#host;
    const person = store.person(pressed.user);
    const message = store.find(pressed.message.channel, pressed.message.ts);
    if (!message || (message.onlyFor && message.onlyFor !== person.id)) throw new Refusal('message_not_found');
    this.#joined(person.id, message.channel);
    const found = store.blocksEver(message).flatMap((blocks) => find(blocks, pressed.actionId, pressed.blockId))[0];
    if (!found) throw new Error(`the message has no ${pressed.actionId}`);
    const trigger = triggers.trigger(person.id);
    const responseUrl = this.#responseUrl({
      user: person.id,
      channel: message.channel,
      ts: message.ts,
      ...(message.thread_ts ? { thread: message.thread_ts } : {}),
    });
    const payload = blockActions(store, person, message, this.#action(found, pressed.value), { trigger, responseUrl });
    return this.#deliveries.interaction('block_actions', trigger, payload);
  }

  /** In a form, or on the person's home. */
  async pressInForm(pressed: { user: string; viewId: string; actionId: string; blockId?: string; value?: string }) {
    const { store, triggers } = this.#host;
    const home = store.homes.get(pressed.user);
    const view = home?.id === pressed.viewId ? home : this.#view(pressed.user, pressed.viewId);
    const found = find(view.view.blocks as KnownBlock[], pressed.actionId, pressed.blockId)[0];
    if (!found) throw new Error(`the form has no ${pressed.actionId}`);
    const trigger = triggers.trigger(pressed.user);
    const payload = viewActions(store, store.person(pressed.user), view, this.#action(found, pressed.value), trigger);
    return this.#deliveries.interaction('block_actions', trigger, payload);
  }

  /** `values` by block id or action id; inputs not named keep what they start with. */
  async submit(submitted: { user: string; viewId?: string; values: FormValues }): Promise<Submitted> {
    const { store, triggers } = this.#host;
    const view = this.#view(submitted.user, submitted.viewId);
    const trigger = triggers.trigger(submitted.user);
    const payload = viewInteraction(store, store.person(submitted.user), 'view_submission', view, trigger, submitted.values);
    const missing = inputProblems(view, payload.view.state.values);
    if (Object.keys(missing).length > 0) return { delivery: undefined, errors: missing, closed: false };
    const delivery = await this.#deliveries.interaction('view_submission', trigger, payload);
    if (!delivery || delivery.failure) return { delivery, errors: {}, closed: false };
    return { delivery, ...this.#answered(view, delivery.answer ?? '') };
  }

  async dismiss(user: string, viewId?: string): Promise<Delivery | undefined> {
    const { store, triggers } = this.#host;
    const view = this.#view(user, viewId);
    this.#close(view);
    if (view.view.type !== 'modal' || !view.view.notify_on_close) return undefined;
    const trigger = triggers.trigger(user);
    const payload = viewInteraction(store, store.person(user), 'view_closed', view, trigger, {});
    return this.#deliveries.interaction('view_closed', trigger, payload);
  }

  /** The form on top of a person's screen. */
  form(user: string): OpenView | undefined {
    return this.#host.store.views.get(user)?.at(-1);
  }

  /** What a page's act came to, for showing. */
  shown(delivery: Delivery | undefined): Acted {
    if (!delivery) return { ok: false, problem: `${this.#host.botName} is not connected.` };
    if (!delivery.failure) return { ok: true };
    return { ok: false, problem: `${this.#host.botName} did not answer (${delivery.status ?? delivery.failure}).` };
  }

  #joined(user: string, channel: string): Conversation {
    const conversation = this.#host.store.conversation(channel);
    if (!conversation.members.includes(user)) throw new Refusal('not_in_channel');
    return conversation;
  }

  async #hear(message: Message, conversation: Conversation): Promise<Delivery | undefined> {
    const { store } = this.#host;
    const direct = conversation.kind === 'im';
    const mentioned = message.text.includes(`<@${store.botUserId}>`);
    const sent: Promise<Delivery | undefined>[] = [];
    if (mentioned && !direct) sent.push(this.#event('app_mention', messageEvent(store, message, 'app_mention', conversation)));
    const heard = direct ? 'message.im' : 'message.channels';
    if (this.#options.subscriptions.includes(heard)) {
      sent.push(this.#event('message', messageEvent(store, message, 'message', conversation)));
    }
    return (await Promise.all(sent))[0];
  }

  #event(name: string, event: Record<string, unknown>): Promise<Delivery | undefined> {
    return this.#deliveries.event(name, envelope(this.#host.store, event));
  }

  #responseUrl(place: { user: string; channel: string; ts?: string; thread?: string }): string {
    return `${this.#host.url}/response/${this.#host.triggers.response(place)}`;
  }

  #action({ element, blockId }: Pressed, value: string | undefined): Record<string, unknown> {
    const { type, action_id, text, style, confirm } = element;
    const at = { type, action_id, block_id: blockId, action_ts: this.#host.store.nextTs() };
    if (type === 'feedback_buttons') {
      const verdicts = [element.positive_button, element.negative_button] as { text: unknown; value: string }[];
      const chosen = verdicts.find((verdict) => verdict.value === value);
      if (!chosen) throw new Error(`feedback has no value ${value}`);
      return { ...at, text: chosen.text, value: chosen.value };
    }
    if (type === 'static_select' || type === 'overflow' || type === 'radio_buttons') {
      return { ...at, selected_option: optionsOf(element).find((option) => option.value === value) ?? null };
    }
    if (type === 'users_select') return { ...at, selected_user: value };
    if (type === 'datepicker') return { ...at, selected_date: value };
    if (type === 'checkboxes') {
      return { ...at, selected_options: optionsOf(element).filter((option) => (value ?? '').split(',').includes(option.value)) };
    }
    const own = element.value;
    return {
      ...at,
      text,
      ...(own === undefined ? {} : { value: own }),
      ...(style === undefined ? {} : { style }),
      ...(confirm === undefined ? {} : { confirm }),
    };
  }

  #view(user: string, id: string | undefined): OpenView {
    const { store } = this.#host;
    store.person(user);
    const views = store.views.get(user) ?? [];
    const found = id === undefined ? views.at(-1) : views.find((view) => view.id === id);
    if (!found) throw new Refusal('view_not_found');
    return found;
  }

  #close(view: OpenView): void {
    const { store } = this.#host;
    store.setViews(
      view.user,
      (store.views.get(view.user) ?? []).filter((each) => each.id !== view.id),
    );
  }

  #answered(view: OpenView, answer: string): { errors: Record<string, string>; closed: boolean } {
    const { store } = this.#host;
    const body = answer.trim() === '' ? {} : contentOf(answer);
    const next = () => opened(store, view.user, checkedView(body.view, 'modal') as View);
    switch (body.response_action) {
      case 'errors':
        return { errors: body.errors as Record<string, string>, closed: false };
      case 'update':
        store.setViews(
          view.user,
          (store.views.get(view.user) ?? []).map((each) => (each.id === view.id ? { ...next(), id: view.id } : each)),
        );
        return { errors: {}, closed: false };
      case 'push':
        store.setViews(view.user, [...(store.views.get(view.user) ?? []), next()]);
        return { errors: {}, closed: false };
      case 'clear':
        store.setViews(view.user, []);
        return { errors: {}, closed: true };
      default:
        this.#close(view);
        return { errors: {}, closed: true };
    }
  }
}

function contentOf(answer: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(answer);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : { text: answer };
  } catch {
    return { text: answer };
  }
}

function find(blocks: object[], actionId: string, blockId: string | undefined): Pressed[] {
  const within = (value: unknown, block: string): Pressed[] => {
    if (Array.isArray(value)) return value.flatMap((item) => within(item, block));
    if (typeof value !== 'object' || value === null) return [];
    const element = value as Record<string, unknown>;
    if (element.action_id === actionId) return [{ element, blockId: block }];
    return Object.values(element).flatMap((inner) => within(inner, block));
  };
  return blocks.flatMap((block) => {
    const id = 'block_id' in block ? String(block.block_id) : '';
    return blockId === undefined || id === blockId ? within(block, id) : [];
  });
}

function optionsOf(element: Record<string, unknown>): { value: string }[] {
  const groups = (element.option_groups ?? []) as { options: { value: string }[] }[];
  return [...((element.options ?? []) as { value: string }[]), ...groups.flatMap((group) => group.options)];
}

/** Slack's client refuses to submit a required input left empty, and one too long or too short. */
function inputProblems(open: OpenView, values: Record<string, Record<string, unknown>>): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const block of open.view.blocks as KnownBlock[]) {
    if (block.type !== 'input') continue;
    const id = block.block_id ?? '';
    const { type: _, ...state } = (values[id]?.[block.element.action_id ?? ''] ?? {}) as Record<string, unknown>;
    const value = Object.values(state)[0];
    const empty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    if (empty && !block.optional) problems[id] = 'Please complete this required field.';
    if (block.element.type === 'plain_text_input' && typeof value === 'string') {
      const { min_length: min = 0, max_length: max = 3000 } = block.element;
      if (value.length > max) problems[id] = `At most ${max} characters.`;
      if (value.length < min) problems[id] = `At least ${min} characters.`;
    }
  }
  return problems;
}
