import type { Workspace } from '../models/workspace.ts';

/** Who reads what is said in a place, as far as its platform tells. */
export interface Audience {
  /** Whether Greendoor may speak there. */
  member: boolean;
  /** A conversation with one person only; everything else has an audience. */
  direct: boolean;
  /** People of another company or workspace read it, or are invited to. */
  shared: boolean;
  /** Guests of this workspace, or people it does not count among its own, read it. */
  guests: boolean;
}

/** Why a channel may not see customer data, in a closed list of words. */
export type Closed = 'unknown' | 'absent' | 'shared' | 'guests' | 'not-allowed';

const WORDS: Record<Closed, string> = {
  unknown: 'I could not find out who reads that channel',
  absent: 'I am not a member of that channel',
  shared: 'that channel is shared with people outside this workspace',
  guests: 'that channel has guests in it',
  'not-allowed': 'nobody allowed me to show customer data in that channel',
};

/** What to do about it, and who can. */
const NEXT: Record<Closed, string> = {
  unknown: 'Whoever runs Greendoor finds the reason in its log.',
  absent: 'Invite me there first.',
  shared: 'Ask in a channel of your own company only.',
  guests: 'Ask in a channel without guests.',
  'not-allowed': 'An admin can allow it there with /greendoor allow-here.',
};

/**
 * Whether customer data may be said in a place: always to one person alone; in a channel where an admin named it, by the
 * settings or by hand, and only while everybody in it belongs to the workspace. Undefined where it may.
 */
export function closedTo(
  audience: Audience | undefined,
  channel: string,
  { channels, audiences }: Pick<Workspace, 'channels' | 'audiences'>,
): Closed | undefined {
  if (!audience) return 'unknown';
  if (audience.direct) return undefined;
  if (!audience.member) return 'absent';
  if (audience.shared) return 'shared';
  if (audience.guests) return 'guests';
  const said = audiences?.find(({ id }) => id === channel);
  return (said?.allowed ?? channels.some(({ id }) => id === channel)) ? undefined : 'not-allowed';
}

/** Why a place is closed and who can do what, in two sentences that fit after "because". */
export function whyClosed(closed: Closed): string {
  return `${WORDS[closed]}. ${NEXT[closed]}`;
}
