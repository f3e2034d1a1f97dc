import type { Incoming } from '../../bot/platform.ts';
import { PLATFORM, spoken } from './events.ts';
import { commandPayload } from './payloads.ts';

const HELP = 'help';

/** A slash command. Slack may deliver it again; its trigger is the same then. */
export function commandOf(body: unknown): Incoming {
  const { team_id: workspace, channel_id: channel, user_id: userId, text, trigger_id } = commandPayload.parse(body);
  return {
    type: 'command',
    key: `command/${workspace}/${trigger_id}`,
    sender: { platform: PLATFORM, workspace, userId },
    place: { platform: PLATFORM, workspace, channel },
    text: spoken(text ?? '', undefined) || HELP,
  };
}
