/**
 * Errors are named by who must act. The message of a `UserError` is shown to the person as it
 * stands; every other error is shown as "what failed, nothing was lost, what happens next".
 */

/** The person must act: ask differently, choose, fill something in. */
export class UserError extends Error {
  override name = 'UserError';
  /** Buttons the person may choose from: what each says and what it would make them say. */
  readonly choices: { label: string; say: string }[];
  readonly code: string;
  constructor(code: string, message: string, choices: { label: string; say: string }[] = []) {
    super(message);
    this.code = code;
    this.choices = choices;
  }
}

/** Asked of a time before anything was known of the account. `day` as people read it. */
export const notYetKnown = (account: string, day: string): UserError =>
  new UserError('not_yet_known', `${account} was not known yet on ${day}.`);

/** The person may not do this. Says what was not done, the rule, and who can. */
export class RefusedError extends UserError {
  override name = 'RefusedError';
  constructor(message: string) {
    super('refused', message);
  }
}

/** Nobody knows whether it happened; it is not tried again. Says where to look. */
export class OutcomeUnknownError extends UserError {
  override name = 'OutcomeUnknownError';
  constructor(message: string) {
    super('outcome_unknown', message);
  }
}

/** Whoever runs Greendoor must act: configuration, credentials, the database's address. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

const SERVICES = {
  model: 'The language model',
  slack: 'Slack',
  teams: 'Teams',
  mail: 'The mail system',
  database: 'The database',
} as const;
type Service = keyof typeof SERVICES;

/** Everything that can be wrong with a service, and the words for it: the one place they are made. */
const FAILURES = {
  unreachable: 'cannot be reached',
  late: 'did not answer in time',
  cut: 'broke off in the middle of its answer',
  unreadable: 'sent something unreadable',
  full: 'cannot take so much at once',
  limited: 'is over its rate limit',
  refused: 'refused',
  failed: 'failed',
  closed: 'does not take messages there',
  fixed: 'no longer lets the message be changed',
  conflict: 'was changed by others at the same moment',
  login: 'does not accept our user and password',
  sender: 'does not accept the sender',
  recipient: 'does not accept the recipient',
  content: 'does not accept the text',
} as const;
export type Failure = keyof typeof FAILURES;

/** What may be said beside a failure: numbers, and words of our own. */
export interface FailureFacts {
  /** Host and port of our own configuration. */
  host?: string;
  /** The number the service answered with. */
  status?: number;
  /** What it asked us to wait. */
  retryAfterMs?: number;
  /** How long it was silent. */
  afterMs?: number;
  /** What it was asked for: "post a message". */
  asked?: string;
}

/**
 * A service we depend on failed; trying later may help. Its message is made here, of a code and of numbers: what a server
 * said never becomes part of it, because servers echo passwords, addresses and texts.
 */
export class UpstreamError extends Error {
  override name = 'UpstreamError';
  readonly service: Service;
  readonly failure: Failure;
  readonly retryAfterMs: number | undefined;
  constructor(service: Service, failure: Failure, facts: FailureFacts = {}) {
    super(failureWords(service, failure, facts));
    this.service = service;
    this.failure = failure;
    this.retryAfterMs = facts.retryAfterMs;
  }
}

function failureWords(service: Service, failure: Failure, { host, status, retryAfterMs, afterMs, asked }: FailureFacts): string {
  const who = `${SERVICES[service]}${host ? ` at ${host}` : ''}`;
  const what = afterMs === undefined ? FAILURES[failure] : `did not answer within ${seconds(afterMs)}`;
  const more = [...(asked ? [`asked to ${asked}`] : []), ...(status ? [String(status)] : [])];
  const again = retryAfterMs ? ` It asks to wait ${seconds(retryAfterMs)}.` : '';
  return `${who} ${what}${more.length > 0 ? ` (${more.join(', ')})` : ''}.${again}`;
}

const seconds = (ms: number) => `${ms < 1_000 ? Number((ms / 1_000).toPrecision(2)) : Math.ceil(ms / 1_000)} s`;
