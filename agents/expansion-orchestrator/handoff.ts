import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import { type AccountFacts, addDays, DAY, dayOf, type Finding, fact, type Opinions, type Text, within, workday } from '../facts/index.ts';
import type { Fitting } from '../kit/fitting.ts';
import { headOf, t } from '../kit/say.ts';
import { evidenceOf, numberOf } from '../metrics/index.ts';
import { eventWords } from '../metrics/words.ts';
import { realize } from '../value-realization/face.ts';
import type { Chances } from './chances.ts';
import { exitCriteria } from './criteria.ts';
import { crmDealOf, dealOfRow, nameOf, oneLine, standingOf } from './deals.ts';
import { openStageOf } from './find.ts';
import { wantedOf } from './load-bench.ts';
import { protectionOf } from './protection.ts';
import { type Stakeholder, stakeholdersOf } from './stakeholders.ts';
import { type Bench, rankEngineers, rankSellers, rankSponsors } from './team.ts';

/** From this share of what the account pays on, one of our executives stands behind the sale. */
const LARGE = 1 / 3;
const DRIVERS = 6;
/** Of an opportunity whose sources say not which signal they are of. */
const SOURCES = 3;
const INTRODUCED_AFTER = 2;

export interface Seat {
  seat: 'Account executive' | 'Solutions engineer' | 'Customer success manager' | 'Executive sponsor';
  person: { id: string; name: string } | null;
  reasons: string[];
}

/** Something to do, as it is written on Approve. */
export interface Step {
  text: string;
  due: string;
  owner: string;
  contact: string | null;
}

export interface Known {
  facts: AccountFacts;
  row: ExpansionOpportunity;
  opinions: Opinions;
  /** Names of the retention playbooks at work. */
  recovery: readonly string[];
  bench: Bench;
  chances: Chances;
}

/** Everything about one opportunity that a hand-off rests on. Pure: the same facts give the same people, dates and criteria. */
export function handoffOf({ facts, row, opinions, recovery, bench, chances }: Known) {
  const { account, asOf } = facts;
  const crm = crmDealOf(row, facts.opportunities, account.name);
  const deal = standingOf(dealOfRow(row, account, crm), chances, asOf);
  const stakeholders = stakeholdersOf(facts, row);
  const value = valueCase(facts);
  const seats = seatsOf({ facts, row, bench, sponsored: isLarge(facts, deal) || stakeholders.some(({ executive }) => executive) });
  const protection = protectionOf(facts, opinions, recovery);
  const stage = openStageOf(row);
  return {
    account: headOf(account),
    asOf: asOf.toISOString(),
    deal,
    confidence: row.confidenceScore ?? null,
    crm: crm ? { name: nameOf({ opportunityDescription: crm.name }), stage: crm.stage } : null,
    drivers: driversOf(row),
    requirements: row.technicalRequirements.map((each) => quoted(row, each)),
    competitors: competitorsOf(facts, row),
    seats,
    stakeholders,
    value,
    criteria: stage ? exitCriteria(stage, { facts, row }) : [],
    milestones: milestonesOf(row.expectedDecisionDate ?? crm?.closeDate ?? null, asOf),
    steps: stepsOf(seats, stakeholders, { proven: value.proven, asOf }),
    protection,
    /** A colleague's time, or a relationship that is not sound, is for leaders to decide about. */
    deciders:
      protection.level === 'warned' || seats.some(({ seat, person }) => seat === 'Executive sponsor' && person) ? 'leaders' : 'team',
  } as const;
}
export type Handoff = ReturnType<typeof handoffOf>;

function isLarge(facts: AccountFacts, { value, currency }: { value: number | null; currency: string }): boolean {
  const paid = numberOf(facts, 'arr');
  return value !== null && paid !== null && paid.currency === currency && value >= LARGE * paid.value;
}

function seatsOf({ facts, row, bench, sponsored }: Pick<Known, 'facts' | 'row' | 'bench'> & { sponsored: boolean }): Seat[] {
  const wanted = wantedOf(facts, row);
  const assigned = bench.people.find(({ _id }) => _id === row.assignedSalesRepId);
  const owner = bench.people.find(({ _id }) => _id === wanted.ownerId);
  const seat = (name: Seat['seat'], [best]: readonly Fitting[], none: string): Seat =>
    best ? { seat: name, person: { id: best.id, name: best.name }, reasons: best.reasons } : { seat: name, person: null, reasons: [none] };
  return [
    assigned
      ? { seat: 'Account executive', person: headOf(assigned), reasons: ['has it'] }
      : seat('Account executive', rankSellers(bench, wanted, facts.asOf), 'nobody with the role is active here'),
    seat('Solutions engineer', rankEngineers(bench, wanted), 'nobody with that title is on record'),
    owner
      ? { seat: 'Customer success manager', person: headOf(owner), reasons: ['keeps the relationship'] }
      : { seat: 'Customer success manager', person: null, reasons: ['the account has no owner'] },
    ...(sponsored ? [seat('Executive sponsor', rankSponsors(bench), 'no executive is on record')] : []),
  ];
}

