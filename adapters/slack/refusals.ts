import { webApi } from '@slack/bolt';
import { OperatorError, UpstreamError } from '../../agents/kit/errors.ts';

/** Slack answered, and said no; nothing was done. */
export class SlackRefusal extends UpstreamError {
  override name = 'SlackRefusal';
  /** Slack's own word for it, e.g. `is_archived`. */
  readonly code: string;
  /** What Slack said beside it, e.g. which block it will not have and why. */
  readonly details: readonly string[];
  constructor(what: string, code: string, details: readonly string[] = []) {
    super('slack', `Slack refused to ${what}: ${code}`);
    this.code = code;
    this.details = details;
  }
}

/** Refusals only whoever runs Greendoor can mend. */
const OPERATOR = new Set([
  'access_denied',
  'account_inactive',
  'invalid_auth',
  'missing_scope',
  'not_authed',
  'org_login_required',
  'token_expired',
  'token_revoked',
]);

/** Refusals that mean: not in this conversation any more; the person may still be reached directly. */
const CLOSED: Record<string, string> = {
  channel_not_found: 'the conversation is gone or closed to me',
  cannot_reply_to_message: 'the thread is closed',
  is_archived: 'the channel is archived',
  not_in_channel: 'I am not a member of the channel',
  restricted_action: 'posting there is restricted',
  restricted_action_non_threadable_channel: 'threads are off in the channel',
  restricted_action_read_only_channel: 'the channel is read-only',
  restricted_action_thread_locked: 'the thread is locked',
  restricted_action_thread_only_channel: 'the channel takes only threads',
  thread_not_found: 'the thread is gone',
  user_not_in_channel: 'you are not a member of the channel',
};

/** Why a conversation cannot be written to, in words; undefined for every other failure. */
export function closedBecause(error: unknown): string | undefined {
  return error instanceof SlackRefusal ? CLOSED[error.code] : undefined;
}

/** A failed Web API call as the error that names who must act. Holds no token and no body. */
export function slackError(what: string, error: unknown): Error {
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    return OPERATOR.has(code)
      ? new OperatorError(`Slack refused to ${what}: ${code}. Check the app's token and scopes.`)
      : new SlackRefusal(what, code, error.data.response_metadata?.messages);
  }
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new UpstreamError('slack', `Slack asked to wait before it will ${what}`, {
      cause: error,
      retryAfterMs: error.retryAfter * 1000,
    });
  }
  if (error instanceof webApi.WebAPIHTTPError) return new UpstreamError('slack', `Slack could not ${what}: HTTP ${error.statusCode}`);
  const reason = error instanceof Error ? error.message : String(error);
  return new UpstreamError('slack', `Slack could not be reached to ${what}: ${reason}`);
}
