import type { FeatureUsage } from '../../../models/feature-usage.ts';
import type { Session } from '../account-facts.ts';
import { DAY } from '../time.ts';
import { SESSION_DAYS } from '../windows.ts';
import { known, type Rewind, recent } from './known.ts';

/** Sessions that were over, of the last `SESSION_DAYS` days. */
export const rewindSessions: Rewind<Session> = (rows, asOf) => {
  const from = asOf.getTime() - SESSION_DAYS * DAY;
  const isThen = ({ sessionStartTime }: Session) => sessionStartTime.getTime() > from && sessionStartTime.getTime() <= asOf.getTime();
  const all = known(rows, asOf);
  return all.every(isThen) ? all : all.filter(isThen);
};

export const rewindUses: Rewind<FeatureUsage> = (rows, asOf) => recent(known(rows, asOf), asOf, SESSION_DAYS);