/** Words of others stand in quotation marks. */
const quoted = ({ source }: Pick<ExpansionOpportunity, 'source'>, text: string): string =>
  source === 'greendoor' ? oneLine(text) : `“${oneLine(text)}”`;

/** Why it was found, each with the rows behind it. */
function driversOf(row: ExpansionOpportunity): Finding[] {
  const own = (field: string) => evidenceOf('expansion_opportunities', field, [row]);
  const signals = row.triggerSignals.map(({ text, kind, value, unit }) => {
    const named = row.supportingEvidence.filter((source) => source.text);
    const sources = named.length > 0 ? named.filter((source) => source.text === text) : row.supportingEvidence.slice(0, SOURCES);
    const evidence = sources.map(({ collectionName, documentId, field, at }) => ({
      collection: collectionName,
      id: documentId,
      field: field ?? '',
      at: (at ?? row.at).toISOString(),
    }));
    return fact(kind ?? 'signal', quoted(row, text), evidence.length > 0 ? evidence : own('triggerSignals'), value ?? null, unit ?? '');
  });
  const written = row.businessDriver?.trim();
  // What found it may be said as its driver too.
  const driver = written && !row.triggerSignals.some(({ text }) => written.includes(text)) ? written : null;
  return [...(driver ? [fact('driver', quoted(row, driver), own('businessDriver'))] : []), ...signals].slice(0, DRIVERS);
}

/** Who else is looked at, as recorded on the opportunity and told by the account's events. */
function competitorsOf({ events, asOf }: AccountFacts, { competitiveContext }: ExpansionOpportunity): string[] {
  const named = competitiveContext.map(({ competitor, text, position }) =>
    oneLine([competitor, text ?? position].filter(Boolean).join(': ')),
  );
  const told = within(events, asOf, 200).flatMap((event) =>
    event.kind === 'competitor_evaluation' ? [oneLine(eventWords(event, asOf))] : [],
  );
  return [...named, ...told].slice(0, 3);
}

/** The first weeks: the CSM introduces, the seller speaks to each; every one dated and somebody's. */
function stepsOf(seats: readonly Seat[], stakeholders: readonly Stakeholder[], { proven, asOf }: { proven: boolean; asOf: Date }): Step[] {
  const [seller, csm] = [holderOf(seats, 'Account executive'), holderOf(seats, 'Customer success manager')];
  if (!seller) return [];
  const early = workday(dayOf(addDays(asOf, INTRODUCED_AFTER))).toISOString();
  const [first] = stakeholders;
  return [
    ...(csm && csm.id !== seller.id && first
      ? [{ text: `Introduce ${seller.name} to ${first.name}`, due: early, owner: csm.id, contact: first.id }]
      : []),
    ...(proven
      ? []
      : [{ text: 'Agree on a baseline and a first measurement of value', due: early, owner: csm?.id ?? seller.id, contact: null }]),
    ...stakeholders.map(({ id, name, role, first: about, firstAt }) => ({
      text: `First conversation with ${name} (${role}): ${about}`,
      due: firstAt,
      owner: seller.id,
      contact: id,
    })),
  ];
}

/** What the sale may argue with: what is proven of the contract they have. Nothing is carried over to what they have not bought. */
function valueCase(facts: AccountFacts): { proven: boolean; lines: Text[] } {
  const { status, figures, proven } = realize(facts);
  if (status !== 'measured')
    return { proven: false, lines: ['No value is proven yet: agree on a baseline and a first measurement before a price is named'] };
  const { roi, proven_value, investment, payback_months } = figures;
  const result = roi.value === null ? t`${proven_value} proven` : t`ROI ${roi}: ${proven_value} proven on ${investment}`;
  const payback = payback_months.value === null ? '' : t`, paid back in ${payback_months}`;
  return { proven: true, lines: [t`${result}${payback}`, ...proven.slice(0, 3).map(({ text }) => text)] };
}

/** Of the days until the decision: when each part of a sale is to be done. */
const MILESTONES = [
  { name: 'Stakeholders met, technical fit confirmed', share: 0.15 },
  { name: 'Business case agreed with their people', share: 0.4 },
  { name: 'Proposal with them, terms discussed', share: 0.75 },
  { name: 'Signed, rollout planned', share: 1 },
] as const;
const USUAL_DAYS = 56;
const SHORTEST_DAYS = 21;

/** Dated milestones to the decision, each later than the one before; eight weeks where no later decision date is known. Pure. */
function milestonesOf(decisionAt: Date | null, asOf: Date): { name: string; dueAt: string }[] {
  const left = decisionAt ? (decisionAt.getTime() - asOf.getTime()) / DAY : 0;
  const days = left >= SHORTEST_DAYS ? left : USUAL_DAYS;
  return MILESTONES.map(({ name, share }) => ({ name, dueAt: workday(dayOf(addDays(asOf, share * days))).toISOString() }));
}

export const holderOf = (seats: readonly Seat[], seat: Seat['seat']): { id: string; name: string } | null =>
  seats.find((each) => each.seat === seat)?.person ?? null;
