import type { Contract } from '../../models/contract.ts';
import { DAY, type Finding, fact } from '../facts/index.ts';
import { evidenceOf, longDate, numberOf, plural, round, shortMoney, sum } from '../metrics/index.ts';
import { type Addition, additionsOf, renewalBudget } from './additions.ts';
import { processOf, risksOf, stakeholdersOf, strategyOf } from './approach.ts';
import { knownOf, persistence, renewalChance } from './chance.ts';
import { contractOf, definitionOf, type RenewalContract, soonest, stateOf, type Total, totalsOf } from './contracts.ts';
import { type ChurnView, churnScale, factorsOf, findingOf } from './factors.ts';
import { type RenewalFacts, renewalFactsAt, roiOf } from './renewal-facts.ts';
import { BASE, bandOf, MODEL_VERSION } from './weights.ts';

interface AssessOptions {
  churn: ChurnView | null;
  /** What a person said the end is; for contracts whose end is not on record. */
  saidEnd?: Date | undefined;
}

/** A line of the recommended structure. */
export interface Line extends Omit<Addition, 'source' | 'chance' | 'reason'> {
  source: 'contract' | Addition['source'];
  /** Base: that the contract is renewed. Addition: that it is signed, given the renewal. Null: too little is known. */
  chance: number | null;
  reason: string;
}

export type RenewalAssessment = ReturnType<typeof assessRenewal>;

/**
 * The renewal of one account as of an instant: probability as log-odds of named factors around a base rate, the
 * recommended structure, expected value, risks. Pure and deterministic; rows later than the instant have no effect.
 * Contracts soonest end first, factors and risks strongest first; probability, days and band are of the contract that ends next.
 */
