import type { MessageRef, Place } from '../../bot/platform.ts';
import { SlackRefusal } from './refusals.ts';

/** How a message's id says what Slack needs to change it. To everybody else it is opaque. */

const ONE_OF_SEVERAL = '*';
const EPHEMERAL = 'ephemeral:';
const HOME = 'home:';

export type Ref =
  | { type: 'posts'; ids: string[] }
  | { type: 'one-of-several'; id: string }
  | { type: 'ephemeral'; responseUrl: string }
  | { type: 'home'; userId: string };

/** All posts of one message. */
export function postsId(ids: string[]): string {
  return ids.join(',');
}

export function refOf(place: Place, ids: string[]): MessageRef {
  return { ...place, id: postsId(ids) };
}

/** A pressed message: alone, or one of several whose others must be looked up. */
export function pressedId(ts: string, several: boolean): string {
  return several ? `${ts}${ONE_OF_SEVERAL}` : ts;
}

/** A message only one person sees; it can be changed only through the address its press came with, for 30 minutes. */
export function ephemeralId(responseUrl: string): string {
  return `${EPHEMERAL}${responseUrl}`;
}

/** Somebody's home, which is no message. */
export function homeId(userId: string): string {
  return `${HOME}${userId}`;
}

/** The post under which a message's thread hangs. @throws where only one person sees the message. */
export function rootOf(id: string): string {
  const ref = readRef(id);
  const [first] = ref.type === 'posts' ? ref.ids : ref.type === 'one-of-several' ? [ref.id] : [];
  if (!first) throw new SlackRefusal('answer a message', 'thread_not_found');
  return first;
}

export function readRef(id: string): Ref {
  if (id.startsWith(EPHEMERAL)) return { type: 'ephemeral', responseUrl: id.slice(EPHEMERAL.length) };
  if (id.startsWith(HOME)) return { type: 'home', userId: id.slice(HOME.length) };
  if (id.endsWith(ONE_OF_SEVERAL)) return { type: 'one-of-several', id: id.slice(0, -ONE_OF_SEVERAL.length) };
  return { type: 'posts', ids: id.split(',') };
}
