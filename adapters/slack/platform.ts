import type { Form } from '../../agents/kit/card.ts';
import { UserError } from '../../agents/kit/errors.ts';
import type { Platform } from '../../bot/platform.ts';
import { shown } from '../../bot/shown.ts';
import { createAudiences } from './audience.ts';
import { renderForm } from './cards.ts';
import type { SlackClient } from './client.ts';
import { PLATFORM } from './events.ts';
import { find } from './find.ts';
import { publishHome } from './home.ts';
import type { Outlet } from './outlet.ts';
import { triggerSchema } from './payloads.ts';
import { post, update } from './post.ts';
import { createFindPerson, createProfiles } from './profiles.ts';
import { rootOf } from './refs.ts';
import { SlackRefusal, type SlackWord } from './refusals.ts';
import { createReplyStream } from './stream.ts';
import { openDirect, whisper } from './whisper.ts';

const LATE: readonly SlackWord[] = ['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired', 'trigger_exchanged'];

export interface PlatformOptions {
  outlet: Outlet;
  streamBuffer: number;
}

/** What Slack can do, as the bot asks for it. */
export function createPlatform({ outlet, streamBuffer }: PlatformOptions): Platform {
  const { slack } = outlet;
  return {
    name: PLATFORM,
    reply: (place, { userId, begun }) => createReplyStream({ outlet, place, userId, begun, buffer: streamBuffer }),
    post: (place, message) => post(outlet, place, shown(message)),
    whisper: (place, userId, message) => whisper(outlet, place, userId, shown(message)),
    update: async (ref, message) => {
      await update(outlet, ref, shown(message));
    },
    find: (place, replyId, begun) => find(outlet, place, replyId, begun),
    threadOn: ({ id, ...place }) => ({ ...place, thread: place.thread ?? rootOf(id) }),
    direct: (workspace, userId) => openDirect(slack, workspace, userId),
    findPerson: createFindPerson(slack),
    audience: createAudiences(slack),
    profile: createProfiles(slack),
    openForm: (trigger, formId, form) => openForm(slack, trigger, formId, form),
    showHome: (place, userId, message) => publishHome(slack, place, userId, shown(message)),
  };
}

/** @throws UserError `expired_trigger` where Slack's three seconds have passed. */
async function openForm(slack: SlackClient, packed: string, formId: string, form: Form): Promise<void> {
  const { trigger, workspace, channel, thread } = triggerSchema.parse(JSON.parse(packed));
  const view = renderForm(formId, form, JSON.stringify({ formId, channel, thread }));
  try {
    await slack.call({ what: 'open a form', workspace, repeatable: false }, (client) => client.views.open({ trigger_id: trigger, view }));
  } catch (error) {
    if (error instanceof SlackRefusal && LATE.includes(error.word)) {
      throw new UserError('expired_trigger', 'The form did not open in time; nothing was changed. Press the button again.');
    }
    throw error;
  }
}
