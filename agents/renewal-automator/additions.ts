import type { AccountEvent } from '../../models/account-event.ts';
import type { Contract } from '../../models/contract.ts';
import { words } from '../../models/kit/name-keys.ts';
import type { ListPrice } from '../../models/list-price.ts';
import type { Evidence } from '../facts/evidence.ts';
import { gramSimilarity } from '../kit/similarity.ts';
import { shortDate } from '../metrics/format.ts';
import { evidenceOf } from '../metrics/rows.ts';
import { logistic, logit } from '../metrics/statistics.ts';
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
const ASKS: ReadonlySet<AccountEvent['kind']> = new Set([
  'feature_request',
  'new_region',
  'new_team',
  'technology_change',
  'priority_raised',
]);

/** Whether two names speak of one thing. */
const alike = (a: string, b: string): boolean => gramSimilarity(a, b) >= 0.5;

/** Open deals, found expansions and recorded wishes with a list price, each once; and those that have no price on record. */
export function additionsOf(facts: RenewalFacts, contracts: readonly Contract[]): { priced: Addition[]; unpriced: string[] } {
  const deals = facts.opportunities.filter(({ kind, stage }) => kind === 'expansion' && isOpen(stage));
  const found = facts.expansions.filter(
    (each) =>
      isOpen(each.salesStage) &&
      !deals.some(
        ({ _id, name, amount }) =>
          _id === each.parentOpportunityId || (amount === each.estimatedValue && alike(name, each.opportunityDescription)),
      ),
  );
  const fromDeals = deals.map((deal) => ({
    key: `opportunity:${deal._id}`,
    source: 'opportunity' as const,
    name: deal.name,
    annualValue: deal.amount ?? 0,
    currency: deal.currency,
    stage: deal.stage as Stage,
    about: `${deal.name} ${deal.goals.join(' ')}`,
    told: deal.goals[0] ?? null,
    competitor: Boolean(deal.competitor?.trim()),
    budget: null as string | null,
    evidence: evidenceOf('opportunities', 'amount', [deal]),
  }));
  const fromFound = found.map((each) => ({
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
  }));
  const open = [...fromDeals, ...fromFound];
  const wishes = wishesOf(facts, contracts).filter(({ name }) => !open.some((each) => alike(each.name, name)));
  const all = [...open.filter(({ annualValue }) => annualValue > 0), ...wishes].map(
    ({ stage, about, told, competitor, budget, ...each }) => {
      const money = budgetFor(facts, about, each.annualValue);
      const asked = each.source === 'list_price' ? wishFor(facts, each.key) : askedFor(facts, about);
      const chance = logistic(
        logit(STAGE_CHANCE[stage]) +
          (money || budget === 'confirmed' ? ADDITION.budget : budget === 'no_budget' ? ADDITION.noBudget : 0) +
          (asked ? ADDITION.asked : 0) +
          (competitor ? ADDITION.competitor : 0),
      );
      return {
        ...each,
        chance,
        reason: () =>
          [
            each.source === 'list_price' ? 'list price for a recorded wish' : `deal in stage "${stage}"`,
            ...(asked ? [`asked for: ${quoted(asked, facts)}`] : []),
            ...(money ? [`money is there: ${quoted(money, facts)}`] : budget ? [`budget ${budget.replaceAll('_', ' ')}`] : []),
            ...(competitor ? ['a competitor is named'] : []),
          ].join('; '),
        wanted: told ?? asked?.detail ?? null,
        evidence: [...each.evidence, ...[asked, money].flatMap((event) => (event ? evidenceOf('account_events', 'detail', [event]) : []))],
      };
    },
  );
  return {
    priced: all.sort((a, b) => b.annualValue - a.annualValue || (a.key < b.key ? -1 : 1)),
    unpriced: open.filter(({ annualValue }) => !(annualValue > 0)).map(({ name }) => name),
  };
}

export const quoted = (event: AccountEvent, { asOf }: RenewalFacts): string =>
  `${(event.detail ?? event.kind.replaceAll('_', ' ')).replace(/\.$/, '')} (${shortDate(event.at, asOf)})`;

