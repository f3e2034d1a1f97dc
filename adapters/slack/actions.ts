import type { z } from 'zod';
import type { Incoming, MessageRef, Place } from '../../bot/platform.ts';
import { FEEDBACK, PICK, PRESS } from './buttons.ts';
import { SEVERAL } from './cards.ts';
import { PLATFORM } from './events.ts';
import { actionPayload, homeActionPayload, homeMetadataSchema } from './payloads.ts';
import { ephemeralId, homeId, pressedId } from './refs.ts';

type Acted = z.output<typeof actionPayload> | z.output<typeof homeActionPayload>;

/** A pressed button, a choice or a verdict, in a message or on somebody's home. */
export function actionOf(body: unknown): Incoming | undefined {
  const home = homeActionPayload.safeParse(body).data;
  const acted: Acted = home ?? actionPayload.parse(body);
  const { team, user, actions } = acted;
  const workspace = team?.id ?? user.team_id;
  const [action] = actions;
  const value = action?.value ?? action?.selected_option?.value;
  if (!workspace || !action || !value) return undefined;
  const { place, id, on, alone } = whereOf(acted, workspace);
  const sender = { platform: PLATFORM, workspace, userId: user.id };
  const common = { key: `${on}/${user.id}/${action.action_id}/${action.action_ts}`, sender, place };
  const [replyId, last] = splitLast(value);
  if (action.action_id === FEEDBACK)
    return last === 'up' || last === 'down' ? { ...common, type: 'feedback', replyId, verdict: last } : undefined;
  const picked = action.action_id === PICK;
  const button = Number(picked ? last : action.action_id.slice(PRESS.length + 1));
  if (!Number.isInteger(button)) return undefined;
  return {
    ...common,
    type: 'press',
    replyId: picked ? replyId : value,
    button,
    message: { ...place, id },
    ...(alone ? { alone: true } : {}),
  };
}

interface Where {
  place: Place;
  /** The pressed message's, as a `MessageRef` has it. */
  id: MessageRef['id'];
  /** Slack's id of what the press is on. */
  on: string;
  alone: boolean;
}

function whereOf(acted: Acted, workspace: string): Where {
  if ('view' in acted) {
    const { channel } = homeMetadataSchema.parse(JSON.parse(acted.view.private_metadata));
    return { place: { platform: PLATFORM, workspace, channel }, id: homeId(acted.user.id), on: acted.container.view_id, alone: true };
  }
  const { container, message, response_url, actions } = acted;
  const { channel_id: channel, message_ts: on, is_ephemeral: alone = false } = container;
  const root = message?.thread_ts ?? container.thread_ts ?? (alone ? undefined : on);
  const several = actions[0]?.block_id?.startsWith(SEVERAL) ?? false;
  return {
    place: { platform: PLATFORM, workspace, channel, ...(root ? { thread: root } : {}) },
    id: alone ? ephemeralId(response_url ?? '') : pressedId(on, several),
    on,
    alone,
  };
}

function splitLast(value: string): [string, string] {
  const at = value.lastIndexOf(':');
  return [value.slice(0, at), value.slice(at + 1)];
}
