import type { AdvocacyEngagement, EngagementStatus } from '../../models/advocacy-engagement.ts';

/** How each state is said of an engagement, and as what happened. Data. */
export const STATUS: Record<EngagementStatus, { state: string; happened: string }> = {
  identified: { state: 'thought of', happened: 'planned' },
  approached: { state: 'asked', happened: 'asked' },
  interested: { state: 'interested', happened: 'they are interested' },
  committed: { state: 'agreed', happened: 'they agreed' },
  active: { state: 'running', happened: 'it runs' },
  completed: { state: 'done', happened: 'it is done' },
  declined: { state: 'declined', happened: 'they declined' },
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

export const openFirst = (a: AdvocacyEngagement, b: AdvocacyEngagement): number =>
  Number(isOver(a.engagementStatus)) - Number(isOver(b.engagementStatus)) || b.at.getTime() - a.at.getTime() || (a._id < b._id ? -1 : 1);
