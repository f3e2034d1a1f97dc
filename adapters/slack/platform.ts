import type { Form } from '../../agents/kit/card.ts';
import type { Clock } from '../../agents/kit/context.ts';
import { UserError } from '../../agents/kit/errors.ts';
import type { Platform } from '../../bot/platform.ts';
import { shown } from '../../bot/shown.ts';
import { renderForm } from './cards.ts';
import type { SlackClient } from './client.ts';
import { PLATFORM } from './events.ts';
import type { Outlet } from './outlet.ts';
import { triggerSchema } from './payloads.ts';
import { find, post, update } from './post.ts';
import { createProfiles } from './profiles.ts';
import { SlackRefusal } from './refusals.ts';
import { createReplyStream } from './stream.ts';
import { whisper } from './whisper.ts';

export interface PlatformOptions {
  outlet: Outlet;
  clock: Clock;
  streamBuffer: number;
}

/** What Slack can do, as the bot asks for it. */
export function createPlatform({ outlet, clock, streamBuffer }: PlatformOptions): Platform {
  const { slack } = outlet;
  return {
    name: PLATFORM,
    reply: (place, { userId }) => createReplyStream({ outlet, clock, place, userId, buffer: streamBuffer }),
    post: (place, message) => post(outlet, place, shown(message)),
    whisper: (place, userId, message) => whisper(outlet, place, userId, shown(message)),
    update: async (ref, message) => {
      await update(outlet, ref, shown(message));
    },
    find: (place, replyId) => find(outlet, place, replyId),
    profile: createProfiles(slack, clock),
    openForm: (trigger, formId, form) => openForm(slack, trigger, formId, form),
  };
}

/** @throws UserError `expired_trigger` where Slack's three seconds have passed. */
async function openForm(slack: SlackClient, packed: string, formId: string, form: Form): Promise<void> {
  const { trigger, workspace, channel, thread } = triggerSchema.parse(JSON.parse(packed));
  const view = renderForm(formId, form, JSON.stringify({ formId, channel, thread }));
  try {
    await slack.call({ what: 'open a form', workspace, repeatable: false }, (client) => client.views.open({ trigger_id: trigger, view }));
  } catch (error) {
    if (error instanceof SlackRefusal && /^(expired_trigger_id|exchanged_trigger_id|trigger_expired|trigger_exchanged)$/.test(error.code)) {
      throw new UserError('expired_trigger', 'The form did not open in time; nothing was changed. Press the button again.');
    }
    throw error;
  }
}
