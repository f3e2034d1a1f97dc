import { createHmac } from 'node:crypto';

export type DeliveryKind = 'event' | 'interaction' | 'command';

/** One attempt to hand something to the bot. */
export interface Delivery {
  kind: DeliveryKind;
  /** The event's id; of an interaction its trigger. The same for every attempt. */
  key: string;
  /** What it is: `message`, `app_mention`, `block_actions`, `view_submission`, `/greendoor`. */
  name: string;
  /** 0, then the retry's number. */
  attempt: number;
  payload: unknown;
  /** Absent while under way and where nothing answered. */
  status?: number;
  /** The bot's answer. */
  answer?: string;
  /** Why Slack takes it as failed. */
  failure?: 'timeout' | 'connection_failed' | 'http_error';
  /** From sending to the answer. */
  milliseconds?: number;
}

interface Parcel {
  kind: DeliveryKind;
  key: string;
  name: string;
  payload: unknown;
  body: string;
  contentType: string;
}

/** Slack's v0 signature of a request's body; `timestamp` in seconds. */
export function sign(signingSecret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** Another way to the bot than HTTP; returns its answer, or nothing where none came in time. */
export type Carrier = (parcel: { kind: DeliveryKind; payload: unknown; retry: number; reason: string }) => Promise<string | undefined>;

/** Hands events and interactions to the bot as Slack does: signed, 3 s to answer, events repeated. */
export class Deliveries {
  readonly journal: Delivery[] = [];
  /** Where the bot listens. */
  url: string | undefined;
  /** Set while a Socket Mode client is connected. */
  carrier: Carrier | undefined;
  /** Milliseconds every delivery is held back. */
  delay = 0;
  #secret: string;
  #retryDelays: number[];
  #acknowledgeWithin: number;
  #parcels = new Map<string, Parcel>();
  #waiting = new Map<NodeJS.Timeout, () => void>();
  #underWay = new Set<Promise<unknown>>();
  #changed: () => void;
  #closed = false;

  constructor(
    signingSecret: string,
    { retryDelays, acknowledgeWithin }: { retryDelays: number[]; acknowledgeWithin: number },
    changed: () => void,
  ) {
    this.#secret = signingSecret;
    this.#retryDelays = retryDelays;
    this.#acknowledgeWithin = acknowledgeWithin;
    this.#changed = changed;
  }

  /** Resolves with the first attempt; failed events are repeated afterwards. Undefined where no bot is connected. */
  async event(name: string, envelope: { event_id: string }): Promise<Delivery | undefined> {
    const body = JSON.stringify(envelope);
    return this.#first({ kind: 'event', key: envelope.event_id, name, payload: envelope, body, contentType: 'application/json' });
  }

  async interaction(name: string, key: string, payload: object): Promise<Delivery | undefined> {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    return this.#first({ kind: 'interaction', key, name, payload, body, contentType: 'application/x-www-form-urlencoded' });
  }

  async command(name: string, key: string, payload: Record<string, string>): Promise<Delivery | undefined> {
    const body = new URLSearchParams(payload).toString();
    return this.#first({ kind: 'command', key, name, payload, body, contentType: 'application/x-www-form-urlencoded' });
  }

  /** The same again, with the same id, as after a lost answer. */
  async again(key: string): Promise<Delivery> {
    const parcel = this.#parcels.get(key);
    if (!parcel) throw new Error(`nothing was delivered with the id ${key}`);
    const attempts = this.journal.filter((delivery) => delivery.key === key).length;
    return this.#send(parcel, attempts, 'http_timeout');
  }

  /** Resolves when nothing is being delivered; repeats that are still waiting do not count. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const [timer, done] of this.#waiting) {
      clearTimeout(timer);
      done();
    }
    await this.settled();
  }

  async #first(parcel: Parcel): Promise<Delivery | undefined> {
    if (!this.url && !this.carrier) return undefined;
    this.#parcels.set(parcel.key, parcel);
    const first = await this.#send(parcel, 0);
    if (parcel.kind === 'event' && first.failure) void this.#retry(parcel, 0, first);
    return first;
  }

  async #retry(parcel: Parcel, retry: number, last: Delivery): Promise<void> {
    const delay = this.#retryDelays[retry];
    if (delay === undefined || this.#closed) return;
    await this.#wait(delay);
    if (this.#closed) return;
    const next = await this.#send(parcel, retry + 1, last.failure === 'timeout' ? 'http_timeout' : last.failure);
    if (next.failure) await this.#retry(parcel, retry + 1, next);
  }

  #send(parcel: Parcel, attempt: number, reason?: string): Promise<Delivery> {
    const delivery: Delivery = { kind: parcel.kind, key: parcel.key, name: parcel.name, attempt, payload: parcel.payload };
    this.journal.push(delivery);
    const sending = this.#attempt(parcel, delivery, reason).finally(() => {
      this.#underWay.delete(sending);
      this.#changed();
    });
    this.#underWay.add(sending);
    return sending;
  }

  async #attempt(parcel: Parcel, delivery: Delivery, reason: string | undefined): Promise<Delivery> {
    if (this.delay > 0) await this.#wait(this.delay);
    const started = performance.now();
    try {
      if (this.carrier) {
        const answer = await this.carrier({ kind: parcel.kind, payload: parcel.payload, retry: delivery.attempt, reason: reason ?? '' });
        if (answer === undefined) delivery.failure = 'timeout';
        else Object.assign(delivery, { status: 200, answer });
      } else if (this.url) {
        await this.#post(this.url, parcel, delivery, reason);
      }
    } catch (error) {
      delivery.failure = error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'connection_failed';
    }
    delivery.milliseconds = Math.round(performance.now() - started);
    return delivery;
  }

  async #post(url: string, parcel: Parcel, delivery: Delivery, reason: string | undefined): Promise<void> {
    const timestamp = Math.floor(Date.now() / 1000);
    const headers: Record<string, string> = {
      'content-type': parcel.contentType,
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': sign(this.#secret, timestamp, parcel.body),
    };
    if (delivery.attempt > 0) {
      headers['x-slack-retry-num'] = String(delivery.attempt);
      headers['x-slack-retry-reason'] = reason ?? 'http_error';
    }
    const signal = AbortSignal.timeout(this.#acknowledgeWithin);
    const answer = await fetch(url, { method: 'POST', headers, body: parcel.body, signal, redirect: 'manual' });
    delivery.status = answer.status;
    delivery.answer = await answer.text();
    if (!answer.ok) delivery.failure = 'http_error';
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(timer);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      timer.unref();
      this.#waiting.set(timer, done);
    });
  }
}
