import { ADVOCACY_TYPES, type AdvocacyEngagement } from '../../models/advocacy-engagement.ts';
import { mean, sum } from '../metrics/index.ts';
import { isGiven, saidYes } from './engagements.ts';
import { attribute, programRoi } from './revenue.ts';

/** What came of some engagements: answers, content, referrals, revenue and the programme's return. Pure. */
export function performanceOf(engagements: readonly AdvocacyEngagement[], usualCurrency = '') {
  const rows = engagements.map((row) => ({ ...row, currency: row.currency ?? usualCurrency }));
  const count = (fits: (row: AdvocacyEngagement) => boolean) => rows.filter(fits).length;
  const declined = count(({ engagementStatus }) => engagementStatus === 'declined');
  const agreed = count(({ engagementStatus }) => saidYes(engagementStatus));
  const interested = count(({ engagementStatus }) => engagementStatus === 'interested');
  const waiting = count(({ engagementStatus }) => engagementStatus === 'approached');
  const attribution = attribute(rows, usualCurrency);
  const currencies = [
    ...new Set([...attribution.totals.map(({ currency }) => currency), ...rows.flatMap((row) => (row.cost ? [row.currency] : []))]),
  ];
  const money = currencies
    .map((currency) => ({
      ...programRoi(rows, attribution, currency),
      currency,
      influenced: attribution.totals.find((each) => each.currency === currency)?.influenced ?? 0,
      won: attribution.totals.find((each) => each.currency === currency)?.won ?? 0,
      open: attribution.totals.find((each) => each.currency === currency)?.open ?? 0,
    }))
    .sort((a, b) => b.attributed - a.attributed || (b.cost ?? 0) - (a.cost ?? 0));
  const satisfaction = rows.flatMap(({ satisfactionScore }) => satisfactionScore ?? []);
  const reach = (field: 'views' | 'downloads' | 'attendees') => sum(rows.flatMap(({ reachMetrics }) => reachMetrics?.[field] ?? []));
  return {
    total: rows.length,
    asked: agreed + interested + declined + waiting,
    agreed,
    interested,
    declined,
    waiting,
    given: count(({ engagementStatus }) => isGiven(engagementStatus)),
    /** Of those who said yes or no; null where nobody has. */
    acceptance: agreed + declined > 0 ? agreed / (agreed + declined) : null,
    byType: ADVOCACY_TYPES.flatMap((type) => {
      const of = rows.filter(({ advocacyType }) => advocacyType === type);
      return of.length > 0 ? [{ type, total: of.length, given: of.filter((row) => isGiven(row.engagementStatus)).length }] : [];
    }),
    content: {
      published: count(({ contentApprovalStatus }) => contentApprovalStatus === 'published'),
      views: reach('views'),
      downloads: reach('downloads'),
      attendees: reach('attendees'),
    },
    referrals: {
      named: count(({ referralCompany }) => Boolean(referralCompany)),
      opportunities: count(
        ({ referralQualificationStatus: status }) => status === 'opportunity' || status === 'closed_won' || status === 'closed_lost',
      ),
      won: count(({ referralQualificationStatus }) => referralQualificationStatus === 'closed_won'),
    },
    satisfaction: mean(satisfaction),
    satisfactionAnswers: satisfaction.length,
    /** A currency each, the largest first; never added up. */
    money,
    attributedTo: attribution.of,
  };
}
