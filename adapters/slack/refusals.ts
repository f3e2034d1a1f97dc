import { webApi } from '@slack/bolt';
import { type Failure, OperatorError, UpstreamError } from '../../agents/kit/errors.ts';

/**
 * Slack's words for a refusal that something depends on. Any other word is known as `other`: an answer may hold anything,
 * and what it holds is logged and stored.
 */
const WORDS = {
  closed: {
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
  },
  fixed: {
    cant_update_message: '',
    edit_window_closed: '',
    message_not_found: '',
    streaming_state_conflict: '',
    unknown_response_url: '',
  },
  refused: {
    expired_trigger_id: '',
    exchanged_trigger_id: '',
    invalid_blocks: '',
    message_not_in_streaming_state: '',
    method_not_supported_for_channel_type: '',
    msg_too_long: '',
    no_text: '',
    no_upload_url: '',
    trigger_expired: '',
    trigger_exchanged: '',
    unknown_upload_url: '',
    user_not_found: '',
    user_not_visible: '',
    users_not_found: '',
  },
} as const satisfies Partial<Record<Failure, Record<string, string>>>;

type Kind = keyof typeof WORDS;
export type SlackWord = { [Each in Kind]: keyof (typeof WORDS)[Each] }[Kind] | 'other';

/** Slack answered, and said no; nothing was done. */
export class SlackRefusal extends UpstreamError {
  override name = 'SlackRefusal';
  readonly word: SlackWord;
  /** Whether it is about a picture or file the message shows. */
  readonly aboutFile: boolean;
  constructor(asked: string, word: string, { status, aboutFile = false }: { status?: number; aboutFile?: boolean } = {}) {
    const kind = (Object.keys(WORDS) as Kind[]).find((each) => Object.hasOwn(WORDS[each], word));
    super('slack', kind ?? 'refused', { asked: kind ? `${asked}: ${word}` : asked, ...(status ? { status } : {}) });
    this.word = kind ? (word as SlackWord) : 'other';
    this.aboutFile = aboutFile;
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

/** Why a conversation cannot be written to, in words; undefined for every other failure. */
export function closedBecause(error: unknown): string | undefined {
  if (!(error instanceof SlackRefusal)) return undefined;
  return Object.entries(WORDS.closed).find(([word]) => word === error.word)?.[1];
}

/** A failed Web API call as the error that names who must act. Holds nothing Slack wrote but words we know. */
export function slackError(asked: string, error: unknown): Error {
  if (error instanceof UpstreamError || error instanceof OperatorError) return error;
  if (error instanceof webApi.WebAPIPlatformError) {
    const word = error.data.error;
    if (OPERATOR.has(word)) return new OperatorError(`Slack refused to ${asked}: ${word}. Check the app's token and scopes.`);
    const aboutFile = error.data.response_metadata?.messages?.some((said) => /slack.file/i.test(said)) ?? false;
    return new SlackRefusal(asked, word, { aboutFile });
  }
  if (error instanceof webApi.WebAPIRateLimitedError)
    return new UpstreamError('slack', 'limited', { asked, retryAfterMs: error.retryAfter * 1000 });
  if (error instanceof webApi.WebAPIHTTPError) return new UpstreamError('slack', 'failed', { asked, status: error.statusCode });
  return new UpstreamError('slack', 'unreachable', { asked });
}
