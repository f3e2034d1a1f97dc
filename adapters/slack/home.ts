import type { Outgoing, Place } from '../../bot/platform.ts';
import { renderHome } from './cards.ts';
import type { SlackClient } from './client.ts';

/** Puts a message on somebody's home, in place of what was there. */
export async function publishHome(slack: SlackClient, place: Place, userId: string, message: Outgoing<string>): Promise<void> {
  const { workspace, channel } = place;
  const view = renderHome(message, JSON.stringify({ channel }));
  await slack.call({ what: 'show a home', workspace, repeatable: true }, (client) => client.views.publish({ user_id: userId, view }));
}
