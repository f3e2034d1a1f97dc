import { LIMITS } from './limits.ts';
import type { Store } from './store.ts';
import { Refusal } from './validate/problems.ts';

interface ResponsePlace {
  user: string;
  channel: string;
  /** The message whose button was pressed. */
  ts?: string;
  thread?: string;
}

/** Short-lived permissions Slack hands out with an interaction. */
export class Triggers {
  #store: Store;
  #triggers = new Map<string, { user: string; at: number }>();
  #responses = new Map<string, ResponsePlace & { at: number; uses: number }>();

  constructor(store: Store) {
    this.#store = store;
  }

  trigger(user: string): string {
    const id = `${this.#store.nextId('')}.${this.#store.teamId}.${crypto.randomUUID().replaceAll('-', '')}`;
    this.#triggers.set(id, { user, at: this.#store.now() });
    return id;
  }

  /**
   * Uses up a trigger; returns whose it is.
   * @throws Refusal `invalid_trigger_id`, `expired_trigger_id` (3 s) or `exchanged_trigger_id` (used before).
   */
  exchange(id: string): string {
    const trigger = this.#triggers.get(id);
    if (!trigger) throw new Refusal('invalid_trigger_id');
    if (trigger.at === Number.NEGATIVE_INFINITY) throw new Refusal('exchanged_trigger_id');
    if (this.#store.now() - trigger.at > LIMITS.time.trigger) throw new Refusal('expired_trigger_id');
    this.#triggers.set(id, { user: trigger.user, at: Number.NEGATIVE_INFINITY });
    return trigger.user;
  }

  response(place: ResponsePlace): string {
    const id = crypto.randomUUID();
    this.#responses.set(id, { ...place, at: this.#store.now(), uses: 0 });
    return id;
  }

  /** @throws Refusal `expired_url` after 30 minutes, `used_url` after five uses. */
  takeResponse(id: string): ResponsePlace {
    const place = this.#responses.get(id);
    if (!place || this.#store.now() - place.at > LIMITS.time.responseUrl) throw new Refusal('expired_url');
    if (place.uses >= LIMITS.responseUrlUses) throw new Refusal('used_url');
    place.uses += 1;
    return place;
  }
}
