import { type AccountFacts, DAY, sponsorOf, within } from '../../facts/index.ts';
import { plain } from '../../kit/say.ts';
import { longDate, numberOf, round, shortDate, sum } from '../../metrics/index.ts';
import { latestAnswers } from '../../metrics/topics/sentiment.ts';
import { realize } from '../../value-realization/face.ts';
import type { Line, RenewalAssessment } from '../assess.ts';
import type { RenewalContract } from '../contracts.ts';
import { money } from '../words.ts';

/** A figure as the customer reads it, and the stored row behind it. */
export interface Sourced {
  label: string;
  /** As written in the documents. */
  shown: string;
  source: string;
}

/** Contracts of one currency that end within a month of the next one go into one package. */
const TOGETHER_DAYS = 31;

function coveredContracts({ contracts, currency }: RenewalAssessment): RenewalContract[] {
  const [next] = contracts;
  return contracts.filter(
    (each) => each.currency === currency && each.days !== null && next?.days != null && each.days - next.days <= TOGETHER_DAYS,
  );
}

const CATEGORIES = { direct_savings: 'Direct savings', efficiency: 'Efficiency', strategic: 'Strategic' } as const;
const BENEFITS = 6;
const CSAT_DAYS = 180;
const USAGE_WEEKS = 26;

export type PackageContent = ReturnType<typeof contentOf>;

/** Everything the documents say of one renewal: the customer's own facts only, no score, no probability, nothing of what we think of them. Pure. */
export function contentOf(
  facts: AccountFacts,
  assessment: RenewalAssessment,
  from: { name: string; title: string },
  termMonths: number | null,
) {
  const { currency, lines } = assessment;
  const madeAt = new Date(assessment.asOf);
  const contracts = coveredContracts(assessment);
  const covered = new Set(contracts.map(({ id }) => `contract:${id}`));
  const base = lines.filter(({ key }) => covered.has(key));
  const additions = lines.filter((line) => line.source !== 'contract' && line.currency === currency);
  const current = round(sum(base.map(({ annualValue }) => annualValue)), 2);
  const models = [...new Set(contracts.map(({ paymentModel }) => paymentModel))];
  const [value, usage, nps, csat] = [provenOf(facts, currency), usageOf(facts), npsOf(facts), csatOf(facts)];
  return {
    account: facts.account.name,
    sponsor: sponsorOf(facts)?.name ?? null,
    from,
    madeAt,
    currency,
    contracts,
    endAt: new Date(contracts[0]?.endAt ?? madeAt),
    value: value.shown,
    usage,
    nps,
    csat,
    base,
    additions,
    current,
    proposed: round(current + sum(additions.map(({ annualValue }) => annualValue)), 2),
    /** Null: to be agreed. */
    termMonths,
    paymentModel: models.length === 1 ? (models[0] ?? null) : null,
    steps: assessment.process.map(({ step, from: start, to }) => ({ step, from: new Date(start), to: new Date(to) })),
    sources: {
      results: [...value.sources, ...[usage, nps, csat].flatMap((each) => each?.source ?? [])],
      value: value.proven,
      usage: usage ? [usage.source] : [],
      next: [...wishes(additions), ...priced(additions)],
      investment: [...priced(base), ...priced(additions)],
    },
  };
}

const rowOf = (collection: string, id: string, at: Date | string): string => `${collection} ${id}, ${longDate(new Date(at))}`;

const priced = (lines: readonly Line[]): Sourced[] =>
  lines.map(({ name, annualValue, currency, evidence: [first] }) => {
    return { label: name, shown: money(annualValue, currency), source: first ? rowOf(first.collection, first.id, first.at) : '' };
  });

const wishes = (lines: readonly Line[]): Sourced[] =>
  lines.flatMap(({ name, wanted, evidence }) => {
    const told = evidence.find(({ collection }) => collection === 'account_events') ?? evidence[0];
    return wanted && told ? [{ label: name, shown: wanted, source: rowOf(told.collection, told.id, told.at) }] : [];
  });

