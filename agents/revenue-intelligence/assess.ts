import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import type { ListPrice } from '../../models/list-price.ts';
import type { AccountFacts, Opinions } from '../facts/index.ts';
import { activeContracts, longDate, numberOf, segmentOf, sum, termsOf, weightedMean } from '../metrics/index.ts';
import type { Book } from './book.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { type Whitespace, whitespaceOf } from './estimate.ts';
import { heldBy } from './holds.ts';
import { isOpen, type Known, knownExpansions, matched, storedFind } from './known.ts';
import { type ReadinessPart, readinessOf } from './readiness.ts';
import { type Signal, signalsOf } from './signals.ts';

/** What growth is read from beside the account's facts. */
interface Around {
  prices: readonly ListPrice[];
  book: Book;
}

/** One thing the account may need more of, and where it stands. */
export interface Found extends Omit<Candidate, 'about'> {
  /** The deal that is about it already. */
  deal: Known | null;
  stage: ExpansionOpportunity['salesStage'];
  muted: { at: Date; by: string | null; reason: string } | null;
  /** Why the customer is not to be approached about it now. */
  held: string[];
  /** People sell it: its stages say what becomes of it. */
  taken: boolean;
}

export interface ExpansionAssessment {
  asOf: Date;
  /** What stands: sure enough, nothing against it, not set aside; the largest first. */
  found: Found[];
  /** Real, but not now. */
  held: Found[];
  muted: Found[];
  signals: Signal[];
  readiness: { score: number | null; parts: ReadinessPart[] };
  /** A year, of what stands, in the account's currency; null where none of it has a price. */
  value: number | null;
  currency: string;
  /** Of what stands, the larger counting more; null where nothing does. */
  confidence: number | null;
  coverage: number;
  /** On record without a sign in the data. */
  unseen: Known[];
  whitespace: Whitespace[];
  /** Seats for each 100 employees here and at like accounts. */
  seats: { here: number; there: number; accounts: number } | null;
}

const NOT_ASKED: ExpansionAssessment['readiness'] = { score: null, parts: [] };

/** Growth at one account, from its facts and the book it is in. Pure. */
export function assessExpansion(facts: AccountFacts, { prices, book }: Around, opinions: Opinions): ExpansionAssessment {
  const { account, contracts, asOf } = facts;
  const { arr, currency } = termsOf(account, contracts, asOf);
  const inForce = account.churnedAt && account.churnedAt <= asOf ? [] : activeContracts(contracts, asOf);
  const [largest] = inForce
    .filter((each) => each.currency === currency)
    .toSorted((a, b) => b.annualValue - a.annualValue || (a._id < b._id ? -1 : 1));
  const movement = book.movement(account.vertical);
  const kind = book.kind(segmentOf(account, arr));
  const signals = signalsOf(facts, movement);
  const coverage = coverageOf(facts);
  const whitespace = whitespaceOf(kind, inForce);
  const known = knownExpansions(facts);
  const base = { asOf, signals, currency, coverage, whitespace, seats: seatsOf(facts, kind) };
  if (!largest) return { ...base, readiness: NOT_ASKED, found: [], held: [], muted: [], value: null, confidence: null, unseen: known };

  const candidates = candidatesOf(facts, { signals, prices, largest, inForce, whitespace, arr, movement, coverage });
  const against = heldBy(facts, opinions);
  const deals = matched(candidates, known);
  const all = candidates.map(({ about: _, ...need }) => settle(need, facts, deals.get(need.cause) ?? null, against));
  const order = (list: Found[]) =>
    list.sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || b.confidence - a.confidence || (a.cause < b.cause ? -1 : 1));
  const found = order(all.filter(({ held, muted, stage }) => held.length === 0 && !muted && isOpen(stage)));
  const priced = found.flatMap(({ value }) => value ?? []);
  return {
    ...base,
    // Ready for what, where nothing is seen?
    readiness: candidates.length > 0 ? readinessOf(facts, signals) : NOT_ASKED,
    found,
    held: order(all.filter(({ held, muted }) => held.length > 0 && !muted)),
    muted: order(all.filter(({ muted }) => muted)),
    value: priced.length > 0 ? sum(priced) : null,
    confidence: weightedMean(found.map(({ confidence, value }) => ({ value: confidence, weight: 1 + (value ?? 0) }))).value,
    unseen: known.filter(({ id, stage }) => isOpen(stage) && ![...deals.values()].some((deal) => deal.id === id)),
  };
}

/** What the account's standing says of it; of an account without growth, nothing. */
export const opinionsOf = ({ found, value, confidence, readiness }: ExpansionAssessment): Opinions => ({
  ...(value === null ? {} : { expansion_value: value }),
  ...(confidence === null ? {} : { expansion_confidence: 100 * confidence }),
  ...(found.length === 0 || readiness.score === null ? {} : { expansion_readiness: readiness.score }),
});

function settle(need: Omit<Candidate, 'about'>, facts: AccountFacts, deal: Known | null, against: readonly string[]): Found {
  const stored = storedFind(facts.expansions, need.cause);
  const stage = stored && stored.salesStage !== 'identified' ? stored.salesStage : (deal?.stage ?? 'identified');
  const closed = deal && !isOpen(deal.stage) ? [`${deal.stage === 'closed_won' ? 'won' : 'lost'} on ${longDate(deal.at)}`] : [];
  return {
    ...need,
    deal,
    stage,
    taken: stored !== undefined && stored.salesStage !== 'identified',
    muted: stored?.mutedAt ? { at: stored.mutedAt, by: stored.mutedBy ?? null, reason: stored.muteReason ?? '' } : null,
    held: [...closed, ...against],
  };
}

/** How much of what growth is read from is known, 0 to 1. */
function coverageOf(facts: AccountFacts): number {
  const known: [boolean, number][] = [
    [numberOf(facts, 'active_users_growth') !== null, 0.35],
    [facts.events.length > 0, 0.2],
    [facts.contacts.length > 0, 0.15],
    [activeContracts(facts.contracts, facts.asOf).length > 0, 0.15],
    [facts.interactions.length > 0, 0.15],
  ];
  return sum(known.map(([there, weight]) => (there ? weight : 0)));
}

function seatsOf(facts: AccountFacts, kind: ReturnType<Book['kind']>): ExpansionAssessment['seats'] {
  const bought = numberOf(facts, 'seats_bought');
  const { employees } = facts.account;
  if (!bought || !employees || !kind?.seats) return null;
  return { here: (100 * bought.value) / employees, there: kind.seats.per100, accounts: kind.seats.accounts };
}
