import type { Contract } from '../../models/contract.ts';
import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import type { ListPrice } from '../../models/list-price.ts';
import { HIGH_FROM } from '../churn-predictor/face.ts';
import type { AccountFacts } from '../facts/account-facts.ts';
import type { Opinions } from '../facts/metric.ts';
import { age } from '../facts/time.ts';
import { sharedTopics } from '../kit/topics.ts';
import { longDate, shortDate } from '../metrics/format.ts';
import { numberOf } from '../metrics/index.ts';
import { sum, weightedMean } from '../metrics/statistics.ts';
import { activeContracts, segmentOf, termsOf } from '../metrics/terms.ts';
import type { Book } from './book.ts';
import {
  byLikeAccounts,
  byListPrice,
  byRegionSeats,
  byShortage,
  type Estimate,
  growthLines,
  type Whitespace,
  whitespaceOf,
} from './estimate.ts';
import { isOpen, type Known, knownExpansions, matched, storedFind } from './known.ts';
import { confidenceOf, type Driver, driversOf, isAnchored, LEAST_CONFIDENCE, type NeedKind, sourceOf, WEIGHTS } from './needs.ts';
import { type ReadinessPart, readinessOf } from './readiness.ts';
import { asksFor, type Signal, signalsOf } from './signals.ts';

/** What growth is read from. */
export interface ExpansionFacts extends AccountFacts {
  prices: readonly ListPrice[];
  book: Book;
}