export function assessRenewal(given: RenewalFacts, options: AssessOptions, instant: Date = given.asOf) {
  const computed = computeRenewal(given, options, instant);
  const { facts, factors, knowledge, status, inForce, last, contracts, priced, unpriced, totals } = computed;
  const { churn, saidEnd } = options;
  const [next] = contracts;
  const open = status === 'open';
  const probability = next?.probability ?? null;
  const roi = roiOf(facts)?.value ?? null;
  const nps = numberOf(facts, 'nps_answer')?.value ?? null;
  const lines: Line[] = open
    ? [...contracts.map((each) => baseLine(each, facts, roi)), ...priced.map(({ reason, ...each }) => ({ ...each, reason: reason() }))]
    : [];
  const head = {
    status,
    probability,
    roi,
    lines,
    budget: open ? budgetOf(facts) : null,
    currency: next?.currency ?? facts.account.currency,
  };
  const renewalAt = open ? (next?.endAt ?? null) : null;
  const days = open ? (next?.days ?? null) : null;
  const scale = churn ? churnScale(churn.logOdds - churn.base) : 0;
  return {
    ...head,
    accountId: facts.account._id,
    asOf: facts.asOf.toISOString(),
    modelVersion: MODEL_VERSION,
    endedAt: open ? null : (facts.account.churnedAt?.toISOString() ?? last?.endDate?.toISOString() ?? null),
    contracts,
    renewalAt,
    days,
    band: probability === null ? null : bandOf(probability),
    /** Log-odds before any factor; factors are multiplied by how much of today's signs still counts at the next renewal. */
    base: BASE,
    persistence: days === null ? 1 : persistence(days),
    factors: factors.map(findingOf),
    /** What the churn factor is made of, in log-odds of renewal. */
    signals: (churn?.factors ?? [])
      .map((each): Finding => ({ ...each, contribution: scale * each.contribution }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    confidence: knowledge.confidence,
    coverage: knowledge.coverage,
    freshness: knowledge.freshness,
    missing: knowledge.missing,
    /** Deals without an amount: named, not counted. */
    unpriced,
    totals,
    definition: definitionOf(totals, contracts, priced),
    nps: nps === null ? null : round(nps, 1),
    risks: open ? risksOf(facts, factors, churn) : [],
    strategy: strategyOf(facts, head, factors),
    stakeholders: stakeholdersOf(facts),
    process: renewalAt ? processOf(facts.asOf, new Date(renewalAt)) : [],
    cautions: cautionsOf(facts, inForce, totals, saidEnd),
  };
}

/** The figures of an assessment without its words: what rescoring needs of each account. */
export function computeRenewal(given: RenewalFacts, { churn, saidEnd }: AssessOptions, instant: Date = given.asOf) {
  const facts = renewalFactsAt(given, instant);
  const factors = factorsOf(facts, churn).sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const knowledge = knownOf(facts, churn, factors);
  const { status, inForce, last } = stateOf(facts);
  const open = status === 'open';
  const logOdds = sum(factors.map(({ contribution }) => contribution));
  const chanceIn = (days: number) => (open && knowledge.enough ? renewalChance(logOdds, days) : null);
  const contracts = (open ? inForce : last ? [last] : []).map((each) => contractOf(each, facts.asOf, saidEnd, chanceIn)).sort(soonest);
  const { priced, unpriced } = open ? additionsOf(facts, inForce) : { priced: [], unpriced: [] };
  const totals = open ? totalsOf(contracts, priced) : [];
  return { facts, factors, knowledge, status, inForce, last, contracts, priced, unpriced, totals };
}

function baseLine(
  { id, name, annualValue, currency, probability, startAt }: RenewalContract,
  facts: RenewalFacts,
  roi: number | null,
): Line {
  const covered = renewalBudget(facts)?.amount ?? 0;
  const reasons = [
    'the price stays as it is',
    ...(roi === null ? [] : [`it returns ${Math.round(roi)} %`]),
    ...(covered > 0 && covered >= annualValue ? [`${shortMoney(covered, currency)} is set aside`] : []),
  ];
  const evidence = [{ collection: 'contracts', id, field: 'annualValue', at: startAt }];
  const about = { key: `contract:${id}`, source: 'contract' as const, wanted: null, evidence };
  return { ...about, name, annualValue, currency, chance: probability, reason: reasons.join('; ') };
}

/** Money the customer set aside for the renewal. */
function budgetOf(facts: RenewalFacts): Finding | null {
  const event = renewalBudget(facts);
  if (!event) return null;
  const text = `${(event.detail ?? '').replace(/\.$/, '')} (${longDate(event.at)})`;
  return fact(
    'Budget for the renewal',
    text,
    evidenceOf('account_events', 'amount', [event]),
    event.amount ?? null,
    facts.account.currency,
  );
}

function cautionsOf(facts: RenewalFacts, inForce: readonly Contract[], totals: readonly Total[], saidEnd: Date | undefined): string[] {
  const undated = inForce.filter(({ endDate }) => !endDate);
  const names = undated.map(({ name }) => `"${name}"`).join(', ');
  const deal = facts.opportunities.findLast(({ kind, stage }) => kind === 'renewal' && !stage.startsWith('closed'));
  const current = totals.find(({ currency }) => currency === deal?.currency)?.current ?? 0;
  const far = facts.asOf.getTime() + 5 * 365 * DAY;
  const cautions = [
    totals.length > 1 &&
      `Amounts in ${totals.map(({ currency }) => currency).join(' and ')} are kept apart: nothing is converted or added up`,
    undated.length > 0 &&
      (saidEnd
        ? `The end of ${names} is as you said, ${longDate(saidEnd)}; it is not on record`
        : `${plural(undated.length, 'contract')} without an end date: ${names}`),
    deal?.amount &&
      current > 0 &&
      Math.abs(deal.amount - current) > 1 &&
      `The renewal deal "${deal.name}" stands at ${shortMoney(deal.amount, deal.currency)}, the contract at ${shortMoney(current, deal.currency)}`,
    ...inForce.map(({ name, endDate }) => endDate && endDate.getTime() > far && `"${name}" ends only on ${longDate(endDate)}`),
  ];
  return cautions.filter((each) => typeof each === 'string');
}
