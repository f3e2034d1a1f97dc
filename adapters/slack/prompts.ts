import type { Logger } from 'pino';
import { describeError } from '../../agents/kit/describe-error.ts';
import type { Place } from '../../bot/platform.ts';
import type { SlackClient } from './client.ts';
import { LIMITS } from './limits.ts';

/** Offers first questions in the bot's messages. A courtesy: it happens beside the answer, and a failure is only logged. */
export function suggestPrompts(slack: SlackClient, log: Logger, place: Place, prompts: { title: string; message: string }[]): void {
  const [first, ...rest] = prompts.slice(0, LIMITS.prompts);
  if (!first) return;
  slack
    .call({ what: 'suggest questions', workspace: place.workspace, repeatable: true }, (client) =>
      client.assistant.threads.setSuggestedPrompts({ channel_id: place.channel, prompts: [first, ...rest] }),
    )
    .catch((error: unknown) => log.warn({ channel: place.channel, error: describeError(error) }, 'no questions suggested'));
}
