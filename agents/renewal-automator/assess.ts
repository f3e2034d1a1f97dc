import type { Contract } from '../../models/contract.ts';
import type { Finding } from '../facts/finding.ts';
import { partlyRead } from '../facts/partly.ts';
import { DAY } from '../facts/time.ts';
import { daysBetween, longDate, plural, shortMoney } from '../metrics/format.ts';
import { round, sum } from '../metrics/statistics.ts';
import { activeContracts } from '../metrics/terms.ts';
import { type Addition, additionsOf, renewalBudget } from './additions.ts';
import { processOf, stakeholdersOf, strategyOf } from './approach.ts';
import { knowledgeOf, persistence, renewalChance } from './chance.ts';
import { type ChurnView, churnScale, factorsOf, figureOf, npsAnswer } from './factors.ts';
import { type RenewalFacts, renewalFactsAt } from './renewal-facts.ts';
import { risksOf } from './risks.ts';
import type { Line, RenewalAssessment, RenewalContract, Total } from './schema.ts';
import { type ValueView, valueViewOf } from './value-view.ts';
import { BASE, bandOf, MODEL_VERSION } from './weights.ts';
import { money } from './words.ts';

export interface AssessOptions {
  churn: ChurnView | null;
  /** What a person said the end is; for contracts whose end is not on record. */
  saidEnd?: Date;
}

/**
 * The renewal of one account as of an instant: probability as log-odds of named factors around a base rate, the
 * recommended structure, expected value, risks. Pure and deterministic; rows later than the instant have no effect.
 */
export function assessRenewal(given: RenewalFacts, { churn, saidEnd }: AssessOptions, instant: Date = given.asOf): RenewalAssessment {
  const computed = computeRenewal(given, { churn, ...(saidEnd ? { saidEnd } : {}) }, instant);
  const { facts, value, factors, knowledge, status, inForce, last, contracts, priced, unpriced, totals } = computed;
  const [next] = contracts;
  const open = status === 'open';
  const probability = next?.probability ?? null;
  const lines = open ? [...contracts.map((each) => baseLine(each, facts, value)), ...priced.map(additionLine)] : [];
  const distance = churn ? churn.logOdds - churn.base : 0;
  const renewalAt = open ? (next?.endAt ?? null) : null;
  const days = open ? (next?.days ?? null) : null;
  const head = {
    status,
    probability,
    roi: value.roi,
    lines,
    budget: open ? budgetOf(facts) : null,
    currency: next?.currency ?? facts.account.currency,
  };
  const nps = npsAnswer(facts)?.value;
  return {
    ...head,
    accountId: facts.account._id,
    asOf: facts.asOf.toISOString(),
    modelVersion: MODEL_VERSION,
    endedAt: open ? null : (facts.account.churnedAt?.toISOString() ?? last?.endDate?.toISOString() ?? null),
    contracts,
    renewalAt,
    days,
    window: days === null ? null : days < 0 ? 'overdue' : days <= 30 ? '30' : days <= 60 ? '60' : days <= 90 ? '90' : 'later',
    band: probability === null ? null : bandOf(probability),
    base: BASE,
    persistence: days === null ? 1 : persistence(days),
    factors: factors.map(figureOf),
    signals: (churn?.factors ?? [])
      .map(
        ({ label, value: measured, unit, contribution, text, evidence }): Finding => ({
          label,
          value: measured,
          unit,
          contribution: churnScale(distance) * contribution,
          text,
          evidence,
        }),
      )
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    confidence: knowledge.confidence,
    coverage: knowledge.coverage,
    freshness: knowledge.freshness,
    missing: knowledge.missing,
    unpriced,
    totals,
    definition: definitionOf(totals, contracts, priced),
    nps: typeof nps === 'number' ? round(nps, 1) : null,
    risks: open ? risksOf(facts, factors, churn, value) : [],
    strategy: strategyOf(facts, head, factors),
    stakeholders: stakeholdersOf(facts),
    process: renewalAt ? processOf(facts.asOf, new Date(renewalAt)) : [],
    cautions: cautionsOf(facts, inForce, totals, saidEnd),
    partly: partlyRead(facts),
  };
}