/** What they got for their money, with the rows behind it; nothing to show where no return is proven in the contract's currency. */
function provenOf(facts: AccountFacts, currency: string) {
  const { total, proven, investment, period, status, definition } = realize(facts);
  const rows = (findings: typeof proven): Sourced[] =>
    findings.flatMap(({ label, value: amount, evidence: [first] }) =>
      first ? [{ label, shown: money(amount ?? 0, currency), source: rowOf(first.collection, first.id, first.at) }] : [],
    );
  const paid = rows(investment).map((each) => ({ ...each, label: `Investment: ${each.label}` }));
  if (status !== 'measured' || total.roi === null || total.currency !== currency) return { shown: null, proven: [], sources: paid };
  const own = proven.filter(({ unit }) => unit === currency);
  const records = new Map(facts.values.map((each) => [each._id, each]));
  const benefits = own.flatMap(({ value: amount, evidence: [first] }) => {
    const record = records.get(first?.id ?? '');
    return record ? [{ record, amount: amount ?? 0 }] : [];
  });
  const merged = [...Map.groupBy(benefits, ({ record }) => `${record.category}\n${record.description}`).values()].flatMap((same) => {
    const last = same.at(-1)?.record;
    if (!last) return [];
    const confirmed = { before: last.baseline?.trim() || '–', confirmedBy: last.evidence?.trim() ?? '' };
    return [{ what: last.description, amount: sum(same.map(({ amount }) => amount)), ...confirmed }];
  });
  const how = `proven value ÷ investment: ${plain(definition, { exact: true })}`;
  const listed = `sum of ${own.length} value_records, listed on the next slide`;
  return {
    shown: {
      roi: total.roi,
      proven: total.proven,
      investment: total.investment,
      months: period.months,
      paybackMonths: total.paybackMonths,
      categories: total.categories
        .filter((each) => each.proven > 0)
        .map((each) => ({ label: CATEGORIES[each.category], amount: each.proven, target: each.target })),
      benefits: merged.sort((a, b) => b.amount - a.amount).slice(0, BENEFITS),
      target: total.target && { proven: total.target.proven, promised: total.target.promised },
    },
    proven: rows(own),
    sources: [
      { label: 'ROI', shown: `${Math.round(total.roi)} %`, source: how },
      { label: 'Proven value', shown: money(total.proven, currency), source: listed },
      ...paid,
    ],
  };
}

/** How many of their people use it, a week each; null where too few weeks are on record. */
function usageOf({ usage, asOf }: AccountFacts) {
  const counted = usage.filter(({ activeUsersCount }) => activeUsersCount != null);
  const weeks = counted
    .filter(({ usagePeriodEnd }) => usagePeriodEnd.getTime() > asOf.getTime() - USAGE_WEEKS * 7 * DAY)
    .map(({ usagePeriodEnd, activeUsersCount }) => ({ end: usagePeriodEnd, active: activeUsersCount ?? 0 }));
  const last = counted.at(-1);
  if (!last || weeks.length < 4) return null;
  const { activeUsersCount: active = 0, provisionedUsersCount, _id, usagePeriodEnd } = last;
  const provisioned = provisionedUsersCount || null;
  const shown = `${active}${provisioned ? ` of ${provisioned}` : ''}`;
  const source = { label: 'Active users of the latest week', shown, source: rowOf('customer_usage_analytics', _id, usagePeriodEnd) };
  return { active: active ?? 0, provisioned, weeks, source };
}

function npsOf(facts: AccountFacts) {
  const mean = numberOf(facts, 'nps_answer');
  const answers = latestAnswers(facts);
  const score = round(mean?.value ?? 0, 1);
  return mean && { score, people: answers.length, source: sourceOf('NPS', 'surveys', answers, `${score} of 10`) };
}

function csatOf({ tickets, asOf }: AccountFacts) {
  const rated = within(tickets, asOf, CSAT_DAYS).filter(({ csat }) => csat != null);
  if (rated.length === 0) return null;
  const score = round(sum(rated.map(({ csat }) => csat ?? 0)) / rated.length, 1);
  return { score, tickets: rated.length, source: sourceOf('Support rating', 'support_tickets', rated, `${score} of 5`) };
}

function sourceOf(label: string, collection: string, rows: readonly { _id: string; at: Date }[], shown: string): Sourced[] {
  const last = rows.at(-1);
  return last ? [{ label, shown, source: `${rows.length} rows, the latest ${rowOf(collection, last._id, last.at)}` }] : [];
}

export const day = (date: Date): string => shortDate(date);

export const footerOf = ({ account, madeAt }: Pick<PackageContent, 'account' | 'madeAt'>): string =>
  `${account} · Renewal proposal · ${longDate(madeAt)}`;
