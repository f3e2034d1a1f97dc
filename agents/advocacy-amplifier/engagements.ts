import type { AdvocacyEngagement, EngagementStatus } from '../../models/advocacy-engagement.ts';

/** How each state is said of an engagement, alone and before the day it came to it, and as what happened. Data. */
export const STATUS: Record<EngagementStatus, { state: string; dated: string; happened: string }> = {
  identified: { state: 'thought of', dated: 'thought of on', happened: 'planned' },
  approached: { state: 'asked', dated: 'asked on', happened: 'asked' },
  interested: { state: 'interested', dated: 'interested since', happened: 'they are interested' },
  committed: { state: 'agreed', dated: 'agreed on', happened: 'they agreed' },
  active: { state: 'running', dated: 'running since', happened: 'it runs' },
  completed: { state: 'done', dated: 'done on', happened: 'it is done' },
  declined: { state: 'declined', dated: 'declined on', happened: 'they declined' },
};

const ORDER: readonly EngagementStatus[] = ['identified', 'approached', 'interested', 'committed', 'active', 'completed'];
export const isOver = (status: EngagementStatus): boolean => status === 'completed' || status === 'declined';
export const isGiven = (status: EngagementStatus): boolean => status === 'active' || status === 'completed';
export const saidYes = (status: EngagementStatus): boolean => ORDER.indexOf(status) >= ORDER.indexOf('committed');

/** Whether an engagement may come to a state from another: forward, or refused, until it is over. */
export const mayBecome = (from: EngagementStatus, to: EngagementStatus): boolean =>
  !isOver(from) && (to === 'declined' || ORDER.indexOf(to) > ORDER.indexOf(from));

/** What usually comes next; null where it is over. */
export const nextOf = (status: EngagementStatus): EngagementStatus | null =>
  isOver(status) ? null : (ORDER[ORDER.indexOf(status) + 1] ?? null);

/** When it came to the state it is in. */
export const lastMove = ({ statusHistory, completionDate, responseDate, requestDate, at }: AdvocacyEngagement): Date =>
  statusHistory?.at(-1)?.at ?? completionDate ?? responseDate ?? requestDate ?? at;

/** When they were asked; null where that is not on record. */
export const askedAt = ({ requestDate, statusHistory }: AdvocacyEngagement): Date | null =>
  requestDate ?? statusHistory?.find(({ to }) => to === 'approached')?.at ?? null;

export const openFirst = (a: AdvocacyEngagement, b: AdvocacyEngagement): number =>
  Number(isOver(a.engagementStatus)) - Number(isOver(b.engagementStatus)) || b.at.getTime() - a.at.getTime() || (a._id < b._id ? -1 : 1);