/** One thing the account may need more of. */
export interface Found {
  kind: NeedKind;
  /** The same as long as it comes from the same: what a row, a "not now" and an alert go by. */
  cause: string;
  type: ExpansionOpportunity['expansionType'];
  source: ExpansionOpportunity['opportunitySource'];
  name: string;
  /** 0 to 1. */
  confidence: number;
  value: number | null;
  currency: string;
  basis: string;
  drivers: Driver[];
  estimate: Estimate;
  /** The deal that is about it already. */
  deal: Known | null;
  stage: ExpansionOpportunity['salesStage'];
  muted: { at: Date; by: string | null; reason: string } | null;
  /** Why the customer is not to be approached about it now. */
  held: string[];
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

/** Growth at one account, from its facts and the book it is in. Pure. */
export function assessExpansion(given: ExpansionFacts, opinions: Opinions): ExpansionAssessment {
  const { prices, book, ...facts } = given;
  const { account, contracts, asOf } = facts;
  const { arr, currency } = termsOf(account, contracts, asOf);
  const inForce = account.churnedAt && account.churnedAt <= asOf ? [] : activeContracts(contracts, asOf);
  const [largest] = inForce.toSorted((a, b) => b.annualValue - a.annualValue || (a._id < b._id ? -1 : 1));
  const movement = book.movement(account.vertical);
  const kind = book.kind(segmentOf(account, arr));
  const signals = signalsOf(facts, movement);
  const readiness = readinessOf(facts, signals);
  const coverage = coverageOf(facts);
  const whitespace = whitespaceOf(kind, inForce);
  const known = knownExpansions(facts);
  const base = { asOf, signals, readiness, currency, coverage, whitespace, seats: seatsOf(facts, kind) };
  if (!largest) return { ...base, found: [], held: [], muted: [], value: null, confidence: null, unseen: known };

  const candidates = needsOf(facts, { signals, prices, largest, inForce, whitespace, arr, movement, coverage });
  const against = heldBy(facts, opinions);
  const deals = matched(candidates, known);
  const all = withoutCovered(candidates).map(({ about: _, ...need }) => settle(need, facts, deals.get(need.cause) ?? null, against));
  const order = (list: Found[]) =>
    list.sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || b.confidence - a.confidence || (a.cause < b.cause ? -1 : 1));
  const found = order(all.filter(({ held, muted, stage }) => held.length === 0 && !muted && isOpen(stage)));
  const priced = found.flatMap(({ value }) => value ?? []);
  return {
    ...base,
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

interface Grounds {
  signals: readonly Signal[];
  prices: readonly ListPrice[];
  largest: Contract;
  inForce: readonly Contract[];
  whitespace: readonly Whitespace[];
  arr: number | null;
  movement: ReturnType<Book['movement']>;
  coverage: number;
}

type Candidate = Omit<Found, 'deal' | 'stage' | 'muted' | 'held'> & { about: string };

/** Every need that something speaks for clearly enough. */
function needsOf(facts: AccountFacts, grounds: Grounds): Candidate[] {
  const { signals, prices, largest, inForce, whitespace, arr, movement, coverage } = grounds;
  const { currency } = largest;
  const lines = growthLines(prices, largest, inForce);
  const others = signals.filter(({ kind }) => kind !== 'ask');
  const make = (
    kind: NeedKind,
    name: string,
    own: readonly Signal[],
    estimate: Estimate | null,
    about: string,
    key: string = kind,
  ): Candidate[] => {
    const drivers = driversOf(kind, fitting(own, about, estimate?.value ?? null));
    const confidence = confidenceOf(drivers, coverage);
    if (!estimate || !isAnchored(kind, drivers) || confidence < LEAST_CONFIDENCE) return [];
    const told = drivers.map(({ signal }) => signal.about).join(' ');
    return [
      {
        kind,
        cause: `${key} of ${largest._id}`,
        type: WEIGHTS[kind].type,
        source: sourceOf(kind, drivers),
        name,
        confidence,
        value: estimate.value,
        currency,
        basis: estimate.basis,
        drivers,
        estimate,
        about: `${about} ${told}`,
      },
    ];
  };
  const asked = lines.map((line) => ({ line, asks: asksFor(facts, line.asksFor, signals) }));
  const regional = asked.find(({ line }) => line.expansionType === 'geographic');
  const region = make(
    'region',
    regional?.line.name ?? 'More regions',
    [...others, ...(regional?.asks ?? [])],
    regional ? byListPrice(regional.line) : byRegionSeats(facts, currency),
    [
      regional?.line.name,
      ...(regional?.line.asksFor ?? []),
      ...signals.filter(({ kind }) => kind === 'region').map(({ about }) => about),
    ].join(' '),
  );
  const capabilities = asked
    .filter(({ line, asks }) => line !== regional?.line && asks.length > 0)
    .flatMap(({ line, asks }) =>
      make(
        'capability',
        line.name,
        [...others, ...asks],
        byListPrice(line),
        [line.name, ...line.asksFor, ...asks.map(({ about }) => about)].join(' '),
        `capability ${line.name}`,
      ).map((each): Candidate => ({ ...each, type: line.expansionType ?? each.type })),
    );
  const seats = make('seats', seatsName(signals), signals, byShortage(facts, movement, currency), 'more seats users licences capacity');
  // Wishes that a line of the price list answers, or that ask for a service, are no initiative of their own.
  const answered = prices
    .filter(({ asksFor: signs }) => signs.length > 0)
    .flatMap(({ asksFor: signs }) => asksFor({ ...facts, interactions: [], tickets: [] }, signs, signals));
  const open = signals.filter((each) => each.kind !== 'ask' || !answered.includes(each));
  const about = open.filter(({ kind: each }) => each === 'ask' || each === 'executive').map((each) => each.about);
  const initiative =
    capabilities.length > 0 ? [] : make('initiative', initiativeName(open), open, byLikeAccounts(whitespace, prices, arr), about.join(' '));
  return [...region, ...capabilities, ...seats, ...initiative];
}

const seatsName = (signals: readonly Signal[]): string => {
  const team = signals.find(({ kind }) => kind === 'team_in_use')?.about.replace(/^New team in use /, '');
  return team ? `More seats (${team} joined)` : 'More seats';
};

const initiativeName = (signals: readonly Signal[]): string =>
  signals.some(({ kind }) => kind === 'executive') ? 'Higher edition for the new executive’s plans' : 'Higher edition';

const EXPANDING = /\bexpan(?:d|sion)/i;

/** Money counts for what it is about: in full where it names it or expanding with us and is enough, else half. */
function fitting(signals: readonly Signal[], about: string, value: number | null): Signal[] {
  return signals.map((signal) => {
    if (signal.kind !== 'budget') return signal;
    const named = sharedTopics(about, signal.about) > 0 || EXPANDING.test(signal.about);
    const enough = signal.amount === null || (value !== null && signal.amount >= value);
    return named && enough ? signal : { ...signal, strength: signal.strength / 2 };
  });
}

/** Growth in use is a driver of a priced region or capability, not another thing to sell: the same people would be paid for twice. */
function withoutCovered(candidates: readonly Candidate[]): Candidate[] {
  const covers = candidates.some(({ kind, value }) => (kind === 'region' || kind === 'capability') && value !== null);
  return candidates.filter(({ kind }) => !(covers && kind === 'seats'));
}

function settle(
  need: Omit<Found, 'deal' | 'stage' | 'muted' | 'held'>,
  facts: AccountFacts,
  deal: Known | null,
  against: readonly string[],
): Found {
  const stored = storedFind(facts.expansions, need.cause);
  const stage = stored && stored.salesStage !== 'identified' ? stored.salesStage : (deal?.stage ?? 'identified');
  const closed = deal && !isOpen(deal.stage) ? [`${deal.stage === 'closed_won' ? 'won' : 'lost'} on ${longDate(deal.at)}`] : [];
  return {
    ...need,
    deal,
    stage,
    muted: stored?.mutedAt ? { at: stored.mutedAt, by: stored.mutedBy ?? null, reason: stored.muteReason ?? '' } : null,
    held: [...closed, ...against],
  };
}

/** How far use must have fallen for good before growth is no subject. */
const FALLEN = -10;
/** A contract that was made smaller lately. */
const SHRUNK_DAYS = 400;

/** What speaks against approaching the customer about growth, whatever of it is seen. */
function heldBy(facts: AccountFacts, opinions: Opinions): string[] {
  const { churn_risk: risk } = opinions;
  const users = numberOf(facts, 'active_users_growth')?.value ?? null;
  const shrunk = shrunkOn(facts);
  return [
    ...(typeof risk === 'number' && risk >= HIGH_FROM ? [`churn risk is high (${Math.round(risk)}): keep first`] : []),
    ...(users !== null && users <= FALLEN ? [`active users are ${Math.round(-users)} % lower for good`] : []),
    ...(shrunk ? [`the contract was made smaller on ${shortDate(shrunk, facts.asOf)}`] : []),
  ];
}

/** When the contract in force replaced a larger one: fewer seats, or less money. */
function shrunkOn({ contracts, asOf }: AccountFacts): Date | null {
  const inForce = activeContracts(contracts, asOf);
  const before = contracts.filter((each) => each.status !== 'cancelled' && each.startDate < asOf && !inForce.includes(each));
  const [last] = before.toSorted((a, b) => (b.endDate?.getTime() ?? 0) - (a.endDate?.getTime() ?? 0));
  const [now] = inForce.toSorted((a, b) => b.annualValue - a.annualValue);
  if (!last || !now || last.currency !== now.currency || age(now.startDate, asOf) > SHRUNK_DAYS || now.startDate <= last.startDate)
    return null;
  const all = (key: 'annualValue' | 'seats') => sum(inForce.map((each) => each[key] ?? 0));
  const fewer = (last.seats ?? 0) > 0 && all('seats') > 0 && all('seats') < 0.95 * (last.seats ?? 0);
  return fewer || all('annualValue') < 0.95 * last.annualValue ? now.startDate : null;
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
