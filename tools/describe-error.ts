import { OperatorError } from '../agents/kit/errors.ts';

/** What a log may know of an error: its kind and where it arose. Messages may quote tokens or people's texts and stay out. */
export interface ErrorDescription {
  kind: string;
  /** Of `OperatorError` only: our own words to whoever runs Greendoor, without secrets. */
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
    kind: error.name,
    reason: error instanceof OperatorError ? withoutSecrets(error.message) : undefined,
    code: typeof code === 'number' || (typeof code === 'string' && /^[A-Z_0-9]{1,40}$/.test(code)) ? code : undefined,
    frames: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
      .slice(0, MAX_FRAMES)
      .map((line) => line.trim()),
    cause: error.cause !== undefined && depth < MAX_CAUSES ? describeError(error.cause, depth + 1) : undefined,
  };
}

/** Text without what looks like a key, a token or a password in an address. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/(\w+:\/\/)[^\s/@]*@/g, '$1[redacted]@')
    .replace(/\b(?:sk|xox[a-z]|xapp|ghp|Bearer|Basic)[-_ ][\w.*~+/=-]{6,}/g, '[redacted]')
    .replace(/\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}\b/g, '[redacted]');
}
