import type { AccountEvent } from '../../models/account-event.ts';
import type { Contract } from '../../models/contract.ts';
import type { Evidence } from '../facts/index.ts';
import { priceFits } from '../facts/prices.ts';
import { gramSimilarity } from '../kit/similarity.ts';
import { sharedTopics } from '../kit/topics.ts';
import { evidenceOf, logistic, logit, spaced } from '../metrics/index.ts';
import { eventWords } from '../metrics/words.ts';
import { ageDays, EVENT_DAYS, type RenewalFacts } from './renewal-facts.ts';
import { ADDITION, STAGE_CHANCE } from './weights.ts';

/** Something that could be signed with the renewal, priced by a stored row. */
export interface Addition {
  key: string;
  source: 'opportunity' | 'expansion_opportunity' | 'list_price';
  name: string;
  /** A year, in `currency`. */
  annualValue: number;
  currency: string;
  /** 0 to 1: that it is signed, given that the contract is renewed. */
  chance: number;
  /** Why we propose it, for our own people. */
  reason(): string;
  /** Why the customer would want it, in what is on record of them; null where nothing is. */
  wanted: string | null;
  evidence: Evidence[];
}

type Stage = keyof typeof STAGE_CHANCE;
const isOpen = (stage: string): stage is Stage => stage in STAGE_CHANCE;
const ASKS: ReadonlySet<string> = new Set(['feature_request', 'new_region', 'new_team', 'technology_change', 'priority_raised']);

/** Whether two names speak of one thing. */
const alike = (a: string, b: string): boolean => gramSimilarity(a, b) >= 0.5;

/** What one of the sources says of something to sign. */
interface Candidate extends Pick<Addition, 'key' | 'source' | 'name' | 'annualValue' | 'currency' | 'evidence'> {
  stage: Stage;
  /** Its words, to find the wish and the money that belong to it. */
  about: string;
  told: string | null;
  competitor: boolean;
  budget: string | null;
  asked: AccountEvent | undefined;
}

/** Open deals, found expansions and recorded wishes with a list price, each once; and those that have no price on record. */
export function additionsOf(facts: RenewalFacts, contracts: readonly Contract[]): { priced: Addition[]; unpriced: string[] } {
  const open = openDeals(facts);
  const wishes = wishesOf(facts, contracts).filter(
    ({ name, asked }) => !open.some((each) => alike(each.name, name) || (asked && each.asked?._id === asked._id)),
  );
  const all = [...open.filter(({ annualValue }) => annualValue > 0), ...wishes].map((each) => additionOf(each, facts));
  return {
    priced: all.sort((a, b) => b.annualValue - a.annualValue || (a.key < b.key ? -1 : 1)),
    unpriced: open.filter(({ annualValue }) => !(annualValue > 0)).map(({ name }) => name),
  };
}

function openDeals(facts: RenewalFacts): Candidate[] {
  const deals = facts.opportunities.filter(({ kind, stage }) => kind === 'expansion' && isOpen(stage));
  const isDeal = ({ parentOpportunityId, estimatedValue, opportunityDescription }: RenewalFacts['expansions'][number]) =>
    deals.some(
      ({ _id, name, amount }) => _id === parentOpportunityId || (amount === estimatedValue && alike(name, opportunityDescription)),
    );
  // What only Greendoor has seen is no offer yet: somebody takes it up first.
  const isTakenUp = ({ source, salesStage }: RenewalFacts['expansions'][number]) => source !== 'greendoor' || salesStage !== 'identified';
  const found = facts.expansions.filter((each) => isOpen(each.salesStage) && isTakenUp(each) && !isDeal(each));
  const candidates = [
    ...deals.map((deal) => ({
      key: `opportunity:${deal._id}`,
      source: 'opportunity' as const,
      name: deal.name,
      annualValue: deal.amount ?? 0,
      currency: deal.currency,
      stage: deal.stage as Stage,
      about: `${deal.name} ${deal.goals.join(' ')}`,
      told: deal.goals[0] ?? null,
      competitor: Boolean(deal.competitor?.trim()),
      budget: null,
      evidence: evidenceOf('opportunities', 'amount', [deal]),
    })),
    ...found.map((each) => ({
      key: `expansion:${each._id}`,
      source: 'expansion_opportunity' as const,
      name: each.opportunityDescription,
      annualValue: each.estimatedValue ?? 0,
      currency: each.currency,
      stage: each.salesStage as Stage,
      about: `${each.opportunityDescription} ${each.businessDriver ?? ''} ${each.technicalRequirements.join(' ')}`,
      told: each.businessDriver ?? null,
      competitor: each.competitiveContext.length > 0,
      budget: each.budgetQualification ?? null,
      evidence: evidenceOf('expansion_opportunities', 'estimatedValue', [each]),
    })),
  ];
  return candidates.map((each) => ({
    ...each,
    asked: closest(
      recent(facts, (kind) => ASKS.has(kind)),
      each.about,
    ),
  }));
}

