import { type Failure, OperatorError, UpstreamError } from './errors.ts';

/**
 * What a log, and a stored failure, may know of an error: its kind and where it arose. Messages may quote tokens, addresses or
 * people's texts and stay out.
 */
interface ErrorDescription {
  kind: string;
  /** Of `OperatorError` and `UpstreamError` only: words of our own, without secrets. */
  reason?: string;
  code?: string | number;
  frames: string[];
  cause?: ErrorDescription;
}

const MAX_FRAMES = 6;
const MAX_CAUSES = 3;

export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { kind: typeof error, frames: [] };
  const { code } = error as { code?: unknown };
  return {
    kind: kindOf(error),
    reason: error instanceof OperatorError || error instanceof UpstreamError ? withoutSecrets(error.message) : undefined,
    code: typeof code === 'number' || (typeof code === 'string' && /^[A-Z_0-9]{1,40}$/.test(code)) ? code : undefined,
    frames: framesOf(error),
    cause: error.cause !== undefined && depth < MAX_CAUSES ? describeError(error.cause, depth + 1) : undefined,
  };
}

/** The same in a few words, as a row keeps it: `UpstreamError slack/closed`. */
export function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return error instanceof UpstreamError ? `${kindOf(error)} ${error.service}/${error.failure satisfies Failure}` : kindOf(error);
}

/** A class's name; anything else there is a text somebody put in. */
function kindOf({ name }: Error): string {
  return /^[A-Za-z]{1,60}$/.test(name) ? name : 'Error';
}

/** Where the error arose. The message stands before the frames in a stack, and may look like them. */
function framesOf({ stack = '', message }: Error): string[] {
  const said = message === '' ? -1 : stack.indexOf(message);
  return (said < 0 ? stack : stack.slice(said + message.length))
    .split('\n')
    .filter((line) => /^\s+at [^\s].*:\d+:\d+\)?$/.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
}

/** Text without what looks like a key, a token or a password in an address. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/(\w+:\/\/)[^\s/@]*@/g, '$1[redacted]@')
    .replace(/\b(?:sk|xox[a-z]|xapp|ghp|Bearer|Basic)[-_ ][\w.*~+/=-]{6,}/g, '[redacted]')
    .replace(/\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}\b/g, '[redacted]');
}