/** The figures of an assessment without its words: what rescoring needs of each account. */
export function computeRenewal(given: RenewalFacts, { churn, saidEnd }: AssessOptions, instant: Date = given.asOf) {
  const facts = renewalFactsAt(given, instant);
  const value = valueViewOf(facts);
  const factors = factorsOf(facts, churn, value).sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const knowledge = knowledgeOf(facts, churn, value, factors);
  const { status, inForce, last } = stateOf(facts);
  const open = status === 'open';
  const logOdds = sum(factors.map(({ contribution }) => contribution));
  const contracts = (open ? inForce : last ? [last] : [])
    .map((contract): RenewalContract => {
      const end = contract.endDate ?? saidEnd ?? null;
      const days = end ? daysBetween(facts.asOf, end) : null;
      return {
        id: contract._id,
        name: contract.name,
        annualValue: contract.annualValue,
        currency: contract.currency,
        startAt: contract.startDate.toISOString(),
        endAt: end?.toISOString() ?? null,
        days,
        termMonths: contract.termMonths ?? null,
        paymentModel: contract.paymentModel ?? null,
        autoRenew: contract.autoRenew,
        seats: contract.seats ?? null,
        probability: open && knowledge.enough && days !== null ? renewalChance(logOdds, days) : null,
      };
    })
    .sort((a, b) => (a.days ?? 1e9) - (b.days ?? 1e9) || b.annualValue - a.annualValue || (a.id < b.id ? -1 : 1));
  const { priced, unpriced } = open ? additionsOf(facts, inForce) : { priced: [], unpriced: [] };
  const totals = totalsOf(contracts, priced, open);
  return { facts, value, factors, knowledge, status, inForce, last, contracts, priced, unpriced, totals };
}

function stateOf({ account, contracts, asOf }: RenewalFacts): {
  status: RenewalAssessment['status'];
  inForce: Contract[];
  last: Contract | undefined;
} {
  const inForce = activeContracts(contracts, asOf);
  const last = contracts
    .filter(({ startDate }) => startDate <= asOf)
    .toSorted((a, b) => endOf(a) - endOf(b))
    .at(-1);
  if (account.churnedAt) return { status: 'churned', inForce: [], last };
  if (inForce.length > 0) return { status: 'open', inForce, last };
  return { status: last ? 'ended' : 'no_contract', inForce, last };
}

const endOf = ({ endDate, startDate }: Contract): number => (endDate ?? startDate).getTime();

function baseLine(
  { id, name, annualValue, currency, probability, startAt }: RenewalContract,
  facts: RenewalFacts,
  { roi }: ValueView,
): Line {
  const covered = renewalBudget(facts);
  const reasons = [
    'the price stays as it is',
    ...(roi !== null ? [`it returns ${Math.round(roi)} %`] : []),
    ...(covered && (covered.amount ?? 0) >= annualValue ? [`${shortMoney(covered.amount ?? 0, currency)} is set aside`] : []),
  ];
  return {
    key: `contract:${id}`,
    source: 'contract',
    name,
    annualValue,
    currency,
    chance: probability,
    reason: reasons.join('; '),
    wanted: null,
    evidence: [{ collection: 'contracts', id, field: 'annualValue', at: startAt }],
  };
}

const additionLine = ({ key, source, name, annualValue, currency, chance, reason, wanted, evidence }: Addition): Line => ({
  key,
  source,
  name,
  annualValue,
  currency,
  chance,
  reason: reason(),
  wanted,
  evidence,
});

/** The contract of the same currency that ends next carries the additions; without one, the account's next. */
export const carrier = <Contract extends Pick<RenewalContract, 'currency' | 'probability'>>(
  contracts: readonly Contract[],
  currency: string,
): Contract | undefined =>
  contracts.find((each) => each.currency === currency && each.probability !== null) ?? contracts.find((each) => each.probability !== null);

