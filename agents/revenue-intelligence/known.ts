import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import { SALES_STAGES } from '../../models/opportunity.ts';
import { type AccountFacts, age } from '../facts/index.ts';
import { gramSimilarity } from '../kit/similarity.ts';
import { sharedTopics } from '../kit/topics.ts';

type Stage = (typeof SALES_STAGES)[number];
export const OPEN_STAGES: readonly Stage[] = SALES_STAGES.filter((stage) => !stage.startsWith('closed'));
export const isOpen = (stage: Stage): boolean => OPEN_STAGES.includes(stage);

/** Growth somebody typed in or imported. */
export interface Known {
  id: string;
  collection: 'opportunities' | 'expansion_opportunities';
  name: string;
  stage: Stage;
  amount: number | null;
  currency: string;
  at: Date;
  about: string;
}

/** A deal that was closed longer ago says nothing about today. */
const CLOSED_DAYS = 270;

/** The expansions on record that Greendoor did not find itself: open, or closed lately. */
export function knownExpansions({ account, opportunities, expansions, asOf }: AccountFacts): Known[] {
  const deals = opportunities
    .filter(({ kind }) => kind === 'expansion')
    .map(
      (deal): Known => ({
        id: deal._id,
        collection: 'opportunities',
        // The account's name, with which the CRM's often begin, makes nothing unlike what is sought.
        name: deal.name.replace(`${account.name}: `, ''),
        stage: deal.stage,
        amount: deal.amount ?? null,
        currency: deal.currency,
        at: deal.closeDate && deal.closeDate <= asOf ? deal.closeDate : deal.at,
        about: `${deal.name} ${(deal.goals ?? []).join(' ')}`,
      }),
    );
  const imported = expansions
    .filter(({ source, parentOpportunityId }) => source !== 'greendoor' && !deals.some(({ id }) => id === parentOpportunityId))
    .map(
      (row): Known => ({
        id: row._id,
        collection: 'expansion_opportunities',
        name: row.opportunityDescription,
        stage: row.salesStage,
        amount: row.estimatedValue ?? null,
        currency: row.currency,
        at: row.at,
        about: `${row.opportunityDescription} ${row.businessDriver ?? ''} ${(row.technicalRequirements ?? []).join(' ')}`,
      }),
    );
  return [...deals, ...imported].filter(({ stage, at }) => isOpen(stage) || age(at, asOf) <= CLOSED_DAYS);
}

interface Sought {
  cause: string;
  name: string;
  about: string;
  value: number | null;
}

/** Which found need each known deal is about: each deal and each need once, the closest first. */
export function matched(needs: readonly Sought[], known: readonly Known[]): Map<string, Known> {
  const pairs = needs
    .flatMap((need) => known.map((deal) => ({ need, deal, score: closeness(need, deal) })))
    .filter(({ score }) => score >= 2)
    .sort((a, b) => b.score - a.score || (a.deal.id < b.deal.id ? -1 : 1));
  const found = new Map<string, Known>();
  const taken = new Set<string>();
  for (const { need, deal } of pairs) {
    if (found.has(need.cause) || taken.has(deal.id)) continue;
    found.set(need.cause, deal);
    taken.add(deal.id);
  }
  return found;
}

/** Names alike, words shared, the same amount. */
const closeness = ({ name, about, value }: Sought, deal: Known): number =>
  (gramSimilarity(name, deal.name) >= 0.5 ? 3 : 0) +
  sharedTopics(`${name} ${about}`, deal.about) +
  (value !== null && value === deal.amount ? 1 : 0);

/** What is stored of something Greendoor found earlier. */
export const storedFind = (expansions: readonly ExpansionOpportunity[], cause: string): ExpansionOpportunity | undefined =>
  expansions.findLast((each) => each.source === 'greendoor' && each.cause === cause);
