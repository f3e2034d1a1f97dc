import type { CustomerUsageAnalytics } from '../../../models/customer-usage-analytics.ts';
import { DAY } from '../time.ts';
import { USAGE_WEEKS } from '../windows.ts';
import { known, type Rewind } from './known.ts';

/** Weeks that were over, the last `USAGE_WEEKS` of them. */
export const rewindUsage: Rewind<CustomerUsageAnalytics> = (rows, asOf) => {
  const [from, to] = [asOf.getTime() - USAGE_WEEKS * 7 * DAY, asOf.getTime()];
  const isThen = ({ usagePeriodEnd }: CustomerUsageAnalytics) => usagePeriodEnd.getTime() >= from && usagePeriodEnd.getTime() <= to;
  const all = known(rows, asOf);
  return all.every(isThen) ? all : all.filter(isThen);
};