function additionOf({ stage, about, told, competitor, budget, asked, ...each }: Candidate, facts: RenewalFacts): Addition {
  const money = budgetFor(facts, about, each.annualValue);
  const funded = money || budget === 'confirmed' ? ADDITION.budget : budget === 'no_budget' ? ADDITION.noBudget : 0;
  const odds = logit(STAGE_CHANCE[stage]) + funded + (asked ? ADDITION.asked : 0) + (competitor ? ADDITION.competitor : 0);
  const reason = () =>
    [
      each.source === 'list_price' ? 'list price for a recorded wish' : `deal in stage "${stage}"`,
      ...(asked ? [`asked for: ${eventWords(asked, facts.asOf)}`] : []),
      ...(money ? [`money is there: ${eventWords(money, facts.asOf)}`] : budget ? [`budget ${spaced(budget)}`] : []),
      ...(competitor ? ['a competitor is named'] : []),
    ].join('; ');
  const said = [asked, money].flatMap((event) => (event ? evidenceOf('account_events', 'detail', [event]) : []));
  return { ...each, chance: logistic(odds), reason, wanted: told ?? asked?.detail ?? null, evidence: [...each.evidence, ...said] };
}

const recent = (facts: RenewalFacts, kinds: (kind: string) => boolean): AccountEvent[] =>
  facts.events.filter(({ kind, at }) => kinds(kind) && ageDays(facts, at) <= EVENT_DAYS);

/** Lines of the price list whose words a recorded wish uses and no contract holds yet; of each name the newest that fits the contract's size. */
function wishesOf(facts: RenewalFacts, contracts: readonly Contract[]): Candidate[] {
  const [largest] = contracts.toSorted((a, b) => b.annualValue - a.annualValue);
  if (!largest) return [];
  const held = contracts.flatMap(({ name, lineItems }) => [name, ...lineItems.map((item) => item.name)]);
  const wished = recent(facts, (kind) => ASKS.has(kind));
  const fits = facts.prices.flatMap((price) => {
    const { asksFor, name } = price;
    if (!priceFits(price, largest)) return [];
    const asked = wished.findLast(({ detail }) => asksFor.some((sign) => (detail ?? '').toLowerCase().includes(sign)));
    return asked && !held.some((each) => alike(each, name)) ? [[name, { price, asked }] as const] : [];
  });
  return [...new Map(fits).values()].map(({ price, asked }) => ({
    key: `list:${price._id}`,
    source: 'list_price',
    name: price.name,
    annualValue: price.annualPrice,
    currency: price.currency,
    stage: 'developing',
    about: `${price.name} ${price.asksFor.join(' ')}`,
    told: null,
    competitor: false,
    budget: null,
    asked,
    evidence: evidenceOf('list_prices', 'annualPrice', [price]),
  }));
}

/** The event that has most in common with the text, the newest of equals; none where nothing is shared. */
const closest = (events: readonly AccountEvent[], about: string): AccountEvent | undefined =>
  events
    .map((event) => ({ event, score: sharedTopics(about, event.detail ?? '') }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => a.score - b.score)
    .at(-1)?.event;

const RENEWING = /\brenew/i;
const EXPANDING = /\bexpan(?:d|sion)/i;

/** Approved money large enough that speaks of the same thing, or else of expanding with us. What is for the renewal itself is not counted twice. */
function budgetFor(facts: RenewalFacts, about: string, amount: number): AccountEvent | undefined {
  const enough = recent(facts, (kind) => kind === 'budget_approved').filter(
    ({ detail, amount: money }) => (money ?? 0) >= amount && !RENEWING.test(detail ?? ''),
  );
  return closest(enough, about) ?? enough.findLast(({ detail }) => EXPANDING.test(detail ?? ''));
}

/** Money set aside for the renewal itself. */
export const renewalBudget = (facts: RenewalFacts): AccountEvent | undefined =>
  recent(facts, (kind) => kind === 'budget_approved').findLast(({ detail, amount }) => (amount ?? 0) > 0 && RENEWING.test(detail ?? ''));
