import { DAY } from '../facts/time.ts';
import { workday } from './workday.ts';

/** Of the days until the decision: when each part of a sale is to be done. */
const PARTS = [
  { name: 'Stakeholders met, technical fit confirmed', share: 0.15 },
  { name: 'Business case agreed with their people', share: 0.4 },
  { name: 'Proposal with them, terms discussed', share: 0.75 },
  { name: 'Signed, rollout planned', share: 1 },
] as const;
const USUAL_DAYS = 56;
const SHORTEST_DAYS = 21;

/** Dated milestones to the decision, each later than the one before; eight weeks where no later decision date is known. Pure. */
export function milestonesOf(decisionAt: Date | null, asOf: Date): { name: string; dueAt: string }[] {
  const left = decisionAt ? (decisionAt.getTime() - asOf.getTime()) / DAY : 0;
  const days = left >= SHORTEST_DAYS ? left : USUAL_DAYS;
  return PARTS.map(({ name, share }) => ({ name, dueAt: workday(new Date(asOf.getTime() + share * days * DAY)).toISOString() }));
}
