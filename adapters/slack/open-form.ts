import type { Logger } from 'pino';
import { describeError } from '../../agents/kit/describe-error.ts';
import type { FormFor, Press } from '../../bot/incoming/form-for.ts';
import { within } from '../../bot/within.ts';
import { renderForm } from './cards.ts';
import type { SlackClient } from './client.ts';
import { triggerPayload } from './payloads.ts';

/** Slack’s trigger lives three seconds; what is not opened by then is still to be stored in them. */
const OPEN_WITHIN_MS = 1500;

export interface Opening {
  incoming: Press;
  /** The press as Slack sent it. */
  body: unknown;
  formFor: FormFor | undefined;
  log: Logger;
}

/** Opens the form a press leads to. Whether one is open now. */
export async function openForm(slack: SlackClient, { incoming, body, formFor, log }: Opening): Promise<boolean> {
  const { workspace, channel, thread } = incoming.place;
  try {
    const opened = await within(formFor?.(incoming) ?? Promise.resolve(undefined), OPEN_WITHIN_MS);
    if (!opened) return false;
    const { formId, form } = opened;
    const { trigger_id } = triggerPayload.parse(body);
    const view = renderForm(formId, form, JSON.stringify({ formId, channel, thread }));
    await slack.call({ what: 'open a form', workspace, repeatable: false }, (client) => client.views.open({ trigger_id, view }));
    return true;
  } catch (error) {
    log.warn({ channel, error: describeError(error) }, 'a form did not open');
    return false;
  }
}
