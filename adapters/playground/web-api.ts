import { LIMITS } from './limits.ts';
import { Args, type Host } from './methods/call.ts';
import { METHODS } from './methods/index.ts';
import { Refusal } from './validate/problems.ts';

/** What goes wrong with the next call of a method. */
export type Fault =
  /** Refused with Slack's code. */
  | { type: 'error'; error: string }
  /** 429 with Retry-After. */
  | { type: 'limit'; seconds: number }
  /** An HTTP status without a usable body. */
  | { type: 'status'; status: number }
  /** Done, but answered late. */
  | { type: 'delay'; milliseconds: number }
  /** Done, and the connection breaks before the answer. */
  | { type: 'lose' };

/** One call the bot made. */
export interface ApiCall {
  method: string;
  args: Record<string, unknown>;
  answer: Record<string, unknown>;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  delay: number;
  lost: boolean;
}

/** Slack's Web API over one workspace. */
export class WebApi {
  readonly calls: ApiCall[] = [];
  #host: Host;
  #tokens: { bot: string; app: string | undefined };
  #faults = new Map<string, Fault[]>();
  #posts = new Map<string, { left: number; at: number }>();
  #limitPosts: boolean;
  #openSocket: () => string;
  #called: () => void;

  constructor(
    host: Host,
    options: { botToken: string; appToken: string | undefined; limitPosts: boolean; openSocket: () => string; called: () => void },
  ) {
    this.#host = host;
    this.#tokens = { bot: options.botToken, app: options.appToken };
    this.#limitPosts = options.limitPosts;
    this.#openSocket = options.openSocket;
    this.#called = options.called;
  }

  fault(method: string, fault: Fault): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), fault]);
  }

  /** `token` as sent with the call; `values` its parsed arguments. */
  call(method: string, token: string | undefined, values: Record<string, unknown>): Answer {
    const answer: Answer = { status: 200, headers: {}, body: {}, delay: 0, lost: false };
    const { token: _, ...args } = values;
    const fault = this.#faults.get(method)?.shift();
    if (fault?.type === 'limit') {
      answer.status = 429;
      answer.headers['retry-after'] = String(fault.seconds);
      answer.body = { ok: false, error: 'ratelimited' };
    } else if (fault?.type === 'status') {
      answer.status = fault.status;
      answer.body = { ok: false, error: 'internal_error' };
    } else if (fault?.type === 'error') {
      answer.body = { ok: false, error: fault.error };
    } else {
      Object.assign(answer, this.#run(method, token, args));
      if (fault?.type === 'delay') answer.delay = fault.milliseconds;
      if (fault?.type === 'lose') answer.lost = true;
    }
    this.calls.push({ method, args, answer: answer.body });
    this.#called();
    return answer;
  }

  #run(method: string, token: string | undefined, values: Record<string, unknown>): Partial<Answer> {
    try {
      if (method === 'apps.connections.open') return { body: { ok: true, url: this.#socket(token) } };
      this.#checkToken(token, this.#tokens.bot);
      const run = METHODS.get(method);
      if (!run) throw new Refusal('unknown_method');
      const args = new Args(values);
      if (method === 'chat.postMessage' && !this.#mayPost(args.text('channel'))) {
        return { status: 429, headers: { 'retry-after': '1' }, body: { ok: false, error: 'ratelimited' } };
      }
      return { body: { ok: true, ...run(args, this.#host) } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, messages } = error;
      return {
        body: {
          ok: false,
          error: code,
          ...(messages.length > 0 ? { errors: messages, response_metadata: { messages } } : {}),
        },
      };
    }
  }

  #checkToken(token: string | undefined, expected: string | undefined): void {
    if (!token) throw new Refusal('not_authed');
    if (token !== expected) throw new Refusal('invalid_auth');
  }

  #socket(token: string | undefined): string {
    this.#checkToken(token, this.#tokens.app);
    return this.#openSocket();
  }

  #mayPost(channel: string): boolean {
    if (!this.#limitPosts) return true;
    const { burst, perSecond } = LIMITS.post;
    const now = this.#host.store.now();
    const known = this.#posts.get(channel) ?? { left: burst, at: now };
    const left = Math.min(burst, known.left + ((now - known.at) / 1000) * perSecond);
    const allowed = left >= 1;
    this.#posts.set(channel, { left: allowed ? left - 1 : left, at: now });
    return allowed;
  }
}
