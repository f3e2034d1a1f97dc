import { isToday } from '../facts/time.ts';
import { longDate } from '../metrics/format.ts';
import type { Context } from './context.ts';
import type { AgentTool } from './define-agent.ts';
import { UserError } from './errors.ts';

/** What is said where something is kept of today only and an earlier day is asked about, with what can be asked of that day. */
export const keptOfTodayOnly = (what: string, asOf: Date): UserError =>
  new UserError(
    'look_back',
    `${what} works on today’s data only, and this asks about ${longDate(asOf)}. Ask without a date; of that day you can ask how one account stood (its health, churn risk, renewal or segment), which renewals were ahead, and what they were expected to bring.`,
  );

/** @throws UserError `look_back` where an earlier day is asked about and the tool knows only today */
export function mustKnowTheDay(
  { todayOnly, title }: Pick<AgentTool, 'todayOnly' | 'title'>,
  { asOf, clock }: Pick<Context, 'asOf' | 'clock'>,
): void {
  if (todayOnly && !isToday(asOf, clock.now())) throw keptOfTodayOnly(`"${title}"`, asOf);
}
