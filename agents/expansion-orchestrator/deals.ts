import type { Account } from '../../models/account.ts';
import type { ExpansionOpportunity } from '../../models/expansion-opportunity.ts';
import { type Opportunity, SALES_STAGES } from '../../models/opportunity.ts';
import type { Text } from '../facts/index.ts';
import { figuresOf, headOf, listed, t } from '../kit/say.ts';
import { gramSimilarity } from '../kit/similarity.ts';
import { dayCount } from '../metrics/define.ts';
import { capital, daysBetween, shortened, spaced, sum } from '../metrics/index.ts';
import { type Chances, chanceAt } from './chances.ts';
import { isOpenStage, PATIENCE, type SalesStage, STAGE_WORDS, stageSince } from './stages.ts';

const MOST_LETTERS = 90;
/** Days a whole sale takes. */
const WHOLE = sum(Object.values(PATIENCE));

/** A sale to a customer, found by us or known to the CRM alone. */
export interface Deal {
  id: string;
  name: string;
  /** `crm`: a deal of the CRM that none of ours is linked to; it is moved there. */
  source: 'found' | 'crm';
  account: { id: string; name: string };
  type: string | null;
  stage: SalesStage;
  /** A year, in `currency`; null where nothing says. */
  value: number | null;
  currency: string;
  /** Since when it is in its stage; of the CRM's own, since when it is open: its stages are not on record. */
  since: Date;
  decisionAt: Date | null;
  repId: string | null;
  csmId: string | null;
  /** Where the CRM has it, if it is linked. */
  crmStage: SalesStage | null;
}

type Row = ExpansionOpportunity;
type Owner = Pick<Account, '_id' | 'name' | 'ownerId' | 'accountExecutiveId'>;

