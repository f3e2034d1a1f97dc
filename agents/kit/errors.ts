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

/** The person may not do this. Says what was not done, the rule, and who can. */
export class RefusedError extends UserError {
  override name = 'RefusedError';
  constructor(message: string) {
    super('refused', message);
  }
}

/** Whoever runs Greendoor must act: configuration, credentials, the database's address. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

/** A service we depend on failed; trying later may help. */
export class UpstreamError extends Error {
  override name = 'UpstreamError';
  readonly service: string;
  readonly retryAfterMs?: number;
  constructor(service: string, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause });
    this.service = service;
    this.retryAfterMs = options.retryAfterMs;
  }
}