const recent = (facts: RenewalFacts, kinds: (kind: AccountEvent['kind']) => boolean): AccountEvent[] =>
  facts.events.filter(({ kind, at }) => kinds(kind) && ageDays(facts, at) <= EVENT_DAYS);

/** Lines of the price list whose words a recorded wish uses and no contract holds yet; of each name the newest that fits the contract's size. */
function wishesOf(facts: RenewalFacts, contracts: readonly Contract[]) {
  const [largest] = contracts.toSorted((a, b) => b.annualValue - a.annualValue);
  if (!largest) return [];
  const held = contracts.flatMap(({ name, lineItems }) => [name, ...lineItems.map((item) => item.name)]);
  const fits = facts.prices.filter(
    (price) =>
      price.currency === largest.currency &&
      largest.annualValue >= (price.fromContractValue ?? 0) &&
      largest.annualValue < (price.belowContractValue ?? Number.POSITIVE_INFINITY) &&
      price.annualPrice > 0 &&
      wishIn(facts, price) &&
      !held.some((name) => alike(name, price.name)),
  );
  return [...new Map(fits.map((price) => [price.name, price])).values()].map((price) => ({
    key: `list:${price._id}`,
    source: 'list_price' as const,
    name: price.name,
    annualValue: price.annualPrice,
    currency: price.currency,
    stage: 'developing' as const,
    about: `${price.name} ${price.asksFor.join(' ')}`,
    told: null,
    competitor: false,
    budget: null,
    evidence: evidenceOf('list_prices', 'annualPrice', [price]),
  }));
}

const wishFor = (facts: RenewalFacts, key: string): AccountEvent | undefined => {
  const price = facts.prices.find(({ _id }) => key === `list:${_id}`);
  return price && wishIn(facts, price);
};

const wishIn = (facts: RenewalFacts, { asksFor }: ListPrice): AccountEvent | undefined =>
  recent(facts, (kind) => ASKS.has(kind)).findLast(({ detail }) => asksFor.some((sign) => (detail ?? '').toLowerCase().includes(sign)));

const COMMON: ReadonlySet<string> = new Set([
  'with',
  'from',
  'this',
  'that',
  'more',
  'than',
  'they',
  'their',
  'into',
  'year',
  'other',
  'customer',
]);
const topics = (text: string): Set<string> =>
  new Set(
    words(text)
      .filter((word) => word.length >= 4 && !COMMON.has(word))
      .map((word) => word.slice(0, 8).replace(/s$/, '')),
  );

const shared = (a: string, b: string): number => {
  const left = topics(a);
  return [...topics(b)].filter((word) => left.has(word)).length;
};

/** The event that has most in common with the text, the newest of equals; none where nothing is shared. */
function closest(events: readonly AccountEvent[], about: string, least = 1): AccountEvent | undefined {
  const scored = events.map((event) => ({ event, score: shared(about, event.detail ?? '') }));
  return scored
    .filter(({ score }) => score >= least)
    .reduce<(typeof scored)[number] | undefined>((best, each) => (best && best.score > each.score ? best : each), undefined)?.event;
}

const RENEWING = /\brenew/i;
const EXPANDING = /\bexpan(?:d|sion)/i;

/** Approved money large enough that speaks of the same thing, or else of expanding with us. What is for the renewal itself is not counted twice. */
export function budgetFor(facts: RenewalFacts, about: string, amount: number): AccountEvent | undefined {
  const enough = recent(facts, (kind) => kind === 'budget_approved').filter(
    ({ detail, amount: money }) => (money ?? 0) >= amount && !RENEWING.test(detail ?? ''),
  );
  return closest(enough, about) ?? enough.findLast(({ detail }) => EXPANDING.test(detail ?? ''));
}

const askedFor = (facts: RenewalFacts, about: string): AccountEvent | undefined =>
  closest(
    recent(facts, (kind) => ASKS.has(kind)),
    about,
  );

/** Money set aside for the renewal itself. */
export const renewalBudget = (facts: RenewalFacts): AccountEvent | undefined =>
  recent(facts, (kind) => kind === 'budget_approved').findLast(({ detail, amount }) => (amount ?? 0) > 0 && RENEWING.test(detail ?? ''));
