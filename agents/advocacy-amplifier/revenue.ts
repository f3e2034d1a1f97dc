import type { AdvocacyEngagement, AdvocacyType } from '../../models/advocacy-engagement.ts';
import { words } from '../../models/kit/name-keys.ts';
import { sum } from '../metrics/index.ts';

/** A deal in which an engagement played a part. */
interface Claim {
  engagementId: string;
  type: AdvocacyType;
  company: string;
  /** As the sales system names it; null where only the company is known. */
  dealId: string | null;
  stage: 'open' | 'won' | 'lost';
  amount: number;
  currency: string;
  at: number;
}

/** Who brought a deal when several did: who opened the door before who answered for us, before what was read or heard. */
const NEAREST: readonly AdvocacyType[] = [
  'referral',
  'reference_call',
  'advisory_board',
  'speaking',
  'case_study',
  'testimonial',
  'review',
];

type Engagement = Pick<
  AdvocacyEngagement,
  | '_id'
  | 'advocacyType'
  | 'deals'
  | 'referralCompany'
  | 'referralQualificationStatus'
  | 'referralValue'
  | 'influenceMetrics'
  | 'currency'
  | 'requestDate'
  | 'at'
>;

function claimsOf(row: Engagement, fallback: string): Claim[] {
  const { _id, advocacyType: type, deals, referralCompany, referralQualificationStatus: status, referralValue } = row;
  const base = { engagementId: _id, type, currency: row.currency ?? fallback, at: (row.requestDate ?? row.at).getTime() };
  const named = (deals ?? []).map(({ dealId, company, stage, amount }) => ({ ...base, dealId, company, stage, amount }));
  const stage = ({ opportunity: 'open', closed_won: 'won', closed_lost: 'lost' } as const)[status as 'opportunity'];
  const referred =
    referralCompany && stage && referralValue ? [{ ...base, dealId: null, company: referralCompany, stage, amount: referralValue }] : [];
  return [...named, ...referred];
}

const companyOf = ({ company }: Claim): string => words(company).join(' ');

/** Each deal once: by its number; where only a company is named, as that company's deal, if no numbered one of it is there. */
function dealsIn(claims: readonly Claim[]): Claim[][] {
  return [...Map.groupBy(claims, companyOf).values()].flatMap((of) => {
    const numbered = [
      ...Map.groupBy(
        of.filter(({ dealId }) => dealId),
        ({ dealId }) => dealId,
      ).values(),
    ];
    const loose = of.filter(({ dealId }) => !dealId);
    if (numbered.length === 0) return loose.length > 0 ? [loose] : [];
    // Whoever named the company only had a part in its first deal.
    return numbered.map((each, index) => (index === 0 ? [...each, ...loose] : each));
  });
}

export interface Revenue {
  currency: string;
  /** Won deals, each once, for the engagement nearest to the decision. */
  attributed: number;
  /** Open deals that an engagement is named in, each once. */
  influenced: number;
  won: number;
  open: number;
}

/** Attributed against influenced revenue of some engagements: no deal counts twice, however many claim it. A sum another system states counts where no deal is named. Pure. */
export function attribute(engagements: readonly Engagement[], fallback = '') {
  const of = new Map<string, { amount: number; currency: string }[]>();
  const totals = new Map<string, Revenue>();
  const add = (currency: string, part: Partial<Omit<Revenue, 'currency'>>) => {
    const { attributed, influenced, won, open } = totals.get(currency) ?? { attributed: 0, influenced: 0, won: 0, open: 0 };
    totals.set(currency, {
      currency,
      attributed: attributed + (part.attributed ?? 0),
      influenced: influenced + (part.influenced ?? 0),
      won: won + (part.won ?? 0),
      open: open + (part.open ?? 0),
    });
  };
  const credit = (id: string, amount: number, currency: string) => of.set(id, [...(of.get(id) ?? []), { amount, currency }]);
  for (const deal of dealsIn(engagements.flatMap((row) => claimsOf(row, fallback)))) {
    const [nearest] = deal.toSorted(
      (a, b) => NEAREST.indexOf(a.type) - NEAREST.indexOf(b.type) || a.at - b.at || (a.engagementId < b.engagementId ? -1 : 1),
    );
    // Of what is told differently the sales system's own entry counts.
    const said = deal.find(({ dealId }) => dealId) ?? nearest;
    if (!nearest || !said) continue;
    if (said.stage === 'won') {
      add(said.currency, { attributed: said.amount, won: 1 });
      credit(nearest.engagementId, said.amount, said.currency);
    }
    if (said.stage === 'open') add(said.currency, { influenced: said.amount, open: 1 });
  }
  for (const row of engagements) {
    if (claimsOf(row, fallback).length > 0) continue;
    const { attributedRevenue = 0, influencedPipeline = 0 } = row.influenceMetrics ?? {};
    const currency = row.currency ?? fallback;
    if (attributedRevenue || influencedPipeline) add(currency, { attributed: attributedRevenue ?? 0, influenced: influencedPipeline ?? 0 });
    if (attributedRevenue) credit(row._id, attributedRevenue, currency);
  }
  /** `of`: what is attributed to each engagement, in its deal's currency. */
  return { totals: [...totals.values()].sort((a, b) => b.attributed - a.attributed), of };
}
type Attribution = ReturnType<typeof attribute>;

/** Attributed revenue in % of what the engagements cost, in one currency; null where no cost is known. */
export function programRoi(
  engagements: readonly Pick<AdvocacyEngagement, 'cost' | 'currency'>[],
  { totals }: Attribution,
  currency: string,
) {
  const cost = sum(engagements.flatMap((row) => (row.cost && (row.currency ?? currency) === currency ? [row.cost] : [])));
  const attributed = totals.find((each) => each.currency === currency)?.attributed ?? 0;
  return { cost: cost > 0 ? cost : null, attributed, roi: cost > 0 ? (100 * attributed) / cost : null };
}
