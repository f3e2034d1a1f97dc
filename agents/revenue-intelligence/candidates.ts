import type { Contract } from '../../models/contract.ts';
import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import type { ListPrice } from '../../models/list-price.ts';
import type { AccountFacts } from '../facts/index.ts';
import { sharedTopics } from '../kit/topics.ts';
import type { Movement } from './book.ts';
import { byLikeAccounts, byListPrice, byRegionSeats, byShortage, type Estimate, growthLines, type Whitespace } from './estimate.ts';
import { confidenceOf, type Driver, driversOf, isAnchored, LEAST_CONFIDENCE, type NeedKind, sourceOf, WEIGHTS } from './needs.ts';
import { asksFor, type Signal } from './signals.ts';

/** What a need is read from beside the account's facts. */
interface Grounds {
  signals: readonly Signal[];
  prices: readonly ListPrice[];
  largest: Contract;
  inForce: readonly Contract[];
  whitespace: readonly Whitespace[];
  arr: number | null;
  movement: Movement;
  coverage: number;
}

/** Something the account may need more of. */
export interface Candidate {
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
  /** What it is about, in whatever words. */
  about: string;
}

/** Every need that something speaks for clearly enough, no growth twice. Pure. */
export function candidatesOf(facts: AccountFacts, grounds: Grounds): Candidate[] {
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
  const { contacts, asOf } = facts;
  const answered = prices
    .filter(({ asksFor: signs }) => signs.length > 0)
    .flatMap(({ asksFor: signs }) => asksFor({ contacts, asOf, interactions: [], tickets: [] }, signs, signals));
  const open = signals.filter((each) => each.kind !== 'ask' || !answered.includes(each));
  const about = open.filter(({ kind: each }) => each === 'ask' || each === 'executive').map((each) => each.about);
  const initiative =
    capabilities.length > 0 ? [] : make('initiative', initiativeName(open), open, byLikeAccounts(whitespace, prices, arr), about.join(' '));
  return withoutCovered([...region, ...capabilities, ...seats, ...initiative]);
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