function totalsOf(contracts: readonly RenewalContract[], additions: readonly Addition[], open: boolean): Total[] {
  if (!open) return [];
  const currencies = [...new Set([...contracts, ...additions].map(({ currency }) => currency))];
  return currencies.map((currency): Total => {
    const own = contracts.filter((each) => each.currency === currency);
    const more = additions.filter((each) => each.currency === currency);
    const first = carrier(contracts, currency);
    const known = own.every(({ probability }) => probability !== null) && (more.length === 0 || first !== undefined);
    const expectedBase = known ? round(sum(own.map((each) => each.annualValue * (each.probability ?? 0))), 2) : null;
    const expectedAdditions = known ? round(sum(more.map((each) => each.annualValue * each.chance * (first?.probability ?? 0))), 2) : null;
    const current = round(sum(own.map(({ annualValue }) => annualValue)), 2);
    const extra = round(sum(more.map(({ annualValue }) => annualValue)), 2);
    return {
      currency,
      current,
      additions: extra,
      proposed: round(current + extra, 2),
      expectedBase,
      expectedAdditions,
      expected: expectedBase === null || expectedAdditions === null ? null : round(expectedBase + expectedAdditions, 2),
    };
  });
}

function definitionOf(totals: readonly Total[], contracts: readonly RenewalContract[], additions: readonly Addition[]): string {
  const rule =
    'Expected value a year = each contract × its probability of renewal + each addition × its own chance × the probability of the renewal it is signed with';
  const sums = totals.flatMap(({ currency, expected }) => {
    if (expected === null) return [];
    const first = carrier(contracts, currency);
    const parts = [
      ...contracts
        .filter((each) => each.currency === currency)
        .map(({ annualValue, probability }) => `${money(annualValue, currency)} × ${percent(probability ?? 0)}`),
      ...additions
        .filter((each) => each.currency === currency)
        .map(({ annualValue, chance }) => `${money(annualValue, currency)} × ${percent(chance)} × ${percent(first?.probability ?? 0)}`),
    ];
    return [`${parts.join(' + ')} = ${money(expected, currency)}`];
  });
  return sums.length === 0 ? `${rule}; too little is known for a probability, so there is none.` : `${rule}: ${sums.join('; ')}.`;
}

const percent = (share: number): string => `${round(share * 100, 1)} %`;

function budgetOf(facts: RenewalFacts): Finding | null {
  const event = renewalBudget(facts);
  if (!event) return null;
  return {
    label: 'Budget for the renewal',
    value: event.amount ?? null,
    unit: facts.account.currency,
    contribution: 0,
    text: `${(event.detail ?? '').replace(/\.$/, '')} (${longDate(event.at)})`,
    evidence: [{ collection: 'account_events', id: event._id, field: 'amount', at: event.at.toISOString() }],
  };
}

function cautionsOf(facts: RenewalFacts, inForce: readonly Contract[], totals: readonly Total[], saidEnd: Date | undefined): string[] {
  const undated = inForce.filter(({ endDate }) => !endDate);
  const deal = facts.opportunities.findLast(({ kind, stage }) => kind === 'renewal' && !stage.startsWith('closed'));
  const current = totals.find(({ currency }) => currency === deal?.currency)?.current ?? 0;
  const far = facts.asOf.getTime() + 5 * 365 * DAY;
  return [
    ...(totals.length > 1
      ? [`Amounts in ${totals.map(({ currency }) => currency).join(' and ')} are kept apart: nothing is converted or added up`]
      : []),
    ...(undated.length > 0
      ? [
          saidEnd
            ? `The end of ${undated.map(({ name }) => `"${name}"`).join(', ')} is as you said, ${longDate(saidEnd)}; it is not on record`
            : `${plural(undated.length, 'contract')} without an end date: ${undated.map(({ name }) => `"${name}"`).join(', ')}`,
        ]
      : []),
    ...(deal?.amount && current > 0 && Math.abs(deal.amount - current) > 1
      ? [
          `The renewal deal "${deal.name}" stands at ${shortMoney(deal.amount, deal.currency)}, the contract at ${shortMoney(current, deal.currency)}`,
        ]
      : []),
    ...inForce.flatMap(({ name, endDate }) => (endDate && endDate.getTime() > far ? [`"${name}" ends only on ${longDate(endDate)}`] : [])),
  ];
}
