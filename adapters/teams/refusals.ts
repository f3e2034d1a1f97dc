import { type Failure, OperatorError, UpstreamError } from '../../agents/kit/errors.ts';

/**
 * Teams's codes for a refusal that something depends on. Any other is known by its status alone: an answer may hold
 * anything, and what it holds is logged and stored.
 */
const CODES: Partial<Record<string, Failure>> = {
  BotNotInConversationRoster: 'closed',
  BotDisabledByAdmin: 'closed',
  ConversationBlockedByUser: 'closed',
  ConversationNotFound: 'closed',
  ForbiddenOperationException: 'closed',
  MessageWritesBlocked: 'closed',
  NotEnoughPermissions: 'closed',
  ActivityNotFoundInConversation: 'fixed',
  BadSyntax: 'refused',
  ContentStreamNotAllowed: 'refused',
  ContentStreamSequenceOrderPreConditionFailed: 'refused',
  MessageSizeTooBig: 'refused',
};

/** What a status means where the code says nothing. */
const STATUSES: Partial<Record<number, Failure>> = { 403: 'closed', 404: 'closed', 410: 'closed', 413: 'refused', 429: 'limited' };

/** Teams answered, and said no; nothing was done. */
export class TeamsRefusal extends UpstreamError {
  override name = 'TeamsRefusal';
}

interface Answered {
  statusCode?: unknown;
  code?: unknown;
  body?: { error?: { code?: unknown } } | null;
  response?: { headers?: { get?(name: string): string | undefined } };
}

/** A failed call as the error that names who must act. Holds nothing Teams wrote but codes we know. */
export function teamsError(asked: string, error: unknown): Error {
  if (error instanceof UpstreamError || error instanceof OperatorError) return error;
  const { statusCode, code: outer, body, response } = (error ?? {}) as Answered;
  if (typeof statusCode !== 'number') return new UpstreamError('teams', 'unreachable', { asked });
  if (statusCode === 401)
    return new OperatorError(
      `Teams refused to ${asked}: 401. Check the app's id, its secret or certificate, and that the bot is registered.`,
    );
  const code = [body?.error?.code, outer].find((each) => typeof each === 'string' && Object.hasOwn(CODES, each)) as string | undefined;
  const failure = (code && CODES[code]) || STATUSES[statusCode] || (statusCode >= 500 ? 'failed' : 'refused');
  const retryAfter = Number(response?.headers?.get?.('retry-after'));
  return new TeamsRefusal('teams', failure, {
    asked: code ? `${asked}: ${code}` : asked,
    status: statusCode,
    ...(failure === 'limited' ? { retryAfterMs: (Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : 2) * 1000 } : {}),
  });
}

/** Whether a conversation cannot be written to. */
export const isClosed = (error: unknown): boolean => error instanceof TeamsRefusal && error.failure === 'closed';
