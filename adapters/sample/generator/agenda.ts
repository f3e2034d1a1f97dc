import type { Random } from '../random.ts';
import type { Rows } from '../rows.ts';
import type { Row } from './kit.ts';
import { DAY } from './profile.ts';
import { MEETING_SUBJECTS, PROMISES, TASKS } from './texts.ts';

export interface Agenda {
  accountId: string;
  /** Nothing was agreed with them before. */
  since: Date;
  /** Who looks after the account. */
  ownerId: string;
  contacts: readonly Row<'contacts'>[];
  /** Midnight UTC. */
  today: Date;
  random: Random;
  /** No conversation of theirs is on record. */
  silent: boolean;
}

const LONGEST_AGO = 20;
const FARTHEST_DUE = 12;
const FARTHEST_MEETING = 14;

/** What is to be done for an account and when it is met next, as its owner has it on record. */
export function agendaOf({ accountId, since, ownerId, contacts, today, random, silent }: Agenda): Pick<Rows, 'tasks' | 'interactions'> {
  const here = contacts.filter(({ leftAt }) => !leftAt || leftAt > today);
  const ago = (days: number): Date => new Date(today.getTime() - days * DAY);
  const task = (kind: 'task' | 'promise', text: string): Row<'tasks'> => ({
    _id: `${accountId}-${kind}`,
    at: new Date(Math.max(since.getTime(), ago(random.whole(2, LONGEST_AGO)).getTime())),
    accountId,
    ownerId,
    kind,
    text,
    dueAt: ago(-random.whole(-4, FARTHEST_DUE)),
    ...(kind === 'promise' && here.length > 0 ? { contactId: random.pick(here)._id } : {}),
  });
  return {
    tasks: [
      ...(random.chance(0.35) ? [task('task', random.pick(TASKS))] : []),
      ...(random.chance(0.2) ? [task('promise', random.pick(PROMISES))] : []),
    ],
    interactions: here.length > 0 && !silent && random.chance(0.3) ? [meeting({ accountId, ownerId, today, random, contacts: here })] : [],
  };
}

function meeting({ accountId, ownerId, contacts, today, random }: Omit<Agenda, 'since' | 'silent'>): Row<'interactions'> {
  const day = new Date(today.getTime() + random.whole(0, FARTHEST_MEETING) * DAY);
  const weekend = [1, 0, 0, 0, 0, 0, 2][day.getUTCDay()] ?? 0;
  return {
    _id: `${accountId}-meeting-ahead`,
    accountId,
    at: new Date(day.getTime() + weekend * DAY + random.whole(14 * 4, 20 * 4) * 15 * 60_000),
    contactId: random.pick([...contacts])._id,
    userId: ownerId,
    kind: 'meeting',
    direction: 'outbound',
    subject: random.pick(MEETING_SUBJECTS),
  };
}