/** One line of what was written elsewhere, which may hold line breaks and markup. */
export const oneLine = (text: string, most = 220): string => shortened(text.replace(/[\p{C}\s*_`<>[\]]+/gu, ' ').trim(), most);

export const nameOf = ({ opportunityDescription }: Pick<Row, 'opportunityDescription'>): string =>
  oneLine(opportunityDescription, MOST_LETTERS);

/** Its figures, by metric. */
export const ofDeal = (row: Pick<Row, '_id' | 'opportunityDescription'>, asOf: Date) =>
  figuresOf({ kind: 'opportunity', id: row._id, name: nameOf(row) }, asOf);

/** Not a sale now: nobody took it up, and somebody said "not now" or what it came from is no longer seen. */
export const isSetAside = ({ salesStage, mutedAt, lapsedAt }: Pick<Row, 'salesStage' | 'mutedAt' | 'lapsedAt'>): boolean =>
  salesStage === 'identified' && Boolean(mutedAt || lapsedAt);

const LIKE = 0.5;
/** The CRM's names often begin with the account's. */
const crmName = ({ name }: Pick<Opportunity, 'name'>, account: string): string =>
  capital(nameOf({ opportunityDescription: name.replace(`${account}: `, '') }));

/** The CRM's deal that a row is: linked, or of a like name. */
export function crmDealOf(row: Row, deals: readonly Opportunity[], account: string): Opportunity | undefined {
  const own = deals.filter(({ kind, accountId }) => kind === 'expansion' && accountId === row.accountId);
  const like = own
    .map((deal) => ({
      deal,
      score: gramSimilarity(crmName(deal, account), nameOf(row)) + (deal.amount != null && deal.amount === row.estimatedValue ? LIKE : 0),
    }))
    .filter(({ deal, score }) => score >= LIKE && gramSimilarity(crmName(deal, account), nameOf(row)) > 0)
    .sort((one, other) => other.score - one.score || (one.deal._id < other.deal._id ? -1 : 1));
  return own.find(({ _id }) => _id === row.parentOpportunityId) ?? like[0]?.deal;
}

/** Of several open rows that are one deal of the CRM, the one that people have taken farthest: it is one sale. */
export function oncePerDeal(rows: readonly Row[], crm: readonly Opportunity[], account: string): Row[] {
  const rank = ({ salesStage }: Row) => SALES_STAGES.indexOf(salesStage);
  const groups = Map.groupBy(rows, (row) => crmDealOf(row, crm, account)?._id ?? row._id);
  const kept = new Set(
    [...groups.values()].map(
      (same) =>
        same.toSorted(
          (one, other) =>
            rank(other) - rank(one) ||
            Number(one.source === 'greendoor') - Number(other.source === 'greendoor') ||
            one.at.getTime() - other.at.getTime() ||
            (one._id < other._id ? -1 : 1),
        )[0],
    ),
  );
  return rows.filter((row) => kept.has(row));
}

const worth = (amount: number | null | undefined): number | null =>
  amount != null && Number.isFinite(amount) ? Math.max(0, amount) : null;

export const dealOfRow = (row: Row, account: Owner, crm?: Opportunity): Deal => ({
  id: row._id,
  name: nameOf(row),
  source: 'found',
  account: headOf(account),
  type: spaced(row.expansionType),
  stage: row.salesStage,
  value: worth(row.estimatedValue ?? crm?.amount),
  currency: row.estimatedValue == null && crm ? crm.currency : row.currency,
  since: stageSince(row),
  decisionAt: row.expectedDecisionDate ?? crm?.closeDate ?? null,
  repId: row.assignedSalesRepId ?? null,
  csmId: row.csManagerId ?? account.ownerId ?? null,
  crmStage: crm?.stage ?? null,
});

const dealOfCrm = (crm: Opportunity, account: Owner): Deal => ({
  id: crm._id,
  name: crmName(crm, account.name),
  source: 'crm',
  account: headOf(account),
  type: null,
  stage: crm.stage,
  value: worth(crm.amount),
  currency: crm.currency,
  since: crm.at,
  decisionAt: crm.closeDate ?? null,
  repId: crm.ownerId ?? account.accountExecutiveId ?? null,
  csmId: account.ownerId ?? null,
  crmStage: crm.stage,
});

/** Every open sale once: ours, and the CRM's own that none of ours is. */
export function dealsOf(rows: readonly Row[], crm: readonly Opportunity[], accounts: ReadonlyMap<string, Owner>): Deal[] {
  const crmOf = Map.groupBy(crm, ({ accountId }) => accountId);
  const rowsOf = Map.groupBy(rows, ({ accountId }) => accountId);
  return [...accounts.values()].flatMap((account) => {
    const [own, deals] = [rowsOf.get(account._id) ?? [], crmOf.get(account._id) ?? []];
    const linked = new Set(own.map((row) => crmDealOf(row, deals, account.name)?._id));
    const open = oncePerDeal(
      own.filter(({ salesStage }) => isOpenStage(salesStage)),
      deals,
      account.name,
    );
    const theirs = deals.filter(({ _id, kind, stage }) => kind === 'expansion' && isOpenStage(stage) && !linked.has(_id));
    return [
      ...open.map((row) => dealOfRow(row, account, crmDealOf(row, deals, account.name))),
      ...theirs.map((deal) => dealOfCrm(deal, account)),
    ];
  });
}

export type Standing = ReturnType<typeof standingOf>;

/** How a sale stands at an instant: how long in its stage, what it is likely to bring, and why it counts as stuck. */
export function standingOf(deal: Deal, chances: Chances, asOf: Date) {
  const days = Math.max(0, dayCount(deal.since, asOf, 'since'));
  const chance = chanceAt(chances, deal.stage);
  const weighted = deal.value === null ? null : deal.value * chance;
  const { of, money, percent, date } = figuresOf({ kind: 'opportunity', id: deal.id, name: deal.name }, asOf);
  const figures = {
    value: money('expansion_value', 'value a year', deal.value, deal.currency),
    weighted: money('expansion_weighted', 'weighted value', weighted === null ? null : Math.round(weighted), deal.currency),
    chance: percent('stage_chance', 'chance to be won', chance),
    days: of('days_in_stage', 'days in the stage', days, 'days'),
    decision: date('expected_decision', 'decision', deal.decisionAt),
  };
  const open = isOpenStage(deal.stage);
  const limit = !isOpenStage(deal.stage) ? null : deal.source === 'crm' ? WHOLE : PATIENCE[deal.stage];
  const where = deal.source === 'crm' ? 'open' : STAGE_WORDS[deal.stage];
  const stuck: Text[] = [
    ...(limit !== null && days > limit ? [t`${where} for ${figures.days}, where ${String(limit)} are usual`] : []),
    ...(open && deal.decisionAt && daysBetween(asOf, deal.decisionAt) < 0 ? [t`the decision was due on ${figures.decision}`] : []),
  ];
  return {
    ...deal,
    since: deal.since.toISOString(),
    decisionAt: deal.decisionAt?.toISOString() ?? null,
    days,
    chance,
    weighted,
    figures,
    stuck,
    open,
    where,
  };
}

/** "proposing for 12 days", or why it is stuck. */
export const paceText = ({ figures, stage, where, stuck, days, open }: Standing): Text => {
  if (stuck.length > 0) return t`stuck: ${listed(stuck, ' and ')}`;
  if (!open) return STAGE_WORDS[stage];
  return days === 0
    ? `${STAGE_WORDS[stage]} since today`
    : t`${where === 'open' ? `${STAGE_WORDS[stage]}, ` : ''}${where} for ${figures.days}`;
};

/** "$280K, proposing for 12 days". */
export const standingText = (deal: Standing): Text =>
  listed([deal.value === null ? 'no value on record' : t`${deal.figures.value}`, paceText(deal)]);
